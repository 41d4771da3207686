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

    /// What is looked at.
    enum Cause: Sendable {
        /// Whatever the document was made from: nothing in it stays as it would not be made today.
        case everything
        /// What people corrected: no page is read anew.
        case corrections
    }

    /// Brings a document up to date and completes its job, in one transaction. A document that is not in force any
    /// more, or is up to date, is left alone. What people corrected stays.
    /// - Returns: `JobOutcome.done`; `JobOutcome.needsPerson(_:)` when a page cannot be read again or the PDF cannot
    ///   be made: the document stays as it is.
    /// - Throws: `JobLeaseLost`; `CancellationError`; errors of ledger, store and recognizer, after which another
    ///   attempt goes on where this one stopped.
    public func redo(_ id: DocumentID, as claim: ClaimedJob) async throws -> JobOutcome {
        try await make(id, because: .everything, as: claim)
    }

    /// Has readings, fields, PDF and search index of a document follow what people corrected, and completes the job.
    ///
    /// Made are the readings of corrected pages, the fields, which are read from them unless a person decided, and the
    /// PDF; a signed original stays as it is.
    /// - Returns, throws: as ``redo(_:as:)``.
    public func applyCorrections(to id: DocumentID, as claim: ClaimedJob) async throws -> JobOutcome {
        try await make(id, because: .corrections, as: claim)
    }

    private func make(_ id: DocumentID, because cause: Cause, as claim: ClaimedJob) async throws -> JobOutcome {
        let pictures = try PagePictures(folder: office.home.pictures(of: id))
        do {
            repeat {
                let made = try await make(id, cause, pictures, claim)
                let instant = office.now()
                let isRecorded = try await timed(.commit, progress) {
                    try await office.ledger.write { tx in
                        guard try made.map({ try tx.put($0, at: instant) }) ?? true else { return false }
                        try tx.complete(claim, at: instant)
                        return true
                    }
                }
                if isRecorded { break }
                // Corrected meanwhile, so that what was made is of yesterday.
                try Task.checkCancellation()
            } while true
            await pictures.forget()
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
    private func make(
        _ id: DocumentID, _ cause: Cause, _ pictures: PagePictures, _ claim: ClaimedJob
    ) async throws -> Remade? {
        let recognizer = cause == .everything ? try await context.recognizer.identity() : nil
        let check = DerivationCheck(pipelines: context.pipelines, recognizer: recognizer)
        guard let (document, subject) = try await outdated(id, check) else { return nil }
        let all = document.content.pages.enumerated().map { ReadPage($1, place: $0) }
        let read = try await correct(all, subject.corrections) { rest in
            guard let recognizer else { return rest }
            let reader = context.reader(recognizer, subject.pipeline.readPages, pictures: pictures, claim: claim)
            return try await ComponentReadingStage.read(ComponentPages(slot: subject.slot, pages: rest), reader).pages
        }
        let stage = context.documents(pictures: pictures)
        return try await timed(.document, progress) {
            let (made, unwritten) = try await stage.derive(
                read, subject, present: document.content.derivatives,
                frozen: document.frozenKinds(subject.corrections))
            return Remade(document: document, derivatives: made, unwritten: unwritten)
        }
    }

    /// Takes for the pages that people corrected their corrected readings, and has the others read.
    private func correct(
        _ pages: [ReadPage], _ corrections: StandingCorrections, _ read: ([ReadPage]) async throws -> [ReadPage]
    ) async throws -> [ReadPage] {
        let readings = CorrectedReadings(codec: context.codec, ledger: office.ledger, now: office.clock.now)
        var (corrected, rest) = ([ReadPage](), [ReadPage]())
        for var page in pages {
            guard let id = page.id, let key = try await readings.make(id, corrections) else {
                rest.append(page)
                continue
            }
            page.readingKey = key
            corrected.append(page)
        }
        let all = try await corrected + read(rest)
        return all.sorted { $0.position < $1.position }
    }

    /// A document that is out of date, or of which the ledger has yet to be told that it is not.
    private func outdated(
        _ id: DocumentID, _ check: DerivationCheck
    ) async throws -> (DigitizedDocument, DocumentSubject)? {
        try await office.ledger.read { tx in
            guard let document = try tx.document(id), [.current, .candidate].contains(document.state) else {
                return nil
            }
            guard try check.outdated(document, in: tx) != nil || tx.isBehindCorrections(id) else { return nil }
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
    /// - Returns: `false` when the document was corrected since the work was begun, and nothing is recorded.
    fileprivate func put(_ made: Remade, at now: Instant) throws -> Bool {
        let content = made.document.content
        guard try !isOutrun(made.derivatives, of: made.document.id) else { return false }
        try replaceDerivatives(of: made.document.id, by: made.derivatives, at: now)
        try noteRegisterDifferences(
            made.derivatives.fields, of: content.pages, batch: content.batchID, at: now)
        guard let unwritten = made.unwritten else { return true }
        try noteUnwritten(unwritten, of: content.pages, batch: content.batchID, at: now)
        return true
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
