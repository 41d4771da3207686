import Basics
import VietnameseText

/// How far apart two places are, as the transit limits count it.
public enum TransitZone: String, Hashable, Sendable, Codable, CaseIterable {
    /// Within one district; until districts ended on 2025-07-01.
    case sameDistrict = "same_district"
    /// Between districts of one province; until districts ended.
    case betweenDistricts = "between_districts"
    /// Within one province, since districts ended.
    case withinProvince = "within_province"
    /// Between provinces, with special or class-I cities.
    case majorCity = "major_city"
    /// Between other provinces.
    case otherProvince = "other_province"
}

/// One limit: J + n working days from the date on the Phiếu gửi.
public struct TransitRule: Hashable, Sendable, Codable {
    public var zone: TransitZone
    /// The service that it is for; `nil` for every service that has none of its own.
    public var service: String?
    /// n.
    public var workingDays: Int
    /// By what n is multiplied when an appointment slip is delivered too.
    public var appointmentSlipFactor: Int
    public var from: CalendarDay
    /// Last day; `nil` while it is in force.
    public var through: CalendarDay?
    public var source: String

    public init(
        zone: TransitZone, service: String? = nil, workingDays: Int, appointmentSlipFactor: Int = 2,
        from: CalendarDay, through: CalendarDay? = nil, source: String
    ) {
        self.zone = zone
        self.service = service
        self.workingDays = workingDays
        self.appointmentSlipFactor = appointmentSlipFactor
        self.from = from
        self.through = through
        self.source = source
    }

    private enum CodingKeys: String, CodingKey {
        case zone, service, from, through, source
        case workingDays = "working_days"
        case appointmentSlipFactor = "appointment_slip_factor"
    }
}

/// A name under which a province is written, or a province that became part of another.
public struct ProvinceAlias: Hashable, Sendable, Codable {
    public var name: String
    public var province: String
    /// First day on which it is meant; `nil` since ever.
    public var from: CalendarDay?

    public init(name: String, province: String, from: CalendarDay? = nil) {
        self.name = name
        self.province = province
        self.from = from
    }
}

/// A province that is, or has as its seat, a special or class-I city.
public struct MajorCity: Hashable, Sendable, Codable {
    public var province: String
    public var from: CalendarDay
    public var through: CalendarDay?
    public var source: String

    public init(province: String, from: CalendarDay, through: CalendarDay? = nil, source: String) {
        self.province = province
        self.from = from
        self.through = through
        self.source = source
    }
}

/// The dated table of transit limits (TT 17/2017/TT-BTTTT), as data.
public struct TransitTable: Hashable, Sendable, Codable {
    public var rules: [TransitRule]
    public var majorCities: [MajorCity]
    /// Whether both ends must be major cities for the limit between them, or one suffices.
    public var majorCityNeedsBothEnds: Bool
    /// Last day on which districts existed.
    public var lastDayOfDistricts: CalendarDay
    public var aliases: [ProvinceAlias]

    public init(
        rules: [TransitRule], majorCities: [MajorCity], majorCityNeedsBothEnds: Bool,
        lastDayOfDistricts: CalendarDay, aliases: [ProvinceAlias] = []
    ) {
        self.rules = rules
        self.majorCities = majorCities
        self.majorCityNeedsBothEnds = majorCityNeedsBothEnds
        self.lastDayOfDistricts = lastDayOfDistricts
        self.aliases = aliases
    }

    private enum CodingKeys: String, CodingKey {
        case rules, aliases
        case majorCities = "major_cities"
        case majorCityNeedsBothEnds = "major_city_needs_both_ends"
        case lastDayOfDistricts = "last_day_of_districts"
    }
}

/// Compares provinces by name: without marks, case, punctuation and the words for province and city.
enum ProvinceName {
    static func key(_ name: String) -> String {
        var words = Folding.folded(name).split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.first == "tinh" || words.first == "tp" {
            words.removeFirst()
        } else if words.count > 2, words[0] == "thanh", words[1] == "pho" {
            words.removeFirst(2)
        }
        return words.joined(separator: " ")
    }
}
