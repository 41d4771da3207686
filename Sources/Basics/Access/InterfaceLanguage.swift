/// In which language an account is shown the screens.
public enum InterfaceLanguage: String, Hashable, Sendable, Codable, CaseIterable {
    case vietnamese = "vi"
    case english = "en"
}
