import Basics
import Ledger

extension Workspace {
    /// The record of acts.
    public struct Audit: UseCaseGroup {
        let workspace: Workspace

        public struct Checked: Sendable {
            public var faults: [LedgerFault]
            public var head: AuditHead
            /// Whether the entry that was noted elsewhere is still there; `nil` when none was given.
            public var isExpectedFound: Bool?

            public var isClean: Bool { faults.isEmpty && isExpectedFound != false }
        }

        /// The newest entries first.
        /// - Parameters:
        ///   - before: only entries with lower numbers.
        ///   - subject: only about this record.
        public func entries(before: Int?, subject: String?, limit: Int) async throws -> [AuditEntry] {
            try caller.require(.readAudit)
            return try await ledger.read { try $0.auditEntries(before: before, subject: subject, limit: limit) }
        }

        /// Checks the chain and what it recorded.
        /// - Parameter expected: an entry as it was noted elsewhere.
        public func verify(expecting expected: AuditHead?) async throws -> Checked {
            try caller.require(.readAudit)
            return try await ledger.read { tx in
                let kept = try expected.map { try tx.auditEntries(before: $0.number + 1, limit: 1).first }
                return Checked(
                    faults: try tx.auditFaults(), head: try tx.auditHead(),
                    isExpectedFound: expected.map { $0.number == kept??.number && $0.hash == kept??.hash })
            }
        }
    }
}
