import ArtifactStore
import Basics
import Dossiers
import Foundation
import Ledger

extension Workspace.Documents {
    /// A document with what is shown beside it.
    public struct Shown: Sendable {
        public var document: DigitizedDocument
        public var record: CaseRecord
        public var batchName: String
        public var history: [DocumentChange]
    }

    /// One document.
    /// - Throws: `Refusal` `not_found`, also for a document of another agency's case.
    public func show(_ id: DocumentID) async throws -> Shown {
        let found = try await ledger.read { tx -> Shown? in
            guard let document = try tx.document(id), let record = try tx.findCase(document.content.caseCode) else {
                return nil
            }
            return Shown(
                document: document, record: record, batchName: try tx.batch(document.content.batchID)?.name ?? "",
                history: try tx.documentHistory(case: record.code, document: id))
        }
        guard let found, caller.scope.covers(found.record.code.agency) else { throw Refusal.unknownDocument(id) }
        try caller.require(.readPapers, on: found.record.code)
        try await workspace.look(at: .document(id, of: found.record.code))
        return found
    }

    /// The PDF of a document, to be taken away.
    public func file(of id: DocumentID) async throws -> StoredFile {
        let shown = try await show(id)
        guard let file = Self.file(of: shown.document, in: office.store) else { throw Refusal.unknownDocument(id) }
        return file
    }

    /// The current documents of a case as files, by component.
    public func files(of code: CaseCode) async throws -> [(document: DigitizedDocument, file: StoredFile)] {
        try caller.require(.readPapers, on: code)
        try await workspace.look(at: .case(code))
        let documents = try await ledger.read { try $0.documents(case: code) }.filter { $0.state == .current }
        var copies: [ComponentCode: Int] = [:]
        return documents.compactMap { document in
            guard var file = Self.file(of: document, in: office.store) else { return nil }
            let component = document.content.component
            copies[component, default: 0] += 1
            if let number = copies[component], number > 1 { file.name = "\(component)-\(number).pdf" }
            return (document, file)
        }
    }

    private static func file(of document: DigitizedDocument, in store: ArtifactStore) -> StoredFile? {
        guard let digest = document.content.signedOriginal ?? document.content.pdf else { return nil }
        return StoredFile(
            path: store.url(for: digest).path(percentEncoded: false), name: "\(document.content.component).pdf",
            tag: digest.rawValue)
    }
}

/// A page of a document, as a search names it.
public struct HitPlace: Hashable, Sendable {
    var document: DocumentID
    var number: Int

    public init(_ hit: SearchHit) { (document, number) = (hit.documentID, hit.pageNumber) }
}

extension Workspace.Documents {
    /// The pages of batches that a search found, for their pictures.
    public func pages(of hits: [SearchHit]) async throws -> [HitPlace: PageID] {
        guard !hits.isEmpty else { return [:] }
        let wanted = hits.filter { caller.may(.readPapers) && caller.scope.covers($0.caseCode.agency) }
        let ids = Set(wanted.map(\.documentID))
        let pages = try await ledger.read { tx in
            try ids.reduce(into: [DocumentID: [DocumentPage]]()) { $0[$1] = try tx.document($1)?.content.pages }
        }
        return wanted.reduce(into: [:]) { found, hit in
            guard let all = pages[hit.documentID], all.indices.contains(hit.pageNumber - 1) else { return }
            found[HitPlace(hit)] = all[hit.pageNumber - 1].pageID
        }
    }
}
