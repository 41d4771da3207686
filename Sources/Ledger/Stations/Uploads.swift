import Basics
import Dossiers

extension LedgerTransaction {
    /// Opens an upload, or finds the one that the station opened with this key before, whatever became of it.
    /// - Parameters:
    ///   - key: the station's own name for the hand-over.
    ///   - name: the batch's name, NFC.
    ///   - maximumOpen: how many open uploads the station may have.
    public func openUpload(
        station: StationName, key: String, name: String, isUrgent: Bool, maximumOpen: Int, at now: Instant
    ) throws -> OpenedUpload {
        if let row = try sql.row(
            "SELECT * FROM uploads WHERE station = ? AND idempotency_key = ?", [SQLValue(station), SQLValue(key)])
        {
            let known = try upload(row)
            return known.name == name && known.isUrgent == isUrgent ? .known(known) : .keyTaken(known)
        }
        let open = try sql.row(
            "SELECT count(*) AS n FROM uploads WHERE station = ? AND state = ?",
            [SQLValue(station), SQLValue(Upload.State.open)])
        guard try open?.integer("n") ?? 0 < maximumOpen else { return .tooManyOpen }
        let upload = Upload(
            id: newID(Upload.self, at: now), station: station, key: key, name: name, isUrgent: isUrgent, state: .open,
            fileCount: 0, byteCount: 0, createdAt: now, changedAt: now)
        try sql.run(
            """
            INSERT INTO uploads (id, station, idempotency_key, name, is_urgent, state, file_count, byte_count,
                created_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?)
            """,
            [
                SQLValue(upload.id), SQLValue(station), SQLValue(key), SQLValue(name), SQLValue(isUrgent),
                SQLValue(Upload.State.open), SQLValue(now), SQLValue(now),
            ])
        return .opened(upload)
    }

    /// One upload of a station; `nil` for another station's, as if there were none.
    public func upload(_ id: UploadID, of station: StationName) throws -> Upload? {
        try sql.row("SELECT * FROM uploads WHERE id = ? AND station = ?", [SQLValue(id), SQLValue(station)])
            .map(upload)
    }

    /// The uploads of a station, newest first.
    public func uploads(of station: StationName, limit: Int) throws -> [Upload] {
        try sql.rows(
            "SELECT * FROM uploads WHERE station = ? ORDER BY id DESC LIMIT ?", [SQLValue(station), SQLValue(limit)]
        ).map(upload)
    }

    /// All open uploads, oldest first.
    public func openUploads() throws -> [Upload] {
        try sql.rows("SELECT * FROM uploads WHERE state = ? ORDER BY id", [SQLValue(Upload.State.open)]).map(upload)
    }

    /// The files of an open upload in NFC byte order of their names; none once it is closed.
    public func files(of upload: UploadID) throws -> [UploadedFile] {
        try sql.rows("SELECT * FROM upload_files WHERE upload_id = ? ORDER BY name", [SQLValue(upload)])
            .map(uploadedFile)
    }

    /// One file of an open upload.
    public func file(_ name: String, of upload: UploadID) throws -> UploadedFile? {
        try sql.row(
            "SELECT * FROM upload_files WHERE upload_id = ? AND name = ?", [SQLValue(upload), SQLValue(name)]
        ).map(uploadedFile)
    }

    /// Records that a file is kept, durably, for an upload.
    /// - Throws: ``LedgerError/Code/notFound`` when there is no such upload.
    public func recordFile(
        _ file: UploadedFile, of id: UploadID, replacing rule: ReplacementRule = .never, limits: UploadLimits,
        at now: Instant
    ) throws -> RecordedFile {
        guard let upload = try sql.row("SELECT * FROM uploads WHERE id = ?", [SQLValue(id)]).map(upload) else {
            throw LedgerError(.notFound, "upload \(id)")
        }
        guard upload.state == .open else { return .closed(upload.state) }
        let earlier = try self.file(file.name, of: id)
        if let earlier {
            guard earlier.sha256 != file.sha256 else { return .unchanged }
            switch rule {
            case .never: return .differs(earlier.sha256)
            case .only(let digest) where digest != earlier.sha256: return .nothingToReplace
            case .only, .any: break
            }
        } else {
            guard rule == .never else { return .nothingToReplace }
            guard upload.fileCount < limits.files else { return .tooManyFiles }
        }
        let growth = file.byteCount - (earlier?.byteCount ?? 0)
        guard upload.byteCount + growth <= limits.bytes else { return .tooManyBytes }
        try store(file, of: id, addingFiles: earlier == nil ? 1 : 0, bytes: growth, at: now)
        return earlier.map(RecordedFile.replaced) ?? .added
    }

