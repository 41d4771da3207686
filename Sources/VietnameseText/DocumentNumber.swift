/// Number and symbol of a document: `907/QĐ-UBND`, `693/2026/HĐCN`, `3625/TL-VPĐK`, `202/2021`
/// (Decree 30/2020/NĐ-CP, annex I, part II section 3).
public enum DocumentNumber {
    /// All such numbers in order, with their offsets. The printed form is kept but for blanks inside and `O` for 0 among
    /// digits.
    public static func all(in text: ScannableText) -> [(number: String, range: Range<Int>)] {
        var found: [(String, Range<Int>)] = []
        var offset = 0
        while offset < text.count {
            if let (number, end) = match(in: text, at: offset) {
                found.append((number, offset..<end))
                offset = end
            } else {
                offset += 1
            }
        }
        return found
    }

    /// `digits "/" part ("/" part)* ("-" part)*` where a part is letters, or a year behind the first slash.
    private static func match(in text: ScannableText, at start: Int) -> (number: String, end: Int)? {
        guard DigitCursor(text, at: start).startsNumber, start == 0 || text.bytes[start - 1] != UInt8(ascii: "/"),
            let head = digits(in: text, at: start), head.count <= 7,
            let slash = separator(in: text, at: head.end), text.bytes[slash] == UInt8(ascii: "/")
        else { return nil }
        var number = head.text
        var end = head.end
        var parts = 0
        var separatorAt: Int? = slash
        while let place = separatorAt, parts < 6, let part = part(in: text, at: text.skippingSpaces(from: place + 1)) {
            // 17/07 is the beginning of a date or a fraction, not a number and symbol.
            if parts == 0, part.isNumber, part.text.count != 4 { return nil }
            number += (text.bytes[place] == UInt8(ascii: "/") ? "/" : "-") + part.text
            end = part.end
            parts += 1
            separatorAt = separator(in: text, at: end)
        }
        return parts > 0 ? (number, end) : nil
    }

    private static func digits(in text: ScannableText, at start: Int) -> (text: String, count: Int, end: Int)? {
        var (digits, end, certain) = ("", start, 0)
        while end < text.count, let digit = DigitCursor.digit(text.bytes[end]) {
            digits += String(digit)
            certain += ScannableText.isDigit(text.bytes[end]) ? 1 : 0
            end += 1
        }
        guard !digits.isEmpty, certain * 2 >= digits.count else { return nil }
        // A letter behind the digits may belong to the number: 12a/QĐ-UBND.
        if end < text.count, ScannableText.isLetterByte(text.bytes[end]), text.isWordEnd(end + 1) {
            digits.append(text.characters[end])
            end += 1
        }
        return (digits, digits.count, end)
    }

    private static func part(in text: ScannableText, at start: Int) -> (text: String, isNumber: Bool, end: Int)? {
        var end = start
        while end < text.count, end - start < 12, isSymbolByte(text.bytes[end]) { end += 1 }
        guard end > start else { return nil }
        let printed = text.printed(start..<end)
        let isNumber = text.bytes[start..<end].allSatisfy(ScannableText.isDigit)
        guard isNumber || printed.contains(where: \.isUppercase) else { return nil }
        return (printed, isNumber, end)
    }

    private static func isSymbolByte(_ byte: UInt8) -> Bool {
        ScannableText.isLetterByte(byte) || ScannableText.isDigit(byte) || byte == UInt8(ascii: "&")
    }

    /// A slash or dash, with at most one blank before it.
    private static func separator(in text: ScannableText, at offset: Int) -> Int? {
        let position = text.skippingSpaces(from: offset)
        guard position < text.count, position - offset <= 1 else { return nil }
        let byte = text.bytes[position]
        guard byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") else { return nil }
        // A dash with blanks on both sides is a dash between words: "Số 27 – ngày".
        if byte == UInt8(ascii: "-"), position > offset { return nil }
        return position
    }
}
