import Basics
import Ledger
import Office
import PostalPipeline

extension Workspace {
    /// Keeping the data home: backups, verification, repair.
    public struct Custody: UseCaseGroup {
        let workspace: Workspace

        /// What a verification found, and what was repaired where that was asked for.
        public struct Checked: Sendable {
            public var report: VerificationReport
            public var repair: RepairReport?

            /// Whether nothing is wrong, after the repair if there was one.
            public var isClean: Bool { repair.map { $0.left.isEmpty } ?? report.isClean }
        }

        /// Copies the data home into a new folder while work goes on.
        /// - Parameter links: hard links in place of copies, on the same file system.
        public func backup(to folder: String, links: Bool) async throws -> Backup.Outcome {
            try caller.require(.keepHome)
            return try await Backup(office: office, links: links).make(at: folder)
        }

        /// Reads everything that is kept again and compares it.
        /// - Parameter repair: whether what is safe is mended.
        public func verify(repair: Bool) async throws -> Checked {
            try caller.require(.keepHome)
            let verification = Verification(office: office)
            let report = try await verification.run()
            guard repair else { return Checked(report: report) }
            let repaired = try await verification.repair(report)
            // Only where the postal channel was used: its rules need not be readable elsewhere.
            if try await ledger.read({ try $0.latestParcelVersion() != nil }) {
                _ = try await PostalService(office: office).repairLegs()
            }
            return Checked(report: report, repair: repaired)
        }
    }
}
