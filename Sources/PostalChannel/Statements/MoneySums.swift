/// What some rows of a statement add up to in each role of money, before anything is compared.
public struct MoneySums: Hashable, Sendable {
    /// The sum of one role.
    public struct Sum: Hashable, Sendable {
        /// Whole đồng, each cell rounded by itself.
        public var whole = 0
        /// What the cells' rounding left, in ten-thousandths of a đồng.
        public var rest = 0
        /// Cells that hold something and could not be read.
        public var unread = 0
        /// Cells that were read.
        public var cells = 0

        public init() {}

        static func + (a: Sum, b: Sum) -> Sum {
            var sum = a
            sum.whole += b.whole
            sum.rest += b.rest
            sum.unread += b.unread
            sum.cells += b.cells
            return sum
        }

        static func - (a: Sum, b: Sum) -> Sum {
            var sum = a
            sum.whole -= b.whole
            sum.rest -= b.rest
            sum.unread -= b.unread
            sum.cells -= b.cells
            return sum
        }

        /// Whether a sum that a statement states is this one: to the đồng, or what the cells add up to before each is
        /// rounded.
        func equals(_ stated: ExactAmount) -> Bool {
            let exact = ExactAmount(tenThousandths: whole * ExactAmount.parts + rest)
            return stated == ExactAmount(whole) || stated == exact
                || stated.rounded(.nearest) == exact.rounded(.nearest)
                || stated.rounded(.down) == exact.rounded(.down) && rest != 0
        }
    }

    /// By the places of ``ColumnRole/money``.
    private var sums = Array(repeating: Sum(), count: ColumnRole.money.count)

    public init() {}

    public subscript(role: ColumnRole) -> Sum {
        get { role.moneyPlace.map { sums[$0] } ?? Sum() }
        set { if let place = role.moneyPlace { sums[place] = newValue } }
    }

    public static func + (a: MoneySums, b: MoneySums) -> MoneySums {
        var sum = a
        for place in sum.sums.indices { sum.sums[place] = sum.sums[place] + b.sums[place] }
        return sum
    }

    public static func += (a: inout MoneySums, b: MoneySums) { a = a + b }

    /// Whether nothing was read, or only zeros.
    public var isZero: Bool { sums.allSatisfy { $0.whole == 0 && $0.rest == 0 } }

    mutating func add(_ amount: ExactAmount, as whole: Int, to place: Int) {
        sums[place].whole += whole
        sums[place].rest += amount.tenThousandths - whole * ExactAmount.parts
        sums[place].cells += 1
    }

    mutating func addUnread(to place: Int) { sums[place].unread += 1 }
}

extension ColumnRole {
    /// Place among the roles of money.
    var moneyPlace: Int? {
        switch self {
        case .fee: 0
        case .surcharge: 1
        case .discount: 2
        case .feeTotal: 3
        case .collected: 4
        case .remitted: 5
        default: nil
        }
    }
}
