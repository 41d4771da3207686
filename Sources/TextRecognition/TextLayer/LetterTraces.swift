import DocumentModel
import ScannedPages

/// Tells whether something like letters is seen at a place: along a row, ink and paper change places again and again. On
/// bare paper they never do, and along a bar that covers a word they do so twice.
struct LetterTraces {
    let box: PixelBox
    /// Letters that should stand there.
    let count: Int

    /// Steps of gray between ink and paper, of 255, from which something is seen at all.
    private static let minContrast = 40
    private static let maxRows = 12

    /// - Parameter picture: 8-bit gray.
    func areSeen(in picture: borrowing Pix) -> Bool {
        rows(of: picture).contains { Self.changes(in: $0) >= max(2, count) }
    }

    /// Whether part of the word lies under something: over the width of two letters and a quarter of the word there is
    /// either no ink or nothing else.
    ///
    /// - Parameter picture: 8-bit gray.
    func arePartlyHidden(in picture: borrowing Pix) -> Bool {
        let rows = rows(of: picture)
        guard count >= 3, let length = rows.first?.count, length >= 2 * count else { return false }
        let needed = max(2, (count + 3) / 4)
        var run = 0
        for letter in 0..<count {
            let columns = letter * length / count..<(letter + 1) * length / count
            let shades = rows.flatMap { $0[columns] }
            let isBare = (shades.max() ?? 0) - (shades.min() ?? 0) < Self.minContrast
            run = isBare ? run + 1 : 0
            if run >= needed { return true }
        }
        return false
    }

    /// Rows of gray along the word, without the outermost, which may show neighbours, frames or the edge of what covers
    /// the word.
    private func rows(of picture: borrowing Pix) -> [[Int]] {
        let seen = box.intersection(width: picture.width, height: picture.height)
        guard seen.width >= 3, seen.height >= 3, 2 * seen.area >= box.area else { return [] }
        let isUpright = box.width >= box.height || count < 3
        let length = isUpright ? seen.height : seen.width
        let (first, last) = (length / 5, length - 1 - length / 5)
        let step = max(1, (last - first) / Self.maxRows)
        let wordsPerRow = picture.wordsPerRow
        return picture.withWords { words in
            func gray(_ x: Int, _ y: Int) -> Int {
                Int(words[y * wordsPerRow + x / 4] >> UInt32(24 - 8 * (x % 4)) & 255)
            }
            return stride(from: first, through: last, by: step).map { place in
                (0..<(isUpright ? seen.width : seen.height)).map { along in
                    isUpright ? gray(seen.x + along, seen.y + place) : gray(seen.x + place, seen.y + along)
                }
            }
        }
    }

    /// How often ink and paper change places.
    private static func changes(in row: [Int]) -> Int {
        guard let least = row.min(), let most = row.max(), most - least >= minContrast else { return 0 }
        let middle = (least + most) / 2
        return zip(row, row.dropFirst()).count { ($0 < middle) != ($1 < middle) }
    }
}
