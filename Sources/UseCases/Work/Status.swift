import Basics
import DigitizationPipeline
import Dossiers
import Ledger
import Office

/// What the ledger knows of how things stand.
public struct StatusFigures: Sendable {
    /// Over how many minutes pages are counted.
    public static let rateMinutes: Int64 = 10

    /// Pages that were read in the last ``rateMinutes``.
    public var pagesRead: Int
    public var stations: [StationFigures]
    /// Batches that are not finished, the oldest ones.
    public var inFlight: [BatchRecord]
    public var jobs: [JobCount]
    /// Jobs that were given up and wait for a person.
    public var deadLetters: Int
    public var waiting: [WaitingFigures]
    /// Jobs that wait for something that the machine lacks.
    public var jobsPutOff: [Job]
    /// Signed files by the outcome of their last check.
    public var signatures: [SignatureFigures]

    public init(
        pagesRead: Int, stations: [StationFigures], inFlight: [BatchRecord], jobs: [JobCount], deadLetters: Int,
        waiting: [WaitingFigures], jobsPutOff: [Job], signatures: [SignatureFigures] = []
    ) {
        self.signatures = signatures
        (self.pagesRead, self.stations, self.inFlight, self.jobs) = (pagesRead, stations, inFlight, jobs)
        (self.deadLetters, self.waiting, self.jobsPutOff) = (deadLetters, waiting, jobsPutOff)
    }
}

extension Workspace {
    /// How things stand.
    public struct Status: UseCaseGroup {
        let workspace: Workspace

        /// What is told beside the figures of the ledger.
        public struct Surroundings: Sendable {
            /// Whether another process serves this data home.
            public var isServed: Bool
            /// Bytes on the data home's file system; `nil` when it cannot be told.
            public var freeBytes: Int?
            /// What lies in the inbox and is no station's folder.
            public var strangers: [String]
            /// Whether difficult lines are read by one model alone, since the other is not installed.
            public var lacksSecondModel: Bool
        }

        private static let maxInFlight = 20

        public func figures() async throws -> StatusFigures {
            let scope = try caller.scope(for: .readStatus)
            let since = now().adding(.seconds(-60 * StatusFigures.rateMinutes))
            return try await ledger.read { tx in
                StatusFigures(
                    pagesRead: try tx.pagesRead(since: since), stations: try tx.stationFigures(in: scope),
                    inFlight: try tx.unfinishedBatches(in: scope, limit: Self.maxInFlight), jobs: try tx.jobCounts(),
                    deadLetters: try tx.deadLetterCount(), waiting: try tx.waitingFigures(in: scope),
                    // What a job is about is for those who may see everything.
                    jobsPutOff: scope == .everything ? try tx.jobsPutOff() : [],
                    signatures: scope == .everything ? try tx.signatureFigures() : [])
            }
        }

        /// Whether the ledger answers and can be written; what is wrong with it, English, else `nil`.
        /// - Throws: `LedgerError` when it does not answer.
        public func ledgerTrouble() async throws -> String? {
            try caller.require(.readStatus)
            _ = try await ledger.read { try $0.jobCounts() }
            guard let held = ledger.writerHeldFor, held > Self.longestWriting else { return nil }
            return "one transaction has been writing for \(Int(held / .seconds(1))) seconds; others wait"
        }

        /// A transaction that writes for longer holds everybody up.
        private static let longestWriting = Duration.seconds(5)

        /// Why the newest of the jobs that wait for the machine waits; `nil` when none does.
        public func newestLack() async throws -> JobError? {
            try caller.require(.readStatus)
            return try await ledger.read { try $0.jobsPutOff(limit: 1).last?.lastError }
        }

        /// How many signed files there are, by the outcome of their last check.
        public func signatures() async throws -> [SignatureFigures] {
            guard try caller.scope(for: .readStatus) == .everything else { return [] }
            return try await ledger.read { try $0.signatureFigures() }
        }

        /// How many jobs there are of each kind and state, and how much waits for a person.
        public func counts() async throws -> (jobs: [JobCount], waiting: [WaitingFigures]) {
            let scope = try caller.scope(for: .readStatus)
            return try await ledger.read { (try $0.jobCounts(), try $0.waitingFigures(in: scope)) }
        }

        /// The backup that was made last; `nil` when none was since backups are noted.
        public func lastBackup() async throws -> BackupNote? {
            try caller.require(.readStatus)
            return try await ledger.read { try $0.lastBackup() }
        }

        public func surroundings() async throws -> Surroundings {
            try caller.require(.readStatus)
            let (home, isServed) = (office.home, !office.leadership.isLeader)
            return try await BlockingWork(label: "sohoa.status").run {
                Surroundings(
                    isServed: isServed, freeBytes: FreeSpace.bytes(at: home.path),
                    strangers: InboxWatcher.strangers(in: home), lacksSecondModel: RecognitionModels.lacksSecond())
            }
        }
    }
}
