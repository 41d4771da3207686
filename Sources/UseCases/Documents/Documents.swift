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
            var query = query
            query.scope.bounds = try caller.scope(for: .readPapers)
            let narrowed = query
            let hits = try await ledger.read { try $0.search(narrowed, limit: limit) }
            try await workspace.look(listing: "search", showing: Set(hits.map(\.caseCode)))
            return hits
        }

        /// Where documents' files can be opened.
        public var links: DocumentLinks { DocumentLinks(office: office) }

        /// What is digitized, with all that is known of it.
        /// - Parameter batch: a batch's name or identity; `nil` for all.
        /// - Throws: `Refusal` `not_found` when there is no such batch.
        public func export(case code: CaseCode?, batch: String?) async throws -> [ExportRows] {
            let scope = try caller.scope(for: .readPapers)
            if let code { try caller.require(.readPapers, on: code) }
            guard code != nil || batch != nil || scope == .everything else { return try await exportedParts() }
            try await workspace.look(at: code.map { .case($0) } ?? .listing("export"), for: .export)
            return try await ledger.read { tx in
                guard let batch else { return [try tx.exportRows(case: code, batch: nil, in: scope)] }
                let wanted = try tx.batches(calledFirst: batch, in: scope)
                guard !wanted.isEmpty else { throw Refusal.unknownBatch(batch) }
                return try wanted.map { try tx.exportRows(case: code, batch: $0.id, in: scope) }
            }
        }

        /// All that the caller may see, in parts.
        private func exportedParts() async throws -> [ExportRows] {
            var parts: [ExportRows] = []
            try await forEachExported { parts.append(ExportRows(documents: $0)) }
            try await forEachExported([.issues, .separators, .sums]) { parts.append($0) }
            return parts
        }

        private static let (casesAtOnce, batchesAtOnce) = (100, 20)

        /// All documents, by case, then pages that are held back: a part at a time, so that never all are in memory.
        ///
        /// Each part is read at one moment, and others go on writing between them: the documents of one case, and what is
        /// told of one batch, are always as they were together. Everything that was there when the export began is in
        /// it, each page in a document or held back; what came in since may be in it or not. A case that gets a further
        /// document while the export runs is told of once more at the end, with all of its documents.
        public func forEachExported(_ body: ([ExportDocument]) async throws -> Void) async throws {
            let scope = try caller.scope(for: .readPapers)
            let begin = Instant(milliseconds: now().milliseconds - Self.clocksDiffer)
            var (last, told): (CaseCode?, Set<DocumentID>) = (nil, [])
            try await workspace.look(at: .listing("export"), for: .export)
            while true {
                let place = last
                let page = try await ledger.read {
                    try $0.exportedDocuments(in: scope, after: place, cases: Self.casesAtOnce)
                }
                guard let end = page.last else { break }
                if !page.documents.isEmpty { try await body(page.documents) }
                told.formUnion(page.documents.filter { $0.isRecorded(since: begin) }.compactMap(\.documentID))
                last = end
            }
            try await forEachExported([.loosePages]) { try await body($0.documents) }
            try await forEachExported(since: begin, besides: told, scope, body)
        }

        /// A page that was held back when the documents were read, and in a document when the pages that are held back
        /// were, is in this document.
        private func forEachExported(
            since begin: Instant, besides told: Set<DocumentID>, _ scope: Scope,
            _ body: ([ExportDocument]) async throws -> Void
        ) async throws {
            var (last, told): (DocumentID?, Set<DocumentID>) = (nil, told)
            while true {
                let place = last
                let page = try await ledger.read {
                    try $0.exportedDocuments(in: scope, since: begin, after: place, limit: Self.casesAtOnce)
                }
                guard let end = page.last else { return }
                let new = page.documents.filter { document in
                    document.isRecorded(since: begin) && document.documentID.map { !told.contains($0) } ?? false
                }
                let cases = Set(new.compactMap(\.caseCode))
                let documents = page.documents.filter { $0.caseCode.map(cases.contains) ?? false }
                if !documents.isEmpty { try await body(documents) }
                told.formUnion(new.compactMap(\.documentID))
                last = end
            }
        }

        /// By how much the clocks of those who write may differ, milliseconds.
        private static let clocksDiffer: Int64 = 300_000

        /// What is told of all batches, a part at a time.
        public func forEachExported(
            _ parts: Set<ExportPart>, _ body: (ExportRows) async throws -> Void
        ) async throws {
            let scope = try caller.scope(for: .readPapers)
            try await workspace.look(at: .listing("export"), for: .export)
            var last: BatchID?
            while true {
                let place = last
                let page = try await ledger.read {
                    try $0.exportedBatches(in: scope, after: place, limit: Self.batchesAtOnce, parts: parts)
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
            _ = try caller.scope(for: .readPapers)
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
            _ = try caller.scope(for: .readPapers)
            let files = DocumentFiles(folder: folder, store: office.store)
            try await BlockingWork(label: "sohoa.copy").run { try files.copy(documents) }
        }

        /// Which documents are made anew.
        /// - Parameter batch: a batch's name or identity; `nil` for all.
        /// - Throws: `Refusal` `not_found` when there is no such batch.
        public func redoScope(case code: CaseCode?, batch: String?) async throws -> Redo.Scope {
            if let code { try caller.require(.redo, on: code) } else { try caller.require(.redo) }
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

extension ExportDocument {
    fileprivate func isRecorded(since instant: Instant) -> Bool {
        recordedAt.map { $0.milliseconds >= instant.milliseconds } ?? false
    }
}
