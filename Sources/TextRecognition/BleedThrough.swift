import DocumentModel
import ScannedPages

/// Tells print that shines through from the page's back: it reads better in a mirror.
struct BleedThrough {
    let engine: TesseractEngine

    /// For each of the lines whether it is print of the other side. Lines that read well are not questioned.
    ///
    /// Leaves the mirrored page before the engine when there was anything to question.
    func isFromBack(_ readings: [[Word]], of page: CleanedPage) throws -> [Bool] {
        var isFromBack = readings.map { _ in false }
        let doubtful = readings.indices.filter { isQuestionable(page.lines[$0], readings[$0]) }
        guard !doubtful.isEmpty else { return isFromBack }
        let mirrored = try page.picture.mirrored()
        engine.show(mirrored, dpi: page.dpi)
        for line in doubtful {
            var box = page.lines[line].box.padded(within: page.picture)
            box.x = page.picture.width - box.maxX
            let reflection = try engine.readLine(in: box).meanConfidence
            isFromBack[line] = reflection > max(70, readings[line].meanConfidence + 15)
        }
        return isFromBack
    }

    private func isQuestionable(_ line: FoundLine, _ words: [Word]) -> Bool {
        line.letterCount >= 4 && words.meanConfidence < 65
    }
}

extension [Word] {
    /// Mean confidence weighted by length, 0 to 100; 0 when there are no words.
    var meanConfidence: Double {
        let letters = reduce(0) { $0 + $1.text.count }
        return letters > 0 ? reduce(0) { $0 + Double($1.text.count) * $1.confidence } / Double(letters) : 0
    }
}
