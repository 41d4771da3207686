import Basics
import DocumentModel
import Dossiers

/// A correction as it is handed to the ledger, checked and looked up by whoever has the reading.
public struct NewCorrection: Hashable, Sendable {
    public var subject: CorrectionSubject
    public var decision: Correction.Decision
    /// What stands there when nobody has decided: as the machine read it.
    public var recognized: String
    public var after: String
    /// 0-based page of the document, and where on it.
    public var page: Int?
    public var box: PixelBox?

    public init(
        subject: CorrectionSubject, decision: Correction.Decision, recognized: String, after: String, page: Int?,
        box: PixelBox?
    ) {
        self.subject = subject
        self.decision = decision
        self.recognized = recognized
        self.after = after
        self.page = page
        self.box = box
    }
}

extension LedgerTransaction {
    /// Most facts that one act of a person may record.
    public static var maximumCorrections: Int { 5_000 }

    /// All facts about a document and the pages that it holds, oldest first.
    public func corrections(of document: DigitizedDocument) throws -> [Correction] {
        try corrections(of: document.id)
    }

    /// See ``corrections(of:)-document``.
    public func corrections(of id: DocumentID) throws -> [Correction] {
        // Two questions, so that each finds its index: facts about words belong to the page, whichever document holds it.
        try sql.rows(
            """
            SELECT c.* FROM document_pages p JOIN corrections c ON c.page_id = p.page_id WHERE p.document_id = ?
            UNION ALL SELECT c.* FROM corrections c WHERE c.document_id = ? AND c.page_id IS NULL
            ORDER BY number
            """, [SQLValue(id), SQLValue(id)]
        ).map(correction)
    }

    /// Records what a person decided about words and fields of a document, all of it or nothing; what stands so already is
    /// left out. Its text, PDF and index follow by a job, and its place in the queue at once.
    /// - Parameters:
    ///   - seen: the last fact about the document that the person saw.
    ///   - act: by which it is known when it is sent again; `nil` for what nobody sends twice.
    /// - Returns: the facts that were recorded, now or when the same act was sent before.
    /// - Throws: ``ReviewFault``; ``ReviewConflict`` when somebody else decided otherwise about the same since then;
    ///   ``LedgerError/Code/tooLarge``.
    public func correct(
        _ id: DocumentID, _ new: [NewCorrection], seen: Int, act: ReviewActKey? = nil, at now: Instant
    ) throws -> [Correction] {
        if let act, let known = try reviewAct(act, on: id, by: actor.account) { return known }
        let document = try documentToReview(id)
        guard new.count <= Self.maximumCorrections else { throw LedgerError(.tooLarge, "\(new.count) corrections") }
        let facts = try corrections(of: document)
        let standing = StandingCorrections(facts, bases: try decidedReadings(of: id))
        try check(new, document, standing)
        try checkConflicts(new, facts, standing, seen: seen)
        let wanted = new.filter { fact in
            guard let stands = standing.bySubject[fact.subject] else { return true }
            return stands.decision != fact.decision || stands.after != fact.after
        }
        let recorded = try record(
            wanted.map { fact in
                let before = standing.bySubject[fact.subject]?.after ?? fact.recognized
                return (fact, before, nil)
            }, of: document, at: now)
        if let act { try noteReviewAct(act, on: id, recorded, at: now) }
        return recorded
    }

    /// Takes back what the actor decided last about a document.
    /// - Parameter act: by which it is known when it is sent again: without it each time takes back one act more.
    /// - Returns: the facts that were recorded, now or when the same act was sent before.
    /// - Throws: ``ReviewFault/nothingToUndo``, ``ReviewFault/actDiffers``.
    public func undoCorrections(
        of id: DocumentID, act: ReviewActKey? = nil, at now: Instant
    ) throws -> [Correction] {
        if let act, let known = try reviewAct(act, on: id, by: actor.account) { return known }
        let document = try documentToReview(id)
        let facts = try corrections(of: document)
        let undone = Set(facts.compactMap(\.undoes))
        let own = facts.last {
            $0.undoes == nil && !undone.contains($0.number) && $0.account == actor.account && $0.person == actor.claimed
        }
        guard let gesture = own?.gesture else { throw ReviewFault.nothingToUndo }
        let taken = facts.filter { $0.gesture == gesture && $0.undoes == nil && !undone.contains($0.number) }
        let after = StandingCorrections(
            facts.filter { fact in !taken.contains { $0.number == fact.number } }, bases: try decidedReadings(of: id))
        let recorded = try record(
            taken.map { fact in
                let stands = after.bySubject[fact.subject]?.after ?? recognized(fact.subject, facts)
                let undoing = NewCorrection(
                    subject: fact.subject, decision: .undone, recognized: fact.after, after: stands, page: fact.page,
                    box: fact.box)
                return (undoing, fact.after, fact.number)
            }, of: document, at: now)
        if let act { try noteReviewAct(act, on: id, recorded, at: now) }
        return recorded
    }

