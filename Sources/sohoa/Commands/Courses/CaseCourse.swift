import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import OneStop
import PostalChannel
import Presentation
import UseCases

/// States by number, or by the name that the command line has for them.
enum StateArgument: String, ExpressibleByArgument, CaseIterable {
    case registered, received, refused, processing, supplement
    case financialDuty = "financial-duty"
    case withdrawn, stopped, processed, returned

    init?(argument: String) {
        if let number = Int(argument), Self.allCases.indices.contains(number - 1) {
            self = Self.allCases[number - 1]
        } else if let named = Self(rawValue: argument) {
            self = named
        } else {
            return nil
        }
    }

    var state: CaseState {
        switch self {
        case .registered: .registered
        case .received: .received
        case .refused: .notAccepted
        case .processing: .processing
        case .supplement: .awaitingSupplement
        case .financialDuty: .financialDuty
        case .withdrawn: .withdrawn
        case .stopped: .stopped
        case .processed: .processed
        case .returned: .returned
        }
    }
}

/// When something happened.
struct OccurredOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Lúc xảy ra; không có thì bây giờ. When it happened, 2026-11-21T09:30; now when left out.",
            valueName: "time"),
        transform: PostalTime.argument)
    var at: PostalTime?
}

extension CasesCommand {
    struct Course: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "course",
            abstract:
                "Quá trình giải quyết một hồ sơ. What happened to a case, by whose evidence, until when it is due.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var code: CaseCode

        func run() async throws {
            try format.print(CourseView(try await home.openExisting().courses.show(code)))
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "move",
            abstract: "Ghi bước giải quyết hồ sơ. Records that a case came to a state.",
            discussion: """
                Refusing, returning and asking for papers a second time need the head's approval: without one the move is \
                not made, approval is asked for with --notice, --reason and --content, and the case stands on a list \
                (sohoa watch awaiting_approval) until another account gives it (sohoa approvals consent). The same call \
                then makes the move.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var time: OccurredOption
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var code: CaseCode
        @Argument(help: "Trạng thái, hoặc số 1–10. The state, or its number 1 to 10.") var state: StateArgument
        @Option(help: "Số giấy tờ. Number of the paper that belongs to the move.") var paper = ""
        @Option(help: "Bằng chứng. What proves it.") var evidence = ""
        @Option(help: "Số văn bản thông báo. Number of the written notice.") var notice = ""
        @Option(help: "Lý do. Why.") var reason = ""
        @Option(help: "Nội dung thông báo. What the notice says.") var content = ""
        @Option(help: "Khóa chống ghi trùng. A key: the same call again records nothing new.") var key: String?

        func run() async throws {
            var report = Workspace.Courses.Report(.move(state.state), occurred: time.at?.instant)
            (report.paper, report.evidence, report.key) = (paper, evidence, key)
            (report.notice, report.reason, report.content) = (notice, reason, content)
            try format.print(CourseView(try await home.openExisting().courses.record(report, of: code)))
        }
    }

    struct Note: AsyncParsableCommand {
        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case apology
            case transferConfirmed = "transfer-confirmed"
            case published
            case waiver, retraction
        }

        static let configuration = CommandConfiguration(
            commandName: "note",
            abstract: "Ghi việc khác của hồ sơ. Records an apology, a confirmed transfer, a publication, a waiver.",
            discussion: """
                apology takes --new-due; waiver (the case is closed although a component is missing) takes --evidence with \
                the reason; retraction takes --supersedes with the fact that was none (sohoa cases course names them).
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var time: OccurredOption
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var code: CaseCode
        @Argument(help: "Việc. What happened.") var kind: Kind
        @Option(help: "Ngày hẹn trả mới. The new day.", transform: CalendarDay.argument) var newDue: CalendarDay?
        @Option(help: "Số giấy tờ. Number of the paper.") var paper = ""
        @Option(help: "Bằng chứng hoặc lý do. What proves it, or why.") var evidence = ""
        @Option(help: "Thay cho việc đã ghi. The fact whose place it takes.") var supersedes: String?
        @Option(help: "Khóa chống ghi trùng. A key: the same call again records nothing new.") var key: String?

        func validate() throws {
            if kind == .apology, newDue == nil { throw ValidationError("Thiếu --new-due — an apology gives a new day") }
            if kind == .retraction, supersedes == nil {
                throw ValidationError("Thiếu --supersedes — a retraction names the fact that was none")
            }
        }

        func run() async throws {
            let event: CaseEvent.Kind
            switch kind {
            case .apology:
                guard let newDue else { throw ValidationError("--new-due") }
                // To the end of that day.
                event = .apology(newDue: WatchHorizon.moment(newDue, minute: 17 * 60))
            case .transferConfirmed: event = .transferConfirmed
            case .published: event = .published
            case .waiver: event = .archiveWaived
            case .retraction: event = .retraction
            }
            var report = Workspace.Courses.Report(event, occurred: time.at?.instant)
            (report.paper, report.evidence, report.key) = (paper, evidence, key)
            report.supersedes = supersedes.map { CaseEventID(rawValue: $0) }
            try format.print(CourseView(try await home.openExisting().courses.record(report, of: code)))
        }
    }
}
