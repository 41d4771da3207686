/// Finds dates in printed Vietnamese: `ngày 17 tháng 7 năm 2026`, `17/07/2026`, `17-7-2026`, `17.7.2026`, with the
/// blanks that recognition puts in or leaves out.
public enum DateText {
    /// How a date was written.
    public enum Form: Sendable {
        /// With the words tháng and năm.
        case words
        /// With two separators.
        case numeric
        /// With two separators of which recognition took one or both for a letter or a 1: `06I08I2025`, `28/0111965`.
        case repaired
    }

    /// A date and where it stands.
    public struct Match: Sendable {
        public var date: CivilDate
        /// Offsets in the text, the word `ngày` included.
        public var range: Range<Int>
        public var form: Form
    }

    /// All dates in order.
    public static func all(in text: ScannableText) -> [Match] {
        var matches: [Match] = []
        var offset = 0
        while offset < text.count {
            if let match = words(in: text, at: offset) ?? numeric(in: text, at: offset)
                ?? repaired(in: text, at: offset)
            {
                matches.append(match)
                offset = match.range.upperBound
            } else {
                offset += 1
            }
        }
        return matches
    }

    /// The first date in the text.
    public static func first(in text: String) -> CivilDate? { all(in: ScannableText(text)).first?.date }

    // MARK: Forms

    private static func words(in text: ScannableText, at start: Int) -> Match? {
        var cursor = DigitCursor(text, at: start)
        let saysDay = cursor.word("ngay")
        guard saysDay || cursor.startsNumber else { return nil }
        guard let day = cursor.number(digits: 1...2), cursor.word("thang"), let month = cursor.number(digits: 1...2),
            cursor.word("nam"), let year = cursor.year(),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return Match(date: date, range: start..<cursor.offset, form: .words)
    }

    private static func repaired(in text: ScannableText, at start: Int) -> Match? {
        let end = start + 10
        guard end <= text.count, DigitCursor(text, at: start).startsNumber, text.isWordEnd(end) else { return nil }
        let bytes = Array(text.bytes[start..<end])
        let signs = [bytes[2], bytes[5]]
        let digits = [0, 1, 3, 4, 6, 7, 8, 9].map { bytes[$0] }
        guard digits.allSatisfy(ScannableText.isDigit), signs.allSatisfy(slashLike.contains),
            signs.contains(where: { !ScannableText.isDigit($0) })
        else { return nil }
        let values = digits.map { Int($0) - 0x30 }
        let year = values[4] * 1_000 + values[5] * 100 + values[6] * 10 + values[7]
        guard let date = CivilDate(year: year, month: values[2] * 10 + values[3], day: values[0] * 10 + values[1])
        else { return nil }
        return Match(date: date, range: start..<end, form: .repaired)
    }

    /// What recognition makes of a slash.
    private static let slashLike: Set<UInt8> = Set("/il1|".utf8)

    private static func numeric(in text: ScannableText, at start: Int) -> Match? {
        var cursor = DigitCursor(text, at: start)
        guard cursor.startsNumber, let day = cursor.number(digits: 1...2), let first = cursor.separator(),
            let month = cursor.number(digits: 1...2), let second = cursor.separator(), first == second,
            let year = cursor.year(), cursor.endsNumber, let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return Match(date: date, range: start..<cursor.offset, form: .numeric)
    }
}

/// Reads digits with what recognition does to them: blanks between, `o` for 0 and `l`, `i`, `|` for 1 beside a digit.
struct DigitCursor {
    let text: ScannableText
    private(set) var offset: Int

    init(_ text: ScannableText, at offset: Int) {
        self.text = text
        self.offset = offset
    }

    /// Whether a number can begin here: a digit or its look-alike that no digit or letter precedes.
    var startsNumber: Bool {
        guard offset < text.count, Self.digit(text.bytes[offset]) != nil else { return false }
        return offset == 0 || !ScannableText.isWordByte(text.bytes[offset - 1])
    }

    /// Whether no digit or letter follows.
    var endsNumber: Bool { offset >= text.count || !ScannableText.isWordByte(text.bytes[offset]) }

    /// A number of that many digits, at least one of them unmistakable. Blanks are skipped before it.
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var position = text.skippingSpaces(from: offset)
        var value = 0
        var count = 0
        var certain = 0
        while position < text.count, count < digits.upperBound, let digit = Self.digit(text.bytes[position]) {
            value = value * 10 + digit
            count += 1
            certain += ScannableText.isDigit(text.bytes[position]) ? 1 : 0
            position += 1
        }
        guard digits.contains(count), certain * 2 >= count else { return nil }
        offset = position
        return value
    }

    /// A year of four digits, possibly with one blank inside.
    mutating func year() -> Int? {
        let start = offset
        if let year = number(digits: 4...4) { return year }
        guard let head = number(digits: 2...2), let tail = number(digits: 2...2) else {
            offset = start
            return nil
        }
        return head * 100 + tail
    }

    /// Steps over a folded word, blanks around it and punctuation that recognition saw between.
    mutating func word(_ word: String) -> Bool {
        var position = text.skippingSpaces(from: offset)
        while position < text.count, [0x2E, 0x2C, 0x3A].contains(text.bytes[position]) { position += 1 }
        position = text.skippingSpaces(from: position)
        guard text.matches(Array(word.utf8), at: position) else { return false }
        position += word.utf8.count
        while position < text.count, [0x2E, 0x2C, 0x3A, 0x20].contains(text.bytes[position]) { position += 1 }
        offset = position
        return true
    }

    /// Steps over one of `/`, `-`, `.` with blanks around it and returns it.
    mutating func separator() -> UInt8? {
        let position = text.skippingSpaces(from: offset)
        guard position < text.count else { return nil }
        let byte = text.bytes[position]
        guard byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { return nil }
        offset = position + 1
        return byte
    }

    static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case UInt8(ascii: "o"): 0
        case UInt8(ascii: "l"), UInt8(ascii: "i"), UInt8(ascii: "|"): 1
        default: nil
        }
    }
}
