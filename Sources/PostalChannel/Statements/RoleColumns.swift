/// The column of each role, found without hashing: a statement has millions of cells.
struct RoleColumns: Sendable {
    /// By the roles' places; −1 for none.
    private let columns: [Int]
    /// Whether a column bears times of day, by the column's number; further ones bear none.
    private let isTimed: [Bool]

    init(_ map: ColumnMap) {
        isTimed = (0..<(map.timedColumns.max() ?? -1) + 1).map(map.timedColumns.contains)
        var columns = Array(repeating: -1, count: ColumnRole.allCases.count)
        for role in ColumnRole.allCases { columns[role.place] = map.column(role) ?? -1 }
        self.columns = columns
    }

    subscript(role: ColumnRole) -> Int? {
        let column = columns[role.place]
        return column >= 0 ? column : nil
    }

    func bearsTimes(_ column: Int) -> Bool { column < isTimed.count && isTimed[column] }
}

extension ColumnRole {
    /// Place among all roles, from 0.
    fileprivate var place: Int {
        switch self {
        case .ordinal: 0
        case .tracking: 1
        case .slipNumber: 2
        case .caseCode: 3
        case .service: 4
        case .sender: 5
        case .recipient: 6
        case .address: 7
        case .province: 8
        case .phone: 9
        case .weight: 10
        case .fee: 11
        case .surcharge: 12
        case .feeTotal: 13
        case .collected: 14
        case .remitted: 15
        case .accepted: 16
        case .acceptedTime: 17
        case .delivered: 18
        case .deliveredTime: 19
        case .status: 20
        case .signer: 21
        case .attempts: 22
        case .reason: 23
        case .note: 24
        }
    }
}
