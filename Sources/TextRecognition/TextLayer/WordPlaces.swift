import DocumentModel

/// Which words of a text layer and of a reading stand at the same places.
struct WordPlaces {
    private struct Place: Hashable {
        var line: Int
        var word: Int
    }

    private let places: [Place]
    private let boxes: [PixelBox]
    private let index: RowIndex
    /// For each line of the layer what is read at its place.
    private var readOfLines: [[PlacedReading]]
    /// Words of the layer that stand where another one stands which is read there.
    private var doubles: Set<Place> = []

    init(of lines: [TextLine], read: [Word]) {
        let words = lines.enumerated().flatMap { line, text in
            text.words.enumerated().map { (place: Place(line: line, word: $0), word: $1) }
        }
        places = words.map(\.place)
        boxes = words.map(\.word.box)
        let heights = boxes.map { Double($0.height) }.median
        index = RowIndex(boxes, rowHeight: max(8, Int(heights)))
        readOfLines = Array(repeating: [], count: lines.count)
        findDoubles(among: words.map(\.word), read)
        for word in read { place(word, among: words.map(\.word)) }
    }

    /// What is read at the place of a line.
    func read(atLine line: Int) -> [PlacedReading] { readOfLines[line] }

    /// Whether a word of the layer stands under or over another one that is seen there.
    func isDouble(line: Int, word: Int) -> Bool { doubles.contains(Place(line: line, word: word)) }

    /// Whether words lie upon each other here and there, so that nobody knows which of them make up a line.
    var isMuddled: Bool { doubles.count >= 3 && 20 * doubles.count > places.count }

    /// Whether a word of the layer stands at a place.
    func tells(of box: PixelBox) -> Bool {
        index.members(near: box).contains { boxes[$0].isAtPlace(of: box) }
    }

    /// Gives a read word to the line on whose words it lies.
    private mutating func place(_ word: Word, among layer: [Word]) {
        let under = index.members(near: word.box)
            .filter { boxes[$0].isAtPlace(of: word.box) && !doubles.contains(places[$0]) }
        guard let best = under.max(by: { boxes[$0].sharedArea(with: word.box) < boxes[$1].sharedArea(with: word.box) })
        else { return }
        // A bullet that is read as a letter is no part of the words beside it.
        if layer[best].letterOrDigitCount == 0, word.text.count <= 2 { return }
        let line = places[best].line
        let words = under.filter { places[$0].line == line && layer[$0].letterOrDigitCount > 0 }.map { places[$0].word }
        readOfLines[line].append(PlacedReading(word: word, words: words.isEmpty ? [places[best].word] : words.sorted()))
    }

    /// Of words that lie upon each other, as in pages with two layers, finds all but the one that says what is read.
    private mutating func findDoubles(among layer: [Word], _ read: [Word]) {
        for (place, word) in layer.enumerated() where word.letterOrDigitCount > 0 {
            for other in index.members(near: word.box) where other > place && layer[other].letterOrDigitCount > 0 {
                let rival = layer[other]
                let shared = word.box.sharedArea(with: rival.box)
                guard 10 * shared >= 6 * max(1, min(word.box.area, rival.box.area)) else { continue }
                let seen = read.filter { $0.box.isAtPlace(of: word.box) || $0.box.isAtPlace(of: rival.box) }
                let isSecondBetter = Self.likeness(rival, seen) > Self.likeness(word, seen)
                doubles.insert(places[isSecondBetter ? place : other])
            }
        }
    }

    /// Share of the letters that a word and what is read at its place have in common.
    private static func likeness(_ word: Word, _ read: [Word]) -> Double {
        LayerLine(
            TextLine(words: [word], box: word.box), read: read.map { PlacedReading(word: $0, words: [0]) }
        ).similarity
    }
}
