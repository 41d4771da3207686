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

extension WrittenCell {
    /// A text that came from outside: what no cell can hold stands there as `\u{FFFD}`, and what is too long is cut, so
    /// that one odd character keeps nobody from the rest of the sheet.
    public static func foreign(_ text: String) -> WrittenCell {
        var text = text
        if text.unicodeScalars.contains(where: isUnwritable) {
            var scalars = String.UnicodeScalarView()
            for scalar in text.unicodeScalars { scalars.append(isUnwritable(scalar) ? "\u{FFFD}" : scalar) }
            text = String(scalars)
        }
        guard text.utf16.count > maxUnits else { return .text(text) }
        var (kept, units) = ("", 0)
        for character in text {
            units += character.utf16.count
            guard units < maxUnits else { break }
            kept.append(character)
        }
        return .text(kept + "…")
    }

    /// UTF-16 units of a cell.
    static let maxUnits = 32_767

    /// What XML cannot hold, and libxlsxwriter does not escape.
    static func isUnwritable(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\0" || scalar == "\u{FFFE}" || scalar == "\u{FFFF}"
    }
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
