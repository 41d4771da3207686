import ArtifactStore
import DocumentModel
import Dossiers
import Foundation
import Ledger

/// Puts a page back that was left out of its document as a blank back or as a sheet scanned twice: the document is made
/// again with the page in its place, and takes the place of the earlier one, which stays kept.
public struct PageRestoration: Sendable {
    /// Why the page cannot be put back.
    public enum Refusal: Error, Hashable, Sendable {
        /// There is no such page.
        case unknownPage
        /// The page was not left out: it stands in its document, waits, or is a separator.
        case notLeftOut
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

    /// Puts a page back.
    /// - Parameter person: who decided; kept with the decision.
    /// - Throws: ``Refusal``; errors of ledger, store and recognizer.
    public func restore(_ id: PageID, by person: String) async throws {
        let (batch, slot, records) = try await pages(with: id)
        let component = try await component(slot, records)
        guard let draft = try await document(component, batch) else { throw Refusal.notLeftOut }
        let instant = now()
        try await office.ledger.write { tx in
            if case .keptBeside(_, let item) = try tx.attach(draft, at: instant) {
                try tx.decide(item, .replace, by: person, at: instant)
            }
        }
    }

    /// The page, and the pages that stand in its component's documents from the same batch, in scan order.
    private func pages(
        with id: PageID
    ) async throws -> (BatchRecord, ComponentSlot, [(page: PageRecord, original: ContentDigest)]) {
        let batchID = BatchID(rawValue: String(id.rawValue.prefix { $0 != "." }))
        return try await office.ledger.read { tx in
            let all = try tx.pages(batch: batchID)
            guard let batch = try tx.batch(batchID), let page = all.first(where: { $0.id == id }) else {
                throw Refusal.unknownPage
            }
            guard [.blank, .duplicate].contains(page.kind), page.documentID == nil, let code = page.caseCode,
                let component = page.component
            else { throw Refusal.notLeftOut }
            let originals = Dictionary(
                try tx.files(of: batchID).map { ($0.ordinal, $0.sha256) }, uniquingKeysWith: { first, _ in first })
            let wanted = all.filter { other in
                other.id == id
                    || (other.caseCode == code && other.component == component && other.documentID != nil)
            }
            let slot = ComponentSlot(caseCode: code, component: component)
            return (batch, slot, wanted.compactMap { page in originals[page.fileOrdinal].map { (page, $0) } })
        }
    }

    private func component(
        _ slot: ComponentSlot, _ records: [(page: PageRecord, original: ContentDigest)]
    ) async throws -> ComponentPages {
        let codec = ReadingCodec(store: office.store, files: files)
        var component = ComponentPages(slot: slot, pages: [], readings: [])
        for (record, original) in records {
            guard let key = record.readingKey,
                let reading = try await office.ledger.read({ try $0.pageReading(key: key) })
            else { continue }
            component.pages.append(ReadPage(record, original: original))
            component.readings.append(try await codec.load(reading.artifact))
        }
        return component
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
