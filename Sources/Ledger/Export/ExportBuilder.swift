import Basics
import Dossiers

/// Puts pages under the documents to which they belong.
struct ExportBuilder {
    private struct Slot: Hashable {
        var batch: BatchID
        var caseCode: CaseCode?
        var component: ComponentCode?
    }

    /// What an export shows of how a page was read.
    struct Reading {
        var text: String
        var artifact: ContentDigest
    }

    private let readings: [String: Reading]
    private let batchNames: [BatchID: String]
    private var documents: [ExportDocument] = []
    private var places: [DocumentID: Int] = [:]
    private var slots: [Slot: Int] = [:]
    private var ordinals: [PageID: Int] = [:]

    /// - Parameter readings: by their keys.
    init(readings: [String: Reading], batchNames: [BatchID: String]) {
        self.readings = readings
        self.batchNames = batchNames
    }

    mutating func add(_ document: DigitizedDocument) {
        let content = document.content
        places[document.id] = documents.count
        let slot = Slot(batch: content.batchID, caseCode: content.caseCode, component: content.component)
        // Blank and repeated pages of the batch go to the current document of their component.
        if slots[slot] == nil || document.state == .current { slots[slot] = documents.count }
        documents.append(
            ExportDocument(
                documentID: document.id, state: document.state, caseCode: content.caseCode,
                component: content.component, batchID: content.batchID,
                batchName: batchNames[content.batchID] ?? "", pdf: content.pdf,
                signedOriginal: content.signedOriginal, fields: content.fields, pages: [],
                occurredAt: content.occurredAt, recordedAt: document.recordedAt))
    }

    /// Adds a page to the document that holds it, else to that of its component, else to the pages of its batch that
    /// belong to none.
    mutating func add(_ page: PageRecord) {
        let held = page.documentID.flatMap { places[$0] }
        let place =
            held
            ?? self.place(
                for: Slot(batch: page.batchID, caseCode: page.caseCode, component: page.component))
        ordinals[page.id] = page.ordinal
        let reading = page.readingKey.flatMap { readings[$0] }
        documents[place].pages.append(
            ExportPage(
                pageID: page.id, fileName: page.fileName, pageIndex: page.pageIndex, kind: page.kind,
                text: reading?.text ?? "", properties: page.properties, reading: reading?.artifact))
    }

    /// Whether a document that was added is to show a page.
    func hasPlace(for page: PageRecord) -> Bool {
        if let id = page.documentID { return places[id] != nil }
        return slots[Slot(batch: page.batchID, caseCode: page.caseCode, component: page.component)] != nil
    }

    /// The documents with their pages in scan order.
    func finished() -> [ExportDocument] {
        documents.map { document in
            var document = document
            document.pages.sort { (ordinals[$0.pageID] ?? 0, $0.pageID) < (ordinals[$1.pageID] ?? 0, $1.pageID) }
            return document
        }
    }

    private mutating func place(for slot: Slot) -> Int {
        if let place = slots[slot] { return place }
        slots[slot] = documents.count
        documents.append(
            ExportDocument(
                caseCode: slot.caseCode, component: slot.component, batchID: slot.batch,
                batchName: batchNames[slot.batch] ?? "", fields: [:], pages: []))
        return documents.count - 1
    }
}
