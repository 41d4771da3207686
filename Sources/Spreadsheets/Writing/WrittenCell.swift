import VietnameseText

/// What a cell of a written sheet holds.
public enum WrittenCell: Hashable, Sendable {
    case empty
    /// Always stored as text, whatever it begins with: a name such as `=HYPERLINK(…)` stays a name.
    case text(String)
    /// Whole đồng.
    case amount(Int)
    case integer(Int)
    /// 1 for 100 %.
    case percent(Double)
    /// A moment in milliseconds since 1970, shown in Vietnam's time (+07:00) to the minute.
    case moment(Int64)
    case day(CivilDate)
    case boolean(Bool)
}

/// A column of a written sheet.
public struct WrittenColumn: Hashable, Sendable {
    /// The heading.
    public var title: String
    /// Width in characters of the usual font.
    public var width: Double
    /// Whether long text is broken into lines.
    public var wraps: Bool

    public init(_ title: String, width: Double = 14, wraps: Bool = false) {
        self.title = title
        self.width = width
        self.wraps = wraps
    }
}
