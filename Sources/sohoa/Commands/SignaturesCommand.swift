import ArgumentParser
import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import Presentation
import RecognizerProtocol
import UseCases

struct SignaturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signatures",
        abstract: "Kiểm tra chữ ký số. Verifies signatures, and says what is trusted for it.",
        discussion: """
            Every signed PDF that comes in is verified when it is digitized, and again when trust changes. Nothing is trusted \
            by itself: feed in the roots, revocation lists (CRL) and OCSP answers with `sohoa signatures trust add`.
            """,
        subcommands: [Verify.self, Show.self, List.self, Trust.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kiểm tra tệp bất kỳ. Verifies PDFs and CMS signatures (.p7s, .p7m) that lie anywhere.",
            discussion: """
                Judges by what the data home trusts, if there is one, and by the files that are named. Keeps nothing. Ends \
                with 0 when every file has signatures and all are valid without a weak digest, with 1 otherwise.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Option(
            name: .customLong("root"), parsing: .singleValue,
            help: ArgumentHelp("Chứng thư gốc được tin. A root to trust, also for time stamps.", valueName: "file"))
        var roots: [String] = []
        @Option(
            name: .customLong("evidence"), parsing: .singleValue,
            help: ArgumentHelp(
                "Chứng thư trung gian, CRL, OCSP. An intermediate certificate, revocation list or OCSP answer.",
                valueName: "file"))
        var evidence: [String] = []
        @Option(
            help: ArgumentHelp(
                "Tệp được ký bởi .p7s. What a CMS signature covers; else the file without .p7s.", valueName: "file"))
        var content: String?
        @Option(
            help: ArgumentHelp(
                "Xét như vào lúc này. Judges as of this moment; else now.", valueName: "yyyy-mm-ddThh:mm:ss+07:00"))
        var at: String?
        @Argument(help: "Tệp cần kiểm tra. PDFs, or CMS signatures.", completion: .file())
        var files: [String]

        func validate() throws {
            guard let at, Instant(zoned: at) == nil else { return }
            throw ValidationError("--at is a time as 2026-11-30T08:00:00+07:00")
        }

        func run() async throws {
            let pool = try Recognizers.pool(Pipeline(), jobs: 1)
            do {
                let views = try await views(pool)
                await pool.shutdown()
                try format.print(views)
                if views.contains(where: { $0.outcome != SignatureVerdict.Outcome.valid.rawValue }) {
                    throw Failure.findings
                }
            } catch {
                await pool.shutdown()
                throw error
            }
        }

        private func views(_ pool: RecognizerPool) async throws -> [SignatureReportView] {
            let named = try await named(pool)
            let workspace = home.dataHome.exists ? try await home.openExisting() : nil
            let trusted = try await (workspace?.signatures.trusted() ?? []) + named.trusted
            defer { for file in named.scratch { unlink(file) } }
            var views: [SignatureReportView] = []
            let now = at.flatMap(Instant.init(zoned:)) ?? TimeSource.system.now()
            for file in files {
                let report = try await LooseFile(path: file, content: content, recognizer: pool)
                    .report(by: trusted, at: now)
                views.append(SignatureReportView(report, file: file))
            }
            try workspace?.close()
            return views
        }

        /// What was named on the command line.
        private func named(
            _ pool: RecognizerPool
        ) async throws -> (trusted: [VerifySignaturesRequest.Trusted], scratch: [String]) {
            var (trusted, scratch): ([VerifySignaturesRequest.Trusted], [String]) = ([], [])
            for (file, isRoot) in roots.map({ ($0, true) }) + evidence.map({ ($0, false) }) {
                let path = URL(fileURLWithPath: file).path
                guard FileManager.default.fileExists(atPath: path) else { throw Refusal.noFile(file) }
                let output = FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString)").path
                scratch.append(output)
                let description = try await TrustReader(recognizer: pool).describe(path, output: output)
                let kinds: [TrustKind] = isRoot ? [.root, .timeStampRoot] : [description.kinds.first ?? .intermediate]
                guard Set(kinds).isSubset(of: description.kinds) else { throw Refusal.trustKindWrong }
                trusted += kinds.map { .init(kind: $0, path: output, digest: description.digest) }
            }
            return (trusted, scratch)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chữ ký số của một giấy tờ. What was found of a document's signatures.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Flag(help: "Cả những lần kiểm tra trước. Earlier checks too, the newest first.") var history = false
        @Argument(help: "Mã giấy tờ. Identity of the document.") var document: String

        func run() async throws {
            let signatures = try await home.openExisting().signatures
            let id = DocumentID(rawValue: document)
            let checks = try await history ? signatures.history(id) : signatures.show(id).checks
            try format.print(checks.map { SignatureReportView($0) })
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tệp ký số đã nhận. The signed files that came in.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Option(help: "Tên người ký, cơ quan, mã số thuế hoặc ngân sách. Words of signer or organ, or a code.")
        var signer: String = ""
        @Option(
            help: "Chỉ kết quả này. Only this outcome: \(Workspace.Signatures.countedOutcomes.joined(separator: ", "))."
        )
        var outcome: String?
        @Option(help: "Sau tệp này (SHA-256). After this file of an earlier page.") var after: String?
        @Option(help: "Nhiều nhất. Most files, 1 to 1000.") var limit: Int = 100

        func validate() throws {
            guard (1...1000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 1000") }
            if let outcome, !Workspace.Signatures.countedOutcomes.contains(outcome) {
                throw ValidationError("--outcome: \(Workspace.Signatures.countedOutcomes.joined(separator: ", "))")
            }
            if let after, ContentDigest(rawValue: after) == nil {
                throw ValidationError("--after is a SHA-256, 64 hexadecimal digits")
            }
        }

        func run() async throws {
            let files = try await home.openExisting().signatures.list(
                signer: signer, outcome: outcome, after: after.flatMap(ContentDigest.init), limit: limit)
            try format.print(files.map(SignedFileView.init))
        }
    }
}

extension Instant {
    /// A time with its zone, as ISO 8601 writes it; `nil` for what is none.
    init?(zoned text: String) {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
