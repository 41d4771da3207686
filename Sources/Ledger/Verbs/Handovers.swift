import Dossiers

/// One time that a batch was handed in; a batch that was dropped twice has two.
public struct Handover: Hashable, Sendable {
    public var id: Identifier<Handover>
    public var batchID: BatchID
    /// Name of the folder or file that was handed in, NFC.
    public var name: String
    public var station: String?
    public var recordedAt: Instant
}

extension LedgerTransaction {
    /// Hand-overs whose station has not yet been told what became of the batch, oldest first.
    public func handoversWithReceiptDue() throws -> [Handover] {
        try sql.rows("SELECT * FROM batch_handovers WHERE receipt_due = 1 ORDER BY id", []).map(handover)
    }

    /// Records that the station's receipt says the last word.
    public func receiptIsWritten(_ id: Identifier<Handover>) throws {
        try sql.run("UPDATE batch_handovers SET receipt_due = 0 WHERE id = ?", [SQLValue(id)])
    }

    private func handover(_ row: SQLRow) throws -> Handover {
        Handover(
            id: try row.parsed("id"), batchID: try row.parsed("batch_id"), name: try row.text("name"),
            station: try row.optionalText("station"), recordedAt: try row.instant("recorded_at"))
    }
}
