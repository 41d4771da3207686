import DocumentModel
import Dossiers
import Foundation
import Ledger
import PostalChannel

/// A reconciliation as it was recorded, with what it looked at.
public struct RecordedReconciliation: Sendable {
    public var run: RunRecord
    /// The same input was reconciled before; nothing was recorded.
    public var wasKnown: Bool
    public var result: ReconciliationResult
}

extension PostalDesk {
    /// Reconciles all parcels with all statements in force and records what came of it.
    /// - Parameter cutOff: last day that counts; the last that the statements cover when `nil`.
    /// - Throws: `LedgerError`.
    public func reconcile(cutOff: CalendarDay? = nil) async throws -> RecordedReconciliation {
        let basis = try await reconciliationBasis()
        let input = ReconciliationInput(
            parcels: basis.parcels.parcels, lines: basis.lines, statements: basis.periods,
            rules: rules.reconciliation, cutOff: cutOff)
        let result = try await work.run { Reconciliation.run(input) }
        let run = RunBasis(
            rulesVersion: rules.reconciliation.version, cutOff: cutOff, statements: basis.statements)
        let recorded = try await office.ledger.write {
            try $0.recordRun(result, parcels: basis.parcels, basis: run, at: .now())
        }
        return RecordedReconciliation(run: recorded.run, wasKnown: recorded.wasKnown, result: result)
    }

    /// Names of the statements' files by the statements' identities.
    public func fileNames() async throws -> [String: String] {
        try await office.ledger.read { tx in
            Dictionary(uniqueKeysWithValues: try tx.statements().map { ($0.id.rawValue, $0.source.fileName) })
        }
    }

    /// Our side and theirs, as the ledger has them at one moment.
    private struct Basis: Sendable {
        var parcels: RegisteredParcels
        var lines: [StatementLine]
        var statements: [StatementID]
        var periods: [StatementPeriod]
    }

    private func reconciliationBasis() async throws -> Basis {
        try await office.ledger.read { tx in
            let statements = try tx.statements().filter { $0.state == .complete }
            return Basis(
                parcels: try tx.registeredParcels(), lines: try tx.statementLines(of: statements.map(\.id)),
                statements: statements.map(\.id),
                periods: statements.map {
                    StatementPeriod(statement: $0.id.rawValue, declared: $0.source.declaredPeriod)
                })
        }
    }
}
