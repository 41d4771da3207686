import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Ledger

/// What people decide about words and fields.
extension Review {
    /// Records decisions, all or none. Text, PDF and index follow some seconds later.
    /// - Parameters:
    ///   - revision: of what the caller looked at.
    ///   - key: made by the screen for this act; sent again with it, nothing is recorded a second time and the answer is
    ///     that of the first time. `nil` for what is never sent again.
    /// - Throws: `Refusal` `bad_correction`, `reading_changed`, `unknown_item`, `act_differs`, `bad_act_key`;
    ///   `ReviewConflict` when somebody else decided otherwise about the same meanwhile: that stays.
    public func correct(
        _ id: DocumentID, words: [WordCorrection] = [], fields: [FieldCorrection] = [], seen revision: Int,
        key: String? = nil
    ) async throws -> ReviewChange {
        try await require(.decide, on: id)
        let act = try act(key, ["correct"] + words.flatMap(\.texts) + fields.flatMap(\.texts))
        if let known = try await known(act, on: id) { return known }
        let state = try await state(of: id, pages: Set(words.map(\.page)))
        let new = try words.compactMap { try fact($0, state, seen: revision) } + fields.map { try fact($0, state) }
        return try await record(new, of: id, seen: revision, act)
    }

    /// Confirms all words of a page that deserve a look and about which nobody decided; those below the floor are left.
    /// - Parameters:
    ///   - page: 0-based.
    ///   - key: as of ``correct(_:words:fields:seen:key:)``.
    public func confirmRest(
        ofPage page: Int, of id: DocumentID, seen revision: Int, key: String? = nil
    ) async throws -> ReviewChange {
        try await require(.decide, on: id)
        let act = try act(key, ["confirm rest", String(page)])
        if let known = try await known(act, on: id) { return known }
        let state = try await state(of: id, pages: [page])
        let words = state.words(of: page).filter { $0.isUnsure && !$0.mustDecide }.map {
            WordCorrection(page: page, place: $0.place, .confirm)
        }
        let new = try words.compactMap { try fact($0, state, seen: revision) }
        return try await record(new, of: id, seen: revision, act)
    }

    /// Takes back what the caller decided last about the document.
    /// - Parameter key: as of ``correct(_:words:fields:seen:key:)``; without it, each time takes back one act more.
    /// - Throws: `Refusal` `nothing_to_undo`, `act_differs`, `bad_act_key`.
    public func undo(_ id: DocumentID, key: String? = nil) async throws -> ReviewChange {
        try await require(.decide, on: id)
        let (act, now) = (try act(key, ["undo"]), now())
        let facts = try await record { tx in
            let facts = try tx.undoCorrections(of: id, act: act, at: now)
            try? tx.renewReview(id, at: now)
            return facts
        }
        return try await change(id, facts)
    }

    // MARK: Recording

    private func act(_ key: String?, _ content: [String]) throws -> ReviewActKey? {
        do { return try key.map { try ReviewActKey($0, of: content) } } catch let fault as ReviewFault {
            throw fault.refusal
        }
    }

    /// What an act came to that was sent before.
    private func known(_ act: ReviewActKey?, on id: DocumentID) async throws -> ReviewChange? {
        guard let act else { return nil }
        let account = caller.actor.account
        do {
            guard let facts = try await ledger.read({ try $0.reviewAct(act, on: id, by: account) }) else { return nil }
            return try await change(id, facts)
        } catch let fault as ReviewFault { throw fault.refusal }
    }

    private func record(
        _ new: [NewCorrection], of id: DocumentID, seen revision: Int, _ act: ReviewActKey?
    ) async throws -> ReviewChange {
        let now = now()
        let facts = try await record { tx in
            let facts = try tx.correct(id, new, seen: revision, act: act, at: now)
            // Whoever decides is at work; that somebody else has the item is no reason to lose the decision.
            try? tx.renewReview(id, at: now)
            return facts
        }
        return try await change(id, facts)
    }

    private func change(_ id: DocumentID, _ facts: [Correction]) async throws -> ReviewChange {
        let pages = Set(facts.compactMap { $0.subject.page == nil ? nil : $0.page })
        let state = try await state(of: id, pages: pages)
        let places = Set(facts.map(\.subject))
        let words = pages.sorted().flatMap { page in
            state.words(of: page).filter { places.contains(state.subject(page, $0.place)) }
        }
        guard let item = state.item else { throw ReviewFault.unknown.refusal }
        return ReviewChange(
            revision: state.standing.revision, item: item, isTakenOver: isOthers(item), words: words,
            fields: state.fields, facts: facts)
    }

    private func fact(_ wanted: WordCorrection, _ state: ReviewState, seen: Int) throws -> NewCorrection? {
        guard let word = state.readings[wanted.page]?.text.word(at: wanted.place) else {
            throw ReviewFault.badCorrection(
                "page \(wanted.page + 1), line \(wanted.place.line + 1), word \(wanted.place.word + 1)"
            ).refusal
        }
        let subject = state.subject(wanted.page, wanted.place)
        let (decision, after): (Correction.Decision, String)
        switch wanted.decision {
        case .replace(let typed):
            guard let text = CorrectionText.word(typed) else {
                throw ReviewFault.badCorrection("\(typed.prefix(40))").refusal
            }
            (decision, after) = text == word.text ? (.confirmed, text) : (.replaced, text)
        case .confirm:
            // What somebody wrote there, and the person saw, needs no word more.
            if let stands = state.standing.bySubject[subject], stands.number <= seen { return nil }
            (decision, after) = (.confirmed, word.text)
        case .notText: (decision, after) = (.notText, "")
        }
        return NewCorrection(
            subject: subject, decision: decision, recognized: word.text, after: after, page: wanted.page,
            box: word.box)
    }

