import Basics
import DocumentModel
import Dossiers

extension LedgerTransaction {
    /// What people have to see, as an administrator set it.
    public func reviewPolicy() throws -> ReviewPolicy {
        if let known = memory.reviewPolicy { return known }
        let row = try sql.row("SELECT policy FROM review_policy WHERE id = 1", [])
        let policy = try row.map { try JSONColumn.decode($0.text("policy"), as: ReviewPolicy.self) } ?? ReviewPolicy()
        memory.reviewPolicy = policy
        return policy
    }

    /// Holds for documents that are attached or change from now on.
    public func setReviewPolicy(_ policy: ReviewPolicy, at now: Instant) throws {
        try sql.run(
            """
            INSERT INTO review_policy (id, policy, changed_at) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET policy = excluded.policy, changed_at = excluded.changed_at
            """, [SQLValue(try JSONColumn.encode(policy)), SQLValue(now)])
        acts.note(.reviewPolicyChanged, "", at: now)
        memory.reviewPolicy = policy
    }

    /// Has the queue follow a document: what is unsure in it, and what of that is decided.
    /// - Parameter isNew: whether it was just attached, so that it may be drawn for a look.
    func renewReviewItem(of id: DocumentID, isNew: Bool = false, at now: Instant) throws {
        let held = try sql.row("SELECT state, reason FROM review_items WHERE document_id = ?", [SQLValue(id)])
        guard let document = try document(id) else { return }
        guard document.isInForce else {
            if held != nil { try setReviewState(.withdrawn, of: id, from: [.open, .postponed]) }
            return
        }
        let doubts = try doubts(in: document)
        guard let held else {
            let share = isNew ? try reviewPolicy().sampleShare : 0
            let reason: ReviewItem.Reason? =
                doubts.words + doubts.fields > 0
                ? .unsure : doubts.isDecided ? .asked : isDrawn(id, share: share) ? .sample : nil
            if let reason { try insertReviewItem(document, doubts, reason, at: now) }
            return
        }
        try sql.run(
            "UPDATE review_items SET unsure_words = ?, open_words = ?, open_fields = ? WHERE document_id = ?",
            [SQLValue(doubts.unsure), SQLValue(doubts.words), SQLValue(doubts.fields), SQLValue(id)])
        if doubts.words + doubts.fields > 0 {
            try setReviewState(.open, of: id, from: [.done, .withdrawn])
        } else if try held.parsed("reason", as: ReviewItem.Reason.self) == .unsure, !doubts.isDecided {
            // Read anew, all of it is sure.
            try setReviewState(.withdrawn, of: id, from: [.open])
        }
    }

    private struct Doubts {
        var unsure = 0
        var words = 0
        var fields = 0
        /// Whether a person decided anything.
        var isDecided = false
    }

    private func doubts(in document: DigitizedDocument) throws -> Doubts {
        let standing = StandingCorrections(
            try corrections(of: document), bases: try decidedReadings(of: document.id))
        var doubts = Doubts(isDecided: !standing.isEmpty)
        for page in document.content.pages {
            let key = standing.readings[page.pageID] ?? page.readingKey
            guard let found = try wordDoubts(key: key) else { continue }
            let decided = standing.words(of: page.pageID)
            doubts.unsure += found.unsure
            doubts.words += found.below.count { decided[$0] == nil }
        }
        let fields = standing.fields
        doubts.fields = try reviewPolicy().toCheck(in: document.content.fields).count { fields[$0] == nil }
        return doubts
    }

    /// The pages of a document, 0-based, with words that deserve a look, decided or not.
    public func unsurePages(of document: DigitizedDocument) throws -> [Int] {
        let bases = StandingCorrections(
            try corrections(of: document), bases: try decidedReadings(of: document.id)
        ).readings
        return try document.content.pages.enumerated().compactMap { number, page in
            try wordDoubts(key: bases[page.pageID] ?? page.readingKey).map { $0.unsure > 0 } ?? false ? number : nil
        }
    }

