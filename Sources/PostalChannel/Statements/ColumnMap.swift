/// Which column of a statement holds what; guessed once for a form of statement, confirmed by a person, remembered for
/// the operator.
public struct ColumnMap: Hashable, Sendable, Codable {
    /// Columns from 0, by what they hold. Several columns of money add up; every other role has one column.
    public var columns: [ColumnRole: [Int]]
    /// Rows of the heading, from 1, as they were found when the map was made; none when the file has no heading.
    public var headerRows: ClosedRange<Int>?
    /// How many đồng one in a column of money stands for: 1, or 1,000 where the statement is in thousands.
    public var moneyUnit: Int
    /// The same for columns, from 0, whose headings name a unit of their own.
    public var units: [Int: Int]
    /// How many grams one in the column of weights stands for: 1, or 1,000 for kilograms.
    public var weightUnit: Int
    /// Whether all days are written month first.
    public var isMonthFirst: Bool
    /// Columns, from 0, whose days are written month first.
    public var monthFirstColumns: Set<Int>
    /// Columns, from 0, in which some of the rows that were looked at bear a time of day. There a midnight is a time. In
    /// every other column it says nothing: a program that keeps days only writes them as `05/10/2026 00:00` as well. A
    /// time other than midnight in a later row of such a column is that row's time all the same.
    ///
    /// Found anew in each file, and not what a person confirms.
    public var timedColumns: Set<Int>

    public init(
        columns: [ColumnRole: [Int]], headerRows: ClosedRange<Int>? = nil, moneyUnit: Int = 1,
        units: [Int: Int] = [:], weightUnit: Int = 1, isMonthFirst: Bool = false, monthFirstColumns: Set<Int> = [],
        timedColumns: Set<Int> = []
    ) {
        self.columns = columns
        self.headerRows = headerRows
        self.moneyUnit = moneyUnit
        self.units = units
        self.weightUnit = weightUnit
        self.isMonthFirst = isMonthFirst
        self.monthFirstColumns = monthFirstColumns
        self.timedColumns = timedColumns
    }

    /// The column of a role that has one.
    public func column(_ role: ColumnRole) -> Int? { columns[role]?.first }

    /// How many đồng one in a column stands for.
    public func moneyUnit(ofColumn column: Int) -> Int { units[column] ?? moneyUnit }

    /// In which order a column writes days.
    public func dateOrder(ofColumn column: Int) -> DateCell.Order {
        isMonthFirst || monthFirstColumns.contains(column) ? .monthFirst : .dayFirst
    }

    /// Whether a column holds the charge for an item.
    public var hasCharge: Bool { column(.fee) != nil || column(.feeTotal) != nil }
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
        /// The heading names the role, and most of the cells below it cannot be read.
        case unread(ColumnRole, Int)
        /// The days of a column, all up to the 12th, may be written day first or month first.
        case dateOrder(Int)
        /// Some days of a column seem to have lost their order: a program swapped day and month where it could.
        case swappedDays(Int)

        /// Whether lines must not be read before a person has answered: money and days would be guessed.
        public var holds: Bool {
            switch self {
            case .noTracking, .unread, .dateOrder, .swappedDays: true
            // Two columns of numbers: a second table beside the first, or another number of each item.
            case .several(let role, _): role == .tracking || ColumnRole.money.contains(role)
            }
        }
    }

    /// Whether the columns that reconciling needs were found under a heading of one row, so that merged cells over it say
    /// nothing more.
    public var isPlain: Bool {
        let needed: [ColumnRole] = [.tracking, .accepted, .recipient, .fee, .collected, .status]
        return doubts.isEmpty && map.headerRows?.count == 1 && needed.allSatisfy { map.column($0) != nil }
    }

    /// What the columns look like, for tables without a heading.
    public var looks: String

    /// Identity of the form of statement: the headings, folded; without any, what the columns look like.
    public var fingerprint: String {
        let folded = headings.map { FoldedWords($0).text }
        return folded.allSatisfy(\.isEmpty) ? looks : folded.joined(separator: "|")
    }
}
