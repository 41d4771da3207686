import Basics
import Dossiers
import Foundation
import Ledger
import Office

/// What a person decides about pages, carried out: documents are made and attached like any other, the decision is kept
/// with who took it.
public struct Decisions: Sendable {
    let context: DocumentContext

    var office: OpenHome { context.office }

    public init(
        office: OpenHome, recognizer: any Recognizer, pipeline: Pipeline, rules: PipelineRules = PipelineRules()
    ) {
        context = DocumentContext(office: office, recognizer: recognizer, pipeline: pipeline, rules: rules)
    }

    func now() -> Instant { office.now() }

    /// The pages with their readings, ready to be made into a document; pages that were not read are left out.
    func component(
        _ slot: ComponentSlot, _ records: [(page: PageRecord, original: ContentDigest)]
    ) async throws -> ComponentPages {
        var pages: [ReadPage] = []
        for (record, original) in records {
            guard let key = record.readingKey, try await office.ledger.read({ try $0.pageReading(key: key) }) != nil
            else { continue }
            var page = ReadPage(record, original: original)
            page.isKept = try await office.ledger.read { try $0.isTurned(record.id) }
            pages.append(page)
        }
        return ComponentPages(slot: slot, pages: pages)
    }

    /// Makes a document.
    /// - Parameter isWanted: whether it is wanted even though the component holds all its pages already.
    /// - Returns: `nil` when the component holds all its pages already.
    func document(
        _ component: ComponentPages, _ batch: BatchRecord, isWanted: Bool = false
    ) async throws -> MadeDocument? {
        // Of this decision alone: two people may decide about one batch at a time.
        let pictures = try PagePictures(folder: office.home.work + "/" + batch.id.rawValue + "-" + UUID().uuidString)
        let stage = context.documents(pictures: pictures)
        let reading = context.components { [context] in
            context.reader(try await context.recognizer.identity(), pictures: pictures, claim: nil)
        }
        do {
            let component = try await reading.read(component, takenAt: batch.takenAt)
            let made = try await stage.make(component, of: batch, isWanted: isWanted)
            await pictures.forget()
            return made
        } catch {
            await pictures.forget()
            throw (error as? AssemblyError).map { DecisionFault.assemblyFailed($0.detail) } ?? error
        }
    }
}

extension ReadPage {
    /// A page as the ledger has it, to be made part of a document.
    fileprivate init(_ record: PageRecord, original: ContentDigest) {
        self.init(
            id: record.id, position: PagePosition(file: record.fileOrdinal, page: record.pageIndex),
            fileName: record.fileName, original: original, kind: .content, readingKey: record.readingKey,
            rotation: record.rotation, skew: record.skew, confidence: record.confidence)
    }
}
