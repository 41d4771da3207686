import DocumentModel

/// Guesses which column of a statement holds what, from the headings and from what the cells look like.
public struct ColumnGuesser: Sendable {
    let scorer: HeadingScorer
    private let looker: CellLooker

    public init(vocabulary: StatementVocabulary, formats: TrackingFormats) {
        scorer = HeadingScorer(vocabulary)
        looker = CellLooker(formats: formats, statuses: StatusCache(StatusReader(vocabulary)))
    }

    /// - Parameters:
    ///   - sample: the first rows of the table and what stands above it, some hundred, blank ones too.
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
            sample, body: body)
        guess.map.timedColumns = times.columns
        return guess
    }

    /// A heading stands within so many rows from the top.
    private static let headerDepth = 60

    private func choose(
        _ headings: [[String]], _ contents: [ColumnContents], _ rows: ClosedRange<Int>?, _ sample: [SheetRow],
        body: [SheetRow]
    ) -> ColumnGuess {
        let scores = ColumnScores(headings: headings, contents: contents, scorer: scorer)
        let chosen = scores.assignment()
        var columns = chosen.mapValues { [$0.column] }
        var taken = Set(chosen.values.map(\.column))
        for role in [ColumnRole.surcharge, .discount] {
            let further = scores.further(role, beside: taken)
            if !further.isEmpty { columns[role, default: []] += further }
            taken.formUnion(further)
        }
        let units = Units(
            headings: headings, above: sample.prefix { $0.number < rows?.upperBound ?? 0 }, columns: columns, scorer)
        var map = ColumnMap(
            columns: columns, headerRows: rows, moneyUnit: units.money, units: units.byColumn, weightUnit: units.weight)
        let ties = scores.ties(chosen)
        var charges = ChargeColumns(map: map, rivals: ties.rivals(of: .fee))
        charges.settle(over: body)
        map = charges.map
        let open = ties.filter { !(charges.settlesFee && $0.role == .fee) }
        return ColumnGuess(
            map: map, headings: headings.map { $0.joined(separator: " / ") },
            certainty: chosen.mapValues { max(0, min(100, $0.score)) },
            doubts: (chosen[.tracking] == nil ? [.noTracking] : open) + scores.unreadMoney,
            looks: "\u{2205}" + String(contents.map(\.sign)))
    }
}

extension [ColumnGuess.Doubt] {
    /// Columns that fit a role as well as the one that was chosen.
    fileprivate func rivals(of role: ColumnRole) -> [Int] {
        for case .several(role, let columns) in self { return [Int](columns.dropFirst()) }
        return []
    }
}

extension ColumnGuess.Doubt {
    /// The role that is in doubt; `nil` for a table without numbers.
    public var role: ColumnRole? {
        switch self {
        case .noTracking, .dateOrder, .swappedDays: nil
        case .several(let role, _), .unread(let role, _): role
        }
    }
}

/// In what units a statement counts money and weight.
private struct Units {
    /// What a title above the table says, for all columns of money.
    var money = 1
    /// What columns' own headings say.
    var byColumn: [Int: Int] = [:]
    var weight = 1

    /// - Parameter above: the rows over the heading's last one, where `Đơn vị tính: nghìn đồng` stands.
    init(
        headings: [[String]], above: some Sequence<SheetRow>, columns: [ColumnRole: [Int]], _ scorer: HeadingScorer
    ) {
        let headingTexts = Set(headings.joined())
        for row in above {
            for cell in row.cells where !headingTexts.contains(cell.written) {
                money = max(money, Self.unit(inTitle: FoldedWords(cell.written)))
            }
        }
        for column in ColumnRole.money.flatMap({ columns[$0] ?? [] }) where headings.indices.contains(column) {
            byColumn[column] = Self.unit(in: FoldedWords(headings[column].joined(separator: " ")))
        }
        if let column = columns[.weight]?.first, headings.indices.contains(column),
            HeadingReading(headings[column], scorer).mentions(["kg", "kilogam", "kilogram"])
        {
            weight = 1000
        }
    }

    /// How many đồng a title's unit stands for: `Đơn vị tính: nghìn đồng`, and not a sum in words.
    private static func unit(inTitle text: FoldedWords) -> Int {
        let isNamed = ["don vi tinh", "dvt", "don vi"].contains(where: text.contains)
        guard isNamed || text.words.count <= longestUnit, !text.contains("bang chu") else { return 1 }
        if let spelled = spelledUnit(in: text) { return spelled }
        guard isNamed else { return 1 }
        return ["nghin", "ngan"].contains(where: text.contains) ? 1_000 : text.contains("trieu") ? 1_000_000 : 1
    }

    /// Words of a title that is a unit only.
    private static let longestUnit = 3

    /// How many đồng the unit of a column's heading stands for; `nil` when it names none.
    private static func unit(in text: FoldedWords) -> Int? {
        if let spelled = spelledUnit(in: text) { return spelled }
        let last = text.words.last.map(String.init) ?? ""
        if ["nghin", "ngan", "k", "x1000", "1000", "000d", "000"].contains(last) { return 1_000 }
        if ["trieu", "tr"].contains(last) { return 1_000_000 }
        return ["dong", "vnd", "d"].contains(last) ? 1 : nil
    }

    private static func spelledUnit(in text: FoldedWords) -> Int? {
        for (value, numbers) in [(1_000_000, ["trieu", "1000000"]), (1_000, ["nghin", "ngan", "1000", "1 000"])] {
            let phrases = numbers.flatMap { number in ["dong", "d", "vnd"].map { "\(number) \($0)" } }
            if (phrases + numbers.flatMap { ["\($0)d", "\($0)vnd"] }).contains(where: text.contains) { return value }
        }
        return nil
    }
}
