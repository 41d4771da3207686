import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Testing
import WorkQueue

@testable import DigitizationPipeline

/// Signed files of a batch are judged, and judged again when trust changes.
@Suite("Signatures of what comes in")
struct SignatureCheckTests {
    private let manifest =
        #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.pdf"]}]}"#

    private func signedFile(_ test: TestOffice, _ script: String = "signed") async throws -> ContentDigest {
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.pdf": script, "batch.json": manifest]))
        let document = try #require(try await test.status("TP01").documents.first)
        return try #require(document.content.signedOriginal)
    }

    private func check(_ test: TestOffice, _ file: ContentDigest) async throws -> SignatureCheck {
        try #require(try await test.office.ledger.read { try $0.signatureCheck(of: file) })
    }

    /// Trusts what a script says, and does the jobs that follow.
    private func trust(_ test: TestOffice, _ kind: TrustKind, _ script: String) async throws -> TrustItem {
        let data = Data(script.utf8)
        let artifact = try test.office.store.put(data: data).sha256
        let description = try await TrustReader(recognizer: test.recognizer).describe(
            test.office.store.url(for: artifact).path(percentEncoded: false), output: "/dev/null")
        let now = test.office.now()
        let item = try await test.office.ledger.write {
            try $0.trust(kind, description, artifact: artifact, source: "thử", obtained: now, at: now).item
        }
        try await work(test)
        return item
    }

    private func work(_ test: TestOffice) async throws {
        while let claim = try await claim(test) {
            let outcome = try await SignatureRechecker(office: test.office, recognizer: test.recognizer, window: 2)
                .verify(as: claim)
            #expect(outcome == .done)
        }
    }

    private func claim(_ test: TestOffice) async throws -> ClaimedJob? {
        let now = test.office.now()
        return try await test.office.ledger.write {
            try $0.claimJobs(JobFilter(kinds: [.verifySignatures]), worker: "w", at: now).first
        }
    }

    @Test("What is found is recorded with its evidence, beside the document, and the file is not touched")
    func recorded() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let file = try await signedFile(test)
        let check = try await check(test, file)
        #expect(check.report.outcome == .notVerifiable)
        #expect(check.report.signatures.map(\.reason) == ["unknown_issuer"])
        // What is named and was not given is no evidence.
        #expect(check.report.evidence.map(\.kind) == [.certificate])
        let kept = try #require(check.report.evidence.first.flatMap { ContentDigest(rawValue: $0.digest) })
        #expect(test.office.store.contains(kept))
        #expect(try await test.office.ledger.read { try $0.referencedArtifacts() }.contains(kept))
        #expect(try Data(contentsOf: test.office.store.url(for: file)) == Data("signed".utf8))
        let document = try #require(try await test.status("TP01").documents.first)
        let derivatives = try await test.office.ledger.read { try $0.derivatives(of: document.id) }
        #expect(derivatives.filter { $0.value.kind == .verification }.count == 1)
        #expect(try await test.office.ledger.faults() == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: test.office.home.work)
        #expect(left.isEmpty)
    }

    @Test("A root that comes later, a list, a revocation and a withdrawn root are followed, each as a fact")
    func again() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let file = try await signedFile(test)
        let root = try await trust(test, .root, "root")
        var now = try await check(test, file)
        #expect(now.report.outcome == .valid)
        #expect(now.report.signatures.first?.warnings == [.revocationNotAsked])
        _ = try await trust(test, .revocationList, "list 0c")
        now = try await check(test, file)
        #expect(now.report.outcome == .valid && now.report.signatures.first?.warnings == [])
        _ = try await trust(test, .revocationList, "list 0a0b 0c")
        now = try await check(test, file)
        #expect(now.report.signatures.map(\.reason) == ["certificate_revoked"])
        let instant = test.office.now()
        _ = try await test.office.ledger.write { try $0.withdrawTrust(root.number, reason: "thử", at: instant) }
        try await work(test)
        #expect(try await test.office.ledger.read { try $0.signatureChecks(of: file) }.count >= 4)
        #expect(try await test.office.ledger.faults() == [])
    }

    @Test("What no list concerns is not looked at again")
    func onlyWhatItConcerns() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        _ = try await signedFile(test)
        _ = try await trust(test, .root, "root")
        _ = try await trust(test, .revocationList, "list 0c")
        let asked = await test.recognizer.signatures.asked
        _ = try await trust(test, .revocationList, "list 0d")
        #expect(await test.recognizer.signatures.asked == asked)
    }

    @Test(
        "A recognizer that fails on a file is a finding; the pages are attached all the same",
        arguments: [
            ("signed crash", SignatureReport.Fault.crashed), ("signed odd", .crashed),
        ])
    func crash(script: String, fault: SignatureReport.Fault) async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let file = try await signedFile(test, script)
        #expect(try await test.status("TP01").state == .digitized)
        let check = try await check(test, file)
        #expect(check.report.fault == fault)
        #expect(check.report.outcome == .notVerifiable)
        #expect(check.report.awaited == .attempt)
    }

    @Test("The same file in another batch is not judged twice, but its document has the finding, too")
    func sameFile() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let late = CaseCode(rawValue: "000.00.16.H40-261118-9917")!
        try await test.importCase(late)
        _ = try await signedFile(test)
        let asked = await test.recognizer.signatures.asked
        let other = manifest.replacingOccurrences(of: TestOffice.caseCode.rawValue, with: late.rawValue)
        _ = try await test.digitizer.digitize(try test.batch("L2", ["1.pdf": "signed", "batch.json": other]))
        #expect(await test.recognizer.signatures.asked == asked)
        let documents = try await test.office.ledger.read { try $0.documents(case: late) }
        let derivatives = try await test.office.ledger.read { tx in
            try documents.flatMap { try tx.derivatives(of: $0.id) }
        }
        #expect(derivatives.filter { $0.value.kind == .verification }.count == 1)
    }
}
