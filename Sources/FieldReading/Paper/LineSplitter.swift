import DocumentModel
import VietnameseText

/// Cuts lines that were read across the two columns of a heading (Decree 30/2020/NĐ-CP, annex I): the national name and
/// motto stand at the right, the agency's name at the left.
enum LineSplitter {
    /// The lines of the page, those of the heading cut where the right column begins.
    static func pieces(of page: PageText) -> [TextLine] {
        var pieces: [TextLine] = []
        // Lines within which the last word of the national name may still follow.
        var openLines = 0
        for (index, line) in page.lines.enumerated() {
            guard index < HeadingFinder.depth else {
                pieces.append(line)
                continue
            }
            if openLines > 0, isClosing(line), let last = pieces.popLast() {
                pieces.append(TextLine(words: last.words + line.words, box: last.box.union(line.box)))
                openLines = 0
                continue
            }
            var parts = openLines > 0 ? splitClosing(line) : split(line)
            if openLines > 0, parts.count == 2, isClosing(parts[1]), let last = pieces.popLast() {
                pieces.append(TextLine(words: last.words + parts[1].words, box: last.box.union(parts[1].box)))
                parts.removeLast()
            }
            openLines = parts.last.map(endsOpen) ?? false ? 2 : openLines - 1
            pieces += parts
        }
        return pieces.filter { !$0.words.isEmpty }
    }

    /// Whether the line holds the national name without its last word, which then stands below.
    private static func endsOpen(_ line: TextLine) -> Bool {
        let words = Folding.folded(line.text).split { !$0.isLetter }
        return words.contains("nghia") && words.last == "viet" && (words.contains("cong") || words.contains("hoa"))
    }

    /// Whether the line holds only "NAM", the end of the national name.
    private static func isClosing(_ line: TextLine) -> Bool { Folding.folded(line.text).filter(\.isLetter) == "nam" }

    /// Cuts "NAM", the end of the national name, off a line of the left column.
    private static func splitClosing(_ line: TextLine) -> [TextLine] {
        guard let place = line.words.lastIndex(where: { Folding.folded($0.text).contains { $0.isLetter } }), place > 0,
            Folding.folded(line.words[place].text) == "nam"
        else { return split(line) }
        return [part(of: line, line.words[..<place]), part(of: line, line.words[place...])]
    }

    private static let rightColumn = [["cong", "hoa", "xa", "hoi"], ["doc", "lap", "tu", "do"]]

    private static func split(_ line: TextLine) -> [TextLine] {
        let folded = line.words.map { word in
            String(Folding.folded(word.text).filter { $0.isLetter })
        }
        for phrase in rightColumn {
            guard let start = start(of: phrase, in: folded), start > 0 else { continue }
            return [part(of: line, line.words[..<start]), part(of: line, line.words[start...])]
        }
        return [line]
    }

    /// Where at least three of the phrase's four words stand in order, counted from its first.
    private static func start(of phrase: [String], in words: [String]) -> Int? {
        let letters = words.enumerated().filter { !$0.element.isEmpty }
        return letters.indices.first { place in
            let window = letters[place...].prefix(phrase.count).map(\.element)
            let hits = zip(window, phrase).count { EditDistance.isWithin($1.count >= 3 ? 1 : 0, $0, $1) }
            return window.count == phrase.count && hits >= 3
        }.map { letters[$0].offset }
    }

    private static func part(of line: TextLine, _ words: ArraySlice<Word>) -> TextLine {
        let box = words.dropFirst().reduce(words.first?.box ?? line.box) { $0.union($1.box) }
        return TextLine(words: Array(words), box: box)
    }
}
