import Basics
import DocumentModel
import Dossiers

/// By what an act of a person is known when it is sent again: a browser that got no answer, a form that was sent twice.
public struct ReviewActKey: Hashable, Sendable {
    /// Chosen by the screen for each act; nobody else's acts are known by it.
    public let key: String
    /// A digest of what is asked for: the same key never stands for something else.
    public let content: String

    /// - Parameters:
    ///   - key: 8 to 64 letters, digits, `-` and `_`.
    ///   - content: what is asked for, as texts in a fixed order.
    /// - Throws: ``ReviewFault/badActKey``.
    public init(_ key: String, of content: [String]) throws(ReviewFault) {
        guard (8...64).contains(key.utf8.count), key.utf8.allSatisfy(Self.isPlain) else { throw .badActKey }
        self.key = key
        self.content = AuditHash.hex(of: ["review act"] + content)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// What somebody typed about a document and has not sent.
public struct ReviewDraft: Hashable, Sendable {
    /// Most bytes of ``body``.
    public static let maxBytes = 16 << 10

    /// The last fact about the document that the person had seen.
    public var revision: Int
    /// In the screen's own form.
    public var body: String
    public var changedAt: Instant
}

extension LedgerTransaction {
    // MARK: Acts

    /// What an account recorded with a key before.
    /// - Returns: `nil` when it was never sent.
    /// - Throws: ``ReviewFault/actDiffers`` when the key stood for something else.
    public func reviewAct(_ act: ReviewActKey, on id: DocumentID, by account: String) throws -> [Correction]? {
        let row = try sql.row(
            "SELECT content, first, last FROM review_acts WHERE account = ? AND document_id = ? AND key = ?",
            [SQLValue(account), SQLValue(id), SQLValue(act.key)])
        guard let row else { return nil }
        guard try row.text("content") == act.content else { throw ReviewFault.actDiffers }
        guard let first = try row.optionalInteger("first"), let last = try row.optionalInteger("last") else {
            return []
        }
        return try sql.rows(
            "SELECT * FROM corrections WHERE number BETWEEN ? AND ? ORDER BY number",
            [SQLValue(first), SQLValue(last)]
        ).map(correction)
    }

    func noteReviewAct(_ act: ReviewActKey, on id: DocumentID, _ facts: [Correction], at now: Instant) throws {
        try sql.run(
            """
            INSERT INTO review_acts (account, document_id, key, content, first, last, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(actor.account), SQLValue(id), SQLValue(act.key), SQLValue(act.content),
                SQLValue(facts.first?.number), SQLValue(facts.last?.number), SQLValue(now),
            ])
    }

    /// Whether there are acts that nobody will send again.
    public func hasReviewActToPrune(recordedBefore limit: Instant) throws -> Bool {
        try sql.row("SELECT 1 AS found FROM review_acts WHERE recorded_at < ? LIMIT 1", [SQLValue(limit)]) != nil
    }

    /// Forgets the keys of some acts. What was recorded stays; only that it is known when it is sent again ends.
    /// - Parameter most: of them.
    /// - Returns: how many were forgotten.
    public func pruneReviewActs(recordedBefore limit: Instant, limit most: Int) throws -> Int {
        try sql.run(
            """
            DELETE FROM review_acts WHERE (account, document_id, key) IN
                (SELECT account, document_id, key FROM review_acts WHERE recorded_at < ?
                    ORDER BY recorded_at LIMIT ?)
            """, [SQLValue(limit), SQLValue(most)])
    }

    // MARK: Drafts

    /// What somebody typed about a document and has not sent; `nil` where there is nothing.
    public func reviewDraft(of id: DocumentID, by account: String) throws -> ReviewDraft? {
        try sql.row(
            "SELECT revision, body, changed_at FROM review_drafts WHERE account = ? AND document_id = ?",
            [SQLValue(account), SQLValue(id)]
        ).map {
            ReviewDraft(
                revision: try $0.integer("revision"), body: try $0.text("body"), changedAt: try $0.instant("changed_at")
            )
        }
    }

    /// Keeps what the actor typed, in the place of what was kept before.
    /// - Parameter body: nothing, when there is nothing to keep.
    /// - Throws: ``ReviewFault/draftTooLarge``; ``ReviewFault/unknown``, ``ReviewFault/notInForce``.
    public func saveReviewDraft(_ body: String, of id: DocumentID, seen revision: Int, at now: Instant) throws {
        guard body.utf8.count <= ReviewDraft.maxBytes else { throw ReviewFault.draftTooLarge }
        guard !body.isEmpty else { return try removeReviewDraft(of: id) }
        _ = try documentToReview(id)
        // What nobody came back to for so long is nobody's work any more, and may be about a person.
        try sql.run(
            "DELETE FROM review_drafts WHERE changed_at < ?", [SQLValue(now.adding(.seconds(-Self.draftSeconds)))])
        try sql.run(
            """
            INSERT INTO review_drafts (account, document_id, revision, body, changed_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (account, document_id) DO UPDATE
                SET revision = excluded.revision, body = excluded.body, changed_at = excluded.changed_at
            """,
            [SQLValue(actor.account), SQLValue(id), SQLValue(revision), SQLValue(body), SQLValue(now)])
    }

    /// Removes the actor's draft; those of others stay theirs.
    func removeReviewDraft(of id: DocumentID) throws {
        try sql.run(
            "DELETE FROM review_drafts WHERE account = ? AND document_id = ?", [SQLValue(actor.account), SQLValue(id)])
    }

    /// For how long a draft is kept: 30 days.
    private static var draftSeconds: Int { 30 * 86_400 }

    // MARK: What others decided

    /// What people wrote for the words of a batch, by what stood there before: the most frequent first.
    /// - Parameter limit: most words.
    public func replacements(inBatch batch: BatchID, limit: Int = 500) throws -> [String: [String]] {
        let rows = try sql.rows(
            """
            SELECT c.before, c.after, COUNT(*) AS times FROM pages p JOIN corrections c ON c.page_id = p.id
            WHERE p.batch_id = ? AND c.decision = 'replaced'
            GROUP BY c.before, c.after ORDER BY times DESC, c.after LIMIT ?
            """, [SQLValue(batch), SQLValue(limit)])
        return try rows.reduce(into: [:]) { $0[try $1.text("before"), default: []].append(try $1.text("after")) }
    }
}
