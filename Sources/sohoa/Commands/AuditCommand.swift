import ArgumentParser
import Basics
import Dossiers
import Ledger
import Presentation
import UseCases

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Sổ nhật ký: ai đã làm gì. The record of acts: who did what.",
        subcommands: [List.self, Looks.self, Verify.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê, mới nhất trước. Lists acts, the newest first.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Chỉ của bản ghi này. Only those on this record: a case, a batch, a difference.")
        var subject: String?

        @Option(help: "Chỉ trước số này. Only those before this number, to page on.")
        var before: Int?

        @Option(help: "Nhiều nhất bao nhiêu. Most entries.")
        var limit = 100

        func validate() throws {
            guard (1...10_000).contains(limit) else {
                throw ValidationError("--limit từ 1 đến 10000 — from 1 to 10000")
            }
        }

        func run() async throws {
            let entries = try await home.openExisting().audit.entries(before: before, subject: subject, limit: limit)
            try format.print(entries.map(AuditEntryView.init))
        }
    }

    struct Looks: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ai đã xem hồ sơ, giấy tờ nào, để làm gì. Who looked at which papers, and what for.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Chỉ của tài khoản này. Only this account's.", transform: LoginName.argument)
        var account: LoginName?

        @Option(help: "Chỉ hồ sơ này. Only those at papers of this case.", transform: CaseCode.argument)
        var `case`: CaseCode?

        @Option(help: "Từ ngày, yyyy-mm-dd. From this day on.", transform: CalendarDay.argument)
        var from: CalendarDay?

        @Option(help: "Đến hết ngày, yyyy-mm-dd. Up to this day.", transform: CalendarDay.argument)
        var to: CalendarDay?

        @Option(help: "Chỉ trước số này. Only those before this number, to page on.")
        var before: Int?

        @Option(help: "Nhiều nhất bao nhiêu. Most looks, 1 to 500.")
        var limit = 100

        func validate() throws {
            guard (1...PageRequest.maxLimit).contains(limit) else {
                throw ValidationError("--limit từ 1 đến 500 — from 1 to 500")
            }
            if let from, let to, from > to { throw ValidationError("--from sau --to — --from is after --to") }
        }

        func run() async throws {
            let workspace = try await home.openExisting()
            let page = try await workspace.looks.page(
                PageRequest(after: before.map(String.init), limit: limit),
                filter: LookFilter(account: account, case: `case`, days: try days(today: workspace.today())))
            try format.print(page.elements.map(LookView.init))
        }

        private func days(today: CalendarDay) throws -> ClosedRange<CalendarDay>? {
            guard from != nil || to != nil else { return nil }
            guard let first = from ?? CalendarDay(year: 1900, month: 1, day: 1) else { return nil }
            return first...max(first, to ?? today)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kiểm tra sổ nhật ký. Checks the chain of acts, and what they recorded.",
            discussion: """
                Prints the last number and its hash: kept outside of this machine, they prove later, by --expect, that \
                nothing before was changed. Ends with 1 when something is wrong.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: ArgumentHelp("Số và mã băm đã ghi lại. A number and hash noted earlier.", valueName: "n:hash"))
        var expect: String?

        func run() async throws {
            let checked = try await home.openExisting().audit.verify(expecting: try expect.map(Self.head))
            try format.print(
                AuditCheckView(head: checked.head, faults: checked.faults, isAsExpected: checked.isExpectedFound))
            if !checked.isClean { throw Failure.findings }
        }

        private static func head(_ text: String) throws -> AuditHead {
            let parts = text.split(separator: ":")
            guard parts.count == 2, let number = Int(parts[0]), number > 0, parts[1].count == 64 else {
                throw ValidationError(
                    "--expect là số:mã băm như lệnh này đã in — number:hash, as this command prints them")
            }
            return AuditHead(number: number, hash: String(parts[1]))
        }
    }
}
