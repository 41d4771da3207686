import ArtifactStore
import Basics
import Dossiers
import Foundation
import Ledger

@testable import DigitizationPipeline
@testable import Office

/// A data home with one attached document of two pages, in a temporary folder.
final class CustodyHome: Sendable {
    let root: URL
    let office: OpenHome

    init() async throws {
        root = FileManager.default.temporaryDirectory.appending(path: "sohoa-custody-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        office = try OpenHome(home: DataHome(path: root.appending(path: "home").path(percentEncoded: false)))
        try await attach(["trang một", "trang hai"])
    }

    deinit {
        try? office.ledger.close()
        try? FileManager.default.removeItem(at: root)
    }

    func path(_ name: String) -> String { root.appending(path: name).path(percentEncoded: false) }

    /// Where an artifact lies.
    func path(of digest: ContentDigest) -> String { office.store.url(for: digest).path(percentEncoded: false) }

    /// Takes a batch, and attaches its pages as one document of a case of its own.
    func attach(_ texts: [String]) async throws {
        let store = office.store
        let originals = try texts.map { try store.put(data: Data("scan of \($0)".utf8)) }
        let readings = try texts.map { try store.put(data: Data("reading of \($0)".utf8)).sha256 }
        let pdf = try store.put(data: Data("pdf of \(texts)".utf8)).sha256
        let now = Instant(milliseconds: 1_795_000_000_000)
        try await office.ledger.write { tx in
            let code = try Self.importCase(tx, at: now)
            let files = zip(texts, originals).map { text, original in
                SubmittedFile(
                    name: "\(text).tif", nfcName: "\(text).tif", sha256: original.sha256, byteCount: original.size)
            }
            let batch = try tx.openBatch(
                name: texts[0], station: "Q1", contentDigest: pdf, files: files, at: now
            ).batch.id
            var pages: [PageRecord] = []
            for (place, text) in texts.enumerated() {
                try tx.savePageReading(
                    PageReadingRecord(
                        key: text, artifact: readings[place], text: text, rotation: .none, skew: 0, isBlank: false,
                        confidence: 90), at: now)
                pages.append(
                    PageRecord(
                        id: PageID(batch: batch, fileOrdinal: place, pageIndex: 0), batchID: batch, fileOrdinal: place,
                        fileName: "\(text).tif", pageIndex: 0, ordinal: place, kind: .content, readingKey: text,
                        caseCode: code.0, component: code.1))
            }
            try tx.replaceSplit(batch: batch, pages: pages, issues: [], waiting: [], at: now)
            let drafts = pages.enumerated().map { place, page in
                DocumentPage(
                    pageID: page.id, content: PageContent(original: originals[place].sha256, pageIndex: 0),
                    readingKey: texts[place])
            }
            _ = try tx.attach(
                DocumentDraft(
                    caseCode: code.0, component: code.1, batchID: batch, contentDigest: pdf, pdf: pdf, pages: drafts,
                    fields: [:], occurredAt: now), at: now)
            try tx.finishBatch(batch, at: now)
        }
    }

    private static func importCase(_ tx: LedgerTransaction, at now: Instant) throws -> (CaseCode, ComponentCode) {
        guard let code = CaseCode(rawValue: "000.00.16.H40-261001-0002"),
            let component = ComponentCode(rawValue: "TP01")
        else { throw CocoaError(.coderInvalidValue) }
        let record = CaseRecord(
            code: code, procedureCode: "1.001193", procedure: "Đăng ký khai sinh", agency: "UBND",
            applicant: "Lê Bá Thuận", received: now, due: nil, channel: .direct,
            components: [ComponentRule(code: component, name: "Tờ khai", form: .original, isRequired: true)])
        _ = try tx.importCases([record], at: now)
        return (code, component)
    }

    /// Artifacts by what they are.
    func artifacts() async throws -> (original: ContentDigest, reading: ContentDigest, pdf: ContentDigest) {
        try await office.ledger.read { tx in
            let batch = try tx.batches()[0]
            let reading = try tx.pageReading(key: "trang một")?.artifact
            let document = try tx.documents()[0].content
            guard let reading, let pdf = document.pdf else { throw CocoaError(.coderValueNotFound) }
            return (try tx.files(of: batch.id)[0].sha256, reading, pdf)
        }
    }

    /// Puts an artifact in that no record names, as old as told.
    func putOrphan(_ text: String, age: Double) throws -> ContentDigest {
        let digest = try office.store.put(data: Data(text.utf8)).sha256
        try makeOld(path(of: digest), age)
        return digest
    }

    func makeOld(_ path: String, _ age: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
    }

    /// Files below a folder, with their contents' length.
    static func listing(_ path: String) -> [String: Int] {
        var found: [String: Int] = [:]
        for name in FileManager.default.subpaths(atPath: path) ?? [] {
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            found[name] = attributes?[.size] as? Int
        }
        return found
    }
}
