import Basics
import Ledger
import Presentation

extension StatusFigures {
    /// Batches in flight that are listed.
    private static let mostInFlight = 20

    init(_ tx: LedgerTransaction, at now: Instant) throws {
        self.init(
            pagesRead: try tx.pagesRead(since: now.adding(.seconds(-60 * Self.rateMinutes))),
            stations: try tx.stationFigures(), inFlight: try tx.unfinishedBatches(limit: Self.mostInFlight),
            jobs: try tx.jobCounts(), deadLetters: try tx.deadLetters().count, waiting: try tx.waitingFigures(),
            jobsPutOff: try tx.jobsPutOff())
    }
}
