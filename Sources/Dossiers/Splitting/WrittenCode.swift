/// Codes as people and programs write them into a manifest: with blanks around, in small letters.
///
/// What is unambiguous is taken; everything else stays as it was written, for the person to see.
public enum WrittenCode {
    /// The case code that is meant; `nil` when it is none, however one reads it.
    public static func caseCode(_ text: String) -> CaseCode? {
        let text = trimmed(text)
        return CaseCode(rawValue: text) ?? CaseCode(rawValue: text.uppercased())
    }

    /// The component that is meant among those of a case; `nil` when it is none of them, or could be two.
    public static func component(_ text: String, among known: Set<ComponentCode>) -> ComponentCode? {
        let text = trimmed(text)
        if let exact = ComponentCode(rawValue: text), known.contains(exact) { return exact }
        let alike = known.filter { $0.rawValue.lowercased() == text.lowercased() }
        return alike.count == 1 ? alike.first : nil
    }

    /// The text without the blanks, visible or not, around it.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The text so that one sees what is in it: characters that show nothing are written as their numbers.
    static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in trimmed(text).unicodeScalars {
            if isBlank(scalar), scalar != " " {
                shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
            || scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
    }
}
