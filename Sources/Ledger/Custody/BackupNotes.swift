import Basics

/// That a backup was made; the copy itself does not know it.
public struct BackupNote: Hashable, Sendable {
    /// The moment whose state it holds.
    public var takenAt: Instant
    /// When it was complete.
    public var recordedAt: Instant
    /// Bytes of all its files.
    public var size: Int
    public var artifacts: Int
    /// Artifacts that could not be saved: gone or damaged.
    public var missing: Int

    public init(takenAt: Instant, recordedAt: Instant, size: Int, artifacts: Int, missing: Int) {
        (self.takenAt, self.recordedAt, self.size) = (takenAt, recordedAt, size)
        (self.artifacts, self.missing) = (artifacts, missing)
    }
}

extension LedgerTransaction {
    /// - Parameter sums: the digest of its list of files, by which it is told from others.
    public func noteBackup(_ note: BackupNote, sums: String) throws {
        acts.note(.backupMade, sums, at: note.recordedAt)
        try sql.run(
            """
            INSERT INTO backups (id, sums, taken_at, recorded_at, size, artifacts, missing) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(identifiers.next(at: note.recordedAt)), SQLValue(sums), SQLValue(note.takenAt),
                SQLValue(note.recordedAt), SQLValue(note.size), SQLValue(note.artifacts), SQLValue(note.missing),
            ])
    }

    /// The backup that was made last; `nil` when none was.
    public func lastBackup() throws -> BackupNote? {
        try sql.row("SELECT * FROM backups ORDER BY id DESC LIMIT 1", []).map {
            BackupNote(
                takenAt: try $0.instant("taken_at"), recordedAt: try $0.instant("recorded_at"),
                size: try $0.integer("size"), artifacts: try $0.integer("artifacts"),
                missing: try $0.integer("missing"))
        }
    }
}
