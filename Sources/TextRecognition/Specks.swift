import DocumentModel

/// Tells words that are none: dust, ends of rules, marks that belong to no letter, strokes of pens.
enum Specks {
    /// The lines without them.
    static func removed(from lines: [TextLine]) -> [TextLine] {
        let height = lines.flatMap { $0.words.filter { $0.text.count > 1 }.map { Double($0.box.height) } }.median
        guard height > 0 else { return lines }
        return lines.compactMap { line in
            let kept = line.words.filter { !isSpeck($0, isAlone: line.words.count == 1, height: height) }
            guard let first = kept.first, kept.count < line.words.count else { return kept.isEmpty ? nil : line }
            guard kept.contains(where: \.hasLetterOrDigit) else { return nil }
            return TextLine(words: kept, box: kept.dropFirst().reduce(first.box) { $0.union($1.box) })
        }
    }

    /// - Parameter height: median height of the page's words.
    private static func isSpeck(_ word: Word, isAlone: Bool, height: Double) -> Bool {
        let (wide, tall) = (Double(word.box.width) / height, Double(word.box.height) / height)
        guard word.hasLetterOrDigit else {
            // A hyphen of a list is hardly wider than a speck.
            return word.text.allSatisfy(strokes.contains) || max(wide, tall) < 0.15
        }
        guard word.text.count <= 3 else { return false }
        // A signature that was read.
        if tall > 1.85, word.confidence < 85 { return true }
        // Accents of capitals that found no letter; a small figure may be an exponent.
        return isAlone && word.text.count <= 2 && tall < 0.65 && word.confidence < 91
    }

    /// What leaders, rules and dirt are read as, and what no paper has as a word.
    private static let strokes: Set<Character> = ["_", "`", "|", "~", "^", "\\", "'", "‘", "’"]
}
