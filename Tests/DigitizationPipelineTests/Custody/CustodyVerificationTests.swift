import Foundation
import Ledger
import Testing

@testable import ArtifactStore
@testable import DigitizationPipeline
@testable import Office

@Suite("sohoa verify") struct CustodyVerificationTests {
    @Test("A sound home is clean, and every named artifact was read again")
    func sound() async throws {
        let home = try await CustodyHome()
        let report = try await Verification(office: home.office).run()
        #expect(report.findings == [])
        #expect(report.artifacts == 5)
    }

    @Test("Damaged and missing artifacts are told apart, and for what they are named", arguments: [true, false])
    func artifacts(isMissing: Bool) async throws {
        let home = try await CustodyHome()
        let (original, reading, pdf) = try await home.artifacts()
        for digest in [original, reading, pdf] {
            let path = home.path(of: digest)
            try FileManager.default.removeItem(atPath: path)
            if !isMissing { try Data("other bytes".utf8).write(to: URL(fileURLWithPath: path)) }
        }
        let verification = Verification(office: home.office)
        let report = try await verification.run()
        #expect(!report.isClean)
        #expect(Set(report.findings.map(\.code)) == [isMissing ? .artifactMissing : .artifactDamaged])
        let byArtifact = Dictionary(uniqueKeysWithValues: report.findings.map { ($0.subject, $0) })
        #expect(byArtifact[original.rawValue]?.concernsOriginal == true)
        #expect(byArtifact[reading.rawValue]?.concernsOriginal == false)
        #expect(byArtifact[pdf.rawValue]?.detail.contains("pdf of") == true)
        let repair = try await verification.repair(report)
        #expect(repair.left.count == 3)
    }

    @Test("Old leftovers are removed, young ones and what is named stay")
    func leftovers() async throws {
        let home = try await CustodyHome()
        let old = try home.putOrphan("old", age: 7_200)
        let young = try home.putOrphan("young", age: 60)
        let temporary = home.office.store.temporaryFile().path(percentEncoded: false)
        try Data("half".utf8).write(to: URL(fileURLWithPath: temporary))
        try home.makeOld(temporary, 7_200)
        for digest in try home.office.store.digests() where digest != young {
            try home.makeOld(home.path(of: digest), 7_200)
        }

        let verification = Verification(office: home.office)
        let report = try await verification.run()
        #expect(report.isClean)
        #expect(report.findings.map(\.code) == [.artifactOrphan, .temporaryFile])
        #expect(report.findings.first?.subject == old.rawValue)
        let repair = try await verification.repair(report)
        #expect(repair == RepairReport(removedArtifacts: 1, removedTemporaryFiles: 1))
        #expect(try await verification.run().findings == [])
        #expect(home.office.store.contains(young))
        #expect(!home.office.store.contains(old))
    }

    @Test("A search index that does not agree with the texts is made anew")
    func search() async throws {
        let home = try await CustodyHome()
        // The only way from here to another text: read the page anew under the same key is refused, so the index is
        // emptied.
        _ = try await home.office.ledger.write { try $0.rebuildSearchIndex() }
        let report = VerificationReport(
            artifacts: 0,
            findings: [VerificationFinding(code: .ledger(.searchEntryDiffers), subject: "x", detail: "")])
        #expect(!report.isClean)
        let repair = try await Verification(office: home.office).repair(report)
        #expect(repair.indexedPages == 2)
        #expect(repair.left.isEmpty)
        #expect(try await Verification(office: home.office).run().isClean)
        #expect(try await home.office.ledger.read { try $0.search(SearchQuery("trang hai")) }.count == 1)
    }

    @Test("What is put in again while it is swept is not lost")
    func sweepRace() async throws {
        let home = try await CustodyHome()
        let store = home.office.store
        let digest = try home.putOrphan("abc", age: 90_000)
        let limit = Date(timeIntervalSinceNow: -3_600)
        #expect(try store.old(among: store.digests(), before: limit) == [digest])
        _ = try store.put(data: Data("abc".utf8))
        #expect(try !store.removeAbandoned(digest, before: limit))
        #expect(try store.verify(digest))
        #expect(try store.temporaryFiles(olderThan: Date(timeIntervalSinceNow: 60)) == 0)
        try home.makeOld(home.path(of: digest), 90_000)
        #expect(try await OrphanSweeper(office: home.office).round() == 1)
        #expect(!store.contains(digest))
        #expect(try !store.removeAbandoned(digest, before: limit))
    }

    @Test("Every code has a name of its own")
    func codes() {
        let codes: [VerificationFinding.Code] =
            [.artifactDamaged, .artifactMissing, .artifactOrphan, .temporaryFile]
            + LedgerFault.Code.allCases.map { .ledger($0) }
        #expect(Set(codes.map(\.rawValue)).count == codes.count)
    }
}
