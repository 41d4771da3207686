import DocumentModel

/// Machine-readable lines of identity cards and passports: their check digits tell whether they were read right.
///
/// ICAO Doc 9303, part 3 (check digits: weights 7, 3, 1, sum modulo 10), part 5 (cards, three lines of 30 characters) and
/// part 4 (passports, two lines of 44). A line with a wrong check digit is never sure; figures that are read for each
/// other in this type face are put right where one change, or two, makes the check digit right and no other does.
enum MachineReadableLines {
    static func checked(_ lines: [TextLine]) -> [TextLine] {
        lines.map { line in
            let read = line.text.filter { $0 != " " }
            guard let form = Form(read) else { return line }
            let (text, isSure) = form.checked(Array(read.uppercased()))
            let confidence = line.words.map(\.confidence).min() ?? 0
            let word = Word(
                text: text, box: line.box, confidence: isSure ? confidence : min(confidence, Word.minSure - 1),
                recognized: text == line.text ? nil : line.text)
            return TextLine(words: [word], box: line.box)
        }
    }

    /// Weighted sum of characters modulo 10: letters count from A = 10, fillers 0.
    static func checkDigit(of characters: some Sequence<Character>) -> Int {
        zip(characters, 0...).reduce(0) { sum, next in
            let value = next.0.wholeNumberValue ?? next.0.asciiValue.map { $0 >= 65 ? Int($0) - 55 : 0 } ?? 0
            return sum + value * [7, 3, 1][next.1 % 3]
        } % 10
    }
}

/// What kind of line it is, and where its check digits stand.
private struct Form {
    /// A field and the place of its check digit.
    struct Field {
        var range: Range<Int>
        var check: Int
        /// Days are figures and nothing else.
        var isDay: Bool
    }

    var fields: [Field]
    /// The letters that the line begins with, whatever was read: `ID` of a card.
    var beginning: String?

    /// `nil` for all other text.
    init?(_ read: String) {
        let text = read.uppercased()
        guard [30, 44].contains(text.count), text.count(where: { $0 == "<" }) >= 2,
            text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "<") })
        else { return nil }
        let characters = Array(text)
        let isDays = characters.prefix(7).count(where: \.isNumber) >= 5 && "MF<".contains(characters[7])
        switch (text.count, isDays) {
        case (30, true):
            fields = [Field(range: 0..<6, check: 6, isDay: true), Field(range: 8..<14, check: 14, isDay: true)]
        case (30, false) where characters[5..<15].count(where: \.isNumber) >= 7:
            fields = [Field(range: 5..<14, check: 14, isDay: false)]
            // No card begins with T or L, and in this type face they are read for I.
            beginning = "TL1".contains(characters[0]) && characters[1] == "D" ? "ID" : nil
        case (44, _) where characters[13..<20].count(where: \.isNumber) >= 5:
            fields = [
                Field(range: 0..<9, check: 9, isDay: false), Field(range: 13..<19, check: 19, isDay: true),
                Field(range: 21..<27, check: 27, isDay: true),
            ]
        default: return nil
        }
    }

    /// The line as its check digits say, and whether all of them were right as it was read.
    func checked(_ read: [Character]) -> (text: String, isSure: Bool) {
        var text = read
        if let beginning { text.replaceSubrange(0..<beginning.count, with: beginning) }
        var isSure = true
        for field in fields {
            if field.isDay {
                for place in field.range { text[place] = Self.figures[text[place]] ?? text[place] }
            }
            text[field.check] = Self.figures[text[field.check]] ?? text[field.check]
            if isRight(field, text) { continue }
            isSure = false
            if let mended = mended(field, text) { text = mended }
        }
        return (String(text), isSure && text == read)
    }

    private func isRight(_ field: Field, _ text: [Character]) -> Bool {
        text[field.check].wholeNumberValue == MachineReadableLines.checkDigit(of: text[field.range])
    }

    /// The one text that differs in a letter read for a figure, or else in one or two figures read for a zero, and has the
    /// right check digit; `nil` when several do, since every tenth of any other would as well.
    private func mended(_ field: Field, _ text: [Character]) -> [Character]? {
        let letters = changes(of: field, in: text, Self.readAsLetters)
        let single = changes(of: field, in: text, Self.readForZero)
        let double = Set(single.flatMap { changes(of: field, in: $0, Self.readForZero) })
        for tier in [letters, single, Array(double)] {
            let right = tier.filter { isRight(field, $0) && isPossible(field, $0) }
            if !right.isEmpty { return right.count == 1 ? right[0] : nil }
        }
        return nil
    }

    /// Whether days are days of the calendar, and a card's number is the end of the person's that stands behind it.
    private func isPossible(_ field: Field, _ text: [Character]) -> Bool {
        let value = String(text[field.range])
        if field.isDay {
            guard let month = Int(value.dropFirst(2).prefix(2)), let day = Int(value.suffix(2)) else { return false }
            return (1...12).contains(month) && (1...31).contains(day)
        }
        let person = text.count == 30 ? text[15..<27] : []
        return !person.allSatisfy(\.isNumber) || String(person).hasSuffix(value) || person.isEmpty
    }

    private func changes(
        of field: Field, in text: [Character], _ alike: [Character: Character]
    ) -> [[Character]] {
        (Array(field.range) + [field.check]).compactMap { place in
            alike[text[place]].map { other in
                var changed = text
                changed[place] = other
                return changed
            }
        }
    }

    /// Letters that stand where only figures do.
    private static let figures: [Character: Character] = [
        "O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8",
    ]
    private static let readAsLetters: [Character: Character] = [
        "O": "0", "Q": "0", "I": "1", "Z": "2", "S": "5", "B": "8",
    ]
    /// What a dotted or crossed zero is read as.
    private static let readForZero: [Character: Character] = ["6": "0", "8": "0", "9": "0"]
}
