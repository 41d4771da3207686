import DocumentModel

/// Tells where on a sheet a further table begins, with a heading of its own.
public struct TableHeadings: Sendable {
    private let scorer: HeadingScorer

    public init(_ guesser: ColumnGuesser) { scorer = guesser.scorer }

    /// A heading names so many columns, the number of the item among them.
    private static let minColumns = 3
    private static let clear = 80

    /// Whether a row is plainly the heading of a table of items.
    public func isHeading(_ row: SheetRow) -> Bool {
        // Asked of every row: nearly all hold numbers, and one of the first cells says so.
        guard !HeaderFinder.isData(row) else { return false }
        let filled = row.cells.filter { !$0.isBlank }
        guard filled.count >= Self.minColumns else { return false }
        var roles: Set<ColumnRole> = []
        for case .text(let text) in filled {
            let reading = HeadingReading([text], scorer)
            guard let best = reading.best, best.score >= Self.clear else { continue }
            roles.insert(best.role == .slipNumber ? .tracking : best.role)
        }
        return roles.count >= Self.minColumns && roles.contains(.tracking)
    }

    /// The places in a sample at which tables begin, when there are several with headings of different words; a heading
    /// that a page break repeats begins none. Empty for one table.
    public func starts(in rows: [SheetRow]) -> [Int] {
        let headings = rows.indices.filter { isHeading(rows[$0]) }
        guard headings.count > 1 else { return [] }
        var starts: [Int] = []
        var current: [String] = []
        for place in headings {
            let words = Self.words(rows[place])
            if words != current { starts.append(firstRow(of: place, rows)) }
            current = words
        }
        return starts.count > 1 ? starts : []
    }

    /// The words of a heading, by which it is known again.
    public static func words(_ row: SheetRow) -> [String] {
        row.cells.map { FoldedWords($0.written).text }
    }

    /// A heading of two rows names the number in either.
    private func firstRow(of place: Int, _ rows: [SheetRow]) -> Int {
        guard place > 0 else { return place }
        let above = rows[place - 1]
        let isPart =
            above.number == rows[place].number - 1 && above.cells.count { !$0.isBlank } >= 2
            && !HeaderFinder.isData(above)
            && above.cells.allSatisfy { cell in if case .text = cell { true } else { cell.isBlank } }
        return isPart ? place - 1 : place
    }
}
