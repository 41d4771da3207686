import Basics
import DocumentModel
import Dossiers

extension LedgerTransaction {
    /// Remembers a reading by its idempotence key; one that is remembered already stays as it is.
    public func savePageReading(_ reading: PageReadingRecord, at now: Instant) throws {
        try sql.run(
            """
            INSERT INTO page_readings
                (key, artifact, image_artifact, text, rotation, skew, confidence, is_blank, unsure_words, words_below,
                    recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
            """,
            [
                SQLValue(reading.key), refer(to: reading.artifact, as: .reading, of: reading.key),
                refer(to: reading.imageArtifact, as: .picture, of: reading.key),
                SQLValue(reading.text),
            ] + reading.properties.columns + [
                SQLValue(reading.isBlank), SQLValue(reading.doubts?.unsure),
                SQLValue(try reading.doubts.map { try JSONColumn.encode($0.places) }), SQLValue(now),
            ])
    }

    /// The reading with this idempotence key, if the page was read so before.
    public func pageReading(key: String) throws -> PageReadingRecord? {
        guard let row = try sql.row("SELECT * FROM page_readings WHERE key = ?", [SQLValue(key)]) else { return nil }
        return PageReadingRecord(
            key: key, artifact: try row.parsed("artifact"), imageArtifact: try row.optionalParsed("image_artifact"),
            text: try row.text("text"), properties: try row.pageProperties(), isBlank: try row.flag("is_blank"),
            doubts: try wordDoubts(row))
    }
}

extension LedgerTransaction {
    func wordDoubts(_ row: SQLRow) throws -> WordDoubts? {
        guard let unsure = try row.optionalInteger("unsure_words") else { return nil }
        let places = try row.optionalText("words_below").map { try JSONColumn.decode($0, as: [Int].self) } ?? []
        return WordDoubts(unsure: unsure, places: places)
    }
}

extension SQLRow {
    /// Of a row with the columns `rotation`, `skew` and `confidence`.
    func pageProperties() throws -> PageProperties {
        PageProperties(
            rotation: try quarterTurn("rotation"), skew: try real("skew"), confidence: try optionalReal("confidence"))
    }

    private func quarterTurn(_ column: String) throws -> QuarterTurn {
        guard let turn = QuarterTurn(rawValue: try integer(column)) else {
            throw LedgerError(.damagedRecord, "column \(column)")
        }
        return turn
    }
}

extension PageProperties {
    /// For the columns `rotation`, `skew` and `confidence`, in this order.
    var columns: [SQLValue] { [SQLValue(rotation.rawValue), SQLValue(skew), SQLValue(confidence)] }
}
