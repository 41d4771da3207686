import Office
import Testing

@testable import DigitizationPipeline

@Suite("When a batch in the inbox is complete")
struct CompletenessTests {
    typealias Evidence = CompletenessEvidence

    private static let settings = InboxSettings(stableTime: .seconds(30), abandonTime: .seconds(600))

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var evidence: Evidence
        var verdict: Evidence.Verdict

        init(_ description: String, _ verdict: Evidence.Verdict, _ evidence: Evidence) {
            (testDescription, self.verdict, self.evidence) = (description, verdict, evidence)
        }
    }

    private static func files(
        _ seconds: Int, done: Bool = false, _ manifest: Evidence.Manifest = .none, half: Bool = false
    ) -> Evidence {
        Evidence(
            content: .files, isMarkedDone: done, manifest: manifest, isHalfCopied: half,
            unchangedFor: .seconds(seconds))
    }

    private static func other(_ content: Evidence.Content, _ seconds: Int, done: Bool = false) -> Evidence {
        Evidence(content: content, isMarkedDone: done, unchangedFor: .seconds(seconds))
    }

    static let cases: [Case] = [
        Case("just seen", .incomplete, files(0)),
        Case("nearly stable", .incomplete, files(29)),
        Case("stable", .complete, files(30)),
        Case("done", .complete, files(0, done: true)),
        Case("stable but half copied", .incomplete, files(30, half: true)),
        Case("half copied and abandoned", .complete, files(600, half: true)),
        Case("digests match", .complete, files(0, .matches(hasUnlistedFiles: false))),
        Case("digests match, more files", .incomplete, files(29, .matches(hasUnlistedFiles: true))),
        Case("digests match, more files, stable", .complete, files(30, .matches(hasUnlistedFiles: true))),
        Case("files missing, stable", .incomplete, files(30, .missing(["2.tif"]))),
        Case(
            "files missing, abandoned", .refused(InboxFault(.missingFiles, files: ["2.tif"])),
            files(600, .missing(["2.tif"]))),
        Case("done, but files missing", .incomplete, files(29, done: true, .missing(["2.tif"]))),
        Case(
            "done, but files stay missing", .refused(InboxFault(.missingFiles, files: ["2.tif"])),
            files(30, done: true, .missing(["2.tif"]))),
        Case("wrong digest, still written", .incomplete, files(29, .wrong(["1.tif"]))),
        Case("wrong digest, marked done, still written", .incomplete, files(0, done: true, .wrong(["1.tif"]))),
        Case(
            "wrong digest, stable", .refused(InboxFault(.wrongDigest, files: ["1.tif"])),
            files(30, done: true, .wrong(["1.tif"]))),
        Case("empty folder, the operator is slow", .incomplete, other(.empty, 599)),
        Case("empty folder, abandoned", .refused(InboxFault(.emptyFolder)), other(.empty, 600)),
        Case("empty folder, done", .refused(InboxFault(.emptyFolder)), other(.empty, 0, done: true)),
        Case("folders only", .incomplete, other(.foldersOnly, 29)),
        Case("folders only, stable", .refused(InboxFault(.folderOfFolders)), other(.foldersOnly, 30)),
        Case("unlisted", .incomplete, other(.unlisted("x"), 29, done: true)),
        Case("unlisted, stable", .refused(InboxFault(.unreadable, detail: "x")), other(.unlisted("x"), 30)),
        Case("link", .refused(InboxFault(.symbolicLink)), other(.refused(.symbolicLink), 0)),
    ]

    @Test("The rules", arguments: cases)
    func rules(_ item: Case) { #expect(item.evidence.verdict(Self.settings) == item.verdict) }

    @Test(
        "Names that are no batches",
        arguments: [
            ".taking", ".x", "a.part", "a.tmp", "A.TMP", "a.receipt.json", "a.receipt.txt", "a.done", "a.urgent",
            "Thumbs.db",
        ])
    func notBatches(_ name: String) { #expect(!InboxNames.isBatch(name)) }

    @Test("Names of batches", arguments: ["a", "a.tif", "done", "Hồ sơ 1", "a.json", "part", "a.done.pdf"])
    func batches(_ name: String) { #expect(InboxNames.isBatch(name)) }

    @Test("A name leaves room for the endings of its receipts, and long names stay apart")
    func stems() {
        let long = String(repeating: "ộ", count: 85)
        #expect(InboxFileNames.stem("Hồ sơ 1") == "Hồ sơ 1")
        #expect(InboxFileNames.stem(long).utf8.count <= 191)
        #expect(InboxFileNames.stem(long) != InboxFileNames.stem(String(long.dropLast()) + "x"))
    }
}
