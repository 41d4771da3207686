import Ledger

/// What the server or the connection to it said.
struct PostgresError: Error {
    /// Five characters; empty when the connection failed and the server said nothing.
    var state: String
    /// Technical detail without values: they may be personal data.
    var detail: String

    static func connectionLost(_ detail: String) -> PostgresError { PostgresError(state: "", detail: detail) }

    /// Whether the connection is no longer good for anything.
    var isConnectionLost: Bool {
        // 08: connection exceptions; 57P01 to 57P03 and 57P05: the server ends, crashed, is not up yet, or closes an idle
        // session.
        state.isEmpty || state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05"].contains(state)
    }

    /// Whether the same transaction may be run again from its beginning, of which nothing was recorded.
    var isRetryable: Bool {
        // Serialization, deadlock; a statement that was prepared before the tables changed, or that the server forgot.
        isConnectionLost || ["40001", "40P01", "26000"].contains(state) || isStalePlan
    }

    /// Whether prepared statements have to be prepared anew.
    var isStalePlan: Bool { state == "0A000" && detail.contains("cached plan") }

    /// Whether a statement was stopped, by somebody or by a time limit.
    var isCancelled: Bool { state == "57014" }

    /// - Parameter fallback: for what has no code of its own.
    func ledgerError(_ fallback: LedgerError.Code = .storageFailed) -> LedgerError {
        let code: LedgerError.Code =
            switch state {
            case "53100": .noSpace
            // Nobody let go of a lock in time, or the server has no connection left.
            case "55P03", "53300", "40001", "40P01": .busy
            // The statement's, or the idle transaction's, time is over.
            case "57014", "25P03": .transactionTooLong
            default: state.hasPrefix("23") ? .conflict : isConnectionLost ? .busy : fallback
            }
        return LedgerError(code, state.isEmpty ? detail : "PostgreSQL \(state): \(detail)")
    }
}
