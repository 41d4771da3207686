import ArgumentParser
import Dossiers
import Foundation
import Ledger
import PostalChannel
import PostalPipeline

extension PostalCommand {
    struct Breaks: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "breaks",
            abstract: "Chênh lệch đang mở. The differences that somebody has to close.",
            discussion: """
                With an identity: one difference with its history. P/P0000126/cod_differs is about our parcel P0000126; \
                L/3-57/missing_in_ours about row 57 of statement 3, as sohoa postal statements numbers them.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Chỉ của người này. Only those of this account.")
        var owner: String?

        @Argument(help: "Mã chênh lệch. Identity of one difference.")
        var id: String?

        func run() async throws {
            let desk = try home.openExistingPostalDesk()
            if let id {
                let identity = BreakID(rawValue: id)
                guard let record = try await desk.office.ledger.read({ try $0.breakRecord(identity) }) else {
                    throw UserError(.notFound, "Không có chênh lệch \(id).", "There is no difference \(id).")
                }
                let view = BreakView(record, rules: desk.rules)
                if format.isJSON { try Print.json(view) } else { view.printHistory() }
            } else {
                let views = try await desk.openBreaks(owner: owner).map { BreakView($0, rules: desk.rules) }
                if format.isJSON { try Print.json(list: views) } else { BreakView.printTable(views) }
            }
        }
    }

    /// What every command that works a difference takes.
    struct BreakOptions: ParsableArguments {
        @Argument(help: "Mã chênh lệch. Identity, as sohoa postal breaks shows it: L/3-57/missing_in_ours.")
        var id: String

        @Option(help: "Người thực hiện. Who does it; else the account's name.")
        var by: String?

        @Option(help: "Lý do. Why.")
        var reason = ""

        @Option(help: "Bằng chứng: công văn, biên bản, ảnh quét. Evidence.")
        var reference = ""

        var actor: String { by ?? NSUserName() }
    }

    struct Assign: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "assign", abstract: "Giao việc. Gives a difference to somebody.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        @Option(help: "Người nhận việc. Who works it from now on.")
        var to: String

        var action: BreakAction {
            BreakAction(.assigned, by: options.actor, reason: options.reason, owner: to, reference: options.reference)
        }
    }

    struct Investigate: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "investigate", abstract: "Bắt đầu xác minh. Begins to look into a difference.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        var action: BreakAction {
            BreakAction(
                .investigationStarted, by: options.actor, reason: options.reason, owner: options.actor,
                reference: options.reference)
        }
    }

    struct Propose: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "Đề xuất cách xử lý. Says how a difference should be settled.",
            discussion: """
                Resolutions: \(BreakResolution.allCases.map(\.rawValue).joined(separator: ", ")). Above an amount that the
                rules set, somebody else has to approve.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        @Option(help: "Cách xử lý. The resolution.")
        var resolution: BreakResolution

        @Option(help: "Số tiền, đồng. The amount of the resolution.")
        var amount: Int?

        var action: BreakAction {
            BreakAction(
                .resolutionProposed, by: options.actor, reason: options.reason, amount: amount.map { Dong($0) },
                resolution: resolution, reference: options.reference)
        }
    }

    struct Approve: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "Duyệt đề xuất. Approves what was proposed.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        var action: BreakAction { options.action(.resolutionApproved) }
    }

    struct Reject: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "reject", abstract: "Không duyệt đề xuất. Rejects what was proposed.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        var action: BreakAction { options.action(.resolutionRejected) }
    }

    struct Close: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Đóng chênh lệch đã duyệt. Closes a difference whose solution was carried out.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        var action: BreakAction { options.action(.closed) }
    }

    struct Reopen: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "Mở lại chênh lệch. Opens a closed difference again.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        var action: BreakAction { options.action(.reopened) }
    }

    struct Complain: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "complain", abstract: "Ghi nhận đã gửi khiếu nại. Notes that a complaint went to the post.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        var action: BreakAction { options.action(.complaintFiled) }
    }

    struct Note: BreakWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "note", abstract: "Ghi chú vào chênh lệch. Adds a note, given by --reason.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: BreakOptions

        var action: BreakAction { options.action(.noted) }
    }
}

extension PostalCommand.BreakOptions {
    func action(_ kind: BreakEvent.Kind) -> BreakAction {
        BreakAction(kind, by: actor, reason: reason, reference: reference)
    }
}

/// A command that records what somebody does to a difference.
protocol BreakWorkCommand: AsyncParsableCommand {
    var home: HomeOption { get }
    var format: FormatOption { get }
    var options: PostalCommand.BreakOptions { get }
    var action: BreakAction { get }
}

extension BreakWorkCommand {
    func run() async throws {
        let desk = try home.openExistingPostalDesk()
        let record = try await desk.work(on: BreakID(rawValue: options.id), action)
        let view = BreakView(record, rules: desk.rules)
        if format.isJSON { try Print.json(view) } else { view.printHistory() }
    }
}

extension BreakResolution: ExpressibleByArgument {}
