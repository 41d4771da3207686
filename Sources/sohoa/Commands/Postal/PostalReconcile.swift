import ArgumentParser
import Basics
import Foundation
import Ledger
import Office
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    struct Reconcile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reconcile",
            abstract: "Đối soát bưu gửi với bảng kê. Reconciles our parcels with the statements.",
            discussion: """
                Prints sums by outcome and what has to be closed; with --format json a list of outcomes, each with the rule
                that paired it and the fields that were compared. The same input gives the same output, byte by byte.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(
            help: ArgumentHelp("Ngày chốt. Last day that counts, yyyy-MM-dd.", valueName: "day"),
            transform: CalendarDay.argument)
        var cutOff: CalendarDay?

        @OptionGroup var days: DaysOption

        @Flag(help: "Chỉ in mã kết quả. Leaves the compared fields out of the JSON.")
        var brief = false

        func run() async throws {
            let post = try await home.openExistingPost()
            if format.isJSON {
                try await printOutcomes(post)
            } else {
                let shown = try days.range
                let reconciled = try await post.reconcile(cutOff: cutOff, scope: .window)
                let waiting = try await post.waitingStatements()
                let text = ReconciliationText(
                    reconciled.within(shown), names: try await post.fileNames(), waiting: waiting)
                Print.page(text.text)
            }
        }

        /// Prints while the outcomes are being recorded, which does not depend on somebody reading them all. What is settled
        /// is read and printed in parts.
        private func printOutcomes(_ post: Workspace.Postal) async throws {
            let printing = BlockingWork(label: "sohoa.print")
            let brief = brief
            let days = try days.range
            do {
                _ = try await post.reconcile(cutOff: cutOff, scope: .window) { found in
                    let rows = OutcomeRows(
                        days.map(found.result.within) ?? found.result, names: try await post.fileNames(),
                        isBrief: brief)
                    try await post.forEachSettled(besides: found, on: days) { part in
                        try await printing.run { try rows.append(part, to: Print.tryWriting) }
                    }
                    try await printing.run { try rows.finish(Print.tryWriting) }
                }
            } catch is Print.Unread {
                Print.endUnread()
            }
        }
    }
}

/// The days of which something is shown.
struct DaysOption: ParsableArguments {
    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("Từ ngày bàn giao. Only from this day of hand-over on, yyyy-MM-dd.", valueName: "day"),
        transform: CalendarDay.argument)
    var first: CalendarDay?

    @Option(
        name: .customLong("through"),
        help: ArgumentHelp("Đến hết ngày. Only up to this day.", valueName: "day"), transform: CalendarDay.argument)
    var last: CalendarDay?

    /// `nil` for all days.
    var range: ClosedRange<CalendarDay>? {
        get throws {
            try CalendarDay.range(from: first, through: last)
        }
    }
}

extension CalendarDay {
    /// The days that two options give; `nil` for all days, an open end where one is missing.
    static func range(from first: CalendarDay?, through last: CalendarDay?) throws -> ClosedRange<CalendarDay>? {
        guard first != nil || last != nil else { return nil }
        guard let from = first ?? CalendarDay(rawValue: "2000-01-01"),
            let through = last ?? CalendarDay(rawValue: "2099-12-31"), from <= through
        else { throw ValidationError("--from phải trước --through — --from lies after --through") }
        return from...through
    }
}
