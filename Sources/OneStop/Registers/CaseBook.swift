import Basics
import Dossiers

/// The register of one year (sổ theo dõi hồ sơ): numbers without gaps from 1, entries that are never edited, a closing.
public struct CaseBook: Hashable, Sendable {
    /// What an entry says. A correction is an entry of its own that names the one it corrects.
    public struct Entry: Hashable, Sendable, Codable {
        public var number: Int
        public var caseCode: CaseCode
        public var recorded: Instant
        public var text: String
        public var corrects: Int?

        public init(number: Int, caseCode: CaseCode, recorded: Instant, text: String, corrects: Int? = nil) {
            self.number = number
            self.caseCode = caseCode
            self.recorded = recorded
            self.text = text
            self.corrects = corrects
        }

        /// Its line of a book's digest, with the text's length before it so that no two books have the same.
        public var canonicalLine: String {
            "\(number) \(caseCode) \(recorded.milliseconds) \(corrects ?? 0) \(text.utf8.count) \(text)\n"
        }
    }

    /// The end of the year's book; a paper book's signature and seal stand for the account and the digest.
    public struct Closing: Hashable, Sendable, Codable {
        public var year: Int
        public var count: Int
        /// 0 for an empty book.
        public var firstNumber: Int
        public var lastNumber: Int
        public var digest: ContentDigest
        public var signer: Actor
        public var closed: Instant

        public init(
            year: Int, count: Int, firstNumber: Int, lastNumber: Int, digest: ContentDigest, signer: Actor,
            closed: Instant
        ) {
            self.year = year
            self.count = count
            self.firstNumber = firstNumber
            self.lastNumber = lastNumber
            self.digest = digest
            self.signer = signer
            self.closed = closed
        }

        /// Whether a book may be closed by somebody at a moment: by a person, not before its last day.
        public static func check(_ year: Int, by signer: Actor, at moment: Instant) throws(CaseBookRefusal) {
            if signer.kind != .person { throw CaseBookRefusal(code: .noSigner, year: year) }
            guard let day = LocalTime.day(of: moment),
                day.year > year || (day.year == year && day.month == 12 && day.day == 31)
            else { throw CaseBookRefusal(code: .yearNotOver, year: year) }
        }
    }

    public let year: Int
    public private(set) var entries: [Entry] = []
    public private(set) var closing: Closing?

    public init(year: Int) { self.year = year }

    /// Enters a case under the next number.
    /// - Throws: ``CaseBookRefusal`` when the book is closed or the entry does not belong to it.
    @discardableResult
    public mutating func enter(
        _ caseCode: CaseCode, _ text: String, recorded: Instant, corrects: Int? = nil
    ) throws(CaseBookRefusal) -> Entry {
        if closing != nil { throw CaseBookRefusal(code: .closed, year: year) }
        if LocalTime.day(of: recorded)?.year != year { throw CaseBookRefusal(code: .otherYear, year: year) }
        if let corrects, !entries.indices.contains(corrects - 1) || entries[corrects - 1].caseCode != caseCode {
            throw CaseBookRefusal(code: .nothingToCorrect, year: year)
        }
        let entry = Entry(
            number: entries.count + 1, caseCode: caseCode, recorded: recorded, text: text, corrects: corrects)
        entries.append(entry)
        return entry
    }

    /// Closes the book.
    /// - Parameter digest: of ``canonicalText``; SHA-256, made by a room that has it.
    public mutating func close(
        by signer: Actor, at moment: Instant, digest: (String) -> ContentDigest
    ) throws(CaseBookRefusal) -> Closing {
        if closing != nil { throw CaseBookRefusal(code: .closed, year: year) }
        try Closing.check(year, by: signer, at: moment)
        let closing = Closing(
            year: year, count: entries.count, firstNumber: entries.first?.number ?? 0,
            lastNumber: entries.last?.number ?? 0, digest: digest(canonicalText), signer: signer, closed: moment)
        self.closing = closing
        return closing
    }

    /// All entries, one a line.
    public var canonicalText: String { entries.reduce(into: "\(year)\n") { $0 += $1.canonicalLine } }
}

/// Why a register refuses.
public struct CaseBookRefusal: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case closed = "case_book_closed"
        case otherYear = "case_book_other_year"
        case nothingToCorrect = "case_book_nothing_to_correct"
        case noSigner = "case_book_no_signer"
        case yearNotOver = "case_book_year_not_over"
    }

    public var code: Code
    public var year: Int

    public init(code: Code, year: Int) { (self.code, self.year) = (code, year) }

    public var stableCode: String { code.rawValue }

    public var vietnamese: String {
        switch code {
        case .closed: "Sổ năm \(year) đã khóa."
        case .otherYear: "Thời điểm không thuộc sổ năm \(year)."
        case .nothingToCorrect: "Sổ năm \(year) không có mục cần đính chính của hồ sơ này."
        case .noSigner: "Khóa sổ phải do một người ký."
        case .yearNotOver: "Chưa hết năm \(year), chưa khóa sổ được."
        }
    }

    public var english: String {
        switch code {
        case .closed: "The register of \(year) is closed."
        case .otherYear: "The time does not belong to the register of \(year)."
        case .nothingToCorrect: "The register of \(year) has no such entry of this case to correct."
        case .noSigner: "A person must close the register."
        case .yearNotOver: "\(year) is not over; the register cannot be closed yet."
        }
    }
}
