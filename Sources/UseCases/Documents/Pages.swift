import ArtifactStore
import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import RecognizerProtocol

extension Workspace {
    /// Single pages of papers: their pictures, their words, the files that they came in.
    public struct Pages: UseCaseGroup {
        let workspace: Workspace

        /// A page with where it stands.
        public struct Entry: Sendable {
            public var page: PageRecord
            public var batch: BatchRecord
            /// The file that it came in.
            public var file: BatchFile
            /// The pages before and after it in the batch.
            public var previous: PageID?
            public var next: PageID?

            /// Whose papers somebody looks at who looks at the page.
            var subject: LookSubject {
                guard let code = page.caseCode else { return .batch(batch.id) }
                return page.documentID.map { .document($0, of: code) } ?? .case(code)
            }

            var content: PageContent { PageContent(original: file.sha256, pageIndex: page.pageIndex) }
        }

        /// A page that the caller may look at.
        /// - Throws: `Refusal` `unknown_page`, also for a page of papers that the caller may not see.
        public func show(_ id: PageID) async throws -> Entry {
            let (found, neighbours) = try await ledger.read { tx -> (Entry?, [PageID]) in
                guard let found = try find(id, tx) else { return (nil, []) }
                return (found, try tx.pages(batch: found.page.batchID).map(\.id))
            }
            guard var entry = found else { throw Refusal.unknownPage }
            try await workspace.look(at: entry.subject)
            let place = neighbours.firstIndex(of: id) ?? 0
            entry.previous = place > 0 ? neighbours[place - 1] : nil
            entry.next = place + 1 < neighbours.count ? neighbours[place + 1] : nil
            return entry
        }

        /// The picture of a page. One that can be read is a look at the papers; a thumbnail belongs to the list that it
        /// stands in.
        public func picture(
            _ id: PageID, _ size: PreviewSize, from previews: PagePreviews
        ) async throws -> PagePreviews.Picture {
            let entry = try await find(id)
            if size != .thumbnail { try await workspace.look(at: entry.subject) }
            return try await previews.picture(
                of: entry.content, at: office.store.url(for: entry.file.sha256).path(percentEncoded: false),
                rotation: entry.page.rotation, size: size)
        }

        /// How a page was read; `nil` when it was not.
        public func reading(of entry: Entry) async throws -> PageReading? {
            guard let key = entry.page.readingKey,
                let record = try await ledger.read({ try $0.pageReading(key: key) })
            else { return nil }
            let store = office.store
            return try await BlockingWork(label: "sohoa.readings").run {
                try JSONDecoder().decode(PageReading.self, from: Data(contentsOf: store.url(for: record.artifact)))
            }
        }

        /// The file as it was handed in, to be taken away and never to be shown.
        public func original(of id: PageID) async throws -> StoredFile {
            let entry = try await find(id)
            try await workspace.look(at: entry.subject)
            let name = entry.file.nfcName.split(separator: "/").last.map(String.init) ?? entry.file.sha256.rawValue
            return StoredFile(
                path: office.store.url(for: entry.file.sha256).path(percentEncoded: false), name: name,
                tag: entry.file.sha256.rawValue)
        }

        private func find(_ id: PageID) async throws -> Entry {
            guard let entry = try await ledger.read({ try find(id, $0) }) else { throw Refusal.unknownPage }
            return entry
        }

        /// - Returns: `nil` also for a page of papers that the caller may not see.
        private func find(_ id: PageID, _ tx: LedgerTransaction) throws -> Entry? {
            guard let page = try tx.page(id), let batch = try tx.batch(page.batchID),
                try workspace.batches.maySee(page, of: batch, tx),
                let file = try tx.file(page.fileOrdinal, of: page.batchID)
            else { return nil }
            return Entry(page: page, batch: batch, file: file)
        }
    }

    public var pages: Pages { Pages(workspace: self) }
}

/// A file of the store that somebody takes away.
public struct StoredFile: Hashable, Sendable {
    /// Absolute path.
    public var path: String
    /// Under which name it is to be kept; from outside.
    public var name: String
    /// What changes when its bytes do.
    public var tag: String
}

extension Refusal {
    static let unknownPage = Refusal("unknown_page", .notFound, "Không có trang này.", "There is no such page.")

    static func unknownDocument(_ id: DocumentID) -> Refusal {
        Refusal("unknown_document", .notFound, "Không có giấy tờ \(id).", "There is no document \(id).")
    }
}
