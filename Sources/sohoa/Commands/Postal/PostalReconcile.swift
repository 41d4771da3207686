import ArgumentParser
import Dossiers
import Foundation
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
            let reconciled = try await desk.reconcile(cutOff: cutOff)
            let names = try await desk.fileNames()
            if format.isJSON {
                OutcomeRows(reconciled.result, names: names, isBrief: brief).write(Print.write)
            } else {
                ReconciliationText.print(reconciled, names: names)
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
