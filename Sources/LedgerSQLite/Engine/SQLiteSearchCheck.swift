import Basics
import Dossiers
import GRDB
import Ledger

/// Compares the full-text index with the texts that it was made of, in both directions.
///
/// The index keeps no text. So the texts are indexed once more, some hundred pages at a time in memory, and the words
/// with their places are compared by a sum for each page: both sides are read once from one end to the other.
struct SQLiteSearchCheck {
    let db: Database

    /// Pages that are indexed in memory at a time.
    private static let chunk = 500

    /// A page as the index should hold it; without text when no document has it.
    private struct Entry {
        var id: Int64
        var document: DocumentID
        var pageNumber: Int
        var page: IndexedPage?

        var name: String { "\(document), page \(pageNumber)" }
    }

    func faults() throws -> [LedgerFault] {
        var stored = try storedSums()
        var faults = try missing()
        let again = try SecondIndex(like: db)
        let cursor = try Row.fetchCursor(db, sql: Self.entries)
        var chunk: [Entry] = []
        while let row = try cursor.next() {
            do {
                chunk.append(try entry(row))
            } catch let error as LedgerError {
                stored[row[0]] = nil
                faults.append(LedgerFault(.recordUnreadable, row[1] ?? "", error.detail))
            }
            guard chunk.count == Self.chunk else { continue }
            faults += try compare(chunk, again, &stored)
            chunk = []
        }
        faults += try compare(chunk, again, &stored)
        faults += stored.keys.sorted().map { LedgerFault(.searchEntryOrphan, "index row \($0)") }
        return Array(faults.prefix(LedgerFault.maximumCount))
    }

    private func compare(
        _ entries: [Entry], _ again: SecondIndex, _ stored: inout [Int64: UInt64]
    ) throws -> [LedgerFault] {
        let whole = entries.filter { $0.page != nil }
        let sums = try again.sums { index in
            for entry in whole {
                guard let page = entry.page else { continue }
                try index.add(page, document: entry.document, pageNumber: entry.pageNumber)
            }
        }
        var expected: [Int64: UInt64] = [:]
        for (place, entry) in whole.enumerated() { expected[entry.id] = sums[Int64(place + 1)] ?? 0 }
        return entries.compactMap { entry in
            let sum = stored.removeValue(forKey: entry.id) ?? 0
            guard let wanted = expected[entry.id] else { return LedgerFault(.searchEntryOrphan, entry.name) }
            return sum == wanted ? nil : LedgerFault(.searchEntryDiffers, entry.name)
        }
    }

    private func entry(_ row: Row) throws -> Entry {
        let id: DocumentID = Identifier(rawValue: row["document_id"])
        var entry = Entry(id: row["id"], document: id, pageNumber: row["page_number"])
        guard let code = (row["case_code"] as String?).flatMap(CaseCode.init), let text: String = row["text"],
            let fields: String = row["fields"], let scannedAt: Int64 = row["occurred_at"]
        else { return entry }
        entry.page = IndexedPage(
            text: text, fields: try FieldsColumn.decode(fields), place: entry.pageNumber - 1, of: code,
            scannedAt: Instant(milliseconds: scannedAt))
        return entry
    }

    private func missing() throws -> [LedgerFault] {
        try Row.fetchAll(db, sql: Self.unindexed).map { row in
            LedgerFault(.searchEntryMissing, "\(row["document_id"] as String), page \(row["ordinal"] as Int + 1)")
        }
    }

    private func storedSums() throws -> [Int64: UInt64] {
        try db.execute(sql: "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, search_text, instance)")
        defer { try? db.execute(sql: "DROP TABLE temp.search_words") }
        return try Self.sums(db, "temp.search_words")
    }

    private static let entries = """
        SELECT e.id, e.document_id, e.page_number, d.case_code, f.content AS fields, d.occurred_at, r.text
        FROM search_entries e LEFT JOIN documents d ON d.id = e.document_id
            LEFT JOIN derivatives f ON f.document_id = d.id AND f.kind = 'fields' AND f.superseded_at IS NULL
            LEFT JOIN derivatives v ON v.document_id = d.id AND v.kind = 'reading' AND v.place = e.page_number - 1
                AND v.superseded_at IS NULL
            LEFT JOIN page_readings r ON r.key = v.key
        ORDER BY e.id
        """

    private static let unindexed = """
        SELECT dp.document_id, dp.ordinal FROM document_pages dp
            LEFT JOIN search_entries e ON e.document_id = dp.document_id AND e.page_number = dp.ordinal + 1
        WHERE e.id IS NULL ORDER BY dp.document_id, dp.ordinal LIMIT \(LedgerFault.maximumCount)
        """

    /// A sum over the words of each page with their columns and places (FNV-1a, added up: the order does not count).
    fileprivate static func sums(_ db: Database, _ words: String) throws -> [Int64: UInt64] {
        var sums: [Int64: UInt64] = [:]
        let cursor = try Row.fetchCursor(db, sql: "SELECT term, doc, col, \"offset\" FROM \(words)")
        while let row = try cursor.next() {
            let (term, column): (String, String) = (row[0], row[2])
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in term.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            for byte in column.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            hash = (hash ^ UInt64(bitPattern: row[3] as Int64)) &* 0x0000_0100_0000_01B3
            sums[row[1] as Int64, default: 0] &+= hash
        }
        return sums
    }
}

/// An index in memory with the same tables as the ledger's.
private struct SecondIndex {
    private let queue: DatabaseQueue

    init(like db: Database) throws {
        queue = try DatabaseQueue()
        let sql = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_master WHERE name = 'search_text'")
        guard let sql else { throw LedgerError(.damagedRecord, "no search index") }
        try queue.write { db in
            try db.execute(sql: sql)
            try db.execute(
                sql: "CREATE TABLE search_entries (id INTEGER PRIMARY KEY, document_id TEXT, page_number INTEGER)")
            try db.execute(sql: "CREATE VIRTUAL TABLE search_words USING fts5vocab(search_text, instance)")
        }
    }

    /// Indexes what `fill` adds, and nothing else; entries are numbered from 1 in the order of adding.
    func sums(_ fill: (SQLiteSearchIndex) throws -> Void) throws -> [Int64: UInt64] {
        try queue.write { db in
            let index = SQLiteSearchIndex(sql: SQLiteSession(db: db))
            try index.removeAll()
            try fill(index)
            return try SQLiteSearchCheck.sums(db, "search_words")
        }
    }
}