    private func fact(_ wanted: FieldCorrection, _ state: ReviewState) throws -> NewCorrection {
        let field = state.field(wanted.name)
        if let page = wanted.page, !state.document.content.pages.indices.contains(page) {
            throw ReviewFault.badCorrection("\(wanted.name.rawValue), page \(page + 1)").refusal
        }
        let (decision, after): (Correction.Decision, String)
        switch wanted.decision {
        case .set(let typed):
            guard let value = CorrectionText.value(typed, of: wanted.name) else {
                throw ReviewFault.badCorrection("\(wanted.name.rawValue): \(typed.prefix(40))").refusal
            }
            (decision, after) = value == field.recognized ? (.confirmed, value) : (.replaced, value)
        case .confirm:
            guard let value = field.value else {
                throw ReviewFault.badCorrection("\(wanted.name.rawValue): no value to confirm").refusal
            }
            (decision, after) = (field.decision == .replaced ? .replaced : .confirmed, value)
        case .empty: (decision, after) = (.emptied, "")
        }
        let page = wanted.page ?? field.page
        return NewCorrection(
            subject: .field(wanted.name), decision: decision, recognized: field.recognized ?? "", after: after,
            page: page, box: wanted.page == nil ? field.box : wanted.box)
    }

    // MARK: Reading

    /// - Parameter pages: of which the words are wanted; `nil` for all.
    func opened(_ id: DocumentID, pages: Set<Int>? = nil) async throws -> OpenedReview {
        let state = try await state(of: id, pages: pages)
        guard let item = state.item else { throw ReviewFault.unknown.refusal }
        return OpenedReview(
            item: item, isTakenOver: isOthers(item), revision: state.standing.revision, pages: state.pages,
            openPages: state.openPages, fields: state.fields,
            isSigned: state.document.content.signedOriginal != nil)
    }

    /// - Parameter pages: of which the readings are wanted; `nil` for all.
    private func state(of id: DocumentID, pages: Set<Int>?) async throws -> ReviewState {
        let now = now()
        let found = try await ledger.read { tx -> ReviewState in
            guard let document = try tx.document(id) else { throw ReviewFault.unknown.refusal }
            var state = ReviewState(
                document: document, facts: try tx.corrections(of: document), bases: try tx.decidedReadings(of: id),
                item: try tx.reviewItem(id, at: now), policy: try tx.reviewPolicy())
            state.openPages = try tx.openPages(of: document)
            return state
        }
        var state = found
        let readings = CorrectedReadings(office: office)
        for number in state.document.content.pages.indices where pages?.contains(number) ?? true {
            state.readings[number] = try await readings.load(key: state.baseKey(number))
        }
        return state
    }
}

/// A document with the facts about it and the machine's readings of its pages.
struct ReviewState: Sendable {
    let document: DigitizedDocument
    let facts: [Correction]
    let standing: StandingCorrections
    let item: ReviewItem?
    let policy: ReviewPolicy
    /// See ``OpenedReview/openPages``.
    var openPages: [Int] = []
    /// By the page's number, 0-based.
    var readings: [Int: PageReading] = [:]

    /// - Parameter bases: the readings of pages that a person turned.
    init(
        document: DigitizedDocument, facts: [Correction], bases: [PageID: String], item: ReviewItem?,
        policy: ReviewPolicy
    ) {
        self.document = document
        self.facts = facts
        self.item = item
        self.policy = policy
        standing = StandingCorrections(facts, bases: bases)
    }

    /// The machine's reading of a page.
    func baseKey(_ number: Int) -> String {
        let page = document.content.pages[number]
        return standing.readings[page.pageID] ?? page.readingKey
    }

    func subject(_ number: Int, _ place: WordPlace) -> CorrectionSubject {
        .word(page: document.content.pages[number].pageID, reading: baseKey(number), place: place)
    }

    func words(of number: Int) -> [ReviewWord] {
        guard let reading = readings[number] else { return [] }
        let decided = standing.words(of: document.content.pages[number].pageID)
        return reading.text.lines.enumerated().flatMap { line, words in
            words.words.enumerated().map { word, read in
                let place = WordPlace(line: line, word: word)
                return ReviewWord(read, page: number, place: place, decided[place])
            }
        }
    }

    var pages: [ReviewPage] {
        document.content.pages.enumerated().compactMap { number, page in
            guard let reading = readings[number] else { return nil }
            return ReviewPage(
                number: number, pageID: page.pageID, original: page.content.original, pageIndex: page.content.pageIndex,
                width: reading.width, height: reading.height, dpi: reading.dpi, rotation: reading.rotation,
                skew: reading.skew, words: words(of: number))
        }
    }

    var fields: [ReviewField] { FieldName.allCases.map(field) }

    func field(_ name: FieldName) -> ReviewField {
        let inForce = document.content.fields[name]
        let fact = standing.fields[name]
        let first = facts.first { $0.subject == .field(name) }
        let recognized = first.map { $0.before.isEmpty ? nil : $0.before } ?? inForce?.value
        // A fact stands before the document follows it, and goes before the document does.
        let isBehind = first != nil && fact == nil
        let value = fact.map { $0.after.isEmpty ? nil : $0.after } ?? (isBehind ? recognized : inForce?.value)
        return ReviewField(
            name: name, value: value, recognized: recognized,
            confidence: fact == nil && !isBehind ? inForce?.confidence : nil, page: fact?.page ?? inForce?.page,
            box: fact == nil ? inForce?.box : fact?.box ?? inForce?.box, decision: fact?.decision,
            decidedBy: fact?.by,
            mustDecide: fact == nil && policy.toCheck(in: document.content.fields).contains(name))
    }
}
