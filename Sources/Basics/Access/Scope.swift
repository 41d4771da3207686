/// Of which agencies an account sees and works the cases.
public enum Scope: Hashable, Sendable {
    case everything
    /// These, each with all that is below it.
    case agencies(Set<AgencyScope>)

    /// Whether a case of this agency is inside.
    /// - Parameter agency: the agency's code as a case code holds it; one that cannot be read is only inside of everything.
    public func covers(_ agency: String) -> Bool {
        switch self {
        case .everything: true
        case .agencies(let agencies):
            AgencyScope(rawValue: agency)?.above.contains(where: agencies.contains) ?? false
        }
    }
}
