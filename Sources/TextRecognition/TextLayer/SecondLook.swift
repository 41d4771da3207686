import DocumentModel
import ScannedPages

/// Reads again, where the text layer says that it stands, what was not found on the page: coloured words, words on dark
/// ground, words that were taken for part of a drawing.
struct SecondLook {
    let recognizer: any LineRecognizer
    let layer: TextLayer
    let view: PlainView

    /// Longer runs of words that were not found are a layer of something else.
    private static let maxLines = 60

    /// What is read at the places of words that are not among the readings.
    func words(besides readings: [Word], dpi: Int) throws -> [Word] {
        let places = WordPlaces(of: layer.lines, read: readings)
        let runs = layer.lines.indices.flatMap { line in
            let found = Set(places.read(atLine: line).flatMap(\.words))
            return Self.runs(of: layer.lines[line].words, without: found)
        }
        guard !runs.isEmpty, runs.count <= Self.maxLines else { return [] }
        let lines = runs.map(Self.line(around:))
        return try view.look { picture in
            let inside = lines.filter { $0.box.intersection(width: picture.width, height: picture.height) == $0.box }
            let dark = try recognizer.read(inside, of: picture, dpi: dpi)
            let light = try recognizer.read(inside, of: try picture.negative(), dpi: dpi)
            return zip(dark, light).flatMap { $0.meanConfidence >= $1.meanConfidence ? $0 : $1 }
        }
    }

    /// Words with letters in a row of which nothing was read.
    private static func runs(of words: [Word], without found: Set<Int>) -> [[Word]] {
        words.indices.split { found.contains($0) }
            .map { run in run.map { words[$0] } }
            .filter { run in run.contains { $0.letterOrDigitCount > 0 } }
    }

    /// The line of print that words of a layer make up: their boxes reach from the ascent of their font to its descent.
    private static func line(around words: [Word]) -> FoundLine {
        let box = words.dropFirst().reduce(words[0].box) { $0.union($1.box) }
        let height = Double(box.height)
        return FoundLine(
            box: box,
            core: PixelBox(
                x: box.x, y: box.y + Int(0.3 * height), width: box.width, height: Int((0.5 * height).rounded())),
            letterCount: words.letterCount, letterHeight: height / 2)
    }
}
