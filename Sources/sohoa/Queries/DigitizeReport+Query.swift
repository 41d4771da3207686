import Dossiers
import Ledger
import Presentation

extension DigitizeReport {
    /// Looks up what the batches came to.
    init(results: [BatchResult], elapsed: Duration, ledger: Ledger) async throws {
        let ids = results.compactMap { $0.outcome?.batch.id }
        let (issues, waiting, asides) = try await ledger.read { tx in
            (
                try ids.flatMap { try tx.issues(batch: $0) },
                try ids.flatMap { try tx.waitingItems(batch: $0, case: nil, openOnly: true) },
                try Dictionary(
                    ids.map { ($0, try tx.files(of: $0).filter(\.isAside).map(\.name)) },
                    uniquingKeysWith: { first, _ in first })
            )
        }
        self.init(results: results, elapsed: elapsed, issues: issues, waiting: waiting, asides: asides)
    }
}
