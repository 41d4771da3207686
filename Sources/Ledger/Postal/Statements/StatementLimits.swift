/// What is accepted of a statement, in bytes.
enum StatementLimits {
    static let text = 1_000
    static let columnMap = 100_000
    static let rawCells = 1 << 20

    static func check(_ source: StatementSource, columnMap: String) throws {
        let texts = [source.fileName, source.operatorName, source.sheet, source.encoding]
        guard texts.allSatisfy({ $0.utf8.count <= text }), columnMap.utf8.count <= Self.columnMap else {
            throw LedgerError(.tooLarge, "description of a statement")
        }
    }
}

extension ClosedDays {
    /// - Throws: ``LedgerError/Code/periodClosed`` when a statement declares a day that is closed.
    func check(_ source: StatementSource) throws {
        if let period = source.declaredPeriod { try check(period) }
    }
}
