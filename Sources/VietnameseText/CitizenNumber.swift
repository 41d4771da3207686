/// Numbers of identity papers: the citizen's number of 12 digits (căn cước, số định danh cá nhân) and the older identity
/// card number of 9 (chứng minh nhân dân).
///
/// The 12 digits are place of birth registration (3), century and sex (1), last two digits of the year of birth (2) and
/// a random number (6): Decree 137/2015/NĐ-CP article 13, kept by Decree 70/2024/NĐ-CP.
public struct CitizenNumber: Hashable, Sendable {
    /// 12 or 9 digits.
    public let digits: String

    /// `nil` unless the text is exactly 12 or 9 digits.
    public init?(_ digits: String) {
        let isNumber = digits.utf8.allSatisfy(ScannableText.isDigit)
        guard isNumber, digits.utf8.count == 12 || digits.utf8.count == 9 else { return nil }
        self.digits = digits
    }

    /// The year of birth that the number tells, for 12 digits.
    public var birthYear: Int? {
        guard let code = centuryAndSex, let year = Int(digits.dropFirst(4).prefix(2)) else { return nil }
        return 1900 + code / 2 * 100 + year
    }

    /// Whether the holder is female by the number, for 12 digits.
    public var isFemale: Bool? { centuryAndSex.map { !$0.isMultiple(of: 2) } }

    private var centuryAndSex: Int? {
        guard digits.utf8.count == 12 else { return nil }
        return Int(digits.dropFirst(3).prefix(1))
    }

    /// Numbers of 12 or 9 digits in a text, in order; single blanks or dots inside are passed over, as is `o` for 0.
    public static func all(in text: ScannableText) -> [(number: CitizenNumber, range: Range<Int>)] {
        var found: [(CitizenNumber, Range<Int>)] = []
        var offset = 0
        while offset < text.count {
            guard DigitCursor(text, at: offset).startsNumber else {
                offset += 1
                continue
            }
            let (digits, end) = digitRun(in: text, at: offset)
            if let number = CitizenNumber(digits) { found.append((number, offset..<end)) }
            offset = max(end, offset + 1)
        }
        return found
    }

    private static func digitRun(in text: ScannableText, at start: Int) -> (digits: String, end: Int) {
        var (digits, end, position, certain) = ("", start, start, 0)
        while position < text.count, digits.utf8.count < 20 {
            if let digit = DigitCursor.digit(text.bytes[position]) {
                digits += String(digit)
                certain += ScannableText.isDigit(text.bytes[position]) ? 1 : 0
                position += 1
                end = position
            } else if text.bytes[position] == ScannableText.blank, digits.utf8.count < 12, position == end {
                position += 1
            } else {
                break
            }
        }
        guard text.isWordEnd(end), certain + 2 >= digits.utf8.count else { return ("", end) }
        return (digits, end)
    }
}
