import ArgumentParser
import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    /// What says which pair is meant.
    struct PairOptions: ParsableArguments {
        @Argument(help: "Mã bưu gửi. Identity of our parcel.")
        var parcel: String

        @Argument(help: "Tên tệp hoặc mã bảng kê. The statement: its file's name or its identity.")
        var statement: String

        @Argument(help: "Dòng của bảng kê. Row of the statement, from 1.")
        var row: Int

        @Option(help: "Trang tính, từ 1. Sheet of the file, from 1.")
        var sheet = 1

        @Option(help: "Người quyết định. Who decides; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Option(help: "Lý do. Why.")
        var reason: String
    }

    struct Match: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match",
            abstract: "Ghép tay bưu gửi với dòng kê. Says that a parcel and a line belong together.")

        @OptionGroup var home: HomeOption
        @OptionGroup var pair: PairOptions

        func run() async throws {
            try await PostalCommand.decide(.confirmed, pair, home)
            Print.page(PostalNotice.matched.text)
        }
    }

    struct Unmatch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unmatch", abstract: "Tách cặp đã ghép. Says that a parcel and a line do not belong together.")

        @OptionGroup var home: HomeOption
        @OptionGroup var pair: PairOptions

        func run() async throws {
            try await PostalCommand.decide(.unmatched, pair, home)
            Print.page(PostalNotice.unmatched.text)
        }
    }

    private static func decide(_ kind: MatchDecision.Kind, _ pair: PairOptions, _ home: HomeOption) async throws {
        _ = try await home.openExistingPost(by: pair.by).decide(
            kind, parcel: pair.parcel, statement: pair.statement, sheet: pair.sheet - 1, row: pair.row,
            reason: pair.reason)
    }
}
