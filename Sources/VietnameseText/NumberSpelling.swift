extension NumberWords {
    /// Spells a number as clerks do: 1 234 000 is `một triệu hai trăm ba mươi tư nghìn`.
    ///
    /// In lower case and without a unit. A missing ten is "linh", as schools teach it; ``parse(_:)`` reads all of it
    /// back up to 999 999 tỷ.
    public static func spelled(_ number: Int) -> String {
        guard number != 0 else { return digits[0] }
        return (number < 0 ? "âm " : "") + spelled(number.magnitude, isFirst: true)
    }

    private static let digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]

    /// - Parameter isFirst: whether nothing stands before it; otherwise the hundreds are spoken even when there are
    ///   none.
    private static func spelled(_ number: UInt, isFirst: Bool) -> String {
        var parts: [String] = []
        var rest = number
        for (scale, name) in [(1_000_000_000 as UInt, " tỷ"), (1_000_000, " triệu"), (1_000, " nghìn"), (1, "")] {
            let group = rest / scale
            rest %= scale
            guard group > 0 else { continue }
            let leads = isFirst && parts.isEmpty
            // Billions are counted by thousands and millions again: "hai nghìn tỷ".
            let words = group < 1_000 ? spelled(group: group, isFirst: leads) : spelled(group, isFirst: leads)
            parts.append(words + name)
        }
        return parts.joined(separator: " ")
    }

    /// Below one thousand.
    private static func spelled(group: UInt, isFirst: Bool) -> String {
        let (hundreds, tens, units) = (Int(group / 100), Int(group / 10 % 10), Int(group % 10))
        var words: [String] = []
        if hundreds > 0 || !isFirst { words += [digits[hundreds], "trăm"] }
        switch tens {
        case 0 where units > 0 && !words.isEmpty: words.append("linh")
        case 0: break
        case 1: words.append("mười")
        default: words += [digits[tens], "mươi"]
        }
        switch units {
        case 0: break
        case 1 where tens > 1: words.append("mốt")
        case 4 where tens > 1: words.append("tư")
        case 5 where tens > 0: words.append("lăm")
        default: words.append(digits[units])
        }
        return words.joined(separator: " ")
    }
}
