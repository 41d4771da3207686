import Basics
import Dossiers

/// A page, or a document as a whole, of which something of one kind is made: one of them is in force.
struct DerivativeSlot: Hashable {
    var kind: DerivativeKind
    var place: Int
}

extension Derivative {
    var slot: DerivativeSlot { DerivativeSlot(kind: kind, place: place) }

    /// Whether it holds the same as what is in force, whatever it was made from. A reading is what its key says. What a
    /// person confirmed is another thing than what a machine made.
    func isSame(as other: Derivative) -> Bool {
        guard slot == other.slot, maker == other.maker || !isFrozen else { return false }
        return kind == .reading ? key == other.key : content == other.content && artifact == other.artifact
    }
}

/// What recording derivatives came to.
enum DerivativeOutcome {
    /// Nothing but keys differs from what was in force.
    case unchanged
    case changed
}

extension LedgerTransaction {
    /// Most that may stand in the ledger itself of a derivative, bytes; what is larger is a file.
    static let maximumDerivativeContent = 4 << 20

    /// What is in force of a document, and with `past` what was before, in the order in which it was recorded.
    public func derivatives(of id: DocumentID, includingPast past: Bool = false) throws -> [RecordedDerivative] {
        // Two questions, so that each finds its index.
        let conditions = ["superseded_at IS NULL"] + (past ? ["superseded_at IS NOT NULL"] : [])
        let selects = conditions.map { "SELECT * FROM derivatives WHERE document_id = ? AND \($0)" }
        return try sql.rows(
            "\(selects.joined(separator: " UNION ALL ")) ORDER BY recorded_at, generation, kind, place",
            conditions.map { _ in SQLValue(id) }
        ).map(recordedDerivative)
    }

    /// Records derivatives that were made at once. What is the same as in force stays, with its key renewed; what differs
    /// takes its place, and the earlier one is kept.
    /// - Throws: ``LedgerError/Code/conflict`` where one would take the place of what a person made and it is a machine's,
    ///   or of what is signed; ``LedgerError/Code/tooLarge``.
    func record(
        _ derivatives: [Derivative], of id: DocumentID, isNew: Bool, as act: AuditAct, at now: Instant
    ) throws -> DerivativeOutcome {
        let held = isNew ? [] : try self.derivatives(of: id)
        let inForce = Dictionary(held.map { ($0.value.slot, $0.value) }) { first, _ in first }
        let generation = identifiers.next(at: now)
        var outcome = DerivativeOutcome.unchanged
        for new in derivatives {
            guard let old = inForce[new.slot] else {
                try insert(new, of: id, generation, at: now)
                outcome = .changed
                continue
            }
            if new.isSame(as: old) {
                if new.key != old.key { try renewKey(of: new, id) }
                continue
            }
            guard old.maker != .signature, !old.isFrozen || new.isFrozen else {
                throw LedgerError(.conflict, "\(old.kind.rawValue) of document \(id) is not the machine's to replace")
            }
            try supersede(old.slot, of: id, at: now)
            try insert(new, of: id, generation, at: now)
            outcome = .changed
        }
        if outcome == .changed { acts.note(act, id.rawValue, .derivatives, key: generation, at: now) }
        if let fields = derivatives.first(where: { $0.kind == .fields }) {
            try indexPaper(id, fields.content.map(FieldsColumn.decode) ?? [:])
        }
        return outcome
    }

    /// The derivatives in force of the documents that meet a condition over `documents d`.
    func derivativesInForce(
        where condition: String, _ values: [SQLValue]
    ) throws -> [DocumentID: [Derivative]] {
        var found: [DocumentID: [Derivative]] = [:]
        let rows = try sql.rows(
            """
            SELECT v.* FROM documents d JOIN derivatives v ON v.document_id = d.id
            WHERE v.superseded_at IS NULL AND v.kind IN ('reading', 'fields', 'pdf') AND \(condition)
            """, values)
        for row in rows { found[try row.parsed("document_id"), default: []].append(try derivative(row)) }
        return found
    }

    // MARK: Rows

    private func insert(_ new: Derivative, of id: DocumentID, _ generation: String, at now: Instant) throws {
        guard (new.content?.utf8.count ?? 0) <= Self.maximumDerivativeContent else {
            throw LedgerError(.tooLarge, "\(new.kind.rawValue) of document \(id)")
        }
        try sql.run(
            """
            INSERT INTO derivatives (generation, document_id, kind, place, content, artifact, key, maker, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(generation), SQLValue(id), SQLValue(new.kind), SQLValue(new.place), SQLValue(new.content),
                refer(to: new.artifact, as: ArtifactRole(new.kind), of: id.rawValue), SQLValue(new.key),
                SQLValue(new.maker), SQLValue(now),
            ])
    }

    private func renewKey(of derivative: Derivative, _ id: DocumentID) throws {
        try sql.run(
            """
            UPDATE derivatives SET key = ?
            WHERE document_id = ? AND kind = ? AND place = ? AND superseded_at IS NULL
            """, [SQLValue(derivative.key), SQLValue(id), SQLValue(derivative.kind), SQLValue(derivative.place)])
    }

    private func supersede(_ slot: DerivativeSlot, of id: DocumentID, at now: Instant) throws {
        try sql.run(
            """
            UPDATE derivatives SET superseded_at = ?
            WHERE document_id = ? AND kind = ? AND place = ? AND superseded_at IS NULL
            """, [SQLValue(now), SQLValue(id), SQLValue(slot.kind), SQLValue(slot.place)])
    }

    private func recordedDerivative(_ row: SQLRow) throws -> RecordedDerivative {
        RecordedDerivative(
            value: try derivative(row), recordedAt: try row.instant("recorded_at"),
            supersededAt: try row.optionalInstant("superseded_at"))
    }

    private func derivative(_ row: SQLRow) throws -> Derivative {
        Derivative(
            try row.parsed("kind"), place: try row.integer("place"), content: try row.optionalText("content"),
            artifact: try row.optionalParsed("artifact"), key: try row.optionalText("key"),
            maker: try row.parsed("maker"))
    }
}
