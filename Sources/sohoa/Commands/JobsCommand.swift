import ArgumentParser
import Basics
import Foundation
import Ledger
import Presentation
import UseCases

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
            let entries = try await home.openExisting().jobs.list(
                states: Set(state), before: before.map { JobID(rawValue: $0) }, limit: limit)
            try format.print(entries.map { JobView($0.job, history: $0.history) })
        }
    }

    /// What every decision takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption

        @Option(help: "Người quyết định. Who decides; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Mã việc, xem sohoa jobs. The job's id.")
        var job: String

        var id: JobID { JobID(rawValue: job) }

        var jobs: Workspace.Jobs {
            get async throws { try await home.openExisting(by: by).jobs }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cho làm lại. Lets a job try again at once, with all its attempts.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await subject.jobs.retry(subject.id)
            Print.page(JobNotice.retried(subject.id).text)
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bỏ việc. Gives a job up; what was handed over stays kept.")

        @OptionGroup var subject: Subject

        @Option(help: "Lý do. Why; kept with the decision.")
        var reason: String

        func run() async throws {
            try await subject.jobs.discard(subject.id, reason: reason)
            Print.page(JobNotice.discarded(subject.id).text)
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
