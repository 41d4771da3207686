import ArgumentParser
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import PostalChannel
import PostalPipeline

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

        @Flag(help: "Chỉ in mã kết quả. Leaves the compared fields out of the JSON.")
        var brief = false

        func run() async throws {
            let desk = try home.openExistingPostalDesk()
            if format.isJSON {
                try await printOutcomes(desk)
            } else {
                let reconciled = try await desk.reconcile(cutOff: cutOff)
                let waiting = try await desk.office.ledger.read { tx in
                    try tx.statements().filter { $0.state == .awaitingColumns }.map(\.source.fileName)
                }
                ReconciliationText.print(reconciled, names: try await desk.fileNames(), waiting: waiting)
            }
        }

        /// Prints while the outcomes are being recorded, which does not depend on somebody reading them all.
        private func printOutcomes(_ desk: PostalDesk) async throws {
            let printing = BlockingWork(label: "sohoa.print")
            let brief = brief
            do {
                _ = try await desk.reconcile(cutOff: cutOff) { result in
                    let names = try await desk.fileNames()
                    try await printing.run {
                        try OutcomeRows(result, names: names, isBrief: brief).write(Print.tryWriting)
                    }
                }
            } catch is Print.Unread {
                Print.endUnread()
            }
        }
    }
}

extension CalendarDay {
    /// Takes a day from the command line.
    static func argument(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(rawValue: text) else {
            throw ValidationError("Ngày không hợp lệ: \(text) — not a day, as in 2026-11-15")
        }
        return day
    }
}
