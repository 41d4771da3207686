import VietnameseText

/// Heads of pages: the national heading of administrative papers and the three parts of a receipt's head.
extension PageLayout {
    /// The agency's name on the left and `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM` on the right: two blocks, each read to its
    /// end (Decree 30/2020/NĐ-CP, annex I: fields 1 and 2). Number and date are a row of their own below both, or the
    /// last lines of the two blocks; a letter's subject below its number is read before the date (field 5b).
    func nationalHeading() -> [Band]? {
        for first in rows.indices.prefix(6) {
            guard let motto = rows[first].segments.first(where: { Self.isNationalName($0.key) }) else { continue }
            let cut = motto.left - 0.3 * wordHeight
            guard motto.left > left + 0.25 * width else { return nil }
            let end = endOfHeading(from: first, cut: cut)
            let band = Band(rows: first..<end, cuts: [cut])
            guard isAgencyName(leftOf: band), beginsBeside(motto, leftOf: band) else { return nil }
            let last = endOfNumber(after: end, cut: cut)
            return last > end + 1 ? [band, Band(rows: end..<last, cuts: [cut])] : [band]
        }
        return nil
    }

    private static func isNationalName(_ key: String) -> Bool {
        ["cong ho", "con ho", "hoa xa", "chu nghia", "viet nam"].contains { key.contains($0) }
    }

    /// The row of number and date below the two blocks, or the row after both where they belong to the blocks.
    private func endOfHeading(from first: Int, cut: Double) -> Int {
        let limit = max(min(rows.count, first + 7), first + 1)
        for row in first + 1..<limit {
            let agency = rows[row].segments.filter { $0.middle < cut }
            let others = rows[row].segments.filter { $0.middle >= cut }
            if let number = agency.first(where: \.isNumber) {
                let isLastLine = isDated(first..<row) || isClose(number, below: first..<row, cut: cut)
                return isLastLine ? row + 1 : row
            }
            guard others.contains(where: \.isDate), !agency.contains(where: \.isInCapitals) else { continue }
            // A number further down than the date is no row with it.
            let isNumberBelow =
                agency.isEmpty && row + 1 < rows.count
                && rows[row + 1].segments.contains { $0.middle < cut && $0.isNumber }
            return isNumberBelow ? row + 2 : row
        }
        return min(limit, first + 6)
    }

    private func isDated(_ rows: Range<Int>) -> Bool {
        self.rows[rows].contains { $0.segments.contains(where: \.isDate) }
    }

    /// Whether a number follows the lines of the agency's name as these follow each other; where it is a row of its own,
    /// there is room for a rule between them.
    private func isClose(_ number: Segment, below band: Range<Int>, cut: Double) -> Bool {
        let name = rows[band].flatMap(\.segments).filter { $0.middle < cut }
        guard let last = name.last else { return false }
        let between = zip(name, name.dropFirst()).map { $1.top - $0.bottom }.filter { $0 > 0 }
        let usual = between.isEmpty ? 0.35 * wordHeight : between.middleValue
        return number.top - last.bottom <= min(max(1.4 * usual, 0.45 * wordHeight), 0.75 * wordHeight)
    }

    /// The row after the subject of a letter, which stands below its number.
    private func endOfNumber(after row: Int, cut: Double) -> Int {
        guard row + 1 < rows.count, rows[row].segments.contains(where: { $0.middle < cut && $0.isNumber }),
            rows[row + 1].segments.allSatisfy({ $0.right < cut }), rows[row + 1].segments.first?.isSubject == true
        else { return row }
        return (row + 2..<min(rows.count, row + 5)).first { next in
            let gap = rows[next].top - rows[next - 1].bottom
            return !rows[next].segments.allSatisfy { $0.right < cut } || gap > 0.9 * wordHeight
        } ?? row + 2
    }

    /// Whether what stands left of the national name begins beside it, and not below.
    private func beginsBeside(_ motto: Segment, leftOf band: Band) -> Bool {
        let first = rows[band.rows].flatMap(\.segments).first { $0.middle < band.cuts[0] }
        return first.map { $0.top < motto.bottom + wordHeight } ?? false
    }

    /// Whether what stands left of the national name is nearly all in capitals, as names of agencies are.
    private func isAgencyName(leftOf band: Band) -> Bool {
        let words = rows[band.rows].flatMap(\.segments).filter { $0.middle < band.cuts[0] }.flatMap(\.line.words)
        let capitals = words.filter { $0.text.count > 1 && $0.text.allSatisfy { $0.isLetter && $0.isUppercase } }
        return capitals.count >= 2 && Double(capitals.count) >= 0.6 * Double(words.count)
    }

    /// The rows from the top through which two gutters run, with at least two lines in each of three columns: issuer,
    /// title and serial number of a receipt.
    func receiptHead() -> Band? {
        var found: Band?
        for end in 1...9 where end <= rows.count {
            let open = gutters(in: 0..<end, from: left, to: right).filter {
                $0.width > 1.5 * wordHeight && $0.start > left + 0.08 * width && $0.end < right - 0.03 * width
            }
            let band = Band(rows: 0..<end, cuts: open.map(\.middle))
            guard open.count >= 2, isAligned(band) else { break }
            found = band
        }
        guard let found, found.rows.count >= 3 else { return nil }
        return columns(of: found).count { $0.count >= 2 } >= 3 ? found : nil
    }

    /// Whether the lines of each column have their left edges, middles or right edges below each other. Where the form
    /// below the head begins they no longer have.
    private func isAligned(_ band: Band) -> Bool {
        columns(of: band).allSatisfy { column in
            [column.map(\.left), column.map(\.middle), column.map(\.right)].contains { places in
                (places.max() ?? 0) - (places.min() ?? 0) <= 1.2 * wordHeight
            }
        }
    }
}

extension PageLayout.Segment {
    private var words: [Substring] { key.split { !$0.isLetter && !$0.isNumber } }

    /// `Số: 12/QĐ-UBND`, also misread as S6, Só, So; not the `SỞ` of a department.
    fileprivate var isNumber: Bool {
        (words.first == "so" || words.first == "s6") && line.text.contains { $0.isNumber || ":/".contains($0) }
    }

    /// A date in words.
    fileprivate var isDate: Bool { words.contains("ngay") || words.contains("thang") }

    /// `V/v …`, what a letter is about.
    fileprivate var isSubject: Bool { words.starts(with: ["v", "v"]) || words.starts(with: ["ve", "viec"]) }

    /// Whether nearly all letters are capitals.
    fileprivate var isInCapitals: Bool {
        let letters = line.text.filter(\.isLetter)
        return letters.count >= 3 && 10 * letters.count(where: \.isUppercase) >= 8 * letters.count
    }
}
