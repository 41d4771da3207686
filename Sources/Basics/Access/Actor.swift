/// Who does something: an account, by whichever way it was proved.
public struct Actor: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// An account of the machine: whoever runs a command, or the service itself.
        case system
        /// A scan station, by its token.
        case station
        /// A person who signed in.
        case person
    }

    public let kind: Kind
    /// The account's name; proved, never typed.
    public let account: String
    /// The name that a script gave for the person whom it works for; a claim of the account, nothing more.
    public let claimed: String?

    /// Characters of a name that are kept.
    public static let nameLimit = 200

    /// - Parameter claimed: what cannot be seen of it is left out, so that two names that look the same are the same.
    public init(_ kind: Kind, account: String, claimed: String? = nil) {
        self.kind = kind
        self.account = Self.cleaned(account)
        let claimed = claimed.map(Self.cleaned).flatMap { $0.isEmpty ? nil : $0 }
        self.claimed = claimed == self.account ? nil : claimed
    }

    /// The program at its own work: scheduling, reading, reconciling.
    public static let program = Actor(.system, account: "sohoa")

    /// What records and screens show.
    public var name: String { claimed ?? account }

    /// Names in one line: no control, format or separator characters (Unicode Cc, Cf, Zl, Zp, Cs, Co), single blanks,
    /// composed.
    private static func cleaned(_ name: String) -> String {
        let visible = name.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: " "
            default: scalar
            }
        }.filter {
            ![.format, .surrogate, .privateUse, .unassigned].contains($0.properties.generalCategory)
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: visible)
        return String(String(text).split(separator: " ").joined(separator: " ").prefix(nameLimit))
    }
}
