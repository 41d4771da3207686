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
    var statuses: [Status]
    var statusCodes: [String: PostalStatus]
    var totals: [String]

    private enum CodingKeys: String, CodingKey {
        case version, headings, statuses, totals
        case statusCodes = "status_codes"
    }

    func vocabulary() throws -> StatementVocabulary {
        var known: [ColumnRole: [String]] = [:]
        for (name, phrases) in headings {
            guard let role = ColumnRole(rawValue: name) else {
                throw PostalRulesFault(file: "statements.yaml", detail: "headings: there is no column \(name)")
            }
            known[role] = phrases
        }
        return StatementVocabulary(
            headings: known, statuses: statuses.map { .init(phrase: $0.phrase, status: $0.status) },
            statusCodes: statusCodes, totals: totals)
    }
}
