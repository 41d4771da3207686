import Basics

/// Item codes that the post issued to the agency: S10 serials of one prefix, from the first to the last. Each is leased
/// once; a label that was spoiled is not given out again.
public struct ItemCodeRange: Hashable, Sendable, Codable, Identifiable {
    public let id: String
    /// Two capital letters: the service.
    public let prefix: String
    /// Two capital letters: the country.
    public let country: String
    /// 0 to 99,999,999.
    public let first: Int
    /// Not below ``first``.
    public let last: Int
    public let issuedOn: CalendarDay
    /// The post office that issued it.
    public let office: String
    /// The serial to be leased next; `last + 1` when all are.
    public private(set) var next: Int

    /// Takes a range; `nil` when its parts are not of the form of S10 or `next` does not lie in it.
    public init?(
        id: String, prefix: String, country: String = "VN", first: Int, last: Int, issuedOn: CalendarDay,
        office: String, next: Int? = nil
    ) {
        guard first <= last, S10.code(prefix: prefix, serial: first, country: country) != nil,
            S10.code(prefix: prefix, serial: last, country: country) != nil
        else { return nil }
        let start = next ?? first
        guard (first...last + 1).contains(start) else { return nil }
        self.id = id
        self.prefix = prefix
        self.country = country
        self.first = first
        self.last = last
        self.issuedOn = issuedOn
        self.office = office
        self.next = start
    }

    /// Codes that are left.
    public var remaining: Int { last - next + 1 }

    public var isExhausted: Bool { remaining == 0 }

    /// Leases the next code. The caller stores the range as it is afterwards in the same transaction as the parcel.
    public mutating func lease() throws(ItemCodeRefusal) -> ItemCodeLease {
        guard !isExhausted, let code = S10.code(prefix: prefix, serial: next, country: country) else {
            throw ItemCodeRefusal(.exhausted, subject: id)
        }
        defer { next += 1 }
        return ItemCodeLease(code: code, serial: next, range: id)
    }

    /// Whether both have a code in common.
    public func overlaps(_ other: ItemCodeRange) -> Bool {
        prefix == other.prefix && country == other.country && first <= other.last && other.first <= last
    }

    private enum CodingKeys: String, CodingKey {
        case id, prefix, country, first, last, office, next
        case issuedOn = "issued_on"
    }

    /// Reads a range and checks it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let range = try ItemCodeRange(
            id: container.decode(String.self, forKey: .id), prefix: container.decode(String.self, forKey: .prefix),
            country: container.decode(String.self, forKey: .country),
            first: container.decode(Int.self, forKey: .first), last: container.decode(Int.self, forKey: .last),
            issuedOn: container.decode(CalendarDay.self, forKey: .issuedOn),
            office: container.decode(String.self, forKey: .office), next: container.decode(Int.self, forKey: .next))
        guard let range else {
            throw DecodingError.dataCorruptedError(
                forKey: .first, in: container, debugDescription: "not a range of S10 serials")
        }
        self = range
    }
}

/// A code that was given out.
public struct ItemCodeLease: Hashable, Sendable, Codable {
    /// With its check digit: `EB403116321VN`.
    public var code: String
    public var serial: Int
    /// ``ItemCodeRange/id``.
    public var range: String
}

/// All ranges of codes that the agency holds.
public struct ItemCodePool: Hashable, Sendable {
    /// In the order in which they are used up: by day of issue, then by first serial.
    public private(set) var ranges: [ItemCodeRange]

    /// Takes ranges in any order; two with a code in common are refused.
    public init(_ ranges: [ItemCodeRange]) throws(ItemCodeRefusal) {
        self.ranges = ranges.sorted {
            ($0.issuedOn, $0.prefix, $0.first, $0.id) < ($1.issuedOn, $1.prefix, $1.first, $1.id)
        }
        for (place, range) in self.ranges.enumerated() {
            for other in self.ranges[..<place] where other.overlaps(range) || other.id == range.id {
                throw ItemCodeRefusal(.overlap, subject: range.id, other: other.id)
            }
        }
    }

    /// Codes that are left for a service.
    public func remaining(prefix: String) -> Int {
        ranges.reduce(0) { $1.prefix == prefix ? $0 + $1.remaining : $0 }
    }

    /// Whether new codes should be ordered from the post.
    public func isLow(prefix: String, below mark: Int) -> Bool { remaining(prefix: prefix) < mark }

    /// Leases the next code of a service, from the oldest range that has one.
    public mutating func lease(prefix: String) throws(ItemCodeRefusal) -> ItemCodeLease {
        guard let place = ranges.firstIndex(where: { $0.prefix == prefix && !$0.isExhausted }) else {
            throw ItemCodeRefusal(.exhausted, subject: prefix)
        }
        return try ranges[place].lease()
    }
}

/// Why no code can be leased.
public struct ItemCodeRefusal: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case exhausted = "item_codes_exhausted"
        case overlap = "item_code_ranges_overlap"
    }

    public var code: Code
    /// The range or prefix that is meant.
    public var subject: String
    public var other: String?

    init(_ code: Code, subject: String, other: String? = nil) {
        self.code = code
        self.subject = subject
        self.other = other
    }

    public var stableCode: String { code.rawValue }

    public var vietnamese: String {
        switch code {
        case .exhausted: "Dải số hiệu \(subject) đã hết; hãy xin bưu điện cấp dải mới."
        case .overlap: "Dải số hiệu \(subject) trùng với dải \(other ?? "")."
        }
    }

    public var english: String {
        switch code {
        case .exhausted: "No item codes are left in \(subject); order a new range from the post."
        case .overlap: "The range \(subject) overlaps with \(other ?? "")."
        }
    }
}