    /// What the machine had read, as the first fact about it says.
    private func recognized(_ subject: CorrectionSubject, _ facts: [Correction]) -> String {
        facts.first { $0.subject == subject }?.before ?? ""
    }

    // MARK: Rules

    func documentToReview(_ id: DocumentID) throws -> DigitizedDocument {
        guard let document = try document(id) else { throw ReviewFault.unknown }
        guard document.isInForce else { throw ReviewFault.notInForce }
        return document
    }

    /// All corrections of a page are of one reading: of the first that somebody corrected.
    private func check(_ new: [NewCorrection], _ document: DigitizedDocument, _ standing: StandingCorrections) throws {
        let inForce = Dictionary(document.content.pages.map { ($0.pageID, $0.readingKey) }) { first, _ in first }
        for fact in new {
            guard case .word(let page, let reading, _) = fact.subject else { continue }
            guard let key = standing.readings[page] ?? inForce[page] else { throw ReviewFault.unknown }
            guard key == reading else { throw ReviewFault.readingChanged }
        }
    }

    private func checkConflicts(
        _ new: [NewCorrection], _ facts: [Correction], _ standing: StandingCorrections, seen: Int
    ) throws {
        let later = facts.filter {
            $0.number > seen && !($0.account == actor.account && $0.person == actor.claimed)
        }
        guard !later.isEmpty else { return }
        let latest = Dictionary(later.map { ($0.subject, $0) }) { _, last in last }
        let conflicts = new.compactMap { fact -> ReviewConflict.Item? in
            guard let other = latest[fact.subject] else { return nil }
            let stands = standing.bySubject[fact.subject] ?? other
            guard stands.decision != fact.decision || stands.after != fact.after else { return nil }
            return ReviewConflict.Item(standing: stands, wanted: fact.after)
        }
        guard conflicts.isEmpty else { throw ReviewConflict(items: conflicts, revision: standing.revision) }
    }

    // MARK: Recording

