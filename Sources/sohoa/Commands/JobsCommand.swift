import ArgumentParser
import Basics
import Foundation
import Ledger
import Presentation

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Việc đang chờ, đang làm và bị bỏ. Jobs that wait, run, or were given up.",
        subcommands: [List.self, Retry.self, Discard.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê việc. Lists live jobs and those that were given up and wait for a person.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(
            help: "Chỉ ở trạng thái này, có thể lặp lại. Only in this state; can be repeated.",
            transform: JobState.argument)
        var state: [JobState] = []

        @Option(help: "Nhiều nhất bao nhiêu việc. Most jobs, the newest ones.")
        var limit = 1_000

        func run() async throws {
            let office = try home.openExisting()
            let (states, limit) = (Set(state), limit)
            let entries = try await office.ledger.read { tx in
                let jobs =
                    states.isEmpty
                    ? try tx.deadLetters(limit: limit)
                        + tx.jobs(states: Set(JobState.allCases.filter(\.isLive)), limit: limit)
                    : try tx.jobs(states: states, limit: limit)
                return try jobs.map { JobView($0, history: try tx.jobHistory($0.id)) }
            }
            try format.print(entries)
        }
    }

    /// What every decision takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption

        @Option(help: "Người quyết định. Who decides; kept with the decision.")
        var by: String?

        /// Who decides, as the record shows it.
        var person: String { Actor.systemAccount(claiming: by).name }

        @Argument(help: "Mã việc, xem sohoa jobs. The job's id.")
        var job: String

        /// Carries a decision out.
        /// - Throws: `Refusal` when the job is not such that it could be.
        func decide(
            _ body: @escaping @Sendable (LedgerTransaction, JobID, String, Instant) throws -> Void
        ) async throws {
            let office = try home.openExisting(by: by)
            let (id, person, now) = (JobID(rawValue: job), person, office.now())
            do {
                try await office.ledger.write { try body($0, id, person, now) }
            } catch let error as LedgerError where error.code == .conflict {
                throw Refusal.jobNotDecidable(error.detail)
            } catch let error as LedgerError where error.code == .notFound {
                throw Refusal.unknownJob(job)
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cho làm lại. Lets a job try again at once, with all its attempts.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await subject.decide { try $0.retryJob($1, by: $2, at: $3) }
            Print.page(JobNotice.retried(JobID(rawValue: subject.job)).text)
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bỏ việc. Gives a job up; what was handed over stays kept.")

        @OptionGroup var subject: Subject

        @Option(help: "Lý do. Why; kept with the decision.")
        var reason: String

        func run() async throws {
            let reason = reason
            try await subject.decide { try $0.discardJob($1, by: $2, reason: reason, at: $3) }
            Print.page(JobNotice.discarded(JobID(rawValue: subject.job)).text)
        }
    }
}

extension JobState {
    /// Takes a state from the command line.
    fileprivate static func argument(_ text: String) throws -> JobState {
        guard let state = JobState(rawValue: text) else {
            let known = allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("Trạng thái không hợp lệ: \(text) — not a state: \(known)")
        }
        return state
    }
}
