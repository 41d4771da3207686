import Basics
import Dossiers
import PostalChannel

public typealias LegEvidenceID = Identifier<LegEvidence>

/// A scanned slip or record that is filed on a leg, with what was read from it.
public struct LegEvidence: Hashable, Sendable, Identifiable {
    /// Empty until it is filed.
    public var id: LegEvidenceID
    public var leg: LegID
    /// The digitized document that it is a page of.
    public var document: DocumentID?
    /// The file that it is in.
    public var artifact: ContentDigest?
    /// Page of the document or file, counted from 0.
    public var page: Int
    /// The tracking number that stands on it.
    public var tracking: String?
    /// How many signatures are on it; `nil` when nobody looked.
    public var signatures: Int?
    /// Whether the hour is filled in; `nil` when nobody looked.
    public var hasHour: Bool?
    /// What else it shows, in words or as JSON text.
    public var detail: String
    public var recordedBy: String
    public var recordedAt: Instant

    public init(
        leg: LegID, document: DocumentID? = nil, artifact: ContentDigest? = nil, page: Int = 0,
        tracking: String? = nil, signatures: Int? = nil, hasHour: Bool? = nil, detail: String = "",
        recordedBy: String, recordedAt: Instant
    ) {
        id = LegEvidenceID(rawValue: "")
        self.leg = leg
        self.document = document
        self.artifact = artifact
        self.page = page
        self.tracking = tracking
        self.signatures = signatures
        self.hasHour = hasHour
        self.detail = detail
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }
}

extension LedgerTransaction {
    /// Files a slip on a leg. The same page once more changes nothing.
    /// - Throws: ``LedgerError/Code/conflict`` when it names neither a document nor a file, or what it names is not
    ///   there; ``LedgerError/Code/tooLarge``.
    @discardableResult
    public func file(_ evidence: LegEvidence) throws -> LegEvidence {
        guard evidence.document != nil || evidence.artifact != nil else {
            throw LedgerError(.conflict, "evidence without document or file")
        }
        guard [evidence.detail, evidence.tracking ?? ""].allSatisfy({ $0.utf8.count <= Leg.Limit.text }) else {
            throw LedgerError(.tooLarge, "evidence of a leg")
        }
        let known = try self.evidence(leg: evidence.leg).first { $0.isSamePage(as: evidence) }
        if let known { return known }
        var filed = evidence
        filed.id = newID(LegEvidence.self, at: evidence.recordedAt)
        try sql.run(
            """
            INSERT INTO leg_evidence (id, leg_id, document_id, artifact, page_index, tracking, signature_count,
                has_hour, detail, recorded_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(filed.id), SQLValue(filed.leg), SQLValue(filed.document),
                refer(to: filed.artifact, as: .original, of: "leg \(filed.leg)"),
                SQLValue(filed.page), SQLValue(filed.tracking), SQLValue(filed.signatures),
                filed.hasHour.map { SQLValue($0) } ?? .null, SQLValue(filed.detail), SQLValue(filed.recordedBy),
                SQLValue(filed.recordedAt),
            ])
        acts.note(
            .evidenceFiled, filed.leg.rawValue, .legEvidence, key: filed.id.rawValue, at: filed.recordedAt)
        try reopen(parcels: parcels(ofLeg: evidence.leg))
        return filed
    }

    func parcels(ofLeg id: LegID) throws -> [String] {
        try sql.rows("SELECT parcel_id FROM parcel_legs WHERE leg_id = ?", [SQLValue(id)]).map {
            try $0.text("parcel_id")
        }
    }

    /// What is filed on a leg, oldest first.
    public func evidence(leg id: LegID) throws -> [LegEvidence] {
        try sql.rows("SELECT * FROM leg_evidence WHERE leg_id = ? ORDER BY recorded_at, id", [SQLValue(id)])
            .map(LegEvidence.init)
    }
}

extension LegEvidence {
    init(_ row: SQLRow) throws {
        self.init(
            leg: try row.parsed("leg_id"), document: try row.optionalParsed("document_id"),
            artifact: try row.optionalParsed("artifact"), page: try row.integer("page_index"),
            tracking: try row.optionalText("tracking"), signatures: try row.optionalInteger("signature_count"),
            hasHour: try row.optionalInteger("has_hour").map { $0 != 0 }, detail: try row.text("detail"),
            recordedBy: try row.text("recorded_by"), recordedAt: try row.instant("recorded_at"))
        id = try row.parsed("id")
    }

    fileprivate func isSamePage(as other: LegEvidence) -> Bool {
        document == other.document && artifact == other.artifact && page == other.page && tracking == other.tracking
            && signatures == other.signatures && hasHour == other.hasHour && detail == other.detail
    }
}
