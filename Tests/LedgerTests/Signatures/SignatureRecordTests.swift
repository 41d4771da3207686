import Basics
import DocumentModel
import Testing

@testable import Ledger

/// What the ledger keeps of signatures, over every driver.
@Suite struct SignatureRecordTests {
    private static let authority = String(repeating: "ab", count: 32)

    private static func report(
        _ outcome: SignatureVerdict.Outcome, reason: String? = nil, warnings: [SignatureVerdict.Warning] = [],
        signer: String = "Nguyễn Văn Ánh", serial: String = "0a", evidence: [String] = [], at moment: Int64 = 5
    ) -> SignatureReport {
        var facts = SignatureFacts(field: "Signature1")
        (facts.signer, facts.organ, facts.taxCode) = (signer, "UBND xã Đông Lĩnh", "2800123456")
        (facts.issuerDigest, facts.certificateSerial) = (authority, serial)
        let verdict = SignatureVerdict(facts: facts, outcome: outcome, reason: reason, warnings: warnings)
        return SignatureReport(
            signatures: [verdict],
            evidence: evidence.map { SignatureEvidence(kind: .certificate, digest: Office.digest($0).rawValue) },
            judgedAt: moment)
    }

    private static func description(revoked: [String] = [], of authority: String = authority) -> TrustDescription {
        TrustDescription(
            subject: "CA", authority: authority, from: 1, to: 2, digest: "", revoked: revoked, kinds: [.revocationList])
    }

    private static let nothing = TrustState(revision: 0, items: [])

    @Test(arguments: LedgerMaker.all) func theSameOnceMoreIsNoNewFact(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let file = Office.digest("signed")
        let checks = try await ledger.write { tx in
            #expect(try tx.record(Self.report(.valid), of: file, by: Self.nothing, at: Office.time()))
            #expect(try !tx.record(Self.report(.valid, at: 9), of: file, by: Self.nothing, at: Office.time(1)))
            #expect(try tx.record(Self.report(.broken), of: file, by: Self.nothing, at: Office.time(2)))
            return try tx.signatureChecks(of: file)
        }
        #expect(checks.map(\.report.outcome) == [.broken, .valid])
        #expect(try await ledger.read { try $0.signatureFigures() }.map { "\($0.outcome) \($0.files)" } == ["broken 1"])
        #expect(try await ledger.read { try $0.signatureCheck(of: file) }?.occurredAt == Instant(milliseconds: 5))
        #expect(try await ledger.faults() == [])
    }

    @Test(arguments: [
        ("nguyen anh", 2), ("NGUYỄN", 2), ("đông lĩnh", 3), ("2800123456", 3), ("tran", 1), ("khong co", 0), ("", 3),
    ])
    func signersAreFound(words: String, count: Int) async throws {
        let ledger = try LedgerMaker.sqlite.make()
        try await ledger.write { tx in
            for (name, signer) in [("a", "Nguyễn Văn Ánh"), ("b", "Nguyễn Thị Ánh"), ("c", "Trần Bình")] {
                let report = Self.report(.valid, signer: signer)
                try tx.record(report, of: Office.digest(name), by: Self.nothing, at: Office.time())
            }
        }
        #expect(try await ledger.read { try $0.signedFiles(signer: words, limit: 10) }.count == count)
        let first = try await ledger.read { try $0.signedFiles(limit: 1) }
        let rest = try await ledger.read { try $0.signedFiles(after: first.first?.check.file, limit: 10) }
        #expect(rest.count == 2)
        #expect(try await ledger.read { try $0.signedFiles(outcome: "broken", limit: 10) }.isEmpty)
    }

    @Test(arguments: LedgerMaker.all) func onlyWhatAnItemConcernsIsVerifiedAgain(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (rootless, unasked, settled) = (Office.digest("1"), Office.digest("2"), Office.digest("3"))
        try await ledger.write { tx in
            let reports = [
                (rootless, Self.report(.notVerifiable, reason: "unknown_issuer")),
                (unasked, Self.report(.valid, warnings: [.revocationNotAsked])),
                (settled, Self.report(.valid, serial: "0b")),
            ]
            for (file, report) in reports {
                try tx.record(report, of: file, by: Self.nothing, at: Office.time())
            }
        }
        func concerned(_ kind: TrustKind, _ name: String, _ description: TrustDescription) async throws
            -> Set<ContentDigest>
        {
            try await ledger.write { tx in
                let item = try tx.trust(
                    kind, description, artifact: Office.digest(name), source: "thử", obtained: Office.time(),
                    at: Office.time(tx.trustRevision() + 1)
                ).item
                return Set(try tx.filesToVerify(because: item, revoked: description.revoked, limit: 10))
            }
        }
        #expect(try await concerned(.root, "root", Self.description(of: "root")) == [rootless])
        #expect(try await concerned(.revocationList, "other", Self.description(of: "another")) == [])
        #expect(try await concerned(.revocationList, "list", Self.description()) == [unasked])
        #expect(try await concerned(.revocationList, "list of root", Self.description(of: "root")) == [unasked])
        // What was settled is looked at again when its certificate is revoked.
        try await ledger.write { tx in
            let trust = try tx.trustState()
            let report = Self.report(.valid)
            try tx.record(report, of: unasked, by: trust, at: Office.time(9))
        }
        #expect(try await concerned(.revocationList, "revoking", Self.description(revoked: ["0b"])) == [settled])
        let jobs = try await ledger.read { try $0.jobs(states: [.available], kind: .verifySignatures, limit: 10) }
        #expect(jobs.count == 5)
        #expect(try await ledger.faults() == [])
    }

    @Test func whatIsWithdrawnTakesItsFilesWithIt() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        let file = Office.digest("1")
        let (first, again, withdrawn) = try await ledger.write { tx in
            let first = try tx.trust(
                .root, Self.description(), artifact: Office.digest("root"), source: "thử", obtained: Office.time(),
                at: Office.time())
            let again = try tx.trust(
                .root, Self.description(), artifact: Office.digest("root"), source: "thử", obtained: Office.time(),
                at: Office.time(1))
            try tx.record(Self.report(.valid, evidence: ["root"]), of: file, by: tx.trustState(), at: Office.time(2))
            return (first, again, try tx.withdrawTrust(first.item.number, reason: "lộ khóa", at: Office.time(3)))
        }
        #expect(first.isNew && !again.isNew && again.item.number == first.item.number)
        #expect(try await ledger.read { try $0.trustState() }.items.isEmpty)
        #expect(try await ledger.read { try $0.filesToVerify(because: withdrawn, revoked: [], limit: 10) } == [file])
        await #expect(throws: LedgerError.self) {
            try await ledger.write { _ = try $0.withdrawTrust(first.item.number, reason: "", at: Office.time(4)) }
        }
        #expect(try await ledger.faults() == [])
    }
}
