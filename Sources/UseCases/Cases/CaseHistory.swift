import Basics
import Dossiers
import Ledger

extension Workspace.Cases {
    /// What happened to a case, as far as it is recorded.
    public struct History: Sendable {
        /// The case as it was registered, and each time that the register changed it, oldest first.
        public var versions: [(record: CaseRecord, recordedAt: Instant)]
        public var documents: [DocumentChange]
    }

    /// - Throws: `Refusal` `not_found`, also for a case outside of the caller's scope.
    public func history(_ code: CaseCode) async throws -> History {
        try caller.require(.readPapers, on: code)
        return try await ledger.read { tx in
            History(versions: try tx.caseHistory(code), documents: try tx.documentHistory(case: code))
        }
    }
}