    /// The pages of a document, 0-based, with words below the floor about which nobody has decided.
    public func openPages(of document: DigitizedDocument) throws -> [Int] {
        let standing = StandingCorrections(
            try corrections(of: document), bases: try decidedReadings(of: document.id))
        return try document.content.pages.enumerated().compactMap { number, page in
            guard let found = try wordDoubts(key: standing.readings[page.pageID] ?? page.readingKey) else { return nil }
            let decided = standing.words(of: page.pageID)
            return found.below.contains { decided[$0] == nil } ? number : nil
        }
    }

    /// What of a reading a person has to see; `nil` for those that were made before this was recorded.
    func wordDoubts(key: String) throws -> WordDoubts? {
        try sql.row("SELECT unsure_words, words_below FROM page_readings WHERE key = ?", [SQLValue(key)])
            .flatMap(wordDoubts)
    }

    /// The same document is drawn, or not, however often it is asked.
    private func isDrawn(_ id: DocumentID, share: Double) -> Bool {
        guard share > 0 else { return false }
        let number = UInt32(AuditHash.hex(of: ["sample", id.rawValue]).prefix(8), radix: 16) ?? .max
        return Double(number) / 4_294_967_296 < share
    }

    private func insertReviewItem(
        _ document: DigitizedDocument, _ doubts: Doubts, _ reason: ReviewItem.Reason, at now: Instant
    ) throws {
        let content = document.content
        let due = try sql.row(
            "SELECT due FROM case_versions WHERE case_code = ? AND superseded_at IS NULL",
            [SQLValue(content.caseCode)])?.optionalText("due")
        try sql.run(
            """
            INSERT INTO review_items (document_id, case_code, component, batch_id, agency, due, pages, unsure_words,
                open_words, open_fields, state, reason, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(document.id), SQLValue(content.caseCode), SQLValue(content.component),
                SQLValue(content.batchID), SQLValue(AgencyScope(rawValue: content.caseCode.agency)?.rawValue ?? ""),
                SQLValue(due ?? Self.noDeadline), SQLValue(content.pages.count), SQLValue(doubts.unsure),
                SQLValue(doubts.words), SQLValue(doubts.fields), SQLValue(ReviewItem.State.open), SQLValue(reason),
                SQLValue(now),
            ])
        acts.note(.reviewOpened, document.id.rawValue, at: now)
    }

    /// Stands where a case has no last day, so that these come last.
    static var noDeadline: String { "9999-12-31" }

    private func setReviewState(_ state: ReviewItem.State, of id: DocumentID, from: Set<ReviewItem.State>) throws {
        let marks = from.map { _ in "?" }.joined(separator: ", ")
        try sql.run(
            """
            UPDATE review_items SET state = ?, leased_by = NULL, lease_name = NULL, leased_at = NULL, lease_until = NULL,
                done_at = NULL, done_by = NULL
            WHERE document_id = ? AND state IN (\(marks))
            """, [SQLValue(state), SQLValue(id)] + from.map(\.rawValue).sorted().map { SQLValue($0) })
    }

    // MARK: Work

    /// For how long an item is one person's without a word of theirs.
    public static var reviewLease: Duration { .seconds(600) }

    /// Takes an item for the actor.
    /// - Parameter takingOver: whether it is taken from whoever has it.
    /// - Throws: ``ReviewFault/unknown``, ``ReviewFault/taken(_:)``.
    public func takeReview(_ id: DocumentID, takingOver: Bool = false, at now: Instant) throws {
        if try reviewItem(id, at: now) == nil {
            let document = try documentToReview(id)
            try insertReviewItem(document, doubts(in: document), .asked, at: now)
        }
        let (item, holder) = try heldReview(id, at: now)
        if let lease = item.lease, holder != actor.account || lease.by != actor.name {
            guard takingOver else { throw ReviewFault.taken(lease) }
            acts.note(.reviewTakenOver, id.rawValue, at: now)
        } else {
            acts.note(.reviewTaken, id.rawValue, at: now)
        }
        let isOwn = holder == actor.account && item.lease?.by == actor.name
        try sql.run(
            """
            UPDATE review_items SET leased_by = ?, lease_name = ?, leased_at = ?, lease_until = ?
            WHERE document_id = ?
            """,
            [
                SQLValue(actor.account), SQLValue(actor.name), SQLValue(isOwn ? item.lease?.since : now),
                SQLValue(now.adding(Self.reviewLease)), SQLValue(id),
            ])
    }

    /// Keeps an item that the actor has.
    /// - Throws: ``ReviewFault/taken(_:)`` when somebody else has it by now.
    public func renewReview(_ id: DocumentID, at now: Instant) throws {
        let (item, holder) = try heldReview(id, at: now)
        if let lease = item.lease, holder != actor.account || lease.by != actor.name {
            throw ReviewFault.taken(lease)
        }
        guard item.lease != nil else { return }
        try sql.run(
            "UPDATE review_items SET lease_until = ? WHERE document_id = ?",
            [SQLValue(now.adding(Self.reviewLease)), SQLValue(id)])
    }

    /// Gives an item back that the actor has; does nothing otherwise.
    public func releaseReview(_ id: DocumentID, at now: Instant) throws {
        let changed = try sql.run(
            """
            UPDATE review_items SET leased_by = NULL, lease_name = NULL, leased_at = NULL, lease_until = NULL
            WHERE document_id = ? AND leased_by = ? AND lease_name = ?
            """, [SQLValue(id), SQLValue(actor.account), SQLValue(actor.name)])
        if changed > 0 { acts.note(.reviewReleased, id.rawValue, at: now) }
    }

    /// Leaves an item to a senior.
    /// - Throws: ``ReviewFault``.
    public func postponeReview(_ id: DocumentID, note: String, at now: Instant) throws {
        try renewReview(id, at: now)
        try setReviewState(.postponed, of: id, from: [.open, .postponed])
        try sql.run(
            "UPDATE review_items SET note = ?, noted_by = ?, noted_at = ? WHERE document_id = ?",
            [SQLValue(note), SQLValue(actor.name), SQLValue(now), SQLValue(id)])
        acts.note(.reviewPostponed, id.rawValue, at: now)
    }

    /// Puts an item back among the open ones.
    public func resumeReview(_ id: DocumentID, at now: Instant) throws {
        try renewReview(id, at: now)
        try setReviewState(.open, of: id, from: [.postponed])
        acts.note(.reviewResumed, id.rawValue, at: now)
    }

    /// Ends the work on an item. Doing it again changes nothing.
    /// - Throws: ``ReviewFault/unfinished(words:fields:)`` while something below the floor is undecided; others of
    ///   ``ReviewFault``.
    public func finishReview(_ id: DocumentID, at now: Instant) throws {
        try renewReview(id, at: now)
        let (item, _) = try heldReview(id, at: now)
        guard item.state == .open || item.state == .postponed else { return }
        guard !item.isUnfinished else {
            throw ReviewFault.unfinished(words: item.openWords, fields: item.openFields)
        }
        try setReviewState(.done, of: id, from: [.open, .postponed])
        try sql.run(
            "UPDATE review_items SET done_at = ?, done_by = ? WHERE document_id = ?",
            [SQLValue(now), SQLValue(actor.name), SQLValue(id)])
        try removeReviewDraft(of: id)
        acts.note(.reviewFinished, id.rawValue, at: now)
    }

    /// An item with the account that has it.
    private func heldReview(_ id: DocumentID, at now: Instant) throws -> (item: ReviewItem, holder: String?) {
        guard let row = try sql.row("SELECT * FROM review_items WHERE document_id = ?", [SQLValue(id)]) else {
            throw ReviewFault.unknown
        }
        return (try reviewItem(row, at: now), try row.optionalText("leased_by"))
    }
}
