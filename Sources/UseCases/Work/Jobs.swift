import Basics
import Ledger

extension Workspace {
    /// The work that is queued, and what was given up.
    public struct Jobs: UseCaseGroup {
        let workspace: Workspace

        public struct Entry: Sendable {
            public var job: Job
            public var history: [JobEvent]
        }

        /// - Parameters:
        ///   - states: only in these; empty for what is live or was given up.
        ///   - before: the identity of the first of the page that came before.
        ///   - limit: most jobs of each, the newest.
        /// - Throws: `Refusal` when the page is to end before a job that there is not.
        public func list(states: Set<JobState>, before: JobID? = nil, limit: Int) async throws -> [Entry] {
            try caller.require(.manageJobs)
            return try await ledger.read { tx in
                let place = try before.map { id in
                    guard let job = try tx.job(id) else { throw Refusal.unknownJob(id.rawValue) }
                    return job.place
                }
                let jobs =
                    states.isEmpty
                    ? try tx.deadLetters(before: place, limit: limit)
                        + tx.jobs(states: Set(JobState.allCases.filter(\.isLive)), before: place, limit: limit)
                    : try tx.jobs(states: states, before: place, limit: limit)
                return try jobs.map { Entry(job: $0, history: try tx.jobHistory($0.id)) }
            }
        }

        /// Lets a job try again at once, with all its attempts.
        public func retry(_ id: JobID) async throws {
            let (person, now) = (caller.name, now())
            try await decide(id) { try $0.retryJob(id, by: person, at: now) }
        }

        /// Gives a job up; what was handed over stays kept.
        public func discard(_ id: JobID, reason: String) async throws {
            let (person, now) = (caller.name, now())
            try await decide(id) { try $0.discardJob(id, by: person, reason: reason, at: now) }
        }

        private func decide(_ id: JobID, _ body: @escaping @Sendable (LedgerTransaction) throws -> Void) async throws {
            try caller.require(.manageJobs)
            do {
                try await ledger.write(body)
            } catch let error as LedgerError where error.code == .conflict {
                throw Refusal.jobNotDecidable(error.detail)
            } catch let error as LedgerError where error.code == .notFound {
                throw Refusal.unknownJob(id.rawValue)
            }
        }
    }
}
