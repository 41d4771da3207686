import ArgumentParser
import Basics
import Dossiers
import Ledger
import OneStop
import Presentation
import UseCases

extension FiguresView.Grouping: ExpressibleByArgument {}
extension CaseDeadline.Reading: ExpressibleByArgument {}

extension NamedPeriod {
    /// Takes a period from the command line.
    static func argument(_ text: String) throws -> NamedPeriod {
        guard let period = NamedPeriod(text) else {
            throw ValidationError(
                "Kỳ không hợp lệ: \(text) — not a period, as in 2026-11, 2026-Q3, 2026-H1, 2026 or 2026-01-01..2026-06-15"
            )
        }
        return period
    }
}

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Báo cáo tình hình giải quyết hồ sơ. Form II.06a of any period, and the cases behind its figures.",
        subcommands: [Show.self, Explain.self, Freeze.self])

    /// What each of them takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(
            help: "Kỳ: 2026-11, 2026-Q3, 2026-H1, 2026 hoặc NGÀY..NGÀY. Period.", transform: NamedPeriod.argument)
        var period: NamedPeriod
    }

    /// How a wait for papers counts.
    struct ReadingOption: ParsableArguments {
        @Option(
            help:
                "Chờ bổ sung: tính lại từ đầu (restarted) hay trừ (subtracted). What a wait for papers does to the term."
        )
        var reading: CaseDeadline.Reading = .restarted
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lập biểu II.06a. The figures: as they were frozen, or as they are now.")

        @OptionGroup var subject: Subject
        @OptionGroup var reading: ReadingOption
        @Option(help: "Chia theo cơ quan, thủ tục hay kênh. By agency, procedure or channel.")
        var by: FiguresView.Grouping?

        func run() async throws {
            let figures = try await subject.home.openExisting().courses.figures(
                subject.period, by: reading.reading)
            try subject.format.print(FiguresView(figures, of: subject.period, by: by))
        }
    }

    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hồ sơ nào tạo nên một số liệu. The cases behind a figure, by their codes, as they are now.")

        @OptionGroup var subject: Subject
        @OptionGroup var reading: ReadingOption
        @Argument(help: "Cột 4, 5, 6, 8, 9, 10, 12 hoặc 13. Column.") var column: Int
        @Option(help: "Nhiều nhất bao nhiêu hồ sơ. Most cases.") var limit = 500
        @Option(help: "Sau mã này. Only cases after this code.") var after: String?

        func run() async throws {
            let page = try await subject.home.openExisting().courses.cases(
                behind: column, subject.period, by: reading.reading, PageRequest(after: after, limit: limit))
            try subject.format.print(CaseCodesView(page.elements, next: page.next))
        }
    }

    struct Freeze: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chốt số liệu. Freezes the figures: what becomes known later counts in the next period.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let figures = try await subject.home.openExisting().courses.freeze(subject.period)
            try subject.format.print(FiguresView(figures, of: subject.period, by: nil))
        }
    }
}
