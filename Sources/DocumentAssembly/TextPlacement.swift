import DocumentModel
import Glibc

/// A word as it lies on the page, in the coordinates of the deskewed page: pixels along the text's direction and
/// across it.
struct PlacedWord: Hashable {
    var characters: [Character]
    /// Left end along the line.
    var start: Double
    /// Length along the line, above zero.
    var length: Double
    /// Top of the band across the line.
    var top: Double
    /// Bottom of the band.
    var bottom: Double

    var end: Double { start + length }
    var height: Double { bottom - top }

    /// Whether this word stands right behind another at about its height, so near that a reader may take both for one.
    func continues(_ word: PlacedWord) -> Bool {
        let isLevel = min(bottom, word.bottom) - max(top, word.top) > 0.3 * min(height, word.height)
        return isLevel && start > word.start && abs(start - word.end) < 0.5 * max(height, word.height)
    }
}

/// The direction of a page's text and the way from pixels into the text's own coordinates and back.
struct TextDirection: Hashable {
    let cosine: Double
    let sine: Double

    /// - Parameter skew: Degrees clockwise.
    init(skew: Double) {
        let angle = skew.isFinite ? skew * .pi / 180 : 0
        cosine = cos(angle)
        sine = sin(angle)
    }

    private init(sine: Double) {
        self.sine = sine
        cosine = (1 - sine * sine).squareRoot()
    }

    /// The same direction, or the nearest one that is no steeper than `limit`.
    func limited(toSine limit: Double) -> TextDirection {
        abs(sine) <= limit ? self : TextDirection(sine: sine < 0 ? -limit : limit)
    }

    /// Position along and across the text of a point of the page.
    func textPoint(x: Double, y: Double) -> (along: Double, across: Double) {
        (x * cosine + y * sine, y * cosine - x * sine)
    }

    /// The point of the page at a position along and across the text.
    func pagePoint(along: Double, across: Double) -> (x: Double, y: Double) {
        (along * cosine - across * sine, along * sine + across * cosine)
    }
}

/// Decides where each word's invisible letters go.
///
/// Along the line a word keeps exactly its own box. Across the line the words of a line share one band, from the
/// highest letter to the lowest: readers put words into one line, and highlight them evenly, only when font size and
/// baseline agree.
enum TextPlacement {
    /// A word taller than this many median heights (a stamp's stroke, a drop cap) keeps a band of its own.
    private static let maxHeightRatio = 1.7

    /// The words of a line that have something to show, from first to last.
    static func place(_ line: TextLine, direction: TextDirection) -> [PlacedWord] {
        let own = line.words.compactMap { placeAlone($0, direction: direction) }
        let heights = own.map(\.height).sorted()
        guard !heights.isEmpty else { return [] }
        let median = heights[heights.count / 2]
        let centres = own.map { ($0.top + $0.bottom) / 2 }.sorted()
        let middle = centres[centres.count / 2]
        let isRegular = { (word: PlacedWord) in
            word.height <= maxHeightRatio * median && abs((word.top + word.bottom) / 2 - middle) <= 0.6 * median
        }
        let regular = own.filter(isRegular)
        guard let top = regular.map(\.top).min(), let bottom = regular.map(\.bottom).max() else { return own }
        return own.map { word in
            guard isRegular(word) else { return word }
            var banded = word
            banded.top = top
            banded.bottom = bottom
            return banded
        }
    }

    private static func placeAlone(_ word: Word, direction: TextDirection) -> PlacedWord? {
        let characters = CharacterCodes.printable(word.text)
        guard !characters.isEmpty else { return nil }
        let centre = direction.textPoint(x: word.box.midX, y: word.box.midY)
        let length = Double(max(1, word.box.width))
        let height = Double(max(1, word.box.height))
        return PlacedWord(
            characters: characters, start: centre.along - length / 2, length: length,
            top: centre.across - height / 2, bottom: centre.across + height / 2)
    }
}
