import Basics

/// Whether a held paper may still be used.
public enum PaperValidity: Hashable, Sendable {
    /// It holds up to and including that day; `nil` for as long as nothing replaces it.
    case valid(through: CalendarDay?, source: String)
    /// It does not hold after that day.
    case expired(after: CalendarDay, source: String)
    /// A person said that it holds no longer.
    case revoked(PaperRevocation)
    /// No rule tells, or the rule needs a date that could not be read: a person has to look.
    case unknown(Doubt)

    public enum Doubt: String, Hashable, Sendable, Codable, CaseIterable {
        /// No rule is about papers of this kind.
        case noRule = "no_rule"
        /// The day of issue could not be read.
        case noIssueDate = "no_issue_date"
        /// The date of birth could not be read.
        case noBirthDate = "no_birth_date"
    }
}

/// For how long papers of some kinds hold: dated data with its source.
public struct ValidityRule: Hashable, Sendable {
    public enum Term: Hashable, Sendable {
        /// Until something else replaces it.
        case unlimited
        /// This many months from the day of issue, the last day included.
        case months(Int)
        /// Until a birthday at one of these ages; issued within so many years before one of them, until the next.
        case ages([Int], yearsBefore: Int)
        /// Not after a day, whatever it bears.
        case until(CalendarDay)
    }

    /// As fields have them.
    public var kinds: Set<String>
    /// Only papers with an identity number of so many digits; `nil` for all.
    public var digits: Int?
    /// Words that its title has, as a key; empty for all.
    public var title: String
    public var term: Term
    /// Decree and article.
    public var source: String

    public init(kinds: Set<String>, digits: Int? = nil, title: String = "", term: Term, source: String) {
        self.kinds = kinds
        self.digits = digits
        self.title = title
        self.term = term
        self.source = source
    }
}

/// All rules on how long papers hold; the first that is about a paper decides.
public struct ValidityRules: Hashable, Sendable {
    public var rules: [ValidityRule]
    /// Kinds of papers that are made for one case, such as its application: they serve no other.
    public var kindsOfOneCase: Set<String>

    public init(_ rules: [ValidityRule], kindsOfOneCase: Set<String> = []) {
        self.rules = rules
        self.kindsOfOneCase = kindsOfOneCase
    }

    /// Judges a paper on a day.
    public func validity(of paper: HeldPaper, on day: CalendarDay) -> PaperValidity {
        if let revocation = paper.revocation { return .revoked(revocation) }
        let rule = rules.first {
            $0.kinds.contains(paper.kind) && ($0.digits ?? paper.identityNumber.count) == paper.identityNumber.count
                && ($0.title.isEmpty || paper.titleKey.contains($0.title))
        }
        guard let rule else { return .unknown(.noRule) }
        switch rule.term {
        case .unlimited: return .valid(through: nil, source: rule.source)
        case .until(let last): return Self.judge(last, day, rule)
        case .months(let count):
            guard let issued = paper.issued else { return .unknown(.noIssueDate) }
            return Self.judge(issued.adding(months: count), day, rule)
        case .ages(let ages, let yearsBefore):
            guard let birth = paper.birthDate else { return .unknown(.noBirthDate) }
            guard let issued = paper.issued else { return .unknown(.noIssueDate) }
            let end = ages.sorted().map { birth.adding(years: $0) }.first { $0 > issued.adding(years: yearsBefore) }
            guard let end else { return .valid(through: nil, source: rule.source) }
            return Self.judge(end, day, rule)
        }
    }

    private static func judge(_ last: CalendarDay, _ day: CalendarDay, _ rule: ValidityRule) -> PaperValidity {
        day <= last ? .valid(through: last, source: rule.source) : .expired(after: last, source: rule.source)
    }
}

extension CalendarDay {
    /// The same day so many months later, or the last of a shorter month (Bộ luật Dân sự 2015, điều 147–148).
    func adding(months: Int) -> CalendarDay {
        let count = year * 12 + month - 1 + months
        let (year, month) = (min(count / 12, 2199), count % 12 + 1)
        for day in stride(from: day, to: 27, by: -1) {
            if let found = CalendarDay(year: year, month: month, day: day) { return found }
        }
        return CalendarDay(year: year, month: month, day: min(day, 28)) ?? self
    }

    func adding(years: Int) -> CalendarDay { adding(months: years * 12) }
}
