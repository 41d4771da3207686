import Basics
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

/// A hand-over whose station waits to be told, and how far its batch has come.
public struct DueReceipt: Hashable, Sendable {
    public var handover: Handover
    public var state: BatchRecord.State
    /// Whether a job for the batch waits or runs: digitizing it, or filing its slips on legs.
    public var hasLiveJob: Bool
    /// The code of what its job was put off for, while it waits.
    public var putOffBecause: String?
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

    /// As ``handoversWithReceiptDue()``, each with how far its batch has come.
    public func dueReceipts() throws -> [DueReceipt] {
        try sql.rows(
            """
            SELECT h.*, b.state AS batch_state, (
                SELECT COUNT(*) FROM jobs WHERE kind IN (?, ?) AND unique_key = h.batch_id AND \(JobSQL.isLive)
            ) AS live_jobs, (
                SELECT error_code FROM jobs
                WHERE kind = ? AND unique_key = h.batch_id AND \(JobSQL.isLive) AND state = 'scheduled'
            ) AS put_off
            FROM batch_handovers h JOIN batches b ON b.id = h.batch_id
            WHERE h.receipt_due = 1 ORDER BY h.id
            """,
            [
                SQLValue(JobKind.digitizeBatch), SQLValue(JobKind.filePostalSlips), SQLValue(JobKind.digitizeBatch),
            ]
        ).map { row in
            DueReceipt(
                handover: try handover(row), state: try row.parsed("batch_state"),
                hasLiveJob: try row.integer("live_jobs") > 0, putOffBecause: try row.optionalText("put_off"))
        }
    }

    /// Every time that a batch was handed in, oldest first.
    public func handovers(of batch: BatchID) throws -> [Handover] {
        try sql.rows("SELECT * FROM batch_handovers WHERE batch_id = ? ORDER BY id", [SQLValue(batch)]).map(handover)
    }

    /// For how long before and after one of its name another batch may be a part of the same folder.
    private static let sameFolderMilliseconds: Int64 = 24 * 3_600_000

    /// Hand-overs of other batches under the same name from the same station within a day, oldest first.
    public func handoversOfSameName(as batch: BatchRecord, named name: String, station: String?) throws -> [Handover] {
        try sql.rows(
            """
            SELECT * FROM batch_handovers
            WHERE name = ? AND station IS NOT DISTINCT FROM ? AND batch_id <> ? AND recorded_at BETWEEN ? AND ? ORDER BY id LIMIT 20
            """,
            [
                SQLValue(name), SQLValue(station), SQLValue(batch.id),
                SQLValue(batch.takenAt.adding(milliseconds: -Self.sameFolderMilliseconds)),
                SQLValue(batch.takenAt.adding(milliseconds: Self.sameFolderMilliseconds)),
            ]
        ).map(handover)
    }

    /// Has the stations' receipts written anew that lie beside a new batch of the same name: the first part of a folder
    /// must tell of the second.
    func renewReceipts(besides batch: BatchRecord, named name: String, station: String?) throws {
        for other in try handoversOfSameName(as: batch, named: name, station: station) {
            try sql.run(
                """
                UPDATE batch_handovers SET receipt_due = 1 WHERE id = ? AND EXISTS (
                    SELECT 1 FROM batch_handovers h WHERE h.batch_id = ? AND h.name = ? AND h.receipt_due = 1)
                """, [SQLValue(other.id), SQLValue(batch.id), SQLValue(name)])
        }
    }

    /// The latest time that any batch was handed in; `nil` before the first.
    public func newestHandover() throws -> Identifier<Handover>? {
        try sql.row("SELECT id FROM batch_handovers ORDER BY id DESC LIMIT 1", [])?.parsed("id")
    }

    /// Makes one hand-over of those that interrupted attempts at taking one and the same folder recorded: all but the
    /// first after `mark` are removed.
    /// - Parameters:
    ///   - mark: the newest hand-over before the first attempt.
    ///   - name: as it was handed in, NFC.
    public func mergeHandovers(
        of batch: BatchID, named name: String, station: String, after mark: Identifier<Handover>?
    ) throws {
        try sql.run(
            """
            DELETE FROM batch_handovers WHERE batch_id = ? AND name = ? AND station = ? AND id > (
                SELECT MIN(id) FROM batch_handovers WHERE batch_id = ? AND name = ? AND station = ? AND id > ?
            )
            """,
            [
                SQLValue(batch), SQLValue(name), SQLValue(station), SQLValue(batch), SQLValue(name),
                SQLValue(station), SQLValue(mark?.rawValue ?? ""),
            ])
    }

    private func handover(_ row: SQLRow) throws -> Handover {
        Handover(
            id: try row.parsed("id"), batchID: try row.parsed("batch_id"), name: try row.text("name"),
            station: try row.optionalText("station"), recordedAt: try row.instant("recorded_at"))
    }
}