    /// Records that a file of an open upload is not there any more, so that its station sends it again.
    public func forgetFile(_ name: String, of id: UploadID, at now: Instant) throws {
        guard let file = try file(name, of: id) else { return }
        try sql.run(
            "DELETE FROM upload_files WHERE upload_id = ? AND name = ?", [SQLValue(id), SQLValue(name)])
        try sql.run(
            """
            UPDATE uploads SET file_count = file_count - 1, byte_count = byte_count - ?, changed_at = ? WHERE id = ?
            """, [SQLValue(file.byteCount), SQLValue(now), SQLValue(id)])
    }

    /// Records which batch an upload became; doing it again changes nothing.
    /// - Throws: ``LedgerError/Code/conflict`` when it was abandoned or became another batch.
    public func completeUpload(_ id: UploadID, as batch: BatchID, at now: Instant) throws {
        guard try close(id, .completed, batch, at: now) || isClosed(id, .completed, batch) else {
            throw LedgerError(.conflict, "upload \(id) is not open")
        }
    }

    /// Takes an upload back; doing it again changes nothing.
    /// - Throws: ``LedgerError/Code/conflict`` when it was completed.
    public func abandonUpload(_ id: UploadID, at now: Instant) throws {
        guard try close(id, .abandoned, nil, at: now) || isClosed(id, .abandoned, nil) else {
            throw LedgerError(.conflict, "upload \(id) is not open")
        }
    }

    // MARK: Parts

    private func store(
        _ file: UploadedFile, of id: UploadID, addingFiles files: Int, bytes: Int, at now: Instant
    ) throws {
        try sql.run(
            """
            INSERT INTO upload_files (upload_id, name, sha256, byte_count, stored_as, stored_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (upload_id, name) DO UPDATE SET
                sha256 = excluded.sha256, byte_count = excluded.byte_count, stored_as = excluded.stored_as,
                stored_at = excluded.stored_at
            """,
            [
                SQLValue(id), SQLValue(file.name), SQLValue(file.sha256.rawValue), SQLValue(file.byteCount),
                SQLValue(file.storedAs), SQLValue(now),
            ])
        try sql.run(
            """
            UPDATE uploads SET file_count = file_count + ?, byte_count = byte_count + ?, changed_at = ? WHERE id = ?
            """, [SQLValue(files), SQLValue(bytes), SQLValue(now), SQLValue(id)])
    }

    private func close(_ id: UploadID, _ state: Upload.State, _ batch: BatchID?, at now: Instant) throws -> Bool {
        let changed = try sql.run(
            "UPDATE uploads SET state = ?, batch_id = ?, closed_at = ? WHERE id = ? AND state = ?",
            [SQLValue(state), SQLValue(batch), SQLValue(now), SQLValue(id), SQLValue(Upload.State.open)])
        if changed > 0 { try sql.run("DELETE FROM upload_files WHERE upload_id = ?", [SQLValue(id)]) }
        return changed > 0
    }

    private func isClosed(_ id: UploadID, _ state: Upload.State, _ batch: BatchID?) throws -> Bool {
        guard let row = try sql.row("SELECT * FROM uploads WHERE id = ?", [SQLValue(id)]) else {
            throw LedgerError(.notFound, "upload \(id)")
        }
        let upload = try upload(row)
        return upload.state == state && upload.batchID == batch
    }

    private func upload(_ row: SQLRow) throws -> Upload {
        Upload(
            id: try row.parsed("id"), station: try row.parsed("station"), key: try row.text("idempotency_key"),
            name: try row.text("name"), isUrgent: try row.flag("is_urgent"), state: try row.parsed("state"),
            batchID: try row.optionalParsed("batch_id"), fileCount: try row.integer("file_count"),
            byteCount: try row.integer("byte_count"), createdAt: try row.instant("created_at"),
            changedAt: try row.instant("changed_at"), closedAt: try row.optionalInstant("closed_at"))
    }

    private func uploadedFile(_ row: SQLRow) throws -> UploadedFile {
        UploadedFile(
            name: try row.text("name"), sha256: try row.parsed("sha256"), byteCount: try row.integer("byte_count"),
            storedAs: try row.text("stored_as"))
    }
}
