import Basics
import DocumentModel
import Dossiers

extension LedgerTransaction {
    /// Records that a batch was handed over and its originals are kept. A batch with the same content is the same
    /// batch: it is returned as it stands, and only the new hand-over is noted.
    /// - Parameters:
    ///   - name: name of the folder or file, NFC.
    ///   - contentDigest: digest over the names and contents of the files.
    ///   - files: the files in scan order; their ordinals follow.
    ///   - unkept: the files of which nothing could be kept.
    ///   - wantsReceipt: whether the station is to be told what became of the batch.
    /// - Returns: the batch, and whether it is new.
    public func openBatch(
        name: String, station: String?, contentDigest: ContentDigest, files: [SubmittedFile],
        unkept: [RejectedFile] = [],
        declaredPages: Int? = nil, wantsReceipt: Bool = false, at now: Instant
    ) throws -> (batch: BatchRecord, isNew: Bool) {
        let id = newID(BatchRecord.self, at: now)
        let inserted = try sql.run(
            """
            INSERT INTO batches (id, name, station, content_digest, state, taken_at, declared_pages, agency)
            VALUES (?, ?, ?, ?, ?, ?, ?, COALESCE((SELECT s.agency FROM stations s WHERE s.name = ?), ''))
            ON CONFLICT (content_digest) DO NOTHING
            """,
            [
                SQLValue(id), SQLValue(name), SQLValue(station), SQLValue(contentDigest.rawValue),
                SQLValue(BatchRecord.State.taken), SQLValue(now), SQLValue(declaredPages), SQLValue(station),
            ])
        let isNew = inserted > 0
        if isNew {
            acts.note(.batchReceived, id.rawValue, at: now)
            try insertFiles(files, of: id)
            try insertUnkept(unkept, of: id)
            try countBatch(of: station, at: now)
        }
        guard
            let row = try sql.row("SELECT * FROM batches WHERE content_digest = ?", [SQLValue(contentDigest.rawValue)])
        else {
            throw LedgerError(.damagedRecord, "a batch that was just opened is missing")
        }
        let batch = try batchRecord(row)
        if !isNew { try addAsides(files.filter(\.isAside), to: batch.id) }
        try sql.run(
            """
            INSERT INTO batch_handovers (id, batch_id, name, station, recorded_at, receipt_due)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(identifiers.next(at: now)), SQLValue(batch.id), SQLValue(name), SQLValue(station),
                SQLValue(now), SQLValue(wantsReceipt),
            ])
        if isNew, wantsReceipt { try renewReceipts(besides: batch, named: name, station: station) }
        return (batch, isNew)
    }

    /// One batch.
    /// - Parameter scope: a batch of an agency outside of it is as one that there is not.
    public func batch(_ id: BatchID, in scope: Scope = .everything) throws -> BatchRecord? {
        let scope = scope.condition(on: "agency")
        return try sql.row("SELECT * FROM batches WHERE id = ?\(scope.sql)", [SQLValue(id)] + scope.values)
            .map(batchRecord)
    }

    /// All batches, oldest first.
    public func batches() throws -> [BatchRecord] {
        try sql.rows("SELECT * FROM batches ORDER BY taken_at, id", []).map(batchRecord)
    }

    /// All batches that were handed in under this name (a folder's or file's, NFC), oldest first.
    public func batches(named name: String) throws -> [BatchRecord] {
        try sql.rows(
            """
            SELECT * FROM batches WHERE id IN (
                SELECT id FROM batches WHERE name = ? UNION SELECT batch_id FROM batch_handovers WHERE name = ?)
            ORDER BY taken_at, id
            """, [SQLValue(name), SQLValue(name)]
        ).map(batchRecord)
    }

    /// The batches that had this name when they were handed in first, or that have this identity, oldest first.
    /// - Parameter scope: only batches of its agencies.
    public func batches(calledFirst nameOrID: String, in scope: Scope = .everything) throws -> [BatchRecord] {
        let scope = scope.condition(on: "agency")
        return try sql.rows(
            """
            SELECT * FROM batches WHERE id IN (SELECT id FROM batches WHERE name = ? UNION SELECT ?)\(scope.sql)
            ORDER BY taken_at, id
            """, [SQLValue(nameOrID), SQLValue(nameOrID)] + scope.values
        ).map(batchRecord)
    }

    /// The files of a batch in scan order.
    public func files(of batch: BatchID) throws -> [BatchFile] {
        try sql.rows("SELECT * FROM batch_files WHERE batch_id = ? ORDER BY ordinal", [SQLValue(batch)])
            .map(batchFile)
    }

    /// The files of a batch of which nothing could be kept, in scan order, its `batch.json` last.
    public func unkeptFiles(of batch: BatchID) throws -> [RejectedFile] {
        try sql.rows("SELECT * FROM batch_unkept_files WHERE batch_id = ? ORDER BY ordinal", [SQLValue(batch)]).map {
            RejectedFile(
                place: try $0.optionalInteger("place"), name: try $0.text("name"), nfcName: try $0.text("nfc_name"),
                fault: FileFault(code: try $0.parsed("code"), detail: try $0.text("detail")))
        }
    }

    /// Records what a file turned out to be.
    public func recordInspection(
        batch: BatchID, fileOrdinal: Int, format: FileInspection.Format?, pageCount: Int, isSigned: Bool
    ) throws {
        let changed = try sql.run(
            "UPDATE batch_files SET format = ?, page_count = ?, is_signed = ? WHERE batch_id = ? AND ordinal = ?",
            [
                SQLValue(format), SQLValue(pageCount), SQLValue(isSigned), SQLValue(batch),
                SQLValue(fileOrdinal),
            ])
        guard changed == 1 else { throw LedgerError(.notFound, "file \(fileOrdinal) of batch \(batch)") }
    }

    /// Records that reading began; a batch that is read already or finished stays as it is.
    public func beginReading(_ id: BatchID) throws {
        try sql.run(
            "UPDATE batches SET state = ? WHERE id = ? AND state = ?",
            [SQLValue(BatchRecord.State.reading), SQLValue(id), SQLValue(BatchRecord.State.taken)])
    }

    /// Records that everything that can be attached is attached; a finished batch keeps its time.
    public func finishBatch(_ id: BatchID, at now: Instant) throws {
        try sql.run(
            "UPDATE batches SET state = ?, finished_at = ? WHERE id = ? AND finished_at IS NULL",
            [SQLValue(BatchRecord.State.finished), SQLValue(now), SQLValue(id)])
    }

    /// What lay beside the same pages this time: litter does not make another batch of them, but is kept.
    private func addAsides(_ files: [SubmittedFile], to batch: BatchID) throws {
        guard !files.isEmpty else { return }
        let known = try self.files(of: batch)
        let new = files.filter { file in !known.contains { $0.nfcName == file.nfcName && $0.sha256 == file.sha256 } }
        try insertFiles(new, of: batch, from: (known.map(\.ordinal).max() ?? -1) + 1)
    }

    private func insertFiles(_ files: [SubmittedFile], of batch: BatchID, from first: Int = 0) throws {
        for (ordinal, file) in zip(first..., files) {
            try sql.run(
                """
                INSERT INTO batch_files
                    (batch_id, ordinal, name, nfc_name, sha256, byte_count, is_manifest, is_aside, is_signed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
                """,
                [
                    SQLValue(batch), SQLValue(ordinal), SQLValue(file.name), SQLValue(file.nfcName),
                    refer(to: file.sha256, as: .original, of: "\(batch), file \(file.name)"), SQLValue(file.byteCount),
                    SQLValue(file.isManifest),
                    SQLValue(file.isAside),
                ])
        }
    }

    private func insertUnkept(_ files: [RejectedFile], of batch: BatchID) throws {
        for (ordinal, file) in files.enumerated() {
            try sql.run(
                """
                INSERT INTO batch_unkept_files (batch_id, ordinal, place, name, nfc_name, code, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    SQLValue(batch), SQLValue(ordinal), SQLValue(file.place), SQLValue(file.name),
                    SQLValue(file.nfcName), SQLValue(file.fault.code), SQLValue(file.fault.detail),
                ])
        }
    }

    func batchRecord(_ row: SQLRow) throws -> BatchRecord {
        BatchRecord(
            id: try row.parsed("id"), name: try row.text("name"), station: try row.optionalText("station"),
            contentDigest: try row.parsed("content_digest"), state: try row.parsed("state"),
            takenAt: try row.instant("taken_at"), finishedAt: try row.optionalInstant("finished_at"),
            declaredPages: try row.optionalInteger("declared_pages"))
    }

    func batchFile(_ row: SQLRow) throws -> BatchFile {
        BatchFile(
            batchID: try row.parsed("batch_id"), ordinal: try row.integer("ordinal"), name: try row.text("name"),
            nfcName: try row.text("nfc_name"), sha256: try row.parsed("sha256"),
            byteCount: try row.integer("byte_count"), format: try row.optionalParsed("format"),
            isManifest: try row.flag("is_manifest"), isAside: try row.flag("is_aside"),
            isSigned: try row.flag("is_signed"),
            pageCount: try row.optionalInteger("page_count"))
    }
}
