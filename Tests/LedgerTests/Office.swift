import Basics
import DocumentModel
import Dossiers
import Foundation

@testable import Ledger

/// A folder of its own for one test, gone with it.
final class TemporaryHome: Sendable {
    let url: URL

    init() {
        url = FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString)")
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// A small one-stop shop to test with: cases, batches and documents that are quickly made.
enum Office {
    static let birth = code("000.00.16.H40-261118-0042")
    static let land = code("H40.16-261118-0007")
    static let unknown = code("000.00.16.H40-261118-9999")
    static let form = component("TP01")
    static let proof = component("TP02")

    /// An instant `minutes` after a fixed morning.
    static func time(_ minutes: Int = 0) -> Instant {
        Instant(milliseconds: 1_795_000_000_000 + Int64(minutes) * 60_000)
    }

    static func record(_ code: CaseCode, applicant: String = "Nguyễn Văn Đông") -> CaseRecord {
        CaseRecord(
            code: code, procedureCode: "1.001193", procedure: "Đăng ký khai sinh", agency: "UBND xã Đông Lĩnh",
            applicant: applicant, received: time(-600), due: CalendarDay(rawValue: "2026-11-25"), channel: .direct,
            components: [
                ComponentRule(code: form, name: "Tờ khai", form: .original, isRequired: true),
                ComponentRule(code: proof, name: "Giấy tờ kèm theo", form: .copy, isRequired: false),
            ])
    }

    /// A digest that stands for some content.
    static func digest(_ content: String) -> ContentDigest {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var digits = ""
        for round in 0..<4 {
            for byte in "\(content)/\(round)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            let part = String(hash, radix: 16)
            digits += String(repeating: "0", count: 16 - part.count) + part
        }
        return ContentDigest(rawValue: digits) ?? none
    }

    private static let none: ContentDigest = digest("")

    private static func code(_ text: String) -> CaseCode {
        guard let code = CaseCode(rawValue: text) else { preconditionFailure("test data") }
        return code
    }

    private static func component(_ text: String) -> ComponentCode {
        guard let code = ComponentCode(rawValue: text) else { preconditionFailure("test data") }
        return code
    }
}

/// A batch of one-page files that the ledger knows and has read.
struct ScannedBatch {
    var record: BatchRecord
    /// Text of each page.
    var texts: [String]
    /// Content of each page; pages with the same are the same bytes.
    var contents: [String]

    func pageID(_ place: Int) -> PageID { PageID(batch: record.id, fileOrdinal: place, pageIndex: 0) }

    func readingKey(_ place: Int) -> String { "reading of \(contents[place])" }

    func page(
        _ place: Int, _ kind: PageRecord.Kind = .content, case code: CaseCode? = nil, _ component: ComponentCode? = nil
    ) -> PageRecord {
        PageRecord(
            id: pageID(place), batchID: record.id, fileOrdinal: place, fileName: "\(place).tif", pageIndex: 0,
            ordinal: place, kind: kind, readingKey: readingKey(place), rotation: .half, skew: 0.5, confidence: 93,
            caseCode: code, component: component)
    }

    func draft(
        _ places: Range<Int>, for code: CaseCode = Office.birth, _ component: ComponentCode = Office.form,
        fields: DocumentFields = [:]
    ) -> DocumentDraft {
        DocumentDraft(
            caseCode: code, component: component, batchID: record.id,
            contentDigest: Office.digest(contents[places].joined(separator: "+")),
            pdf: Office.digest("pdf of \(contents[places])"),
            pages: places.map {
                DocumentPage(
                    pageID: pageID($0), content: PageContent(original: Office.digest(contents[$0]), pageIndex: 0),
                    readingKey: readingKey($0))
            },
            fields: fields, occurredAt: record.takenAt)
    }
}

extension LedgerTransaction {
    /// Imports the office's two cases.
    func openOffice() throws {
        _ = try importCases([Office.record(Office.birth), Office.record(Office.land)], at: Office.time())
    }

    /// Takes and reads a batch whose pages have these texts; a page's content is its text unless told otherwise.
    func scan(
        _ texts: [String], contents: [String]? = nil, name: String = "Lô 1", at now: Instant = Office.time(1)
    ) throws -> ScannedBatch {
        let contents = contents ?? texts
        let files = contents.enumerated().map { place, content in
            SubmittedFile(
                name: "\(place).tif", nfcName: "\(place).tif", sha256: Office.digest(content), byteCount: 1_000)
        }
        let digest = Office.digest("batch " + contents.joined(separator: "|"))
        let batch = try openBatch(name: name, station: "Q1", contentDigest: digest, files: files, at: now).batch
        let scanned = ScannedBatch(record: batch, texts: texts, contents: contents)
        for place in texts.indices {
            try savePageReading(
                PageReadingRecord(
                    key: scanned.readingKey(place), artifact: Office.digest("json of \(texts[place])"),
                    text: texts[place], rotation: .half, skew: 0.5, isBlank: false, confidence: 93), at: now)
        }
        return scanned
    }

    /// Takes, reads, splits and attaches a batch that is one component.
    @discardableResult
    func digitize(
        _ texts: [String], contents: [String]? = nil, for code: CaseCode = Office.birth,
        _ component: ComponentCode = Office.form, fields: DocumentFields = [:], at now: Instant = Office.time(1)
    ) throws -> AttachOutcome {
        let batch = try scan(texts, contents: contents, at: now)
        let pages = texts.indices.map { batch.page($0, case: code, component) }
        try replaceSplit(batch: batch.record.id, pages: pages, issues: [], waiting: [], at: now)
        return try attach(batch.draft(0..<texts.count, for: code, component, fields: fields), at: now)
    }
}
