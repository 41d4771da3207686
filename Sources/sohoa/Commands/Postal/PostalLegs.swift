import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Office
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    struct LegCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leg",
            abstract: "Chặng bưu chính của hồ sơ. The legs of a case: their course, and what a person reports.",
            subcommands: [Show.self, Record.self])
    }
}

extension PostalCommand.LegCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Xem các chặng của một hồ sơ. Every fact with its evidence, on both clocks.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument)
        var code: CaseCode

        func run() async throws {
            let (record, legs) = try await home.openExistingPost().legs(of: code)
            try format.print(CaseLegsView(legs, of: record))
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record",
            abstract: "Ghi một sự kiện. Records what happened, when it occurred and by whose evidence.",
            discussion: """
                Events: \(LegState.allCases.map(\.rawValue).joined(separator: ", ")), \
                \(LegNote.allCases.map { "note.\($0.rawValue)" }.joined(separator: ", ")); the part before the point may \
                be left out where only one fits. Nothing is erased: --supersedes names the fact whose place this one takes.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(
            help: ArgumentHelp("Xảy ra lúc. When it occurred, yyyy-MM-ddTHH:mm, or the day.", valueName: "time"),
            transform: PostalTime.argument)
        var at: PostalTime

        @Option(help: "Chiều: intake hoặc return. Which way, where the event does not say.")
        var direction: Direction?

        @Option(help: "Bưu gửi. The parcel, where several carry the leg.")
        var parcel: String?

        @Option(help: "Nơi xảy ra. Office or town.")
        var place = ""

        @Option(help: "Ghi chú. What else was said: a reason, who signed.")
        var detail = ""

        @Option(help: "Số tiền, đồng. Amount of money.")
        var amount: Int?

        @Option(help: "Giấy tờ phải thu hồi. The recalled paper.")
        var paper: String?

        @Option(help: "Lỗi của ai: agency, post, recipient. Whose fault it is that a result is sent again.")
        var fault: RepeatFault?

        @Option(help: "Thay thế sự kiện. The fact whose place this one takes.")
        var supersedes: String?

        @Option(
            name: .customLong("papers"), parsing: .unconditional,
            help: "Số giấy tờ đếm được, với counted. Papers that were counted.")
        var counted: Int?

        @Option(
            name: .customLong("missing"), help: "Thành phần thiếu. A component that is not there; may be repeated.",
            transform: ComponentCode.argument)
        var missing: [ComponentCode] = []

        @Option(help: "Số của giấy đã ký. The signed paper that proves it; else it is a person's word.")
        var signedPaper: String?

        @Option(help: "Người ghi. Who reports it; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument)
        var code: CaseCode

        @Argument(help: "Sự kiện. What happened.", transform: LegEvent.Kind.argument)
        var event: LegEvent.Kind

        func validate() throws {
            if let counted, !(0...HandoverList.Limit.papers).contains(counted) {
                throw ValidationError("--papers is a number from 0 to \(HandoverList.Limit.papers)")
            }
        }

        func run() async throws {
            let post = try await home.openExistingPost(by: by)
            var report = LegReport(
                kind: event, direction: direction, time: at, source: post.source(signedPaper: signedPaper))
            (report.parcel, report.place, report.detail) = (parcel, place, detail)
            (report.amount, report.paper, report.fault) = (amount.map { Dong($0) }, paper, fault)
            report.supersedes = supersedes.map { LegEventID(rawValue: $0) }
            (report.counted, report.missing) = (counted, missing)
            let recorded = try await post.record(report, of: code)
            try format.print(RecordedReportView(recorded, at: at))
        }
    }
}

extension Direction: ExpressibleByArgument {}
extension RepeatFault: ExpressibleByArgument {}

extension LegEvent.Kind {
    /// Takes an event's name from the command line.
    static func argument(_ text: String) throws -> LegEvent.Kind {
        guard let kind = LegEvent.Kind(name: text.lowercased()) else {
            throw ValidationError(
                "Không có sự kiện, hoặc có ở cả hai chiều: \(text) — not an event, as in return.delivered")
        }
        return kind
    }
}
