import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger

extension Decisions {
    /// Turns a page as a person found it to stand: it is read anew that way, and its documents follow.
    /// - Parameters:
    ///   - turn: by how much the page as it is shown now is to be turned, clockwise.
    ///   - key: by which the act is known when it is sent again.
    /// - Throws: ``DecisionFault``, `PageActFault`; errors of ledger, store and recognizer.
    @discardableResult
    public func turn(
        _ id: PageID, by turn: QuarterTurn, reason: String = "", key: ReviewActKey? = nil, by person: String,
        in scope: Scope = .everything
    ) async throws -> PageAct {
        let ledger = office.ledger
        if let key, let known = try await ledger.read({ try $0.pageAct(key, by: ledger.actor.account) }) {
            return known
        }
        let page = try await page(id, scope)
        // How the upright page is turned in its file: what shows it turned too far clockwise is undone.
        let wanted = page.record.rotation.then(turn.inverse)
        return try await put(page, wanted, reading: nil, reason: reason, key: key, in: scope)
    }

    /// Turns a page back to what it was before an act.
    func turnBack(_ act: PageAct, key: ReviewActKey?, in scope: Scope) async throws -> PageAct {
        guard let before = act.before.pages.first, let after = act.after.pages.first,
            let turn = before.turn.flatMap(QuarterTurn.init(rawValue:)), let reading = before.readingKey
        else { throw PageActFault.notToUndo }
        let page = try await page(after.id, scope)
        guard page.record.rotation.rawValue == after.turn else {
            let last = try await office.ledger.read { try $0.pageActs(of: after.id).last }
            throw PageActFault.outrun(last)
        }
        return try await put(page, turn, reading: reading, undoes: act.number, key: key, in: scope)
    }

    private struct TurnedPage: Sendable {
        var record: PageRecord
        var original: ContentDigest
        var documents: [DigitizedDocument]
    }

    private func page(_ id: PageID, _ scope: Scope) async throws -> TurnedPage {
        try await office.ledger.read { tx in
            guard try tx.hasPage(id, in: scope), let page = try tx.page(id),
                let file = try tx.file(page.fileOrdinal, of: page.batchID)
            else { throw DecisionFault.unknownPage }
            let documents = try tx.documentsInForce(holding: id, in: scope)
            guard documents.allSatisfy({ $0.content.signedOriginal == nil }) else { throw PageActFault.signed }
            return TurnedPage(record: page, original: file.sha256, documents: documents)
        }
    }

    /// - Parameter known: the reading of the page so turned; `nil` to have it read.
    private func put(
        _ page: TurnedPage, _ turn: QuarterTurn, reading known: String?, reason: String = "", undoes: Int? = nil,
        key: ReviewActKey?, in scope: Scope
    ) async throws -> PageAct {
        let folder = office.home.work + "/turn-" + UUID().uuidString
        let pictures = try PagePictures(folder: folder)
        let new: NewTurn
        do {
            let reading = if let known { known } else { try await read(page, turn, pictures) }
            var made: [DocumentID: Derivatives] = [:]
            for document in page.documents {
                made[document.id] = try await derive(document, page.record.id, reading, pictures)
            }
            new = NewTurn(page.record.id, turn, reading: reading, made: made, reason: reason, undoes: undoes)
            await pictures.forget()
        } catch {
            await pictures.forget()
            throw (error as? AssemblyError).map { DecisionFault.assemblyFailed($0.detail) } ?? error
        }
        let instant = now()
        return try await office.ledger.write { try $0.turnPage(new, key: key, in: scope, at: instant) }
    }

    private func read(_ page: TurnedPage, _ turn: QuarterTurn, _ pictures: PagePictures) async throws -> String {
        var parameters = context.pipelines.standard.readPages
        if let document = page.documents.first {
            parameters = try await office.ledger.read { [context] tx in
                let content = document.content
                return try DocumentSubject(
                    ComponentSlot(caseCode: content.caseCode, component: content.component),
                    takenAt: content.occurredAt,
                    signedOriginal: nil, pipelines: context.pipelines, in: tx
                ).pipeline.readPages
            }
        }
        parameters.recognition.turn = turn
        let reader = context.reader(
            try await context.recognizer.identity(), parameters, pictures: pictures, claim: nil)
        let content = PageContent(original: page.original, pageIndex: page.record.pageIndex)
        switch try await reader.read(content) {
        case .success(let read): return read.key
        case .failure: throw DecisionFault.nothingReadable
        }
    }

    /// What is made of a document whose page is read otherwise.
    private func derive(
        _ document: DigitizedDocument, _ page: PageID, _ reading: String, _ pictures: PagePictures
    ) async throws -> Derivatives {
        let content = document.content
        let subject = try await office.ledger.read { [context] tx in
            var bases = try tx.decidedReadings(of: document.id)
            bases[page] = reading
            return try DocumentSubject(
                ComponentSlot(caseCode: content.caseCode, component: content.component), takenAt: content.occurredAt,
                signedOriginal: nil, pipelines: context.pipelines,
                corrections: StandingCorrections(tx.corrections(of: document), bases: bases), in: tx)
        }
        let readings = CorrectedReadings(codec: context.codec, ledger: office.ledger, now: office.clock.now)
        var pages: [ReadPage] = []
        for (place, own) in content.pages.enumerated() {
            let key = try await readings.make(own.pageID, subject.corrections) ?? own.readingKey
            pages.append(
                ReadPage(
                    id: own.pageID, position: PagePosition(file: place, page: own.content.pageIndex), fileName: "",
                    original: own.content.original, kind: .content, readingKey: key))
        }
        return try await context.documents(pictures: pictures).derive(
            pages, subject, present: content.derivatives, frozen: document.frozenKinds(subject.corrections)
        ).made
    }
}
