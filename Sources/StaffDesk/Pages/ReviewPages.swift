import Basics
import DocumentModel
import Dossiers
import Hummingbird
import Ledger
import Presentation
import UseCases

/// What people have to see of the machine's reading: the queue, and a document page by page with what is to be decided.
/// Looking takes nothing; an item is taken, and everything else is done, by forms.
struct ReviewPages: Sendable {
    private static let listed = 50

    func addRoutes(to routes: DeskRoutes) {
        routes.get("review", list)
        routes.get("review/{id}", show)
        routes.post("review/{id}/take", take)
        routes.post("review/{id}/release", release)
        routes.post("review/{id}/act", act)
        routes.post("review/{id}/draft", draft)
        routes.post("review/{id}/undo", undo)
        routes.post("review/{id}/elsewhere", elsewhere)
        routes.post("review/{id}/postpone", postpone)
        routes.post("review/{id}/resume", resume)
        routes.post("review/{id}/finish", finish)
    }

    // MARK: The queue

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let (place, text) = (ReviewPlace(visit.query), ReviewText(language: visit.language))
        let workspace = visit.workspace(for: .review)
        let page = try await workspace.review.page(
            PageRequest(after: visit.query["after"], limit: Self.listed), filter: place.filter)
        let counts = try await workspace.review.counts()
        let (rows, today) = (page.elements, try workspace.today())
        let model: Model = [
            "rows": .list(
                rows.enumerated().map { number, item in
                    text.row(item, today: today, isOwn: workspace.review.isOwn(item)).adding([
                        "isFirst": .flag(number == 0), "isLast": .flag(number == rows.count - 1),
                        "href": .text(place.address(of: item.id)),
                    ])
                }),
            "figures": .list(text.figures(counts)),
            "states": .list(
                ReviewItem.State.allCases.map { state in
                    [
                        "href": .text(ReviewPlace(state: state, batch: place.batch).list),
                        "name": .text(state.phrase.text(visit.language)), "isCurrent": .flag(state == place.state),
                    ]
                }),
            "batch": .text(place.batch?.rawValue),
            "allHref": .text(ReviewPlace(state: place.state, batch: nil).list),
            "next": .text(page.next.map { place.list(after: $0) }),
            "empty": .text(place.state.emptyPhrase.text(visit.language)),
        ]
        return try visit.page("review", visit.language.say("Kiểm tra chữ", "Review"), in: .review, model)
    }

    // MARK: One item

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DocumentID.self)
        return try await answer(visit, id, ReviewPlace(visit.query), typed: ReviewTyped())
    }

    /// The page of an item, with what was typed and what came of sending it.
    private func answer(
        _ visit: Visit, _ id: DocumentID, _ place: ReviewPlace, typed: ReviewTyped, failure: (any Error)? = nil
    ) async throws -> Response {
        let review = visit.workspace(for: .review).review
        let opened = try await review.show(id, pages: [place.page])
        guard (0..<max(opened.item.pages, 1)).contains(place.page) else { throw Refusal.noSuchPage }
        let mayDecide = visit.caller.may(.decide)
        // Whoever lost the item while typing still sees what was typed.
        let isOpen = mayDecide && (review.isOwn(opened.item) || !typed.draft.isEmpty)
        let draft = mayDecide ? try await review.draft(of: id) : nil
        let screen = ReviewScreen(
            language: visit.language, place: place, opened: opened,
            typed: typed.adding(draft.map { ReviewTyped(draft: $0.body) } ?? ReviewTyped()), draft: draft,
            isOpen: isOpen,
            mayTake: mayDecide && !review.isOwn(opened.item) && opened.item.state != .withdrawn,
            replacements: isOpen ? try await review.replacements(inBatchOf: id) : [:])
        let title = "\(opened.item.caseCode) / \(opened.item.component)"
        // Only after something was recorded: it means looking through the batch.
        let errors =
            isOpen && visit.query["done"] == Notice.decided.rawValue ? try await review.elsewhere(than: id) : []
        let elsewhere = ReviewElsewhere(language: visit.language, errors: errors)
        var response = try visit.page(
            "review-item", title, in: .review,
            screen.model.adding(ReviewFailure(failure, visit.language).model).adding(
                elsewhere.model("/review/\(id.rawValue.queryEncoded)")))
        if let failure {
            response.status = HTTPResponse.Status(code: Refusal(explaining: failure).kind.httpStatus)
        }
        return response
    }

    // MARK: Acts

    /// Carries out what a form asks for. What cannot be carried out leads back to the page, with the reason and with all
    /// that was typed.
    private func carryOut(
        _ visit: Visit, _ body: (Review, ReviewSending) async throws -> Response
    ) async throws -> Response {
        let id = try visit.parameter("id", as: DocumentID.self)
        let sending = ReviewSending(id: id, form: try await visit.form())
        let review = visit.workspace(for: .review).review
        do {
            return try await body(review, sending)
        } catch let recorded as AfterRecording {
            return try await explain(visit, sending, recorded.error, typed: ReviewTyped())
        } catch {
            // Also when the page is closed now.
            if (error as? Refusal)?.code != "draft_too_large" { try? await sending.keepDraft(review) }
            return try await explain(visit, sending, error, typed: sending.typed)
        }
    }

    private func explain(
        _ visit: Visit, _ sending: ReviewSending, _ error: any Error, typed: ReviewTyped
    ) async throws -> Response {
        guard visit.caller.may(.decide), Refusal(explaining: error).kind != .failed else { throw error }
        do {
            return try await answer(visit, sending.id, sending.place, typed: typed, failure: error)
        } catch let refusal as Refusal where refusal.kind == .notFound {
            throw error
        }
    }

    @Sendable private func take(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            _ = try await review.open(sending.id, takingOver: sending.form.isOn("over"), pages: [])
            return visit.done(sending.here)
        }
    }

    @Sendable private func release(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            try await sending.keepDraft(review)
            try await review.release(sending.id)
            return visit.done(sending.place.list)
        }
    }

    @Sendable private func act(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            try await sending.record(review)
            return try await AfterRecording.carryOut {
                if sending.form.isOn("rest") {
                    _ = try await review.confirmRest(
                        ofPage: sending.place.page, of: sending.id, seen: sending.seen, key: sending.key("rest"))
                }
                return visit.done(sending.here, saying: .decided)
            }
        }
    }

    @Sendable private func draft(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            try await sending.keepDraft(review)
            // Whoever types is at work; that somebody else has the item is no reason to lose the draft.
            try? await review.renew(sending.id)
            return visit.done(sending.here, saying: .draftKept)
        }
    }

    @Sendable private func undo(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            try await sending.keepDraft(review)
            _ = try await review.undo(sending.id, key: sending.key("undo"))
            return visit.done(sending.here, saying: .undone)
        }
    }

    @Sendable private func postpone(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            // The doubt first: without one nothing is recorded.
            let note = sending.form["note"] ?? ""
            guard !note.isEmpty, note.count <= ReviewNote.maxLength else { throw ReviewFault.badNote.refusal }
            try await sending.record(review)
            return try await AfterRecording.carryOut {
                try await review.postpone(sending.id, note: note)
                return visit.done(sending.place.list, saying: .postponed)
            }
        }
    }

    @Sendable private func resume(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            try await review.resume(sending.id)
            _ = try await review.open(sending.id, pages: [])
            return visit.done(sending.here)
        }
    }

    /// On with the next item of the list that the person came from, which is theirs at once.
    @Sendable private func finish(_ visit: Visit) async throws -> Response {
        try await carryOut(visit) { review, sending in
            try await sending.record(review)
            return try await AfterRecording.carryOut {
                try await sending.requireNothingUnsent(review)
                try await review.finish(sending.id)
                guard let next = try await review.next(after: sending.id, filter: sending.place.filter) else {
                    return visit.done(sending.place.list, saying: .finished)
                }
                // Somebody may have been quicker: the page then says who.
                _ = try? await review.open(next, pages: [])
                return visit.done(
                    ReviewPlace(state: sending.place.state, batch: sending.place.batch).address(of: next),
                    saying: .finished)
            }
        }
    }
}

