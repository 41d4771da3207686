import DocumentModel

/// Joins pieces that were read one after the other and stand on one printed line no further apart than words do.
///
/// Recognition cuts lines at wide blanks, as letters written into a form leave them.
enum LineJoiner {
    /// Widest blank that words of one line leave, in heights of the line.
    private static let widestBlank = 1.3

    static func joined(_ pieces: [TextLine], tables: [PageTable]) -> [TextLine] {
        var result: [TextLine] = []
        for piece in pieces {
            if let last = result.last, belongTogether(last, piece, tables) {
                result[result.count - 1] = TextLine(
                    words: joined(last.words, piece.words), box: last.box.union(piece.box))
            } else {
                result.append(piece)
            }
        }
        return result
    }

    /// The words of both; a number that was cut in two is one again.
    private static func joined(_ left: [Word], _ right: [Word]) -> [Word] {
        guard let last = left.last, let first = right.first, last.text.allSatisfy(\.isNumber),
            first.text.first?.isNumber ?? false, 4 * (first.box.x - last.box.maxX) <= first.box.height
        else { return left + right }
        let word = Word(
            text: last.text + first.text, box: last.box.union(first.box),
            confidence: min(last.confidence, first.confidence))
        return left.dropLast() + [word] + right.dropFirst()
    }

    private static func belongTogether(_ left: TextLine, _ right: TextLine, _ tables: [PageTable]) -> Bool {
        guard let end = left.words.last?.box, let start = right.words.first?.box else { return false }
        let gap = start.x - end.maxX
        let height = max(end.height, start.height)
        guard gap >= 0, Double(gap) <= widestBlank * Double(height), overlap(end, start) else { return false }
        return !tables.contains { table in
            table.cells.contains {
                $0.box.contains(x: end.midX, y: end.midY) && !$0.box.contains(x: start.midX, y: start.midY)
            }
        }
    }

    /// Whether the boxes share at least half of the lower one's height.
    private static func overlap(_ left: PixelBox, _ right: PixelBox) -> Bool {
        let shared = min(left.maxY, right.maxY) - max(left.y, right.y)
        return 2 * shared >= min(left.height, right.height)
    }
}

extension PixelBox {
    var midX: Int { x + width / 2 }
    var midY: Int { y + height / 2 }

    func contains(x: Int, y: Int) -> Bool { x >= self.x && x < maxX && y >= self.y && y < maxY }
}
