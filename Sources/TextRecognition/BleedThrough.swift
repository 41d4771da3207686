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
            doubtful.removeAll { line in isFromBack[line] }
            let strips = try LineStrips(doubtful.map { page.lines[$0] }, of: page.picture)
            let reflection = try mirror.reflect(strips.picture)
            let reflected = strips.lines.map { mirror.reflect($0, in: strips.picture) }
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
        case .topDown: try picture.flipped()
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

/// Some lines of a page one below the other: a mirror is held to these instead of the whole page.
private struct LineStrips: ~Copyable {
    let picture: Pix
    /// The lines as they stand in ``picture``.
    let lines: [FoundLine]

    init(_ lines: [FoundLine], of page: borrowing Pix) throws(ImageOperationFailed) {
        // More than is cut out around a line.
        let rooms = lines.map { Int($0.letterHeight) + 8 }
        let height = zip(lines, rooms).reduce(1) { $0 + $1.0.box.height + 2 * $1.1 }
        picture = try Pix.white(width: page.width, height: height)
        var moved: [FoundLine] = []
        var top = 0
        for (line, room) in zip(lines, rooms) {
            let strip = PixelBox(
                x: 0, y: line.box.y - room, width: page.width, height: line.box.height + 2 * room)
            picture.draw(page, strip, atRow: top)
            moved.append(line.movedDown(by: top - strip.y))
            top += strip.height
        }
        self.lines = moved
    }
}

extension FoundLine {
    fileprivate func movedDown(by rows: Int) -> FoundLine {
        var line = self
        line.box.y += rows
        line.core.y += rows
        return line
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
