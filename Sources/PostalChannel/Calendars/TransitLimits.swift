import Basics

/// What a limit is asked for.
public struct TransitRequest: Hashable, Sendable {
    /// One end of the way.
    public struct Place: Hashable, Sendable {
        public var province: String
        /// Only while districts existed.
        public var district: String?

        public init(province: String, district: String? = nil) {
            self.province = province
            self.district = district
        }
    }

    public var service: String
    public var origin: Place
    public var destination: Place
    /// The date on the Phiếu gửi: J.
    public var accepted: CalendarDay
    public var withAppointmentSlip: Bool

    public init(
        service: String, origin: Place, destination: Place, accepted: CalendarDay, withAppointmentSlip: Bool = false
    ) {
        self.service = service
        self.origin = origin
        self.destination = destination
        self.accepted = accepted
        self.withAppointmentSlip = withAppointmentSlip
    }
}

/// The limit that applies to an item.
public struct TransitLimit: Hashable, Sendable {
    public var rule: TransitRule
    /// n of J + n, doubled where the rule says so.
    public var workingDays: Int
    /// The last day.
    public var lastDay: CalendarDay

    /// By how many working days the item was late; 0 when it was in time.
    /// - Parameter reached: the day of the first attempt, of the arrival, or today for what is still on its way.
    public func workingDaysLate(
        reached: CalendarDay, _ calendar: WorkingCalendar
    ) throws(CalendarFault) -> Int {
        reached <= lastDay ? 0 : try calendar.workingDays(after: lastDay, through: reached)
    }
}

/// Finds limits in a table that was checked.
public struct TransitLimits: Hashable, Sendable {
    private let table: TransitTable
    private let rules: [TransitZone: [TransitRule]]
    private let majorCities: [String: [MajorCity]]
    private let aliases: [String: [ProvinceAlias]]

    /// Takes a table in which no two limits of the same zone and service are in force on one day.
    public init(_ table: TransitTable) throws(TransitFault) {
        self.table = table
        rules = Dictionary(grouping: table.rules) { $0.zone }
        majorCities = Dictionary(grouping: table.majorCities) { ProvinceName.key($0.province) }
        aliases = Dictionary(grouping: table.aliases) { ProvinceName.key($0.name) }
        for (place, rule) in table.rules.enumerated() {
            guard (0...365).contains(rule.workingDays), (1...10).contains(rule.appointmentSlipFactor) else {
                throw TransitFault(.outOfRange, rule.source)
            }
            for other in table.rules[..<place]
            where other.zone == rule.zone && other.service == rule.service && Self.overlap(other, rule) {
                throw TransitFault(.overlap, rule.source)
            }
        }
    }

    /// The limit for an item.
    /// - Throws: ``TransitFault`` when the table does not say, ``CalendarFault`` when the calendar does not.
    public func limit(_ request: TransitRequest, _ calendar: WorkingCalendar) throws -> TransitLimit {
        let zone = try zone(request)
        let day = request.accepted
        let inForce = (rules[zone] ?? []).filter { $0.from <= day && $0.through.map { day <= $0 } ?? true }
        guard
            let rule = inForce.first(where: { $0.service == request.service })
                ?? inForce.first(where: { $0.service == nil })
        else { throw TransitFault(.limitMissing, zone.rawValue) }
        let count = rule.workingDays * (request.withAppointmentSlip ? rule.appointmentSlipFactor : 1)
        return TransitLimit(
            rule: rule, workingDays: count, lastDay: try calendar.adding(workingDays: count, to: day))
    }

    /// How far apart the two ends are.
    public func zone(_ request: TransitRequest) throws(TransitFault) -> TransitZone {
        let day = request.accepted
        let origin = province(request.origin.province, on: day)
        let destination = province(request.destination.province, on: day)
        if origin.isEmpty || destination.isEmpty { throw TransitFault(.provinceMissing) }
        guard origin == destination else {
            let ends = [origin, destination].filter { isMajorCity($0, on: day) }.count
            return ends >= (table.majorCityNeedsBothEnds ? 2 : 1) ? .majorCity : .otherProvince
        }
        if day > table.lastDayOfDistricts { return .withinProvince }
        guard let from = request.origin.district, let to = request.destination.district else {
            throw TransitFault(.districtMissing)
        }
        return ProvinceName.key(from) == ProvinceName.key(to) ? .sameDistrict : .betweenDistricts
    }

    private func province(_ name: String, on day: CalendarDay) -> String {
        let key = ProvinceName.key(name)
        let alias = aliases[key]?.filter { $0.from.map { $0 <= day } ?? true }
            .max { ($0.from?.daysSinceEpoch ?? 0) < ($1.from?.daysSinceEpoch ?? 0) }
        return alias.map { ProvinceName.key($0.province) } ?? key
    }

    private func isMajorCity(_ key: String, on day: CalendarDay) -> Bool {
        majorCities[key]?.contains { $0.from <= day && $0.through.map { day <= $0 } ?? true } ?? false
    }

    private static func overlap(_ a: TransitRule, _ b: TransitRule) -> Bool {
        (a.through.map { b.from <= $0 } ?? true) && (b.through.map { a.from <= $0 } ?? true)
    }
}

/// Why a table cannot say which limit applies.
public struct TransitFault: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case limitMissing = "transit_limit_missing"
        case provinceMissing = "transit_province_missing"
        /// Until districts ended, the limit within a province depends on them.
        case districtMissing = "transit_district_missing"
        /// Two limits are in force for the same zone and service on one day.
        case overlap = "transit_limits_overlap"
        case outOfRange = "transit_limit_out_of_range"
    }

    public var code: Code
    /// The zone or source that is meant.
    public var subject: String

    init(_ code: Code, _ subject: String = "") {
        self.code = code
        self.subject = subject
    }

    public var stableCode: String { code.rawValue }

    public var vietnamese: String {
        switch code {
        case .limitMissing: "Bảng thời gian toàn trình không có chỉ tiêu cho “\(subject)” vào ngày này."
        case .provinceMissing: "Thiếu tên tỉnh, thành phố."
        case .districtMissing: "Thiếu tên quận, huyện (bắt buộc trước ngày 01/07/2025)."
        case .overlap: "Hai chỉ tiêu thời gian trùng hiệu lực (\(subject))."
        case .outOfRange: "Chỉ tiêu thời gian ngoài phạm vi (\(subject))."
        }
    }

    public var english: String {
        switch code {
        case .limitMissing: "The table of transit limits has none for \(subject) on that day."
        case .provinceMissing: "The province is missing."
        case .districtMissing: "The district is missing; limits depended on it until 2025-06-30."
        case .overlap: "Two transit limits are in force at once (\(subject))."
        case .outOfRange: "A transit limit is out of range (\(subject))."
        }
    }
}

extension LegTrack {
    /// Where the post's time begins: the date on the Phiếu gửi.
    public var transitStart: LegEvent? {
        (last(.return(.acceptedByPost)) ?? last(.intake(.collected)))?.event
    }

    /// Where the post's time ends: on the way back to the citizen with the first attempt, whatever came of it; on the
    /// way to the agency with the arrival or, where nobody recorded that, the count. `nil` while it runs.
    public var transitEnd: LegEvent? {
        round.first { step in
            switch step.state {
            case .return(.firstAttempt), .return(.secondAttempt), .return(.delivered), .return(.refused): true
            case .intake(.arrived), .intake(.counted), .intake(.short), .intake(.handedOver): true
            default: false
            }
        }?.event
    }
}
