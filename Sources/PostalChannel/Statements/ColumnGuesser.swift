import DocumentModel

/// Guesses which column of a statement holds what, from the headings and from what the cells look like.
public struct ColumnGuesser: Sendable {
    private let scorer: HeadingScorer
    private let looker: CellLooker

    public init(vocabulary: StatementVocabulary, formats: TrackingFormats) {
        scorer = HeadingScorer(vocabulary)
        looker = CellLooker(formats: formats, statuses: StatusCache(StatusReader(vocabulary)))
    }

    /// - Parameters:
    ///   - sample: the first rows of the sheet, some hundred, blank ones too.
    ///   - spans: merged cells by the number of their first row and their first column: their last column.
    public func guess(sample: [SheetRow], spans: [Int: [Int: Int]] = [:]) -> ColumnGuess {
        let byPlace = Dictionary(
            sample.enumerated().compactMap { place, row in spans[row.number].map { (place, $0) } }
        ) { first, _ in first }
        let header = HeaderFinder(scorer: scorer).find(in: Array(sample.prefix(Self.headerDepth)), spans: byPlace)
        let body = sample.dropFirst((header?.rows.upperBound ?? -1) + 1).filter { !$0.isBlank }
        let width = sample.map(\.cells.count).max() ?? 0
        var contents = Array(repeating: ColumnContents(), count: width)
        var times = TimedColumns()
        for row in body {
            times.add(row, by: looker)
            for column in row.cells.indices { contents[column].add(row[column], by: looker) }
        }
        let headings = (0..<width).map {
            header?.headings.indices.contains($0) == true ? header?.headings[$0] ?? [] : []
        }
        var guess = choose(
            headings, contents, header.map { sample[$0.rows.lowerBound].number...sample[$0.rows.upperBound].number },
            sample)
        guess.map.timedColumns = times.columns
        return guess
    }

    /// A heading stands within so many rows from the top.
    private static let headerDepth = 60

    private func choose(
        _ headings: [[String]], _ contents: [ColumnContents], _ rows: ClosedRange<Int>?, _ sample: [SheetRow]
    ) -> ColumnGuess {
        let scores = ColumnScores(headings: headings, contents: contents, scorer: scorer)
        let chosen = scores.assignment()
        var columns = chosen.mapValues { [$0.column] }
        let surcharges = scores.further(.surcharge, beside: Set(chosen.values.map(\.column)))
        if !surcharges.isEmpty { columns[.surcharge, default: []] += surcharges }
        let units = Units(
            headings: headings, above: sample.prefix { $0.number < rows?.upperBound ?? 0 }, columns: columns, scorer)
        let map = ColumnMap(
            columns: columns, headerRows: rows, moneyUnit: units.money, weightUnit: units.weight,
            isMonthFirst: isMonthFirst(columns, sample))
        return ColumnGuess(
            map: map, headings: headings.map { $0.joined(separator: " / ") },
            certainty: chosen.mapValues { max(0, min(100, $0.score)) },
            doubts: chosen[.tracking] == nil ? [.noTracking] : scores.ties(chosen))
    }

    private func isMonthFirst(_ columns: [ColumnRole: [Int]], _ sample: [SheetRow]) -> Bool {
        guard let column = columns[.accepted]?.first ?? columns[.delivered]?.first else { return false }
        let cells = sample.map { $0[column] }
        let dayFirst = cells.filter { DateCell.read($0) != nil }.count
        return cells.filter { DateCell.read($0, order: .monthFirst) != nil }.count > dayFirst
    }
}

/// In what units a statement counts money and weight.
private struct Units {
    var money = 1
    var weight = 1

    /// - Parameter above: the rows over the heading's last one, where `Đơn vị tính: nghìn đồng` stands.
    init(
        headings: [[String]], above: some Sequence<SheetRow>, columns: [ColumnRole: [Int]], _ scorer: HeadingScorer
    ) {
        let thousands =
            ["nghin", "ngan", "1000", "1 000"].flatMap { number in
                ["dong", "d", "vnd"].map { "\(number) \($0)" }
            } + ["1000d", "1 000d", "1000vnd", "1 000vnd"]
        let titles = above.flatMap(\.cells).map { FoldedWords($0.written) }
        let isMoney = columns[.fee] ?? columns[.collected] ?? []
        let moneyHeadings = isMoney.filter(headings.indices.contains).map {
            FoldedWords(headings[$0].joined(separator: " "))
        }
        if (titles + moneyHeadings).contains(where: { text in thousands.contains(where: text.contains) }) {
            money = 1000
        }
        if let column = columns[.weight]?.first, headings.indices.contains(column),
            HeadingReading(headings[column], scorer).mentions(["kg", "kilogam", "kilogram"])
        {
            weight = 1000
        }
    }
}
