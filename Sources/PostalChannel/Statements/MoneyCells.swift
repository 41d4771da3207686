import Basics
import DocumentModel

/// What a statement gives as its own sums in one row; roles that it gives none of are `nil`.
public struct StatedSums: Hashable, Sendable {
    /// By the places of the roles of money.
    private var amounts: [ExactAmount?] = Array(repeating: nil, count: ColumnRole.money.count)
    /// Roles whose cells hold something that could not be read.
    public var unread: Set<ColumnRole> = []
    /// The sums of an earlier page or of earlier statements, or with them.
    public var isCarried = false
    /// Row of the sheet, from 1.
    public var row = 0

    public init() {}

    public subscript(role: ColumnRole) -> ExactAmount? {
        get { role.moneyPlace.flatMap { amounts[$0] } }
        set { if let place = role.moneyPlace { amounts[place] = newValue } }
    }
}

/// The cells of money in the rows of a statement.
struct MoneyCells: Sendable {
    private struct Column: Sendable {
        var number: Int
        /// Đồng that one stands for.
        var unit: Int
    }

    /// By the places of the roles of money.
    private let columns: [[Column]]
    private let fractions: FractionRule

    init(_ map: ColumnMap, _ fractions: FractionRule) {
        columns = ColumnRole.money.map { role in
            (map.columns[role] ?? []).map { Column(number: $0, unit: map.moneyUnit(ofColumn: $0)) }
        }
        self.fractions = fractions
    }

    private static let fee = 0
    private static let surcharge = 1
    private static let discount = 2
    private static let feeTotal = 3

    /// Whether a cell under one of the roles, or under a given one, holds something.
    func isFilled(_ row: SheetRow, _ role: ColumnRole? = nil) -> Bool {
        if let role { return columns[role.moneyPlace ?? 0].contains { !row[$0.number].isBlank } }
        return columns.contains { $0.contains { !row[$0.number].isBlank } }
    }

    /// Whether a row without a number holds something meant as money. Signatures, telephones, and the day of a place,
    /// stand in the same columns below a table.
    func isMeantAsMoney(_ row: SheetRow) -> Bool {
        columns.contains { $0.contains { Self.isMeantAsMoney(row[$0.number], unit: $0.unit) } }
    }

    private static func isMeantAsMoney(_ cell: SheetCell, unit: Int) -> Bool {
        guard case .text(let text) = cell else { return cell != .empty }
        let digits = text.utf8.count { $0 &- 0x30 < 10 }
        let isTelephone = digits >= 9 && text.utf8.first { $0 &- 0x30 < 10 } == 0x30
        if isTelephone { return false }
        if let amount = AmountCell.exact(cell, scale: unit) { return amount.tenThousandths != 0 }
        return digits * 5 >= text.count * 2 && DateCell.read(cell) == nil
    }

    // MARK: Lines

    /// What a line says in one role; `nil` for empty cells, and when one of them could not be read.
    func amount(
        _ row: SheetRow, _ role: ColumnRole, _ doubt: LineDoubts, _ doubts: inout LineDoubts, _ sums: inout MoneySums
    ) -> Dong? {
        amount(row, role.moneyPlace ?? 0, doubt, &doubts, &sums)?.dong
    }

    private struct Amount {
        var dong: Dong
        var exact: ExactAmount
    }

    private func amount(
        _ row: SheetRow, _ place: Int, _ doubt: LineDoubts, _ doubts: inout LineDoubts, _ sums: inout MoneySums
    ) -> Amount? {
        var found: Amount?
        for column in columns[place] {
            let cell = row[column.number]
            if cell.isBlank { continue }
            guard let (whole, exact) = value(cell, column.unit) else {
                doubts.insert(doubt)
                sums.addUnread(to: place)
                return nil
            }
            if exact.tenThousandths != whole * ExactAmount.parts { doubts.insert(.rounded) }
            // A discount makes less, whichever sign it is written with.
            let isLess = place == Self.discount && whole > 0
            let (signed, signedExact) =
                isLess ? (-whole, ExactAmount(tenThousandths: -exact.tenThousandths)) : (whole, exact)
            sums.add(exact, as: whole, to: place)
            found = Amount(
                dong: (found?.dong ?? .zero) + Dong(signed),
                exact: ExactAmount(
                    tenThousandths: (found?.exact.tenThousandths ?? 0) + signedExact.tenThousandths))
        }
        return found
    }

    private func value(_ cell: SheetCell, _ unit: Int) -> (Int, ExactAmount)? {
        guard let exact = AmountCell.exact(cell, scale: unit), let whole = exact.rounded(fractions),
            (-AmountCell.largest...AmountCell.largest).contains(whole)
        else { return nil }
        return (whole, exact)
    }

    /// The fee and what stands beside it. Where the statement gives the total too, it is what both together say.
    func charges(
        _ row: SheetRow, _ doubts: inout LineDoubts, _ sums: inout MoneySums
    ) -> (fee: Dong?, surcharge: Dong?) {
        let fee = amount(row, Self.fee, .unreadFee, &doubts, &sums)
        guard !(columns[Self.surcharge].isEmpty && columns[Self.discount].isEmpty && columns[Self.feeTotal].isEmpty)
        else { return (fee?.dong, nil) }
        let surcharge = amount(row, Self.surcharge, .unreadFee, &doubts, &sums)
        let discount = amount(row, Self.discount, .unreadFee, &doubts, &sums)
        let total = amount(row, Self.feeTotal, .unreadFee, &doubts, &sums)
        let beside = surcharge == nil && discount == nil ? nil : (surcharge?.dong ?? .zero) + (discount?.dong ?? .zero)
        guard let total else { return (fee?.dong, beside) }
        guard let fee else { return (total.dong - (beside ?? .zero), beside) }
        let hasParts = !(columns[Self.surcharge].isEmpty && columns[Self.discount].isEmpty)
        guard hasParts else { return (fee.dong, total.dong - fee.dong) }
        let parts = [fee, surcharge, discount].compactMap { $0?.exact.tenThousandths }.reduce(0, +)
        if abs(parts - total.exact.tenThousandths) >= ExactAmount.parts { doubts.insert(.partsDiffer) }
        return (fee.dong, beside ?? total.dong - fee.dong)
    }

    // MARK: Sums

    /// What a row of sums states.
    func stated(_ row: SheetRow) -> StatedSums {
        var stated = StatedSums()
        for (role, columns) in zip(ColumnRole.money, columns) {
            for column in columns where !row[column.number].isBlank {
                guard let amount = AmountCell.exact(row[column.number], scale: column.unit) else {
                    stated.unread.insert(role)
                    continue
                }
                stated[role] = ExactAmount(
                    tenThousandths: (stated[role]?.tenThousandths ?? 0) + amount.tenThousandths)
            }
        }
        return stated
    }
}
