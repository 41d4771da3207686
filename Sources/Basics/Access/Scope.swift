/// Of which agencies an account sees and works the cases.
public enum Scope: Hashable, Sendable {
    case everything
    /// These, each with all that is below it.
    case agencies(Set<AgencyPath>)

    /// Whether a case of this agency is inside.
    /// - Parameter agency: the agency's code as a case code holds it.
    public func covers(_ agency: String) -> Bool {
        switch self {
        case .everything: true
        case .agencies(let paths):
            paths.contains { path in path.covers(AgencyPath(code: agency)) }
        }
    }
}

/// Where an agency stands, from the province or ministry down: `H40`, `16` for the department 16 of the province H40.
///
/// Codes are written in two forms that mean the same (Decision 20/2020/QĐ-TTg, article 5 and its annex): with the
/// lowest level first and zeros for levels that there are not, `000.00.16.H40`; and in short with the highest first,
/// `H40.16`.
public struct AgencyPath: Hashable, Sendable {
    /// From the highest level down, without levels that there are not.
    public let levels: [String]

    /// - Parameter code: in either form; anything else is a path of one level that covers only itself.
    public init(code: String) {
        let parts = code.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isLowestFirst =
            parts.count > 1 && parts.last?.first?.isLetter == true && parts.first?.first?.isLetter != true
        let levels = isLowestFirst ? parts.reversed() : parts
        // Only levels below the last that is there can be missing.
        self.levels = Array(levels.reversed().drop { $0.allSatisfy { $0 == "0" } }.reversed())
    }

    /// Whether the other is the same or stands below.
    public func covers(_ other: AgencyPath) -> Bool { !levels.isEmpty && other.levels.starts(with: levels) }
}
