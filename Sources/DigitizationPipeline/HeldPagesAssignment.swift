import ArtifactStore
import DocumentModel
import Dossiers
import Foundation
import Ledger

/// A person's word on pages that wait: makes their document and attaches it like any other.
public struct HeldPagesAssignment: Sendable {
    /// Why the pages cannot be given to that place.
    public enum Refusal: Error, Hashable, Sendable {
        /// There is no open item of held-back pages with this id.
        case notWaiting
        /// The register has no such case or component.
        case unknownSlot
        /// None of the pages could be read; they must be scanned again.
        case nothingReadable
        /// The PDF could not be made; technical detail.
        case assemblyFailed(String)
    }

    private let office: Office
    private let recognizer: any Recognizer
    private let pipeline: Pipeline
    private let now: @Sendable () -> Instant
    private let files = BlockingWork(label: "sohoa.files")

    public init(
        office: Office, recognizer: any Recognizer, pipeline: Pipeline,
        now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.office = office
        self.recognizer = recognizer
        self.pipeline = pipeline
        self.now = now
    }

    /// Gives the pages of a waiting item to a component.
    /// - Parameter person: who decided; kept with the decision.
    /// - Returns: what became of the document; `nil` when the component held all the pages already.
    /// - Throws: ``Refusal``; errors of ledger, store and recognizer.
    public func assign(_ id: WaitingID, to slot: ComponentSlot, by person: String) async throws -> AttachOutcome? {
        let (item, batch, records) = try await waiting(id, slot)
        let codec = ReadingCodec(store: office.store, files: files)
        var component = ComponentPages(slot: slot, pages: [], readings: [])
        for (record, original) in records {
            guard record.kind == .content, let key = record.readingKey,
                let reading = try await office.ledger.read({ try $0.pageReading(key: key) })
            else { continue }
            component.pages.append(ReadPage(record, original: original))
            component.readings.append(try await codec.load(reading.artifact))
        }
        guard !component.pages.isEmpty else { throw Refusal.nothingReadable }
        let draft = try await document(component, batch)
        let instant = now()
        return try await office.ledger.write { tx in
            _ = try tx.assignHeldPages(
                item.id, to: slot.caseCode, component: slot.component, by: person, at: instant)
            return try draft.map { try tx.attach($0, at: instant) }
        }
    }

    private func waiting(
        _ id: WaitingID, _ slot: ComponentSlot
    ) async throws -> (WaitingItem, BatchRecord, [(PageRecord, ContentDigest?)]) {
        try await office.ledger.read { tx in
            guard let item = try tx.waitingItems(batch: nil, case: nil, openOnly: true).first(where: { $0.id == id }),
                item.documentID == nil, let batch = try tx.batch(item.batchID)
            else { throw Refusal.notWaiting }
            guard try tx.findCase(slot.caseCode)?.rule(slot.component) != nil else { throw Refusal.unknownSlot }
            let originals = Dictionary(
                try tx.files(of: batch.id).map { ($0.ordinal, $0.sha256) }, uniquingKeysWith: { first, _ in first })
            let wanted = Set(item.pageIDs)
            let pages = try tx.pages(batch: batch.id).filter { wanted.contains($0.id) }
            return (item, batch, pages.map { ($0, originals[$0.fileOrdinal]) })
        }
    }

    private func document(_ component: ComponentPages, _ batch: BatchRecord) async throws -> DocumentDraft? {
        do {
            return try await DocumentStage.makeAlone(
                component, of: batch, office: office, recognizer: recognizer, pipeline: pipeline, files: files)
        } catch let error as AssemblyError {
            throw Refusal.assemblyFailed(error.detail)
        }
    }
}

extension ReadPage {
    /// A page as the ledger has it, to be made part of a document.
    init(_ record: PageRecord, original: ContentDigest?) {
        self.init(
            id: record.id, position: PagePosition(file: record.fileOrdinal, page: record.pageIndex),
            fileName: record.fileName, original: original, kind: .content, readingKey: record.readingKey,
            rotation: record.rotation, skew: record.skew, confidence: record.confidence)
    }
}
