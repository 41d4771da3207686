import Basics

/// A sum that a statement gives itself, and what its lines add up to.
public struct TotalDifference: Hashable, Sendable {
    public var role: ColumnRole
    public var stated: Dong
    public var added: Dong

    public init(role: ColumnRole, stated: Dong, added: Dong) {
        self.role = role
        self.stated = stated
        self.added = added
    }
}

/// What one table of a statement adds up to, in the order in which it stands there, held against the sums that the table
/// states itself.
public struct TableSums: Sendable {
    /// What follows each other in a table.
    public enum Part: Hashable, Sendable {
        /// Lines, one or many.
        case lines(MoneySums)
        /// Money without an item's number.
        case charge(MoneySums)
        case total(StatedSums)
    }

    private var parts: [Part] = []

    public init() {}

    public mutating func add(_ part: Part) {
        if case .lines(let more) = part, case .lines(let sums) = parts.last {
            parts[parts.count - 1] = .lines(sums + more)
        } else {
            parts.append(part)
        }
    }

    /// For each charge, in order, whether it is one of the table's lines. What stands behind the table's last sum is not,
    /// such as what is to be paid in the end, unless a sum behind it counts it in.
    public var chargesAreLines: [Bool] {
        let lastLines = parts.lastIndex { if case .lines(let sums) = $0 { sums != MoneySums() } else { false } } ?? -1
        let firstTotal = parts.firstIndex { if case .total = $0 { true } else { false } } ?? parts.count
        let counted = lastCountedCharge(behind: lastLines)
        return parts.indices.compactMap { place in
            guard case .charge = parts[place] else { return nil }
            return place < max(lastLines, firstTotal) || place <= counted
        }
    }

    /// The last of the charges behind all lines that a sum behind it counts in; −1 for none.
    private func lastCountedCharge(behind lastLines: Int) -> Int {
        var (sums, charges, last, counted) = (MoneySums(), MoneySums(), -1, -1)
        for (place, part) in parts.enumerated() {
            switch part {
            case .lines(let more): sums += more
            case .charge(let more):
                if place < lastLines { sums += more } else { (charges, last) = (charges + more, place) }
            case .total(let stated):
                let counts = ColumnRole.money.contains { role in
                    guard let amount = stated[role], charges[role].whole != 0 else { return false }
                    return (sums + charges)[role].equals(amount) && !sums[role].equals(amount)
                }
                if counts { counted = last }
            }
        }
        return counted
    }

    /// All lines and the charges that are.
    public var sums: MoneySums { counted.reduce(MoneySums()) { $0 + ($1.sums ?? MoneySums()) } }

    /// The parts that count.
    private var counted: [Part] {
        var areLines = chargesAreLines[...]
        return parts.filter { part in
            if case .charge = part { areLines.popFirst() == true } else { true }
        }
    }

    /// Where a stated sum is neither that of all lines before it, nor that of the lines since the last one (of a page, of
    /// a day), and where the sums together do not cover the table.
    /// - Parameter before: what the tables before it in the file add up to, which the last sum of all may count in.
    public func differences(after before: MoneySums = MoneySums()) -> [TotalDifference] {
        let parts = counted
        let all = sums
        return ColumnRole.money.compactMap { role in
            var check = RoleCheck(role: role, all: all, before: before)
            for part in parts { check.take(part) }
            return check.difference
        }
    }
}

extension TableSums.Part {
    fileprivate var sums: MoneySums? {
        switch self {
        case .lines(let sums), .charge(let sums): sums
        case .total: nil
        }
    }
}

/// Holds the stated sums of one role against the lines.
private struct RoleCheck {
    let role: ColumnRole
    let all: MoneySums
    let before: MoneySums
    /// All lines so far, and those since the last stated sum.
    private var sums = MoneySums()
    private var part = MoneySums()
    private var wrong: ExactAmount?
    /// Whether a stated sum is that of all lines.
    private var coversAll = false
    private var hasStated = false
    private var last: ExactAmount?

    init(role: ColumnRole, all: MoneySums, before: MoneySums) {
        self.role = role
        self.all = all
        self.before = before
    }

    mutating func take(_ next: TableSums.Part) {
        switch next {
        case .lines(let more), .charge(let more):
            sums += more
            part += more
        case .total(let stated):
            defer { part = MoneySums() }
            guard let amount = stated[role], !stated.isCarried else { return }
            if equals(all, stated) || equals(before + all, stated) {
                coversAll = true
            } else if !equals(sums, stated), !equals(part, stated), !isConclusion {
                wrong = amount
            }
            hasStated = true
            last = amount
        }
    }

    /// Behind the sum of all lines, others are drawn: what remains to be paid.
    private var isConclusion: Bool { coversAll && part.isZero }

    private func equals(_ sums: MoneySums, _ stated: StatedSums) -> Bool {
        guard let amount = stated[role] else { return false }
        if sums[role].equals(amount) { return true }
        // Where the total of all charges stands under the fee.
        guard role == .fee, stated[.surcharge] == nil, stated[.feeTotal] == nil else { return false }
        return (sums[.fee] + sums[.surcharge]).equals(amount)
            || (sums[.fee] + sums[.surcharge] - sums[.discount]).equals(amount)
    }

    var difference: TotalDifference? {
        guard hasStated else { return nil }
        let stated = wrong ?? (coversAll || part[role].whole == 0 ? nil : last)
        return stated.map {
            TotalDifference(
                role: role, stated: Dong($0.rounded(.nearest) ?? 0), added: Dong(all[role].whole))
        }
    }
}
