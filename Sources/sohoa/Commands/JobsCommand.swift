import ArgumentParser
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger

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

        @Option(help: "Trước việc này. Only those before this one, by its id: the first of the page that came before.")
        var before: String?

        func run() async throws {
            let office = try home.openExisting()
            let (states, limit, before) = (Set(state), limit, before)
            let entries = try await office.ledger.read { tx in
                let place = try before.map { id in
                    guard let job = try tx.job(JobID(rawValue: id)) else {
                        throw UserError(.notFound, "Không có việc này.", "There is no job \(id); see sohoa jobs.")
                    }
                    return job.place
                }
                let jobs =
                    states.isEmpty
                    ? try tx.deadLetters(before: place, limit: limit)
                        + tx.jobs(states: Set(JobState.allCases.filter(\.isLive)), before: place, limit: limit)
                    : try tx.jobs(states: states, before: place, limit: limit)
                return try jobs.map { JobView($0, history: try tx.jobHistory($0.id)) }
            }
            if format.isJSON { try Print.json(entries) } else { JobView.printText(entries) }
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
        /// - Throws: ``UserError`` when the job is not such that it could be.
        func decide(_ body: @escaping @Sendable (LedgerTransaction, JobID, String) throws -> Void) async throws {
            let office = try home.openExisting(by: by)
            let (id, person) = (JobID(rawValue: job), person)
            do {
                try await office.ledger.write { try body($0, id, person) }
            } catch let error as LedgerError where error.code == .conflict {
                throw UserError(.badInput, "Việc này đang chạy hoặc đã xong.", "It cannot be decided: \(error.detail).")
            } catch let error as LedgerError where error.code == .notFound {
                throw UserError(.notFound, "Không có việc này.", "There is no job \(job); see sohoa jobs.")
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cho làm lại. Lets a job try again at once, with all its attempts.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let now = Instant.now()
            try await subject.decide { try $0.retryJob($1, by: $2, at: now) }
            Print.line("Việc \(subject.job) sẽ được làm lại.")
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bỏ việc. Gives a job up; what was handed over stays kept.")

        @OptionGroup var subject: Subject

        @Option(help: "Lý do. Why; kept with the decision.")
        var reason: String

        func run() async throws {
            let (now, reason) = (Instant.now(), reason)
            try await subject.decide { try $0.discardJob($1, by: $2, reason: reason, at: now) }
            Print.line("Đã bỏ việc \(subject.job).")
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
