import ArgumentParser
import Basics
import Dossiers
import Ledger
import OneStop
import Presentation
import UseCases

struct ApprovalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approvals",
        abstract:
            "Phê duyệt của người đứng đầu. What needs the head's approval: refusals, returns, second supplements.",
        subcommands: [List.self, Ask.self, Consent.self, Decline.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Đang chờ phê duyệt. What waits for an answer.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Option(help: "Nhiều nhất bao nhiêu. Most requests.") var limit = 200
        @Option(help: "Sau mã này. Only those after this one, by its identity.") var after: String?

        func run() async throws {
            let page = try await home.openExisting().courses.openApprovals(PageRequest(after: after, limit: limit))
            try format.print(page.elements.map(ApprovalView.init))
        }
    }

    struct Ask: AsyncParsableCommand {
        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case `return`, refusal
            case secondSupplement = "second-supplement"

            var kind: LifeRules.ApprovalKind {
                switch self {
                case .return: .return
                case .refusal: .refusal
                case .secondSupplement: .secondSupplement
                }
            }
        }

        static let configuration = CommandConfiguration(abstract: "Trình phê duyệt. Asks for approval.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var code: CaseCode
        @Argument(help: "Việc cần phê duyệt. What for.") var kind: Kind
        @Option(help: "Số văn bản thông báo. Number of the written notice.") var notice: String
        @Option(help: "Lý do. Why.") var reason: String
        @Option(help: "Nội dung thông báo. What the notice says.") var content: String

        func run() async throws {
            let request = try await home.openExisting().courses.ask(
                kind.kind, for: code, notice: notice, reason: reason, content: content)
            try format.print([ApprovalView(request)])
        }
    }

    struct Consent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đồng ý. Approves; another account than the one that asked, signed in (sohoa login).")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã đề nghị. Identity of the request.") var request: String
        @Option(help: "Ghi chú. A note.") var note = ""

        func run() async throws {
            let request = try await home.openExisting().courses.decide(
                ApprovalRequestID(rawValue: request), isConsent: true, note: note)
            try format.print([ApprovalView(request)])
        }
    }

    struct Decline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Không đồng ý. Declines.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã đề nghị. Identity of the request.") var request: String
        @Option(help: "Lý do. Why.") var note: String

        func run() async throws {
            let request = try await home.openExisting().courses.decide(
                ApprovalRequestID(rawValue: request), isConsent: false, note: note)
            try format.print([ApprovalView(request)])
        }
    }
}
