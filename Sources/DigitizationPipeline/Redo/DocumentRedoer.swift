import Basics
import Dossiers
import Foundation
import Ledger
import Office
import WorkQueue

/// Makes again what a changed parameter, model or stage version touches of one document. The pages stay where they are:
/// nothing is split again, and no page moves to another case, component or document.
///
/// Like a batch's, all work before the commit can be done again without harm.
public struct DocumentRedoer: Sendable {
    private let context: DocumentContext

    private var office: OpenHome { context.office }
    private var progress: ProgressSink { context.progress }

    /// - Parameters:
    ///   - rules: which components have another pipeline.
    public init(
        office: OpenHome, recognizer: any Recognizer, pipeline: Pipeline, rules: PipelineRules = PipelineRules(),
        progress: @escaping ProgressSink = { _ in }
    ) {
        context = DocumentContext(
            office: office, recognizer: recognizer, pipeline: pipeline, rules: rules, progress: progress)
    }

    /// Brings a document up to date and completes its job, in one transaction. A document that is not in force any
    /// more, or is up to date, is left alone.
    /// - Returns: `JobOutcome.done`; `JobOutcome.needsPerson(_:)` when a page cannot be read again or the PDF cannot
    ///   be made: the document stays as it is.
    /// - Throws: `JobLeaseLost`; `CancellationError`; errors of ledger, store and recognizer, after which another
    ///   attempt goes on where this one stopped.
    public func redo(_ id: DocumentID, as claim: ClaimedJob) async throws -> JobOutcome {
        let pictures = try PagePictures(folder: office.home.pictures(of: id))
        do {
            let made = try await make(id, pictures, claim)
            await pictures.forget()
            let instant = office.now()
            try await timed(.commit, progress) {
                try await office.ledger.write { tx in
                    if let made { try tx.put(made, at: instant) }
                    try tx.complete(claim, at: instant)
                }
            }
            return .done
        } catch let error as AssemblyError {
            await pictures.forget()
            return .needsPerson(JobError(code: "redo_failed", detail: error.detail))
        } catch {
            await pictures.forget()
            throw error
        }
    }

    /// What is to be in force; `nil` when nothing has to change.
    private func make(_ id: DocumentID, _ pictures: PagePictures, _ claim: ClaimedJob) async throws -> Remade? {
        let check = DerivationCheck(
            pipelines: context.pipelines, recognizer: try await context.recognizer.identity())
        guard let (document, subject) = try await outdated(id, check) else { return nil }
        let reader = context.reader(
            check.recognizer, subject.pipeline.readPages, pictures: pictures, claim: claim)
        let pages = document.content.pages.enumerated().map { ReadPage($1, place: $0) }
        let read = try await ComponentReadingStage.read(ComponentPages(slot: subject.slot, pages: pages), reader)
        let stage = context.documents(pictures: pictures)
        return try await timed(.document, progress) {
            let (made, unwritten) = try await stage.derive(
                read.pages, subject, present: document.content.derivatives, frozen: document.frozen)
            return Remade(document: document, derivatives: made, unwritten: unwritten)
        }
    }

    private func outdated(
        _ id: DocumentID, _ check: DerivationCheck
    ) async throws -> (DigitizedDocument, DocumentSubject)? {
        try await office.ledger.read { tx in
            guard let document = try tx.document(id), [.current, .candidate].contains(document.state),
                try check.outdated(document, in: tx) != nil
            else { return nil }
            return (document, try check.subject(of: document, in: tx))
        }
    }
}

/// What was made anew of a document.
private struct Remade: Sendable {
    var document: DigitizedDocument
    var derivatives: Derivatives
    /// How many words of a page, by its place in the document, are not in the text layer of the new PDF; `nil` when the
    /// PDF stayed as it was.
    var unwritten: [Int: Int]?
}

extension LedgerTransaction {
    fileprivate func put(_ made: Remade, at now: Instant) throws {
        let content = made.document.content
        try replaceDerivatives(of: made.document.id, by: made.derivatives, at: now)
        guard let unwritten = made.unwritten else { return }
        try noteUnwritten(unwritten, of: content.pages, batch: content.batchID, at: now)
    }
}

extension ReadPage {
    /// A page of a document.
    fileprivate init(_ page: DocumentPage, place: Int) {
        self.init(
            id: page.pageID, position: PagePosition(file: place, page: page.content.pageIndex), fileName: "",
            original: page.content.original, kind: .content, readingKey: page.readingKey)
    }
}

extension NewJob {
    /// The job that brings a document up to date; stations go first.
    static func redoing(_ id: DocumentID) -> NewJob {
        NewJob(
            kind: .redoDocument, payload: id.rawValue, uniqueKey: id.rawValue, lane: "redo", priority: .background)
    }
}
