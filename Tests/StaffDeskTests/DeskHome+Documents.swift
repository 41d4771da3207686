import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Testing
import UseCases

extension DeskHome {
    /// A document of ``land``, of pages with one line each.
    /// - Parameter pages: words with how sure they are.
    func addDocument(
        _ pages: [[(String, Double)]] = [[("một", 99)], [("hai", 99)]]
    ) async throws -> (id: DocumentID, pages: [PageID]) {
        let original = try office.store.put(data: Data("\(pages.count) pages".utf8)).sha256
        let component = try #require(ComponentCode(rawValue: "TP01"))
        let readings = try pages.enumerated().map { try reading($0, $1) }
        let pdf = try office.store.put(data: Data("%PDF".utf8)).sha256
        let now = office.now()
        let (outcome, ids) = try await office.ledger.write { tx in
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
            let held = records.map {
                DocumentPage(
                    pageID: $0.id, content: PageContent(original: original, pageIndex: $0.pageIndex),
                    readingKey: $0.readingKey ?? "")
            }
            let digest = try ContentDigest(
                ofTexts: held.flatMap { [$0.content.original.rawValue, String($0.content.pageIndex)] })
            let outcome = try tx.attach(
                DocumentDraft(
                    caseCode: Self.land, component: component, batchID: batch.id, contentDigest: digest, pdf: pdf,
                    pages: held, fields: [:], occurredAt: now), at: now)
            try tx.finishBatch(batch.id, at: now)
            return (outcome, records.map(\.id))
        }
        guard case .attached(let id) = outcome else { throw CancellationError() }
        return (id, ids)
    }

    private func reading(_ number: Int, _ words: [(String, Double)]) throws -> PageReadingRecord {
        let box = PixelBox(x: 0, y: 10, width: 9, height: 9)
        let line = TextLine(words: words.map { Word(text: $0, box: box, confidence: $1) }, box: box)
        let reading = PageReading(
            width: 100, height: 100, dpi: 300, rotation: .none, skew: 0, isBlank: false, barcodes: [],
            separatorTraces: SeparatorTraces(), text: PageText(lines: [line]), textSource: .recognized,
            fingerprint: .none, remarks: [])
        let artifact = try office.store.put(data: JSONEncoder().encode(reading)).sha256
        return PageReadingRecord(key: "reading \(number)", artifact: artifact, imageArtifact: nil, reading: reading)
    }

    /// The pages of the documents that are current, by document.
    func standing(of code: CaseCode = land) async throws -> [[PageID]] {
        try await office.ledger.read { tx in
            try tx.documents(case: code).filter { $0.state == .current }.map { $0.content.pages.map(\.pageID) }
        }
    }

    /// The pages of the document that is current.
    func pagesInForce() async throws -> [PageID] { try await standing().flatMap(\.self) }
}
