import Basics
import DocumentModel
import Dossiers
import Foundation
import HTTPTypes
import Ledger
import Testing
import UseCases

@testable import StaffDesk

/// Leaving a page out of its document and putting it back, on the page itself.
@Suite struct PageActTests {
    @Test func aReviewerLeavesAPageOutAndPutsItBack() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            try await home.add("lan", [.reviewer])
            let pages = try await home.addDocument()
            let browser = try await home.signedIn("lan")
            let path = "/pages/\(pages[1])"
            for _ in 1...2 {
                let shown = try await browser.get(path).text
                #expect(shown.contains(#"value="leave-out""#) && !shown.contains(#"value="put-back""#))
                let leftOut = try await browser.post(path, ["verb": "leave-out"])
                #expect(leftOut.status == 303 && leftOut.location == "\(path)?done=left_out", "\(leftOut.text)")
                #expect(try await home.pagesInForce() == [pages[0]])
                let after = try await browser.get(path).text
                #expect(!after.contains(#"value="leave-out""#) && after.contains(#"value="put-back""#))
                let again = try await browser.post(path, ["verb": "leave-out"])
                #expect(again.code == "not_in_document")
                let putBack = try await browser.post(path, ["verb": "put-back"])
                #expect(putBack.status == 303 && putBack.location == "\(path)?done=put_back", "\(putBack.text)")
                #expect(try await home.pagesInForce() == pages)
            }
            #expect(try await browser.post(path, ["verb": "burn"]).status == 404)
            _ = try await browser.post(path, ["verb": "leave-out"])
            let only = try await browser.post("/pages/\(pages[0])", ["verb": "leave-out"])
            #expect(only.code == "only_page")
            #expect(try await home.office.ledger.faults() == [])
        }
    }

    @Test func nobodyElseDoes() async throws {
        try await DeskHome.with { home in
            try await home.addCases()
            let pages = try await home.addDocument()
            let path = "/pages/\(pages[1])"
            let other = try #require(AgencyScope(rawValue: "H40.17"))
            try await home.add("xa", [.reviewer], scope: .agencies([other]))
            try await home.add("doc", [.reuse])
            try await home.add("lan", [.reviewer])
            let outsider = try await home.signedIn("xa")
            for verb in ["leave-out", "put-back"] {
                #expect(try await outsider.post(path, ["verb": verb]).code == "unknown_page")
            }
            let reader = try await home.signedIn("doc")
            #expect(try await !reader.get(path).text.contains("leave-out"))
            #expect(try await reader.post(path, ["verb": "leave-out"]).code == "not_allowed")
            let browser = try await home.signedIn("lan")
            let forged = try await browser.post(path, ["verb": "leave-out", "csrf": "x"])
            #expect(forged.status == 403 && forged.code == "form_expired")
            let foreign = try await browser.post(path, ["verb": "leave-out"], [.fetchSite: "cross-site"])
            #expect(foreign.status == 403 && foreign.code == "foreign_origin")
            #expect(try await home.pagesInForce() == pages)
        }
    }
}

extension DeskHome {
    /// A document of two pages of ``land``.
    func addDocument() async throws -> [PageID] {
        let original = try office.store.put(data: Data("two pages".utf8)).sha256
        let component = try #require(ComponentCode(rawValue: "TP01"))
        let readings = try ["một", "hai"].map { text in
            let box = PixelBox(x: 0, y: 10, width: 9, height: 9)
            let line = TextLine(words: [Word(text: text, box: box, confidence: 99)], box: box)
            let reading = PageReading(
                width: 100, height: 100, dpi: 300, rotation: .none, skew: 0, isBlank: false, barcodes: [],
                separatorTraces: SeparatorTraces(), text: PageText(lines: [line]), textSource: .recognized,
                fingerprint: .none, remarks: [])
            let artifact = try office.store.put(data: JSONEncoder().encode(reading)).sha256
            return PageReadingRecord(
                key: "reading of \(text)", artifact: artifact, imageArtifact: nil, reading: reading)
        }
        let pdf = try office.store.put(data: Data("%PDF".utf8)).sha256
        let now = office.now()
        return try await office.ledger.write { tx in
            let file = SubmittedFile(name: "1.tif", nfcName: "1.tif", sha256: original, byteCount: 9)
            let batch = try tx.openBatch(
                name: "lo-9", station: "quay-1", contentDigest: original, files: [file], at: now
            ).batch
            for reading in readings { try tx.savePageReading(reading, at: now) }
            let records = readings.enumerated().map { place, reading in
                PageRecord(
                    id: PageID(batch: batch.id, fileOrdinal: 0, pageIndex: place), batchID: batch.id, fileOrdinal: 0,
                    fileName: file.name, pageIndex: place, ordinal: place, kind: .content, readingKey: reading.key,
                    caseCode: Self.land, component: component)
            }
            _ = try tx.replaceSplit(batch: batch.id, pages: records, issues: [], waiting: [], at: now)
            let pages = records.map {
                DocumentPage(
                    pageID: $0.id, content: PageContent(original: original, pageIndex: $0.pageIndex),
                    readingKey: $0.readingKey ?? "")
            }
            let digest = try ContentDigest(
                ofTexts: pages.flatMap { [$0.content.original.rawValue, String($0.content.pageIndex)] })
            _ = try tx.attach(
                DocumentDraft(
                    caseCode: Self.land, component: component, batchID: batch.id, contentDigest: digest, pdf: pdf,
                    pages: pages, fields: [:], occurredAt: now), at: now)
            try tx.finishBatch(batch.id, at: now)
            return records.map(\.id)
        }
    }

    /// The pages of the document that is current.
    func pagesInForce() async throws -> [PageID] {
        try await office.ledger.read { tx in
            try tx.documents(case: Self.land).filter { $0.state == .current }.flatMap { $0.content.pages.map(\.pageID) }
        }
    }
}
