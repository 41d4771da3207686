import Basics
import DigitizationPipeline
import Dossiers
import Ledger
import Office

extension Workspace {
    /// How things stand.
    public struct Status: UseCaseGroup {
        let workspace: Workspace

        public struct Figures: Sendable {
            public var serviceRuns: Bool
            /// Bytes on the data home's file system; `nil` when it cannot be told.
            public var freeBytes: Int?
            /// What lies in the inbox and is no station's folder.
            public var strangers: [String]
            /// Over the last ``rateMinutes``.
            public var pagesRead: Int
            public var stations: [StationFigures]
            /// The newest ``maxBatches``.
            public var unfinished: [BatchRecord]
            public var jobs: [JobCount]
            public var deadLetters: Int
            public var waiting: [WaitingFigures]
            /// Jobs that wait for something the machine lacks.
            public var putOff: [Job]
        }

        /// Over how many minutes the rate is measured.
        public static let rateMinutes: Int64 = 10
        private static let maxBatches = 20

        public func figures() async throws -> Figures {
            try caller.require(.readStatus)
            let home = office.home
            let (free, strangers) = try await BlockingWork(label: "sohoa.status").run {
                (FreeSpace.bytes(at: home.path), InboxWatcher.strangers(in: home))
            }
            let since = Instant(milliseconds: now().milliseconds - Self.rateMinutes * 60_000)
            let isServed = !office.leadership.isLeader
            return try await ledger.read { tx in
                Figures(
                    serviceRuns: isServed, freeBytes: free, strangers: strangers,
                    pagesRead: try tx.pagesRead(since: since), stations: try tx.stationFigures(),
                    unfinished: try tx.unfinishedBatches(limit: Self.maxBatches), jobs: try tx.jobCounts(),
                    deadLetters: try tx.deadLetters().count, waiting: try tx.waitingFigures(),
                    putOff: try tx.jobsPutOff())
            }
        }
    }
}
