import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office

extension Workspace {
    /// Digitized documents: search, export, and making them anew.
    public struct Documents: UseCaseGroup {
        let workspace: Workspace

        /// Finds pages by their words, with or without marks.
        /// - Parameter limit: most hits, 1 to 1000.
        public func search(_ query: SearchQuery, limit: Int) async throws -> [SearchHit] {
            try caller.require(.readPapers)
            try await workspace.look(at: .listing("search"))
            return try await ledger.read { try $0.search(query, limit: limit) }
        }

        /// Where documents' files can be opened.
        public var links: DocumentLinks { DocumentLinks(office: office) }

        /// What is digitized, with all that is known of it.
        /// - Parameter batch: a batch's name or identity; `nil` for all.
        /// - Throws: `Refusal` `not_found` when there is no such batch.
        public func export(case code: CaseCode?, batch: String?) async throws -> [ExportRows] {
            if let code { try caller.require(.readPapers, on: code) } else { try caller.require(.readPapers) }
            try await workspace.look(at: code.map { .case($0) } ?? .listing("export"), for: .export)
            return try await ledger.read { tx in
                guard let batch else { return [try tx.exportRows(case: code, batch: nil)] }
                let wanted = try tx.batches(calledFirst: batch)
                guard !wanted.isEmpty else { throw Refusal.unknownBatch(batch) }
                return try wanted.map { try tx.exportRows(case: code, batch: $0.id) }
            }
        }

        private static let (casesAtOnce, batchesAtOnce) = (100, 20)

        /// All documents, by case, then pages that are held back: a part at a time, so that never all are in memory.
        public func forEachExported(_ body: ([ExportDocument]) async throws -> Void) async throws {
            try caller.require(.readPapers)
            try await workspace.look(at: .listing("export"), for: .export)
            var last: CaseCode?
            while true {
                let place = last
                let page = try await ledger.read { try $0.exportedDocuments(after: place, cases: Self.casesAtOnce) }
                guard let end = page.last else { break }
                try await body(page.documents)
                last = end
            }
            try await forEachExported([.loosePages]) { try await body($0.documents) }
        }

        /// What is told of all batches, a part at a time.
        public func forEachExported(
            _ parts: Set<ExportPart>, _ body: (ExportRows) async throws -> Void
        ) async throws {
            try caller.require(.readPapers)
            try await workspace.look(at: .listing("export"), for: .export)
            var last: BatchID?
            while true {
                let place = last
                let page = try await ledger.read {
                    try $0.exportedBatches(after: place, limit: Self.batchesAtOnce, parts: parts)
                }
                guard let end = page.last else { return }
                try await body(page.rows)
                last = end
            }
        }

        /// The path under which a file can be opened on this machine: a link in the data home, or the artifact itself for
        /// pages that are held back. Blocks briefly.
        public func path(of file: ContentDigest, in slot: ComponentSlot?) -> String {
            guard let slot else { return office.store.url(for: file).path(percentEncoded: false) }
            return links.path(of: file, caseCode: slot.caseCode, component: slot.component)
        }

        /// What was read on the pages of an export beside their text, decoded as a view wants it. Readings that cannot be
        /// had, and those from before such things were looked for, are left out.
        public func readings<Reading: Decodable & Sendable>(
            of documents: [ExportDocument], as type: Reading.Type
        ) async throws -> [ContentDigest: Reading] {
            try caller.require(.readPapers)
            let store = office.store
            let digests = Set(documents.flatMap(\.pages).compactMap(\.reading))
            return try await BlockingWork(label: "sohoa.readings").run {
                var readings: [ContentDigest: Reading] = [:]
                for digest in digests {
                    guard let data = try? Data(contentsOf: store.url(for: digest)) else { continue }
                    readings[digest] = try? JSONDecoder().decode(type, from: data)
                }
                return readings
            }
        }

        /// Copies the current documents into a folder, as `CASE/COMPONENT.pdf`.
        public func copy(_ documents: [ExportDocument], to folder: String) async throws {
            try caller.require(.readPapers)
            let files = DocumentFiles(folder: folder, store: office.store)
            try await BlockingWork(label: "sohoa.copy").run { try files.copy(documents) }
        }

        /// Which documents are made anew.
        /// - Parameter batch: a batch's name or identity; `nil` for all.
        /// - Throws: `Refusal` `not_found` when there is no such batch.
        public func redoScope(case code: CaseCode?, batch: String?) async throws -> Redo.Scope {
            try caller.require(.redo)
            guard let batch else { return Redo.Scope(caseCode: code) }
            let name = batch.precomposedStringWithCanonicalMapping
            let wanted = try await ledger.read { tx in
                try tx.batches(named: name) + [tx.batch(BatchID(rawValue: batch))].compactMap { $0 }
            }
            guard !wanted.isEmpty else { throw Refusal.unknownBatch(batch) }
            return Redo.Scope(caseCode: code, batches: Set(wanted.map(\.id)))
        }

        /// Makes documents anew that other models, programs or rules would make otherwise.
        public func redo(
            with recognition: Recognition, jobs: Int, progress: @escaping @Sendable (Int, Int) -> Void
        ) throws(Refusal) -> Redo {
            try caller.require(.redo)
            return Redo(
                office: office, recognizer: recognition.recognizer, pipeline: recognition.pipeline,
                rules: recognition.rules, jobs: jobs, followUp: { [.filingSlips(of: $0)] }, progress: progress)
        }
    }
}
