import Ledger

/// Looks after the ledger over a connection of its own, so that neither workers nor people wait.
extension PostgresDriver: Maintenance {
    var isHere: Bool { true }

    func perform(_ call: CustodyCall) throws -> [LedgerFault] {
        switch call {
        case .backup:
            throw LedgerError(
                .homeUnusable, "a ledger in PostgreSQL is copied by the server's tools: pg_dump, or its archive")
        case .check: return try check()
        }
    }

    /// References need no look: the server keeps them.
    private func check() throws -> [LedgerFault] {
        let custody = PostgresThread(address, limits, name: "ledger custody")
        return try custody.withConnection { connection in
            do {
                return try connection.transact(.read) { session in
                    // It reads the whole ledger in one transaction, whatever time that takes.
                    try connection.execute("SET LOCAL statement_timeout = 0")
                    return try PostgresSearchCheck(sql: session).faults()
                }
            } catch let error as LedgerError where error.detail.contains("XX001") || error.detail.contains("XX002") {
                // What the server says when it finds its own pages or indexes damaged.
                return [LedgerFault(.storageDamaged, "ledger", error.detail)]
            }
        }
    }
}
