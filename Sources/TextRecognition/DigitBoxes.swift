import DocumentModel
import VietnameseText

/// Opens rows of little boxes with a figure each, of which the rules between were read: `|0|8|/|0|2|` is `0 8 / 0 2`.
enum DigitBoxes {
    static func opened(in lines: [TextLine]) -> [TextLine] {
        lines.map { line in
            guard line.words.contains(where: { isRow($0.text) }) else { return line }
            var words: [Word] = []
            for word in line.words {
                guard isRow(word.text) else {
                    words.append(word)
                    continue
                }
                let opened = parts(of: word)
                // What stands before the first rule was read already: `sinh: sinh:|0|8`.
                let isRepeated = opened.first.map { $0.text == words.last?.text && $0.text.contains(where: \.isLetter) }
                words += isRepeated == true ? Array(opened.dropFirst()) : opened
            }
            return words.isEmpty ? line : TextLine(words: words, box: line.box)
        }
    }

    /// Whether there are rules between figures, at least three.
    private static func isRow(_ text: String) -> Bool {
        guard let first = text.firstIndex(where: bars.contains) else { return false }
        let row = text[first...]
        let figures = text.count { $0.isNumber || alike[$0] != nil }
        return row.count(where: bars.contains) >= 3 && row.contains(where: \.isNumber) && figures >= 2
            && row.allSatisfy { $0.isNumber || bars.contains($0) || alike[$0] != nil || $0 == "/" }
    }

    /// What stands before the first rule, then the figures one by one, where they stood.
    private static func parts(of word: Word) -> [Word] {
        let each = Double(word.box.width) / Double(max(1, word.text.count))
        func part(_ text: String, at place: Int, isSure: Bool = true) -> Word {
            let box = PixelBox(
                x: word.box.x + Int(Double(place) * each), y: word.box.y,
                width: max(1, Int(Double(text.count) * each)), height: word.box.height)
            return Word(
                text: text, box: box,
                confidence: isSure ? word.confidence : min(word.confidence, Word.minSure - 1),
                recognized: nil)
        }
        let label = String(word.text.prefix { !bars.contains($0) })
        let startsWithFigure = label.allSatisfy { $0.isNumber || alike[$0] != nil }
        var words = label.isEmpty || startsWithFigure ? [] : [part(label, at: 0)]
        var isInBox = true
        for (place, character) in word.text.enumerated().dropFirst(startsWithFigure ? 0 : label.count) {
            let isBar = bars.contains(character)
            // A slender figure is read as a rule, and a rule as a slender letter: they take turns.
            if isBar || (!isInBox && alike[character] == "1") {
                isInBox = true
            } else {
                let figure = alike[character] ?? character
                words.append(part(String(figure), at: place, isSure: figure == character))
                isInBox = false
            }
        }
        return words
    }

    private static let bars: Set<Character> = ["|", "[", "]"]
    /// What figures in boxes are read as.
    private static let alike: [Character: Character] = [
        "o": "0", "O": "0", "@": "0", "Q": "0", "l": "1", "I": "1", "!": "1", "J": "1", "S": "5", "B": "8",
    ]
}
