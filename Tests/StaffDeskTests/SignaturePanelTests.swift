import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Testing

@testable import StaffDesk

/// What was found of a document's signatures, on its page.
@Suite struct SignaturePanelTests {
    @Test func theVerdictStandsBesideTheDocument() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let document = try await home.addSignedDocument(Self.report)
            let browser = try await home.signedIn("lan")
            let text = try await browser.get("/documents/\(document)").text
            for shown in [
                "Chữ ký số đúng, nhưng tài liệu đã thay đổi sau khi ký", "Nguyễn Văn &lt;Ánh&gt;", "UBND xã Đông Lĩnh",
                "CA phục vụ các cơ quan Nhà nước G2", "Tính toàn vẹn", "Thời hạn chứng thư số", "CẢNH BÁO",
                "thêm chú thích trên trang 1", "1 chứng thư số", "23/04/2026",
            ] {
                #expect(text.contains(shown), "\(shown)")
            }
            #expect(try await browser.post("/language", ["language": "en"]).status == 303)
            let english = try await browser.get("/documents/\(document)").text
            #expect(english.contains("The signature is right, but the document was changed afterwards"))
        }
    }

    @Test func unsignedDocumentsHaveNoPanel() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let document = try await home.addSignedDocument(nil)
            let browser = try await home.signedIn("lan")
            let page = try await browser.get("/documents/\(document)")
            #expect(page.status == 200 && !page.text.contains("panel signatures"))
        }
    }

    private static var report: SignatureReport {
        var facts = SignatureFacts(field: "Signature1")
        (facts.signer, facts.organ) = ("Nguyễn Văn <Ánh>", "UBND xã Đông Lĩnh")
        (facts.issuer, facts.integrity, facts.coverage) = ("CA phục vụ các cơ quan Nhà nước G2", .intact, .revision)
        facts.tokenTime = 1_776_934_456_000
        (facts.certificateFrom, facts.certificateTo) = (1_700_000_000_000, 1_800_000_000_000)
        let verdict = SignatureVerdict(
            facts: facts, outcome: .changedAfterwards, warnings: [.revocationNotAsked],
            changes: [RevisionChange(kind: .annotationAdded, subject: "1", revisionEnd: 9)],
            checkedAt: facts.tokenTime)
        let digest = String(repeating: "0a", count: 32)
        return SignatureReport(
            signatures: [verdict], evidence: [SignatureEvidence(kind: .certificate, digest: digest)], judgedAt: 5)
    }
}

extension DeskHome {
    /// A document that a signed PDF stands for.
    /// - Parameter report: what was found of its signatures; `nil` when nobody looked.
    fileprivate func addSignedDocument(_ report: SignatureReport?) async throws -> DocumentID {
        let original = try office.store.put(data: Data("signed".utf8)).sha256
        let (now, component) = (office.now(), try #require(ComponentCode(rawValue: "TP01")))
        let reading = PageReading(
            width: 100, height: 100, dpi: 300, rotation: .none, skew: 0, isBlank: false, barcodes: [],
            separatorTraces: SeparatorTraces(), text: PageText(lines: []), textSource: .recognized, fingerprint: .none,
            remarks: [])
        let artifact = try office.store.put(data: JSONEncoder().encode(reading)).sha256
        let record = PageReadingRecord(key: "reading", artifact: artifact, imageArtifact: nil, reading: reading)
        return try await office.ledger.write { tx in
            let file = SubmittedFile(name: "1.pdf", nfcName: "1.pdf", sha256: original, byteCount: 9)
            let batch = try tx.openBatch(
                name: "lo-9", station: "quay-1", contentDigest: original, files: [file], at: now
            ).batch
            try tx.savePageReading(record, at: now)
            let page = PageRecord(
                id: PageID(batch: batch.id, fileOrdinal: 0, pageIndex: 0), batchID: batch.id, fileOrdinal: 0,
                fileName: file.name, pageIndex: 0, ordinal: 0, kind: .content, readingKey: record.key,
                caseCode: Self.land, component: component)
            _ = try tx.replaceSplit(batch: batch.id, pages: [page], issues: [], waiting: [], at: now)
            if let report {
                try tx.record(report, of: original, by: TrustState(revision: 0, items: []), at: now)
            }
            let outcome = try tx.attach(
                DocumentDraft(
                    caseCode: Self.land, component: component, batchID: batch.id,
                    contentDigest: try ContentDigest(ofTexts: ["signed"]), pdf: nil, signedOriginal: original,
                    pages: [
                        DocumentPage(
                            pageID: page.id, content: PageContent(original: original, pageIndex: 0),
                            readingKey: record.key)
                    ], fields: [:], occurredAt: now), at: now)
            try tx.finishBatch(batch.id, at: now)
            return try #require(try tx.documents(case: Self.land).first, "\(outcome)").id
        }
    }
}
