import DocumentModel

/// Finds the heading of a table among the first rows of a sheet: one row, or two of which the upper one spans columns.
struct HeaderFinder {
    let scorer: HeadingScorer

    struct Header {
        /// Places in the sample.
        var rows: ClosedRange<Int>
        /// Headings over the columns, each row's text of its own.
        var headings: [[String]]
    }

    /// - Parameters:
    ///   - sample: the first rows of the sheet.
    ///   - spans: merged cells, by the place of the row in the sample and the first column: the last column.
    func find(in sample: [SheetRow], spans: [Int: [Int: Int]]) -> Header? {
        var best: (value: Int, header: Header)?
        for row in sample.indices {
            guard !Self.isData(sample[row]) else { continue }
            for height in 1...2 where height == 1 || isUpper(row, in: sample) {
                let header = header(sample, row...(row + height - 1), spans)
                let value = value(header)
                if value > best?.value ?? Self.minScore { best = (value, header) }
            }
        }
        guard let header = best?.header else { return nil }
        return firstLike(header, sample, spans)
    }

    /// Whether a row holds numbers or days, which no heading does.
    static func isData(_ row: SheetRow) -> Bool {
        row.cells.contains { cell in
            switch cell {
            case .number(let digits): digits.utf8.count > 3
            case .date, .dateTime: true
            case .text(let text): text.utf8.count(where: { (0x30...0x39).contains($0) }) >= 6
            case .empty, .boolean, .error: false
            }
        }
    }

    /// Whether a row may be the upper one of two, which is a title when it holds one thing only.
    private func isUpper(_ row: Int, in sample: [SheetRow]) -> Bool {
        guard sample.indices.contains(row + 1), sample[row + 1].number == sample[row].number + 1,
            !Self.isData(sample[row + 1])
        else { return false }
        return [sample[row], sample[row + 1]].allSatisfy { row in row.cells.count { !$0.isBlank } >= 2 }
    }

    /// A heading that a page break repeats counts where it stands first.
    private func firstLike(_ header: Header, _ sample: [SheetRow], _ spans: [Int: [Int: Int]]) -> Header {
        func texts(_ row: Int) -> [String] { sample[row].cells.filter { !$0.isBlank }.map(\.written) }
        let height = header.rows.count
        let wanted = header.rows.map(texts)
        let first = (0..<header.rows.lowerBound).first { row in (row..<row + height).map(texts) == wanted }
        return first.map { self.header(sample, $0...($0 + height - 1), spans) } ?? header
    }

    /// A text that reads so well is a heading.
    private static let named = 90
    /// Two columns that are named clearly make a heading.
    private static let minScore = 120

    private func header(_ sample: [SheetRow], _ rows: ClosedRange<Int>, _ spans: [Int: [Int: Int]]) -> Header {
        let width = rows.map { sample[$0].cells.count }.max() ?? 0
        var headings = Array(repeating: [String](), count: width)
        for row in rows {
            let isLast = row == rows.upperBound
            for (column, text) in texts(sample[row], spans[row] ?? [:], width: width, isLast: isLast).enumerated() {
                if !text.isEmpty, headings[column].last != text { headings[column].append(text) }
            }
        }
        return Header(rows: rows, headings: headings)
    }

    /// The texts over each column. An upper heading counts for the columns that its merged cell spans.
    private func texts(_ row: SheetRow, _ spans: [Int: Int], width: Int, isLast: Bool) -> [String] {
        var texts = (0..<width).map { column -> String in
            if case .text(let text) = row[column] {
                return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            return ""
        }
        if !isLast {
            for (first, last) in spans where first < width && !texts[first].isEmpty {
                for column in first...min(last, width - 1) where texts[column].isEmpty { texts[column] = texts[first] }
            }
        }
        return texts
    }

    /// Sum of what each column's heading says; two columns of one role count once. A heading of two rows must be better
    /// than one of them alone, and rows with numbers are data.
    private func value(_ header: Header) -> Int {
        var roles: [ColumnRole: Int] = [:]
        var strange = 0
        var lower = 0
        for heading in header.headings where !heading.isEmpty {
            let reading = HeadingReading(heading, scorer)
            if heading.count > 1, HeadingReading([heading[1]], scorer).most >= Self.named { lower += 1 }
            if let best = reading.best {
                roles[best.role] = max(roles[best.role] ?? 0, best.score)
            } else if reading.most == 0 {
                strange += 1
            }
        }
        guard roles.count >= 2 else { return 0 }
        return roles.values.reduce(0, +) - 10 * strange - (header.rows.count - 1) * 5 + 15 * lower
    }
}
