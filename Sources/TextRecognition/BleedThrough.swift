import DocumentModel
import ScannedPages

/// Tells print that shines through from the page's back: it reads better in a mirror.
struct BleedThrough {
    let recognizer: any LineRecognizer

    /// For each of the lines whether it is print of the other side. Lines that read well are not questioned.
    ///
    /// A back whose print was taken for upside down is mirrored top to bottom; that is tried on pages that read badly
    /// altogether.
    func isFromBack(_ readings: [[Word]], of page: CleanedPage) throws -> [Bool] {
        var isFromBack = readings.map { _ in false }
        var doubtful = readings.indices.filter { isQuestionable(page.lines[$0], readings[$0]) }
        let isWholePageDoubtful = readings.flatMap(\.self).meanConfidence < Self.doubtful
        for mirror in isWholePageDoubtful ? [PageMirror.sideways, .topDown] : [.sideways] where !doubtful.isEmpty {
            let reflection = try mirror.reflect(page.picture)
            doubtful.removeAll { line in isFromBack[line] }
            let reflected = doubtful.map { mirror.reflect(page.lines[$0], in: page.picture) }
            let mirrored = try recognizer.read(reflected, of: reflection, dpi: page.dpi)
            for (line, words) in zip(doubtful, mirrored) {
                isFromBack[line] = words.meanConfidence > max(70, readings[line].meanConfidence + 15)
            }
        }
        return isFromBack
    }

    /// Lines and pages below this mean confidence are questioned.
    private static let doubtful = 65.0

    private func isQuestionable(_ line: FoundLine, _ words: [Word]) -> Bool {
        line.letterCount >= 4 && words.meanConfidence < Self.doubtful
    }
}

/// A mirror held beside or under a page.
private enum PageMirror {
    case sideways
    case topDown

    func reflect(_ picture: borrowing Pix) throws(ImageOperationFailed) -> Pix {
        switch self {
        case .sideways: try picture.mirrored()
        case .topDown: try picture.mirrored().turned(clockwise: 2)
        }
    }

    func reflect(_ line: FoundLine, in picture: borrowing Pix) -> FoundLine {
        var line = line
        line.box = reflect(line.box, in: picture)
        line.core = reflect(line.core, in: picture)
        return line
    }

    private func reflect(_ box: PixelBox, in picture: borrowing Pix) -> PixelBox {
        var box = box
        switch self {
        case .sideways: box.x = picture.width - box.maxX
        case .topDown: box.y = picture.height - box.maxY
        }
        return box
    }
}

extension [Word] {
    /// Characters of all words.
    var letterCount: Int { reduce(0) { $0 + $1.text.count } }

    /// Mean confidence weighted by length, 0 to 100; 0 when there are no words.
    var meanConfidence: Double {
        let letters = letterCount
        return letters > 0 ? reduce(0) { $0 + Double($1.text.count) * $1.confidence } / Double(letters) : 0
    }
}
