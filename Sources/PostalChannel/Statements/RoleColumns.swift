/// The column of each role, found without hashing: a statement has millions of cells.
struct RoleColumns: Sendable {
    /// By the roles' places; −1 for none.
    private let columns: [Int]
    /// Whether a column bears times of day, by the column's number; further ones bear none.
    private let isTimed: [Bool]

    /// Columns whose days are written month first, by their numbers; further ones are not.
    private let isMonthFirst: [Bool]
    private let isAllMonthFirst: Bool

    init(_ map: ColumnMap) {
        isMonthFirst = (0..<(map.monthFirstColumns.max() ?? -1) + 1).map(map.monthFirstColumns.contains)
        isAllMonthFirst = map.isMonthFirst
        isTimed = (0..<(map.timedColumns.max() ?? -1) + 1).map(map.timedColumns.contains)
        var columns = Array(repeating: -1, count: ColumnRole.allCases.count)
        for role in ColumnRole.allCases { columns[role.place] = map.column(role) ?? -1 }
        self.columns = columns
    }

    subscript(role: ColumnRole) -> Int? {
        let column = columns[role.place]
        return column >= 0 ? column : nil
    }

    func order(ofColumn column: Int) -> DateCell.Order {
        isAllMonthFirst || (column < isMonthFirst.count && isMonthFirst[column]) ? .monthFirst : .dayFirst
    }

    func bearsTimes(_ column: Int) -> Bool { column < isTimed.count && isTimed[column] }
}
