import ArgumentParser
import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

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

        @OptionGroup var selection: DiscrepancySelection

        @Option(
            help: """
                Trạng thái: open, investigating, proposed, approved, reopened, closed, all. Their state; else all that are not \
                closed.
                """)
        var state: String?

        @Option(help: "Chỉ của người này. Only those of this account.")
        var owner: String?

        @Option(help: "Số chênh lệch nhiều nhất. Most differences; 100 when it is not given, with --format json all.")
        var limit: Int?

        @Option(help: "Sau chênh lệch này. Only those after this one, by its identity.")
        var after: String?

        @Argument(help: "Mã chênh lệch. Identity of one difference.")
        var id: String?

        func run() async throws {
            let post = try await home.openExistingPost()
            let today = try post.today()
            if let id {
                let record = try await post.discrepancy(DiscrepancyID(rawValue: id))
                return try format.print(DiscrepancyView(record, rules: post.rules, today: today))
            }
            var filter = try selection.filter
            (filter.owner, filter.states) = (owner, try states)
            let (wanted, rules) = (filter, post.rules)
            func views(_ records: [DiscrepancyRecord]) -> [DiscrepancyView] {
                records.map { DiscrepancyView($0, rules: rules, today: today) }
            }
            @Sendable func page(_ request: PageRequest) async throws -> Page<DiscrepancyRecord> {
                try await post.discrepancies(wanted, request)
            }
            if format.isJSON {
                var list = JSONListOutput(.compact)
                try await forEachPage(after: after, limit: limit, page) {
                    try list.append(views($0))
                }
                list.finish()
            } else {
                var rows: [DiscrepancyRow] = []
                let next = try await forEachPage(after: after, limit: limit ?? ListNotice.page, page) {
                    rows += views($0).map(\.row)
                }
                Print.page(DiscrepancyRow.page(rows))
                if let next { Print.page(ListNotice.goesOn(after: next).text) }
            }
        }

        private var states: Set<DiscrepancyState> {
            get throws {
                guard let state else { return [] }
                if state == "all" { return Set(DiscrepancyState.allCases) }
                guard let known = DiscrepancyState(rawValue: state) else {
                    throw ValidationError("Không có trạng thái \(state) — no such state: \(state)")
                }
                return [known]
            }
        }
    }

    /// Which differences are meant.
    struct DiscrepancySelection: ParsableArguments {
        @Option(help: "Loại chênh lệch. Only of this kind: cod_differs, late_delivery, …")
        var kind: String?

        @OptionGroup var days: DaysOption

        @Option(help: "Số tiền tối thiểu, đồng. Only those of at least this amount, whichever sign.")
        var minAmount: Int?

        @Option(help: "Bảng kê. Only about lines of this statement, by its identity.")
        var statement: String?

        var isEmpty: Bool {
            kind == nil && days.first == nil && days.last == nil && minAmount == nil && statement == nil
        }

        var filter: DiscrepancyFilter {
            get throws {
                if let kind, DiscrepancyCode(rawValue: kind) == nil {
                    throw ValidationError("Không có loại chênh lệch \(kind) — no such kind of difference: \(kind)")
                }
                return DiscrepancyFilter(
                    code: kind, days: try days.range, leastAmount: minAmount.map { Dong(abs($0)) },
                    statement: statement.map { StatementID(rawValue: $0) })
            }
        }
    }

    /// What every command that works a difference takes.
    struct DiscrepancyOptions: ParsableArguments {
        @Argument(help: "Mã chênh lệch. Identities, as sohoa postal breaks shows them: L/3-57/missing_in_ours.")
        var ids: [String] = []

        @OptionGroup(title: "Many at once, instead of identities") var selection: DiscrepancySelection

        @Option(help: "Người thực hiện. Who does it; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Option(help: "Lý do. Why.")
        var reason = ""

        @Option(help: "Bằng chứng: công văn, biên bản, ảnh quét. Evidence.")
        var reference = ""

        func validate() throws {
            guard ids.isEmpty != selection.isEmpty else {
                throw ValidationError("Cần mã chênh lệch, hoặc --kind… — give identities, or --kind and the like")
            }
        }
    }

    struct Assign: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "assign", abstract: "Giao việc. Gives a difference to somebody.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        @Option(help: "Người nhận việc. Who works it from now on.")
        var to: String

        var work: Workspace.Postal.Work {
            options.work(.assigned, owner: to)
        }
    }

    struct Investigate: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "investigate", abstract: "Bắt đầu xác minh. Begins to look into a difference.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        var work: Workspace.Postal.Work {
            options.work(.investigationStarted)
        }
    }

    struct Propose: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "Đề xuất cách xử lý. Says how a difference should be settled.",
            discussion: """
                Resolutions: \(DiscrepancyResolution.allCases.map(\.rawValue).joined(separator: ", ")). Above an amount that the
                rules set, somebody else has to approve.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        @Option(help: "Cách xử lý. The resolution.")
        var resolution: DiscrepancyResolution

        @Option(help: "Số tiền, đồng. The amount of the resolution.")
        var amount: Int?

        var work: Workspace.Postal.Work {
            options.work(.resolutionProposed, amount: amount.map { Dong($0) }, resolution: resolution)
        }
    }

    struct Approve: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "Duyệt đề xuất. Approves what was proposed.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        var work: Workspace.Postal.Work { options.work(.resolutionApproved) }
    }

    struct Reject: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "reject", abstract: "Không duyệt đề xuất. Rejects what was proposed.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        var work: Workspace.Postal.Work { options.work(.resolutionRejected) }
    }

    struct Close: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Đóng chênh lệch đã duyệt. Closes a difference whose solution was carried out.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        var work: Workspace.Postal.Work { options.work(.closed) }
    }

    struct Reopen: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "Mở lại chênh lệch. Opens a closed difference again.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        var work: Workspace.Postal.Work { options.work(.reopened) }
    }

    struct Complain: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "complain", abstract: "Ghi nhận đã gửi khiếu nại. Notes that a complaint went to the post.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        var work: Workspace.Postal.Work { options.work(.complaintFiled) }
    }

    struct Note: DiscrepancyWorkCommand {
        static let configuration = CommandConfiguration(
            commandName: "note", abstract: "Ghi chú vào chênh lệch. Adds a note, given by --reason.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @OptionGroup var options: DiscrepancyOptions

        var work: Workspace.Postal.Work { options.work(.noted) }
    }
}

extension PostalCommand.DiscrepancyOptions {
    func work(
        _ kind: DiscrepancyEvent.Kind, owner: String? = nil, amount: Dong? = nil,
        resolution: DiscrepancyResolution? = nil
    ) -> Workspace.Postal.Work {
        Workspace.Postal.Work(
            kind, reason: reason, reference: reference, owner: owner, amount: amount, resolution: resolution)
    }
}

/// A command that records what somebody does to a difference.
protocol DiscrepancyWorkCommand: AsyncParsableCommand {
    var home: HomeOption { get }
    var format: FormatOption { get }
    var options: PostalCommand.DiscrepancyOptions { get }
    var work: Workspace.Postal.Work { get }
}

extension DiscrepancyWorkCommand {
    func run() async throws {
        let post = try await home.openExistingPost(by: options.by)
        let today = try post.today()
        let records =
            options.ids.isEmpty
            ? try await post.work(on: options.selection.filter, work)
            : try await post.work(on: options.ids.map { DiscrepancyID(rawValue: $0) }, work)
        let views = records.map { DiscrepancyView($0, rules: post.rules, today: today) }
        switch (views.count, format.isJSON) {
        case (1, true) where !options.ids.isEmpty: try Print.json(views[0])
        case (_, true):
            var list = JSONListOutput(.compact)
            try list.append(views)
            list.finish()
        case (1, false): Print.page(views[0].text)
        case (_, false): Print.page(views.text)
        }
    }
}

extension DiscrepancyResolution: ExpressibleByArgument {}
