import VietnameseText

/// Compares the names of persons and offices.
enum Names {
    static func compare(_ ours: String, _ theirs: String) -> Agreement {
        if ours.isEmpty || theirs.isEmpty { return .unknown }
        if ours == theirs { return .same }
        let folded = (key(ours), key(theirs))
        guard folded.0 == folded.1 else { return folded.0.isEmpty || folded.1.isEmpty ? .unknown : .differs }
        return words(Folding.exact(ours)) == words(Folding.exact(theirs)) ? .same : .marksDiffer
    }

    /// The words of a name without marks and case, one blank between them, without Mr or Mrs before it.
    static func key(_ name: String) -> String { words(Folding.folded(name)) }

    private static let titles: Set<Substring> = [
        "ong", "ba", "anh", "chi", "co", "mr", "mrs", "ms", "ông", "bà", "chị", "cô",
    ]

    private static func words(_ text: String) -> String {
        let spaced = spaced(text)
        var rest = spaced[...]
        // A title is dropped from before two words or more.
        while let end = rest.utf8.firstIndex(of: blank), titles.contains(rest[..<end]) {
            let next = rest[rest.utf8.index(after: end)...]
            guard next.utf8.contains(blank) else { break }
            rest = next
        }
        return rest.startIndex == spaced.startIndex ? spaced : String(rest)
    }

    private static let blank = UInt8(ascii: " ")

    /// Letters and numbers, with one blank for whatever stands between them.
    private static func spaced(_ text: String) -> String {
        var spaced = String.UnicodeScalarView()
        spaced.reserveCapacity(text.utf8.count)
        var isBetween = false
        for scalar in text.unicodeScalars {
            guard isOfWord(scalar, isBehindWord: !isBetween && !spaced.isEmpty) else {
                isBetween = true
                continue
            }
            if isBetween, !spaced.isEmpty { spaced.append(" ") }
            isBetween = false
            spaced.append(scalar)
        }
        return String(spaced)
    }

    private static func isOfWord(_ scalar: Unicode.Scalar, isBehindWord: Bool) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        case 0..<0x80: return false
        // Latin letters, among them all of Vietnamese.
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8..<0x250, 0x1E00..<0x1F00: return true
        default:
            let properties = scalar.properties
            if properties.isAlphabetic || properties.numericType != nil { return true }
            // A mark belongs to the letter before it.
            return isBehindWord
                && (properties.generalCategory == .nonspacingMark
                    || properties.generalCategory == .spacingMark || properties.generalCategory == .enclosingMark)
        }
    }
}
