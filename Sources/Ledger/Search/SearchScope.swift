import Basics
import DocumentModel
import Dossiers
import VietnameseText

/// Among which documents to search; what is not given does not limit them.
public struct SearchScope: Hashable, Sendable {
    /// What may be found at all: the caller's own scope.
    public var bounds: Scope
    /// Only cases of this agency and of those below it.
    public var agency: AgencyScope?
    public var caseCode: CaseCode?
    /// Only papers of this kind, by its code as fields have it, or written out, with or without marks: `don_de_nghi`,
    /// `đơn đề nghị`.
    public var kind: String?
    /// Only what belongs to this person: by an identity number the cases that the register has under it and papers on
    /// which it was read; by a whole name the cases of applicants who are called so.
    public var person: String?
    /// Only papers with this number, however it is written: `907/QĐ-UBND`.
    public var number: String?
    /// Only what was scanned on these days.
    public var days: ClosedRange<CalendarDay>?
    /// Whether documents that were superseded, discarded or still wait beside another are found, too.
    public var includesPast: Bool

    public init(
        bounds: Scope = .everything, agency: AgencyScope? = nil, caseCode: CaseCode? = nil, kind: String? = nil,
        person: String? = nil, number: String? = nil,
        days: ClosedRange<CalendarDay>? = nil, includesPast: Bool = false
    ) {
        self.bounds = bounds
        self.agency = agency
        self.caseCode = caseCode
        self.kind = kind
        self.person = person
        self.number = number
        self.days = days
        self.includesPast = includesPast
    }

    /// Whether it leaves anything out by itself.
    var isLimited: Bool {
        agency != nil || caseCode != nil || kind != nil || person != nil || number != nil || days != nil
    }
}

/// The words by which an index knows the scope of a page, so that it searches inside a scope and not through all pages.
package enum ScopeWords {
    /// All that hold of a page of a document.
    package static func words(of code: CaseCode, _ fields: DocumentFields, scannedAt: Instant) -> [String] {
        var words = [word(for: code)] + (AgencyScope(rawValue: code.agency)?.above ?? []).map(word)
        if let kind = fields[.docType]?.value { words.append(word(forKind: kind)) }
        if let number = fields[.idNumber]?.value, let word = word(forPerson: number) { words.append(word) }
        if let day = LocalTime.day(of: scannedAt) { words.append(word(forMonth: day.year, day.month)) }
        return words
    }

    package static func word(for code: CaseCode) -> String { plain(code.rawValue.lowercased()) }

    static func word(_ agency: AgencyScope) -> String {
        "agency" + agency.levels.map { $0.lowercased() }.joined(separator: "x")
    }

    static func word(forKind kind: String) -> String { "kind" + plain(Folding.folded(kind)) }

    static func word(forPerson number: String) -> String? {
        IdentityNumber(number).map { "person" + $0.digits }
    }

    static func word(forMonth year: Int, _ month: Int) -> String { "month\(year * 100 + month)" }

    private static func plain(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
}

/// An identity number as a person types it: 9 or 12 digits, with blanks, points or hyphens between.
struct IdentityNumber {
    var digits: String

    init?(_ text: String) {
        let digits = text.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        guard [9, 12].contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        self.digits = digits
    }
}

/// A scope as it is searched.
package struct IndexScope {
    /// Of each group the page has one word at least.
    package var groups: [[String]] = []
    /// Further conditions on `documents d`, each after an `AND`.
    package var condition = ""
    package var values: [SQLValue] = []

    mutating func add(_ condition: String, _ values: SQLValue...) {
        self.condition += " AND \(condition)"
        self.values += values
    }
}

extension LedgerTransaction {
    /// Most cases of one person that are asked for by their words; of more each page is asked for its case.
    private static let maxCases = 2_000
    /// Most months that are asked for by their words.
    private static let maxMonths = 60

    /// - Returns: `nil` when nothing can be in scope.
    func indexScope(_ scope: SearchScope) throws -> IndexScope? {
        var found = IndexScope()
        if !scope.includesPast { found.add("d.state = 'current'") }
        if let roots = scope.bounds.roots {
            guard !roots.isEmpty else { return nil }
            found.groups.append(roots.map(ScopeWords.word))
        }
        if let code = scope.caseCode {
            let agency = AgencyScope(rawValue: code.agency)
            guard scope.bounds.covers(code.agency), scope.agency.map({ agency.map($0.covers) ?? false }) ?? true else {
                return nil
            }
            found.groups.append([ScopeWords.word(for: code)])
            found.add("d.case_code = ?", SQLValue(code))
        }
        if let agency = scope.agency { found.groups.append([ScopeWords.word(agency)]) }
        if let kind = scope.kind { found.groups.append([ScopeWords.word(forKind: kind)]) }
        if let days = scope.days { add(days, to: &found) }
        if let person = scope.person { guard try add(person: person, to: &found) else { return nil } }
        return found
    }

    private func add(_ days: ClosedRange<CalendarDay>, to scope: inout IndexScope) {
        let (first, last) = (days.lowerBound, days.upperBound)
        let months = first.year * 12 + first.month - 1...last.year * 12 + last.month - 1
        if months.count <= Self.maxMonths {
            scope.groups.append(months.map { ScopeWords.word(forMonth: $0 / 12, $0 % 12 + 1) })
        }
        let milliseconds = { (day: Int) in Int64(day) * 86_400_000 - LocalTime.offset }
        scope.add(
            "d.occurred_at >= ? AND d.occurred_at < ?", .integer(milliseconds(first.daysSinceEpoch)),
            .integer(milliseconds(last.daysSinceEpoch + 1)))
    }

    private func add(person: String, to scope: inout IndexScope) throws -> Bool {
        let number = IdentityNumber(person)
        let condition = number == nil ? "v.applicant_key = ?" : "v.id_number = ? AND v.id_number <> ''"
        let value = SQLValue(number?.digits ?? PersonName.key(person))
        let cases = try sql.rows(
            "SELECT v.case_code FROM case_versions v WHERE v.superseded_at IS NULL AND \(condition) LIMIT ?",
            [value, SQLValue(Self.maxCases + 1)]
        ).map { ScopeWords.word(for: try $0.parsed("case_code")) }
        guard cases.count <= Self.maxCases else {
            scope.add(
                """
                EXISTS (SELECT 1 FROM case_versions v
                    WHERE v.case_code = d.case_code AND v.superseded_at IS NULL AND \(condition))
                """, value)
            return true
        }
        let words = cases + [number.map { "person" + $0.digits }].compactMap(\.self)
        scope.groups.append(words)
        return !words.isEmpty
    }
}

/// By what people are found who are called so.
package enum PersonName {
    /// Without marks and capitals, single blanks between the words.
    package static func key(_ name: String) -> String {
        Folding.folded(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
