/// A setting as it is in force, and where it came from.
public struct SettingView: ListedView, Sendable {
    var key: String
    var value: Nullable<String>
    var origin: String
    var variable: String
    var flag: String

    /// What it takes; of rules `nil`, they are no settings.
    private let expected: String?

    private enum CodingKeys: CodingKey {
        case key, value, origin, variable, flag
    }

    /// - Parameters:
    ///   - origin: where the value came from, for people.
    ///   - variable: the environment variable that sets it.
    ///   - flag: the flag that sets it, with dashes.
    ///   - expected: what is taken.
    public init(key: String, value: String?, origin: String, variable: String, flag: String, expected: String) {
        (self.key, self.value, self.origin) = (key, Nullable(value), origin)
        (self.variable, self.flag, self.expected) = (variable, flag, expected)
    }

    /// A rule that says which file of a pipeline goes for which papers.
    public init(rule subject: String, file: String, origin: String) {
        (key, value, self.origin) = (subject, Nullable(file), origin)
        (variable, flag, expected) = ("", "", nil)
    }

    public static func page(_ settings: [SettingView]) -> TextPage {
        var page = TextPage()
        page.table(
            [["THAM SỐ / SETTING", "GIÁ TRỊ / VALUE", "NGUỒN / FROM", "BIẾN / VARIABLE", "CỜ / FLAG", "NHẬN / TAKES"]]
                + settings.map(\.cells))
        return page
    }

    private var cells: [String] {
        guard let expected else { return [key, value.value ?? "", origin] }
        return [key, value.value ?? "—", origin, variable, flag, expected]
    }
}
