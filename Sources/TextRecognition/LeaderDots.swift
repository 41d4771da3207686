import DocumentModel
import VietnameseText

/// Takes the dots of a form's leaders out of words that were filled in over them: `xã.Tân` is two words, `.Bùi` one.
enum LeaderDots {
    ///
    /// - Parameter ofForm: whether the page has leaders all over it, so that stops one after the other are theirs.
    static func removed(from lines: [TextLine], ofForm: Bool = false) -> [TextLine] {
        lines.map { line in
            let words = ofForm ? line.words.flatMap(withoutRuns) : line.words
            guard words.contains(where: { hasInnerStop($0.text) }) else {
                return words.isEmpty || words.count == line.words.count && words == line.words
                    ? line : TextLine(words: words, box: line.box)
            }
            return TextLine(words: words.flatMap(parted), box: line.box)
        }
    }

    /// The pieces of a word between two or more stops; a word of stops alone stays.
    private static func withoutRuns(_ word: Word) -> [Word] {
        guard word.text.contains(".."), word.text.contains(where: { $0 != "." }) else { return [word] }
        let characters = Array(word.text)
        let isOfRun = characters.indices.map { place in
            characters[place] == "."
                && (place > 0 && characters[place - 1] == "."
                    || place + 1 < characters.count && characters[place + 1] == ".")
        }
        let each = Double(word.box.width) / Double(max(1, characters.count))
        var pieces: [Word] = []
        for place in characters.indices where !isOfRun[place] {
            if place > 0, !isOfRun[place - 1], !pieces.isEmpty {
                pieces[pieces.count - 1].text.append(characters[place])
                pieces[pieces.count - 1].box.width = max(
                    1, word.box.x + Int(Double(place + 1) * each) - pieces[pieces.count - 1].box.x)
            } else {
                var box = word.box
                box.x += Int(Double(place) * each)
                box.width = max(1, Int(each))
                pieces.append(Word(text: String(characters[place]), box: box, confidence: word.confidence))
            }
        }
        return pieces.isEmpty ? [word] : pieces
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
