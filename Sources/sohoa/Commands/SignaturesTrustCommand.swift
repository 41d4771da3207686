import ArgumentParser
import Basics
import DigitizationPipeline
import DocumentModel
import Foundation
import Presentation
import UseCases

extension SignaturesCommand {
    struct Trust: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trust",
            abstract: "Nguồn tin cậy. The roots, revocation lists and OCSP answers by which signatures are judged.",
            subcommands: [Add.self, List.self, Withdraw.self], defaultSubcommand: List.self)
    }
}

extension SignaturesCommand.Trust {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thêm. Feeds in a certificate of an authority, a revocation list or an OCSP answer (DER or PEM).",
            discussion: """
                The signatures that it concerns are verified again by the worker. Nothing is shipped with the program: fetch \
                files from the authority, compare their SHA-256 with what it publishes, and say where they come from.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Option(
            name: .customLong("as"), parsing: .singleValue,
            help: ArgumentHelp(
                """
                Được tin làm gì. For what a certificate is trusted: root, time_stamp_root, intermediate; may be given twice.
                """, valueName: "kind"))
        var kinds: [TrustKind] = []
        @Option(help: "Lấy từ đâu. Where it was got: an address, a letter's number.") var source: String
        @Option(
            help: ArgumentHelp("Lấy lúc nào. When it was got; else now.", valueName: "yyyy-mm-ddThh:mm:ss+07:00"))
        var obtained: String?
        @Argument(help: "Tệp. Files, one item each.", completion: .file()) var files: [String]

        func validate() throws {
            guard let obtained, Instant(zoned: obtained) == nil else { return }
            throw ValidationError("--obtained is a time as 2026-11-30T08:00:00+07:00")
        }

        func run() async throws {
            let workspace = try await home.openExisting()
            let pool = try Recognizers.pool(Pipeline(), jobs: 1)
            do {
                var views: [TrustItemView] = []
                for file in files {
                    let added = try await workspace.signatures.add(
                        fileAt: URL(fileURLWithPath: file).path, as: Set(kinds), source: source,
                        obtained: obtained.flatMap(Instant.init(zoned:)), with: pool)
                    views += added.map { TrustItemView($0.item, at: workspace.now()) }
                }
                await pool.shutdown()
                try format.print(views)
            } catch {
                await pool.shutdown()
                throw error
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê. What is trusted and was, the newest first.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        func run() async throws {
            let workspace = try await home.openExisting()
            try format.print(try await workspace.signatures.trust().map { TrustItemView($0, at: workspace.now()) })
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thôi tin cậy. Trusts an item no longer; it stays in the record.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Option(help: "Lý do. Why.") var reason: String
        @Argument(help: "Số của mục. The item's number.") var number: Int

        func run() async throws {
            let workspace = try await home.openExisting()
            let item = try await workspace.signatures.withdraw(number, reason: reason)
            try format.print([TrustItemView(item, at: workspace.now())])
        }
    }
}

extension TrustKind: ExpressibleByArgument {}
