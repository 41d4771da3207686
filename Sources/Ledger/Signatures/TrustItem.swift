import Basics
import DocumentModel

/// A root, revocation list or answer that an administrator fed in, with where it came from.
public struct TrustItem: Hashable, Sendable {
    /// From 1, in the order of coming in.
    public var number: Int
    /// Its DER in the store.
    public var artifact: ContentDigest
    public var kind: TrustKind
    /// Whom or what it is about, for people.
    public var subject: String
    /// SHA-256 of the name of the authority whose certificates it is about; empty for an OCSP answer.
    public var authority: String
    /// Since when and until when it holds, by its own word.
    public var from: Instant?
    public var to: Instant?
    /// Where it was got.
    public var source: String
    /// When it was got there.
    public var occurredAt: Instant
    public var recordedAt: Instant
    public var recordedBy: String
    /// That it is trusted no longer.
    public var withdrawal: TrustWithdrawal?
}

public struct TrustWithdrawal: Hashable, Sendable {
    public var reason: String
    public var at: Instant
    public var by: String
}

extension LedgerTransaction {
    /// Most revocation lists of one authority that are looked at, the newest first: older ones speak of certificates that
    /// expired long ago.
    private static let maxListsOfAuthority = 12
    /// Most lists, and most answers of responders.
    private static let maxEvidence = 150

    /// What is trusted, and the lists and answers that are worth asking.
    public func trustState() throws -> TrustState {
        let inForce = "number NOT IN (SELECT number FROM trust_withdrawals)"
        var items = try trustItems(
            where: "kind IN ('root', 'time_stamp_root', 'intermediate') AND \(inForce) ORDER BY number", [])
        var ofAuthority: [String: Int] = [:]
        // A few times what is wanted, so that one busy authority does not push the others out.
        let lists = try trustItems(
            where: "kind = 'revocation_list' AND \(inForce) ORDER BY number DESC LIMIT 2000", [])
        items += lists.filter { list in
            ofAuthority[list.authority, default: 0] += 1
            return ofAuthority[list.authority, default: 0] <= Self.maxListsOfAuthority
        }.prefix(Self.maxEvidence)
        items += try trustItems(
            where: "kind = 'status_answer' AND \(inForce) ORDER BY number DESC LIMIT ?", [SQLValue(Self.maxEvidence)])
        return TrustState(revision: try trustRevision(), items: items)
    }

    /// How often trust has changed.
    public func trustRevision() throws -> Int {
        try sql.row(
            "SELECT (SELECT COUNT(*) FROM trust_items) + (SELECT COUNT(*) FROM trust_withdrawals) AS n", [])?
            .integer("n") ?? 0
    }

    /// All items, withdrawn ones too, the newest first.
    public func trustItems(limit: Int) throws -> [TrustItem] {
        try trustItems(where: "1 = 1 ORDER BY number DESC LIMIT ?", [SQLValue(limit)])
    }

    public func trustItem(_ number: Int) throws -> TrustItem? {
        try trustItems(where: "number = ?", [SQLValue(number)]).first
    }

    /// Records that something is trusted, and has the signatures that it concerns verified again.
    /// - Returns: the item, and whether it is new; what is trusted already stays as it is.
    public func trust(
        _ kind: TrustKind, _ description: TrustDescription, artifact: ContentDigest, source: String,
        obtained occurredAt: Instant, at now: Instant
    ) throws -> (item: TrustItem, isNew: Bool) {
        let held = try trustItems(
            where: "artifact = ? AND kind = ? AND number NOT IN (SELECT number FROM trust_withdrawals)",
            [SQLValue.text(artifact.rawValue), SQLValue(kind)])
        if let item = held.first { return (item, false) }
        let number = (try sql.row("SELECT MAX(number) AS n FROM trust_items", [])?.optionalInteger("n") ?? 0) + 1
        try sql.run(
            """
            INSERT INTO trust_items (number, artifact, kind, subject, authority, holds_from, holds_to, source,
                occurred_at, recorded_at, recorded_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(number), refer(to: artifact, as: .trust, of: String(number)), SQLValue(kind),
                SQLValue(description.subject), SQLValue(description.authority),
                SQLValue(description.from.map(Int.init)), SQLValue(description.to.map(Int.init)), SQLValue(source),
                SQLValue(occurredAt), SQLValue(now),
                SQLValue(actor.name),
            ])
        acts.note(.trustChanged, String(number), .trustItems, range: number...number, at: now)
        try enqueue(.verifyingSignatures(becauseOf: number), at: now)
        guard let item = try trustItem(number) else { throw LedgerError(.damagedRecord, "trust item \(number)") }
        return (item, true)
    }

    /// Records that something is trusted no longer.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when it was withdrawn before.
    public func withdrawTrust(_ number: Int, reason: String, at now: Instant) throws -> TrustItem {
        guard let item = try trustItem(number) else { throw LedgerError(.notFound, "trust item \(number)") }
        guard item.withdrawal == nil else { throw LedgerError(.conflict, "trust item \(number) was withdrawn before") }
        try sql.run(
            "INSERT INTO trust_withdrawals (number, reason, recorded_at, recorded_by) VALUES (?, ?, ?, ?)",
            [SQLValue(number), SQLValue(reason), SQLValue(now), SQLValue(actor.name)])
        acts.note(.trustChanged, String(number), .trustWithdrawals, range: number...number, at: now)
        try enqueue(.verifyingSignatures(becauseOf: number), at: now)
        return try trustItem(number) ?? item
    }

    private func trustItems(where condition: String, _ values: [SQLValue]) throws -> [TrustItem] {
        try sql.rows("SELECT * FROM trust_items WHERE \(condition)", values).map { row in
            let number = try row.integer("number")
            let withdrawal = try sql.row("SELECT * FROM trust_withdrawals WHERE number = ?", [SQLValue(number)])
            return TrustItem(
                number: number, artifact: try row.parsed("artifact"), kind: try row.parsed("kind"),
                subject: try row.text("subject"), authority: try row.text("authority"),
                from: try row.optionalInstant("holds_from"), to: try row.optionalInstant("holds_to"),
                source: try row.text("source"), occurredAt: try row.instant("occurred_at"),
                recordedAt: try row.instant("recorded_at"), recordedBy: try row.text("recorded_by"),
                withdrawal: try withdrawal.map {
                    TrustWithdrawal(
                        reason: try $0.text("reason"), at: try $0.instant("recorded_at"),
                        by: try $0.text("recorded_by"))
                })
        }
    }
}

extension ArtifactRole {
    /// Something that an administrator fed in for signatures.
    public static let trust = ArtifactRole(rawValue: "trust")
    /// Something on which what was found of a signature rests.
    public static let signatureEvidence = ArtifactRole(rawValue: "signature_evidence")
}

extension NewJob {
    /// The job that verifies signatures again.
    /// - Parameter item: the number of what is trusted now, or no longer; `nil` for all that was never verified.
    public static func verifyingSignatures(becauseOf item: Int?) -> NewJob {
        NewJob(
            kind: .verifySignatures, payload: item.map(String.init) ?? "", uniqueKey: item.map(String.init) ?? "all",
            lane: "signatures", priority: .background)
    }
}
