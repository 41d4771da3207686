import Dossiers
import PostalChannel

struct TrackingNumbersFile: VersionedRules {
    var version: String
    var formats: [TrackingFormat]
}

struct CalendarsFile: VersionedRules {
    var version: String
    var years: [YearCalendar]
}

struct TransitFile: VersionedRules {
    var version: String
    var table: TransitTable

    private enum CodingKeys: String, CodingKey { case version }

    init(from decoder: any Decoder) throws {
        version = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .version)
        table = try TransitTable(from: decoder)
    }
}

struct ReconciliationFile: VersionedRules {
    var version: String
    var clockTolerance: Int
    var daysBefore: Int
    var daysAfter: Int
    var amountTolerance: Int
    var attemptsBeforeReturn: Int
    var fourEyesAbove: Int
    var complaintMonths: Int

    private enum CodingKeys: String, CodingKey {
        case version
        case clockTolerance = "clock_tolerance_minutes"
        case daysBefore = "days_before"
        case daysAfter = "days_after"
        case amountTolerance = "amount_tolerance"
        case attemptsBeforeReturn = "attempts_before_return"
        case fourEyesAbove = "four_eyes_above"
        case complaintMonths = "complaint_months"
    }

    func rules(version: String, formats: TrackingFormats) -> ReconciliationRules {
        ReconciliationRules(
            version: version, formats: formats, clockTolerance: clockTolerance,
            dayWindow: -abs(daysBefore)...abs(daysAfter), amountTolerance: Dong(abs(amountTolerance)),
            attemptsBeforeReturn: attemptsBeforeReturn)
    }
}

struct StatementsFile: VersionedRules {
    struct Status: Decodable {
        var phrase: String
        var status: PostalStatus
    }

    var version: String
    var headings: [String: [String]]
    var otherHeadings: [String]?
    var statuses: [Status]
    var statusCodes: [String: PostalStatus]
    var totals: [String]
    var carried: [String]?
    var fractions: FractionRule?
    var units: [String]?

    private enum CodingKeys: String, CodingKey {
        case version, headings, statuses, totals, carried, fractions, units
        case otherHeadings = "other_headings"
        case statusCodes = "status_codes"
    }

    func vocabulary() throws -> StatementVocabulary {
        var known: [ColumnRole: [String]] = [:]
        for (name, phrases) in headings {
            guard let role = ColumnRole(rawValue: name) else {
                throw PostalRulesFault(file: "statements.yaml", detail: "headings: there is no column \(name)")
            }
            known[role] = try phrases.flatMap { try Self.phrases($0, "headings: \(name)") }
        }
        let meanings = try statuses.flatMap { row in
            try Self.phrases(row.phrase, "statuses").map {
                StatementVocabulary.StatusPhrase(phrase: $0, status: row.status)
            }
        }
        return StatementVocabulary(
            headings: known,
            otherHeadings: try (otherHeadings ?? []).flatMap { try Self.phrases($0, "other_headings") },
            statuses: meanings, statusCodes: statusCodes, totals: totals, carried: carried ?? [],
            fractions: fractions ?? .nearest, units: units ?? [])
    }

    private static func phrases(_ pattern: String, _ place: String) throws -> [String] {
        guard let phrases = PhrasePattern.phrases(of: pattern) else {
            throw PostalRulesFault(file: "statements.yaml", detail: "\(place): brackets of \(pattern)")
        }
        return phrases
    }
}
