import Basics
import PostalChannel
import VietnameseText

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
    var eveningHour: Int?
    var noteOnly: [String]?
    var complaints: ComplaintLimits?
    /// One limit for everything, as files of earlier versions have it.
    var complaintMonths: Int?

    private enum CodingKeys: String, CodingKey {
        case version
        case clockTolerance = "clock_tolerance_minutes"
        case daysBefore = "days_before"
        case daysAfter = "days_after"
        case amountTolerance = "amount_tolerance"
        case attemptsBeforeReturn = "attempts_before_return"
        case fourEyesAbove = "four_eyes_above"
        case eveningHour = "evening_hour"
        case noteOnly = "note_only"
        case complaints
        case complaintMonths = "complaint_months"
    }

    var complaintLimits: ComplaintLimits {
        let single = complaintMonths.map {
            ComplaintLimits.Limit(codes: nil, months: $0, from: .transitEnd, source: "complaint_months")
        }
        return complaints ?? ComplaintLimits([single].compactMap(\.self))
    }

    func rules(version: String, formats: TrackingFormats) -> ReconciliationRules {
        ReconciliationRules(
            version: version, formats: formats, clockTolerance: clockTolerance,
            dayWindow: -abs(daysBefore)...abs(daysAfter), amountTolerance: Dong(abs(amountTolerance)),
            attemptsBeforeReturn: attemptsBeforeReturn, eveningHour: eveningHour ?? 24,
            noteOnly: Set(noteOnly ?? []))
    }
}

struct StatementsFile: VersionedRules {
    struct Status: Decodable {
        var phrase: String
        var status: PostalStatus
        var alone: Bool?
    }

    var version: String
    var headings: [String: [String]]
    var otherHeadings: [String]?
    var statuses: [Status]
    var statusFillers: [String]?
    var statusDetails: [String]?
    var senders: [String]?
    var statusCodes: [String: PostalStatus]
    var totals: [String]
    var carried: [String]?
    var fractions: FractionRule?
    var units: [String]?

    private enum CodingKeys: String, CodingKey {
        case version, headings, statuses, totals, carried, fractions, units
        case otherHeadings = "other_headings"
        case statusFillers = "status_fillers"
        case statusDetails = "status_details"
        case senders
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
                StatementVocabulary.StatusPhrase(phrase: $0, status: row.status, isAlone: row.alone ?? false)
            }
        }
        return StatementVocabulary(
            headings: known,
            otherHeadings: try (otherHeadings ?? []).flatMap { try Self.phrases($0, "other_headings") },
            statuses: meanings, statusFillers: Set(statusFillers ?? []),
            statusDetails: try (statusDetails ?? []).flatMap { try Self.phrases($0, "status_details") },
            senders: try (senders ?? []).flatMap { try Self.phrases($0, "senders") }, statusCodes: statusCodes,
            totals: totals, carried: carried ?? [], fractions: fractions ?? .nearest, units: units ?? [])
    }

    private static func phrases(_ pattern: String, _ place: String) throws -> [String] {
        guard let phrases = PhrasePattern.phrases(of: pattern) else {
            throw PostalRulesFault(file: "statements.yaml", detail: "\(place): brackets of \(pattern)")
        }
        return phrases
    }
}
