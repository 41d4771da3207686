import ArgumentParser
import Foundation
import PostalChannel
import PostalPipeline

extension PostalCommand {
    struct Events: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "events",
            abstract: "Nhận tệp sự kiện của bưu điện (CSV, XLSX). Takes the operator's events of items.",
            discussion: """
                A row for each event, with columns for the number, the event (a code such as EMH or words), the time, and
                where there are some the place and a note. Late and repeated events land where they belong.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Các tệp .csv, .xlsx. Files of events.", completion: .file())
        var files: [String]

        func run() async throws {
            let desk = try home.openExistingPostalDesk()
            var views: [EventsView] = []
            for file in files {
                guard FileManager.default.fileExists(atPath: file) else {
                    throw UserError(.notFound, "Không tìm thấy tệp: \(file)", "No such file: \(file)")
                }
                let result = try await desk.importEvents(path: file)
                views.append(EventsView(result, file: file))
                if !format.isJSON {
                    Print.line("\(file): \(result.events) sự kiện, ghi mới \(result.recorded).")
                    for one in result.contradictions {
                        Print.line("  ? \(one.caseCode): \(one.move.vietnamese)")
                    }
                }
                for fault in result.faults { Print.error("\(file): \(fault.vietnamese)\n\(fault.english)\n") }
            }
            if format.isJSON { try Print.json(views) }
            if views.contains(where: { !$0.errors.isEmpty }) { throw ExitCode(Failure.Code.badInput.rawValue) }
        }
    }
}

/// What came of a file of events, as it is printed.
private struct EventsView: Encodable {
    struct Fault: Encodable {
        var row: Int
        var code: String
        var detail: String
    }

    struct Contradiction: Encodable {
        var `case`: String
        var event: String
        var code: String
        var detail: String
    }

    var file: String
    var events: Int
    var recorded: Int
    var errors: [Fault]
    var contradictions: [Contradiction]

    init(_ result: EventImport, file: String) {
        self.file = file
        events = result.events
        recorded = result.recorded
        errors = result.faults.map { Fault(row: $0.row, code: $0.code.rawValue, detail: $0.english) }
        contradictions = result.contradictions.map { one in
            Contradiction(
                case: one.caseCode.rawValue, event: one.event.kind.rawValue, code: one.move.stableCode,
                detail: one.move.english)
        }
    }
}