/// What went wrong after what was typed had been recorded: it is not typed any more.
private struct AfterRecording: Error {
    var error: any Error

    static func carryOut(_ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch { throw AfterRecording(error: error) }
    }
}

/// A form about an item as it was sent.
private struct ReviewSending: Sendable {
    let id: DocumentID
    let form: FormFields

    var place: ReviewPlace { ReviewPlace(form) }
    var here: String { place.address(of: id) }
    var typed: ReviewTyped { ReviewTyped(form) }
    var seen: Int { form["seen"].flatMap { Int($0) } ?? 0 }

    /// Of the act that a button of the form stands for.
    func key(_ verb: String) -> String { "\(form["key"] ?? "")-\(verb)" }

    /// Records what was typed and marked, and forgets it as a draft. Nothing typed is nothing to record.
    func record(_ review: Review) async throws {
        let typed = typed
        let (words, fields) = (try typed.wordDecisions(), try typed.fieldDecisions())
        guard !words.isEmpty || !fields.isEmpty else { return }
        let change = try await review.correct(id, words: words, fields: fields, seen: seen, key: key("act"))
        // Whoever works on something after a long pause works on it again.
        if change.item.lease == nil, change.item.state == .open { _ = try? await review.open(id, pages: []) }
        guard let draft = try await review.draft(of: id) else { return }
        try await review.saveDraft(
            ReviewTyped(draft: draft.body).removing(typed).draft, of: id, seen: change.revision)
    }

    /// Finishing forgets the draft: not while something in it was never sent.
    func requireNothingUnsent(_ review: Review) async throws {
        guard let draft = try await review.draft(of: id) else { return }
        let typed = ReviewTyped(draft: draft.body)
        guard !typed.draft.isEmpty else { return }
        let page = typed.words.keys.min().map { $0.page + 1 } ?? 1
        throw Refusal(
            "draft_unsent", .conflict, "Bản nháp còn chữ chưa ghi ở trang \(page); hãy ghi hoặc xóa chúng trước.",
            "The draft has words of page \(page) that were not recorded; record or clear them first.")
    }

    /// Keeps what was typed, with what was typed on other pages of the document.
    func keepDraft(_ review: Review) async throws {
        let earlier = try await review.draft(of: id)
        let typed = typed.adding(earlier.map { ReviewTyped(draft: $0.body) } ?? ReviewTyped())
        guard earlier != nil || !typed.draft.isEmpty else { return }
        try await review.saveDraft(typed.draft, of: id, seen: seen)
    }
}
