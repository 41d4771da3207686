import ArtifactStore
import Basics
import Dossiers
import Foundation
import Ledger
import RecognizerProtocol
import Testing

@testable import DigitizationPipeline

@Suite("What the machine lacks is no fault of the paper")
struct EnvironmentTests {
    private static let noTool = RecognizerError.exited(
        code: RecognizerExitCode.unavailable, diagnostics: "cannot run pdftoppm: errno 2; Debian: poppler-utils\n")

    static let errors: [(any Error & Sendable, EnvironmentFault.Code?)] = [
        (noTool, .toolMissing),
        (
            RecognizerError.exited(
                code: RecognizerExitCode.unavailable, diagnostics: "Tesseract has no model vie\n"), .modelMissing
        ),
        (RecognizerError.notStarted("no pipe: errno \(EMFILE)"), .noDescriptors),
        (RecognizerError.notStarted("no memory"), .recognizerUnavailable),
        (RecognizerError.exited(code: 3, diagnostics: ""), nil),
        (RecognizerError.crashed(signal: 11, diagnostics: ""), nil),
        (RecognizerError.timedOut(after: .seconds(1)), nil),
        (ArtifactStoreError(.noSpace, ""), .noSpace),
        (ArtifactStoreError(.storeUnusable, ""), .storeUnusable),
        (LedgerError(.noSpace, ""), .noSpace),
        (LedgerError(.conflict, ""), nil),
        (CocoaError(.fileWriteOutOfSpace), .noSpace),
        (CocoaError(.fileReadCorruptFile), nil),
    ]

    @Test("Errors that are the machine's")
    func codes() {
        for (error, code) in Self.errors {
            #expect(EnvironmentFault(error)?.code == code, "\(error)")
            let outcome = WorkerService.outcome(of: error, at: Instant(milliseconds: 0))
            if let code {
                guard case .snooze(_, let reason) = outcome else {
                    Issue.record("\(error) uses up an attempt")
                    continue
                }
                #expect(reason?.code == code.rawValue)
            } else {
                guard case .retry = outcome else {
                    Issue.record("\(error) is put off for ever")
                    continue
                }
            }
        }
    }

    private func batch(_ office: TestOffice, _ name: String, _ pages: [String]) throws -> String {
        let lines = [TestOffice.separator("TP01")] + pages
        return try office.batch(name, ["1.tif": lines.joined(separator: "\n")])
    }

    @Test("A missing program puts the batch off, and once it is there every page is read")
    func missingProgram() async throws {
        let office = try await TestOffice()
        let path = try batch(office, "lo", ["Giấy khai sinh"])
        await office.recognizer.lack(Self.noTool)
        await #expect(throws: EnvironmentFault.self) { try await office.digitizer.digitize(path) }
        let job = try #require(try await office.office.ledger.read { try $0.jobsPutOff() }.first)
        #expect(job.lastError?.code == "tool_missing" && job.failures == 0)
        #expect(try await office.issues() == [])
        #expect(try await office.waiting() == [])
        await office.recognizer.lack(nil)
        let outcome = try await office.digitizer.digitize(path)
        #expect(outcome.pages == 2 && outcome.attached.count == 1)
        try office.close()
    }

    private func claim(_ office: TestOffice, _ path: String) async throws -> (BatchID, ClaimedJob) {
        let received = try await Reception(office: office.office).receive(path)
        let job = try #require(received.job)
        let claim = try await office.office.ledger.write { tx in
            try tx.claimJobs(
                JobFilter(kinds: [.digitizeBatch], ids: [job]), worker: "test", at: TimeSource.system.now())
        }
        return (received.batch.id, try #require(claim.first))
    }

    private func digitize(_ office: TestOffice, _ path: String, blamesMachine: Bool) async throws
        -> BatchDigitizer.Outcome
    {
        let (id, claim) = try await claim(office, path)
        return try await BatchDigitizer(
            office: office.office, recognizer: office.recognizer, pipeline: Pipeline(), window: 1,
            blamesMachine: blamesMachine
        ).digitize(id, as: claim)
    }

    @Test("When recognizers are killed whatever they read, it is the machine")
    func allKilled() async throws {
        let office = try await TestOffice()
        await office.recognizer.lack(.killed)
        let path = try batch(office, "lo", ["một"])
        await #expect(throws: EnvironmentFault.self) { try await digitize(office, path, blamesMachine: true) }
        try office.close()
    }

    @Test("A page on which recognizers are killed while others are read is at fault itself", arguments: [true, false])
    func oneKills(blamesMachine: Bool) async throws {
        let office = try await TestOffice()
        let path = try office.batch("lo", ["1.tif": TestOffice.separator("TP01") + "\nmột", "2.tif": "killed"])
        await office.recognizer.lack(nil)
        guard !blamesMachine else {
            // Only one page at a time here: nothing else is read meanwhile, so that it is tried again first.
            await #expect(throws: EnvironmentFault.self) { try await digitize(office, path, blamesMachine: true) }
            return try office.close()
        }
        let outcome = try await digitize(office, path, blamesMachine: false)
        #expect(outcome.attached.map(\.pages) == [1])
        #expect(try await office.issues().map(\.code) == [.recognizerOutOfMemory])
        try office.close()
    }

    /// How pages that failed are asked for again.
    enum Way: CaseIterable { case redo, handingIn }

    @Test("Pages that failed are read again once the machine is well", arguments: Way.allCases, ["crash", "killed"])
    func again(way: Way, page: String) async throws {
        let office = try await TestOffice()
        // By manifest: after a separator, a page that cannot be read may be the next one, and holds back what follows.
        let manifest = #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.tif"]}]}"#
        let path = try office.batch(
            "lo", ["1.tif": ["một", page, "ba"].joined(separator: "\n"), "batch.json": manifest])
        let first = try await office.digitizer.digitize(path)
        #expect(first.attached.map(\.pages) == [2] && first.batch.state == .finished)
        #expect(try await office.waiting().count == 1)
        await office.recognizer.recover()
        switch way {
        case .redo:
            let redo = Redo(office: office.office, recognizer: office.recognizer, pipeline: Pipeline(), jobs: 1)
            let report = try await redo.run()
            #expect(report.plan.batches == [first.batch.id] && report.leftBatches == [])
            #expect(try await redo.plan().batches == [])
        case .handingIn: _ = try await office.digitizer.digitize(path)
        }
        let waiting = try await office.waiting()
        // The component has a document of two pages: that a third belongs to it, a person confirms.
        #expect(waiting.allSatisfy { $0.reason == .otherContent })
        let pages = try await office.office.ledger.read { try $0.pages(batch: first.batch.id) }
        #expect(!pages.contains { $0.kind == .unreadable })
        try office.close()
    }
}
