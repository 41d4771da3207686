import PostalChannel

/// The key of a statement's row: number of the statement, sheet and row in one whole number, ascending in that order.
package enum LineKey {
    private static let rowBits = 26
    private static let sheetBits = 8

    /// - Throws: ``LedgerError/Code/tooLarge`` for a row or sheet that no file of ours has.
    static func encode(statement: Int, sheet: Int, row: Int) throws -> Int {
        guard (0..<1 << sheetBits).contains(sheet), (0..<1 << rowBits).contains(row) else {
            throw LedgerError(.tooLarge, "sheet \(sheet), row \(row)")
        }
        return (statement << sheetBits | sheet) << rowBits | row
    }

    /// Keys of all rows that a statement can have.
    static func keys(of statement: Int) -> ClosedRange<Int> {
        let first = statement << (sheetBits + rowBits)
        return first...(first + (1 << (sheetBits + rowBits)) - 1)
    }

    /// How many keys each statement has.
    package static let rowsOfStatement = 1 << (sheetBits + rowBits)

    static func statement(of key: Int) -> Int { key >> (sheetBits + rowBits) }
    static func sheet(of key: Int) -> Int { key >> rowBits & ((1 << sheetBits) - 1) }
    static func row(of key: Int) -> Int { key & ((1 << rowBits) - 1) }
}
