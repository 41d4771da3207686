import Dispatch
import Foundation

/// What the process that owns the file does for its safekeeping; a driver of another process passes it on.
package enum CustodyCall: Hashable, Sendable, Codable {
    /// Copies one consistent state into a new file, durably. Work goes on meanwhile.
    case backup(path: String)
    /// Looks at file and search index.
    case check
}

/// A driver that can look after its file.
package protocol Maintenance: LedgerDriver {
    /// Whether its calls run in this process, which then writes the copies.
    var isHere: Bool { get }

    /// Carries out a call on the calling thread.
    /// - Returns: what was found wrong.
    /// - Throws: ``LedgerError``.
    func perform(_ call: CustodyCall) throws -> [LedgerFault]
}

extension Ledger {
    /// Whether it is this process that writes a copy, rather than the one that owns the ledger.
    public var copiesHere: Bool { (driver as? any Maintenance)?.isHere ?? false }

    /// Copies the ledger as it stands into a new file that is on disk when this returns; work goes on meanwhile.
    /// - Throws: ``LedgerError``; ``LedgerError/Code/homeInUse`` when another process owns the ledger and cannot be
    ///   asked.
    public func backup(to file: URL) async throws {
        _ = try await ask(.backup(path: file.path(percentEncoded: false)))
    }

    /// What is wrong with the ledger: its file, its references, its search index against the stored text in both
    /// directions, and what its records say about each other. Of each kind at most 1,000 faults are told.
    public func faults() async throws -> [LedgerFault] {
        let faults = try await ask(.check)
        // The records of a damaged file tell nothing.
        guard !faults.contains(where: { $0.code == .storageDamaged }) else { return faults }
        return try await faults + read { try $0.recordFaults() + $0.auditFaults() }
    }

    private func ask(_ call: CustodyCall) async throws -> [LedgerFault] {
        guard let custodian = driver as? any Maintenance else {
            throw LedgerError(.homeInUse, "the process that owns the ledger cannot be asked to look after it")
        }
        return try await withCheckedThrowingContinuation { continuation in
            // Minutes for a large file: not on a thread of the cooperative pool.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try custodian.perform(call) })
            }
        }
    }
}
