import DocumentModel

/// Which columns of charges are parts, and which is their total: settled by what adds up in most rows.
struct ChargeColumns {
    private(set) var map: ColumnMap
    /// Columns whose headings name the fee as well as the one that was chosen.
    private let rivals: [Int]
    /// Whether it is settled which of several columns are the fee.
    private(set) var settlesFee = false

    init(map: ColumnMap, rivals: [Int]) {
        self.map = map
        self.rivals = rivals
    }

    /// Rows that say something of the total, at least.
    private static let minRows = 1
    private static let maxColumns = 12

    /// Leaves out a subtotal among the parts (`cước trước thuế` beside its parts), adds a second column of the fee, or
    /// takes back a total of something else (with the sum collected in it, or what is paid out after all), whichever lets
    /// the parts give the total. Where nothing does, the columns stay, and the lines break.
    mutating func settle(over rows: [SheetRow]) {
        guard let total = map.column(.feeTotal), map.column(.fee) != nil || map.column(.surcharge) != nil else {
            return
        }
        let parts = (map.columns[.fee] ?? []) + (map.columns[.surcharge] ?? [])
        let rivals = rivals.filter { $0 != total && !parts.contains($0) }
        guard parts.count + rivals.count <= Self.maxColumns else { return }
        let table = Self.table(rows, map, columns: parts + rivals + (map.columns[.discount] ?? []), total)
        guard table.count >= Self.minRows else { return }
        if addsUp(table, parts) {
            settlesFee = !rivals.isEmpty
            return
        }
        if !rivals.isEmpty, addsUp(table, parts + rivals) {
            settlesFee = true
            map.columns[.fee, default: []] += rivals
            return
        }
        for left in parts where parts.count > 1 && addsUp(table, parts.filter { $0 != left }) {
            for role in [ColumnRole.fee, .surcharge] { map.columns[role]?.removeAll { $0 == left } }
            map.columns = map.columns.filter { !$0.value.isEmpty }
            settlesFee = true
            return
        }
        if isOfSomethingElse(table, parts, rows, total) { map.columns[.feeTotal] = nil }
    }

    private typealias Row = (amounts: [Int: Int], total: Int, collected: Int)

    private static func table(_ rows: [SheetRow], _ map: ColumnMap, columns: [Int], _ total: Int) -> [Row] {
        rows.compactMap { row in
            func amount(_ column: Int) -> Int? {
                AmountCell.exact(row[column], scale: map.moneyUnit(ofColumn: column))?.tenThousandths
            }
            guard let sum = amount(total), map.column(.tracking).map({ !row[$0].isBlank }) ?? false else { return nil }
            let amounts = columns.compactMap { column in amount(column).map { (column, $0) } }
            let collected = (map.columns[.collected] ?? []).compactMap(amount).reduce(0, +)
            return (Dictionary(amounts) { first, _ in first }, sum, collected)
        }
    }

    /// Whether parts less discounts give the total, to a đồng, in four rows of five, and in one that is not zero.
    private func addsUp(_ table: [Row], _ parts: [Int]) -> Bool {
        let right = table.count { row in abs(sum(row, parts) - row.total) < ExactAmount.parts }
        return right * 5 >= table.count * 4 && table.contains { $0.total != 0 }
    }

    private func sum(_ row: Row, _ parts: [Int]) -> Int {
        parts.reduce(0) { $0 + (row.amounts[$1] ?? 0) }
            - (map.columns[.discount] ?? []).reduce(0) { $0 + abs(row.amounts[$1] ?? 0) }
    }

    private func isOfSomethingElse(_ table: [Row], _ parts: [Int], _ rows: [SheetRow], _ total: Int) -> Bool {
        guard table.contains(where: { $0.collected != 0 }) else { return false }
        let right = table.count { row in
            let charges = sum(row, parts)
            return abs(row.collected + charges - row.total) < ExactAmount.parts
                || abs(row.collected - charges - row.total) < ExactAmount.parts
        }
        return right * 5 >= table.count * 4
    }
}
