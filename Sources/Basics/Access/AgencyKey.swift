/// Agencies as storage compares them: the levels from the province down, each with a full stop after it, as in `H40.16.`,
/// so that an agency and all below it stand in one range of texts that are ordered by their bytes.
extension AgencyScope {
    public var key: String { levels.map { $0 + "." }.joined() }

    /// The first text after the range that begins with ``key``.
    public var keyEnd: String { levels.joined(separator: ".") + "/" }

    /// The key of an agency as a case code holds it; empty for one that cannot be read, which only everything covers.
    public static func key(ofAgency code: String) -> String { AgencyScope(rawValue: code)?.key ?? "" }

    /// The key of the smallest agency that has both; empty when there is none, or either is empty.
    public static func commonKey(_ a: String, _ b: String) -> String {
        guard a != b else { return a }
        var (length, end) = (0, 0)
        for (left, right) in zip(a.utf8, b.utf8) {
            guard left == right else { break }
            length += 1
            if left == UInt8(ascii: ".") { end = length }
        }
        return String(decoding: a.utf8.prefix(end), as: UTF8.self)
    }

    /// Whether another agency is this one or lies below it.
    public func covers(_ other: AgencyScope) -> Bool { other.levels.starts(with: levels) }
}

extension Scope {
    /// Its agencies, none of which lies below another, in the order of their keys; `nil` for everything.
    public var roots: [AgencyScope]? {
        guard case .agencies(let agencies) = self else { return nil }
        return agencies.filter { agency in !agencies.contains { $0 != agency && $0.covers(agency) } }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// Whether an agency with this key is inside; what has no agency is only inside of everything.
    public func covers(key: String) -> Bool {
        guard let roots else { return true }
        return roots.contains { key.hasPrefix($0.key) }
    }
}

extension Scope {
    /// The part of it that lies inside of one agency; `nil` for no further limit.
    public func narrowed(to agency: AgencyScope?) -> Scope {
        guard let agency else { return self }
        guard case .agencies(let own) = self else { return .agencies([agency]) }
        if own.contains(where: { $0 == agency || $0.covers(agency) }) { return .agencies([agency]) }
        return .agencies(own.filter { agency.covers($0) })
    }
}

extension AgencyScope {
    /// The agency of a ``key``; `nil` for an empty one.
    public init?(key: String) {
        guard key.hasSuffix("."), let agency = AgencyScope(rawValue: String(key.dropLast())) else { return nil }
        self = agency
    }
}
