import Basics
import Crypto
import Dossiers
import OneStop

/// A register of one agency and year: the book of cases, or the numbers of one kind of paper.
public struct CaseBookName: Hashable, Sendable {
    /// ``AgencyScope/key``.
    public var agency: String
    public var register: String
    public var year: Int

    /// The book in which every received case is entered (sổ theo dõi hồ sơ).
    public static let cases = "cases"

    public init(agency: String, register: String = Self.cases, year: Int) {
        (self.agency, self.register, self.year) = (agency, register, year)
    }

    var values: [SQLValue] { [SQLValue(agency), SQLValue(register), SQLValue(year)] }
}

/// An entry with the book that it stands in and who made it.
public struct CaseBookEntry: Hashable, Sendable {
    public var book: CaseBookName
    public var entry: CaseBook.Entry
    public var by: Actor
}

extension LedgerTransaction {
    /// Enters a case under the next number of its agency's book of the year in which that is done. A case that stands in
    /// the register keeps its number.
    /// - Parameter corrects: number of the entry that this one corrects; it must be of the same case.
    /// - Throws: `CaseBookRefusal`; ``LedgerError/Code/notFound`` for a case that the register does not have.
    public func enter(
        _ code: CaseCode, in register: String = CaseBookName.cases, _ text: String, corrects: Int? = nil,
        by actor: Actor, at now: Instant
    ) throws -> CaseBookEntry {
        guard let agency = try sql.row("SELECT agency FROM cases WHERE code = ?", [SQLValue(code)])?.text("agency"),
            let year = LocalTime.day(of: now)?.year
        else { throw LedgerError(.notFound, "case \(code)") }
        let book = CaseBookName(agency: agency, register: register, year: year)
        let known = try bookEntries(case: code).filter { $0.book.register == register }
        if corrects == nil, let first = known.first(where: { $0.entry.corrects == nil }) { return first }
        if let corrects, !known.contains(where: { $0.book == book && $0.entry.number == corrects }) {
            throw CaseBookRefusal(code: .nothingToCorrect, year: year)
        }
        let number = try nextNumber(of: book)
        let entry = CaseBook.Entry(number: number, caseCode: code, recorded: now, text: text, corrects: corrects)
        let id = identifiers.next(at: now)
        try sql.run(
            """
            INSERT INTO case_book_entries (id, agency, register, year, number, case_code, recorded_at, entry, corrects,
                actor_kind, account, claimed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [SQLValue(id)] + book.values + [
                SQLValue(number), SQLValue(code), SQLValue(now), SQLValue(text), SQLValue(corrects),
            ] + actor.values)
        acts.note(.caseEntered, code.rawValue, .caseBookEntries, key: id, at: now)
        return CaseBookEntry(book: book, entry: entry, by: actor)
    }

    /// The next number of a book: counted up in the transaction that uses it, so that none is left out or given twice.
    /// - Throws: `CaseBookRefusal` when the book is closed.
    private func nextNumber(of book: CaseBookName) throws -> Int {
        let row = try sql.row(
            """
            INSERT INTO case_books (agency, register, year, last_number) VALUES (?, ?, ?, 1)
            ON CONFLICT (agency, register, year) DO UPDATE SET last_number = case_books.last_number + 1
            RETURNING last_number
            """, book.values)
        // Asked after the number was taken: whoever closes the book waits for this row.
        if try closing(of: book) != nil { throw CaseBookRefusal(code: .closed, year: book.year) }
        guard let number = try row?.integer("last_number") else { throw LedgerError(.damagedRecord, "case_books") }
        return number
    }

    /// Closes a book with what stands in it.
    /// - Throws: `CaseBookRefusal`.
    public func close(_ book: CaseBookName, by signer: Actor, at now: Instant) throws -> CaseBook.Closing {
        if try closing(of: book) != nil { throw CaseBookRefusal(code: .closed, year: book.year) }
        try CaseBook.Closing.check(book.year, by: signer, at: now)
        try sql.run(
            """
            INSERT INTO case_books (agency, register, year, last_number) VALUES (?, ?, ?, 0)
            ON CONFLICT (agency, register, year) DO UPDATE SET last_number = case_books.last_number
            """, book.values)
        var hash = SHA256()
        hash.update(data: Array("\(book.year)\n".utf8))
        var (count, first, last) = (0, 0, 0)
        try sql.forEachRow(
            """
            SELECT number, case_code, recorded_at, entry, corrects FROM case_book_entries
            WHERE agency = ? AND register = ? AND year = ? ORDER BY number
            """, book.values
        ) { row in
            let number = try row.integer(0)
            let entry = CaseBook.Entry(
                number: number, caseCode: try row.parsed(1),
                recorded: Instant(milliseconds: Int64(try row.integer(2))), text: try row.text(3),
                corrects: try row.wholeNumber(4))
            hash.update(data: Array(entry.canonicalLine.utf8))
            (count, first, last) = (count + 1, first == 0 ? number : first, number)
        }
        guard let digest = ContentDigest(rawValue: AuditHash.hex(hash.finalize())) else {
            throw LedgerError(.damagedRecord, "digest of a book")
        }
        let closing = CaseBook.Closing(
            year: book.year, count: count, firstNumber: first, lastNumber: last, digest: digest, signer: signer,
            closed: now)
        let id = identifiers.next(at: now)
        try sql.run(
            """
            INSERT INTO case_book_closings (id, agency, register, year, entry_count, first_number, last_number, digest,
                actor_kind, account, claimed, closed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [SQLValue(id)] + book.values + [
                SQLValue(count), SQLValue(first), SQLValue(last), SQLValue(digest),
            ] + signer.values + [SQLValue(now)])
        acts.note(
            .registerClosed, "\(book.agency) \(book.register) \(book.year)", .caseBookClosings, key: id, at: now)
        return closing
    }

    /// How a book was closed; `nil` while it is open.
    public func closing(of book: CaseBookName) throws -> CaseBook.Closing? {
        try sql.row(
            "SELECT * FROM case_book_closings WHERE agency = ? AND register = ? AND year = ?", book.values
        ).map { row in
            CaseBook.Closing(
                year: book.year, count: try row.integer("entry_count"), firstNumber: try row.integer("first_number"),
                lastNumber: try row.integer("last_number"), digest: try row.parsed("digest"),
                signer: try row.actor(), closed: try row.instant("closed_at"))
        }
    }

    /// The next entries of a book, in order of their numbers.
    /// - Parameter last: the number after which they begin; 0 for the beginning.
    public func entries(of book: CaseBookName, after last: Int, limit: Int) throws -> [CaseBookEntry] {
        try sql.rows(
            """
            SELECT * FROM case_book_entries WHERE agency = ? AND register = ? AND year = ? AND number > ?
            ORDER BY number LIMIT ?
            """, book.values + [SQLValue(last), SQLValue(limit)]
        ).map(Self.bookEntry)
    }

    /// Under which numbers a case stands in registers.
    public func bookEntries(case code: CaseCode) throws -> [CaseBookEntry] {
        try sql.rows(
            "SELECT * FROM case_book_entries WHERE case_code = ? ORDER BY register, year, number LIMIT 1000",
            [SQLValue(code)]
        ).map(Self.bookEntry)
    }

    private static func bookEntry(_ row: SQLRow) throws -> CaseBookEntry {
        CaseBookEntry(
            book: CaseBookName(
                agency: try row.text("agency"), register: try row.text("register"), year: try row.integer("year")),
            entry: CaseBook.Entry(
                number: try row.integer("number"), caseCode: try row.parsed("case_code"),
                recorded: try row.instant("recorded_at"), text: try row.text("entry"),
                corrects: try row.optionalInteger("corrects")), by: try row.actor())
    }
}
