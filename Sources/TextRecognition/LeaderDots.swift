import DocumentModel
import VietnameseText

/// Takes the dots of a form's leaders out of words that were filled in over them: `xã.Tân` is two words, `.Bùi` one.
enum LeaderDots {
    static func removed(from lines: [TextLine]) -> [TextLine] {
        lines.map { line in
            guard line.words.contains(where: { hasInnerStop($0.text) }) else { return line }
            return TextLine(words: line.words.flatMap(parted), box: line.box)
        }
    }

    private static func hasInnerStop(_ text: String) -> Bool {
        guard let stop = text.firstIndex(of: ".") else { return false }
        return text[stop...].contains(where: \.isLetter)
            || (stop == text.startIndex && text.contains(where: \.isNumber))
    }

    /// The syllables of a word between which nothing but stops stands; the word when it is anything else, such as an
    /// abbreviation, a number or an address on the net.
    private static func parted(_ word: Word) -> [Word] {
        guard hasInnerStop(word.text) else { return [word] }
        var word = word
        if word.text.first == "." {
            let rest = word.text.drop { $0 == "." }
            let each = word.box.width / max(1, word.text.count)
            let cut = min(word.box.width - 1, each * (word.text.count - rest.count))
            (word.text, word.box.x, word.box.width) = (String(rest), word.box.x + cut, word.box.width - cut)
        }
        let parts = word.text.split(separator: ".", omittingEmptySubsequences: true)
        guard parts.count > 1,
            parts.allSatisfy({ part in
                let letters = part.filter(\.isLetter)
                return letters.count >= 2 && letters.dropFirst().contains(where: \.isLowercase)
                    && Syllables.isValid(String(letters)) && part.dropLast().allSatisfy(\.isLetter)
            })
        else { return [word] }
        let each = Double(word.box.width) / Double(max(1, word.text.count))
        return parts.enumerated().map { place, part in
            let start = word.text.distance(from: word.text.startIndex, to: part.startIndex)
            var box = word.box
            box.x += Int(Double(start) * each)
            box.width = max(1, Int(Double(part.count) * each))
            let isLast = place == parts.count - 1 && word.text.last == "."
            return Word(text: String(part) + (isLast ? "." : ""), box: box, confidence: word.confidence)
        }
    }
}
