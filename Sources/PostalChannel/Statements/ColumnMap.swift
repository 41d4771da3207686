/// Which column of a statement holds what; guessed once for a form of statement, confirmed by a person, remembered for
/// the operator.
public struct ColumnMap: Hashable, Sendable, Codable {
    /// Columns from 0, by what they hold. Several columns of surcharges add up; every other role has one column.
    public var columns: [ColumnRole: [Int]]
    /// Rows of the heading, from 1, as they were found when the map was made; none when the file has no heading.
    public var headerRows: ClosedRange<Int>?
    /// How many đồng one in a column of money stands for: 1, or 1,000 where the statement is in thousands.
    public var moneyUnit: Int
    /// How many grams one in the column of weights stands for: 1, or 1,000 for kilograms.
    public var weightUnit: Int
    /// Whether days are written month first.
    public var isMonthFirst: Bool
    /// Columns, from 0, in which some of the rows that were looked at bear a time of day. There a midnight is a time. In
    /// every other column it says nothing: a program that keeps days only writes them as `05/10/2026 00:00` as well. A
    /// time other than midnight in a later row of such a column is that row's time all the same.
    ///
    /// Found anew in each file, and not what a person confirms.
    public var timedColumns: Set<Int>

    public init(
        columns: [ColumnRole: [Int]], headerRows: ClosedRange<Int>? = nil, moneyUnit: Int = 1, weightUnit: Int = 1,
        isMonthFirst: Bool = false, timedColumns: Set<Int> = []
    ) {
        self.columns = columns
        self.headerRows = headerRows
        self.moneyUnit = moneyUnit
        self.weightUnit = weightUnit
        self.isMonthFirst = isMonthFirst
        self.timedColumns = timedColumns
    }

    /// The column of a role that has one.
    public func column(_ role: ColumnRole) -> Int? { columns[role]?.first }
}

/// A column map that the program made by itself.
public struct ColumnGuess: Hashable, Sendable {
    public var map: ColumnMap
    /// The headings as they stand over the columns, rows of a heading joined by ` / `; empty without a heading.
    public var headings: [String]
    /// How well each chosen column fits, 0 to 100.
    public var certainty: [ColumnRole: Int]
    /// Why a person must look before the map is used; empty when it may be used as it is.
    public var doubts: [Doubt]

    /// What is not sure about a guess.
    public enum Doubt: Hashable, Sendable {
        /// No column can be the tracking number.
        case noTracking
        /// Two columns fit a role equally well.
        case several(ColumnRole, [Int])
    }

    /// Whether the columns that reconciling needs were found under a heading of one row, so that merged cells over it say
    /// nothing more.
    public var isPlain: Bool {
        let needed: [ColumnRole] = [.tracking, .accepted, .recipient, .fee, .collected, .status]
        return doubts.isEmpty && map.headerRows?.count == 1 && needed.allSatisfy { map.column($0) != nil }
    }

    /// Identity of the form of statement: the headings, folded.
    public var fingerprint: String { headings.map { FoldedWords($0).text }.joined(separator: "|") }
}