    /// Facts about fields go over to the document that takes the place of others; those about words stay with their pages.
    func carryCorrections(from earlier: [DigitizedDocument], to id: DocumentID, at now: Instant) throws {
        guard let document = try document(id) else { return }
        let place = Dictionary(document.content.pages.enumerated().map { ($1.pageID, $0) }) { first, _ in first }
        var carried: [FieldName: NewCorrection] = [:]
        for old in earlier {
            for (name, fact) in StandingCorrections(try corrections(of: old)).fields {
                let page = fact.page.flatMap { page in
                    old.content.pages.indices.contains(page) ? place[old.content.pages[page].pageID] : nil
                }
                carried[name] = NewCorrection(
                    subject: fact.subject, decision: fact.decision, recognized: fact.before, after: fact.after,
                    page: page, box: page == nil ? nil : fact.box)
            }
        }
        let facts = carried.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($1, $1.recognized, Int?.none) }
        _ = try record(facts + takenBack(besides: Set(carried.keys), of: document), of: document, at: now)
        guard facts.isEmpty else { return }
        try followCorrections(of: document, at: now)
    }

    /// Has a document that came into force follow what was corrected on its pages before, and in it.
    func followCorrections(of document: DigitizedDocument, at now: Instant) throws {
        guard let last = try corrections(of: document).last else { return }
        try noteRevision(last.number, of: document.id)
        try enqueue(.applyingCorrections(to: document.id), at: now)
    }

    /// The facts that take back what a document that comes back into force had of fields, and the one that stood for it
    /// meanwhile has not.
    private func takenBack(
        besides carried: Set<FieldName>, of document: DigitizedDocument
    ) throws -> [(fact: NewCorrection, before: String, undoes: Int?)] {
        let facts = try corrections(of: document)
        let undone = Set(facts.compactMap(\.undoes))
        return facts.reversed().compactMap { fact in
            guard let name = fact.subject.field, !carried.contains(name), fact.undoes == nil,
                !undone.contains(fact.number)
            else { return nil }
            let undoing = NewCorrection(
                subject: fact.subject, decision: .undone, recognized: fact.after,
                after: recognized(fact.subject, facts), page: fact.page, box: fact.box)
            return (undoing, fact.after, fact.number)
        }
    }

    private func record(
        _ new: [(fact: NewCorrection, before: String, undoes: Int?)], of document: DigitizedDocument, at now: Instant
    ) throws -> [Correction] {
        guard !new.isEmpty else { return [] }
        let numbers = try reserve(new.count, of: .correction)
        let gesture = identifiers.next(at: now)
        var facts: [Correction] = []
        for (number, new) in zip(numbers, new) {
            let fact = Correction(
                number: number, gesture: gesture, document: document.id, subject: new.fact.subject,
                decision: new.fact.decision, before: new.before, after: new.fact.after, page: new.fact.page,
                box: new.fact.box, undoes: new.undoes, account: actor.account, person: actor.claimed, recordedAt: now)
            try insert(fact)
            facts.append(fact)
        }
        acts.note(.correctionsMade, document.id.rawValue, .corrections, range: numbers, at: now)
        try noteRevision(numbers.upperBound, of: document.id)
        try renewReviewItem(of: document.id, at: now)
        try enqueue(.applyingCorrections(to: document.id, at: now), at: now)
        return facts
    }

    private func insert(_ fact: Correction) throws {
        var (page, reading, place) = (PageID?.none, String?.none, WordPlace?.none)
        if case .word(let id, let key, let word) = fact.subject { (page, reading, place) = (id, key, word) }
        try sql.run(
            """
            INSERT INTO corrections (number, gesture, document_id, page_id, reading_key, line, word, field, decision,
                before, after, evidence_page, evidence_box, undoes, account, person, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(fact.number), SQLValue(fact.gesture), SQLValue(fact.document), SQLValue(page),
                SQLValue(reading), SQLValue(place?.line), SQLValue(place?.word), SQLValue(fact.subject.field),
                SQLValue(fact.decision), SQLValue(fact.before), SQLValue(fact.after), SQLValue(fact.page),
                SQLValue(fact.box.map { "\($0.x) \($0.y) \($0.width) \($0.height)" }), SQLValue(fact.undoes),
                SQLValue(fact.account), SQLValue(fact.person), SQLValue(fact.recordedAt),
            ])
    }

    func correction(_ row: SQLRow) throws -> Correction {
        let subject: CorrectionSubject
        if let page: PageID = try row.optionalParsed("page_id") {
            subject = .word(
                page: page, reading: try row.text("reading_key"),
                place: WordPlace(line: try row.integer("line"), word: try row.integer("word")))
        } else {
            subject = .field(try row.parsed("field"))
        }
        return Correction(
            number: try row.integer("number"), gesture: try row.text("gesture"),
            document: try row.parsed("document_id"), subject: subject, decision: try row.parsed("decision"),
            before: try row.text("before"), after: try row.text("after"),
            page: try row.optionalInteger("evidence_page"), box: try row.optionalBox("evidence_box"),
            undoes: try row.optionalInteger("undoes"), account: try row.text("account"),
            person: try row.optionalText("person"), recordedAt: try row.instant("recorded_at"))
    }
}

extension DigitizedDocument {
    /// Whether it stands for its component, or waits beside the one that does.
    var isInForce: Bool { state == .current || state == .candidate }
}

extension SQLRow {
    fileprivate func optionalBox(_ column: String) throws -> PixelBox? {
        guard let text = try optionalText(column) else { return nil }
        let edges = text.split(separator: " ").compactMap { Int($0) }
        guard edges.count == 4 else { throw LedgerError(.damagedRecord, "column \(column)") }
        return PixelBox(x: edges[0], y: edges[1], width: edges[2], height: edges[3])
    }
}

extension NewJob {
    /// For how long the first correction of a document waits for the next: a person makes many in a row, and each would
    /// have the PDF made again.
    static let correctionPause = Duration.seconds(5)

    /// The job that has text, fields, PDF and index follow the corrections of a document.
    /// - Parameter now: `nil` for at once.
    public static func applyingCorrections(to id: DocumentID, at now: Instant? = nil) -> NewJob {
        NewJob(
            kind: .applyCorrections, payload: id.rawValue, uniqueKey: id.rawValue, lane: "review",
            scheduledAt: now?.adding(correctionPause))
    }
}
