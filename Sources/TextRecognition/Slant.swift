import DocumentModel
import Glibc

/// By how much the letters of a line lean to the right, as handwriting and script faces do.
///
/// Where upright strokes stand upright, their ink falls into few columns: the angle that gathers it best is the slant
/// (after Vinciarelli and Luettin, "A new normalization technique for cursive handwritten words", 2001).
struct Slant {
    /// Degrees to the right; 0 when the letters stand about upright.
    let degrees: Double

    /// Whether the letters lean, and not by chance.
    var isClear: Bool { degrees > 0 }

    /// - Parameter box: around the line's letters in an 8-bit picture, wholly within it.
    init(of box: PixelBox, in picture: borrowing Pix) {
        let ink = Self.ink(in: box, of: picture)
        let upright = Self.gathering(ink, in: box, leaning: 0)
        var best = (degrees: 0.0, gathering: upright * Self.clearGain)
        for degrees in Self.angles {
            let gathering = Self.gathering(ink, in: box, leaning: degrees)
            if gathering > best.gathering { best = (degrees, gathering) }
        }
        degrees = best.degrees
    }

    private static let angles = stride(from: 6.0, through: 30, by: 4)
    /// So much better than upright strokes a slant must gather the ink; print in a slight skew comes close to it.
    private static let clearGain = 1.05

    /// Dark pixels: columns from the left of the box, rows from its middle upwards.
    private static func ink(in box: PixelBox, of picture: borrowing Pix) -> [(x: Int, up: Int)] {
        let wordsPerRow = picture.wordsPerRow
        let middle = box.y + box.height / 2
        return picture.withWords { words in
            var ink: [(x: Int, up: Int)] = []
            for y in box.y..<box.maxY {
                for x in box.x..<box.maxX {
                    let gray = words[y * wordsPerRow + x / 4] >> UInt32(24 - 8 * (x % 4)) & 255
                    if gray < UInt32(CleanedPage.inkThreshold) { ink.append((x - box.x, middle - y)) }
                }
            }
            return ink
        }
    }

    /// Sum of the squares of the columns' ink, once rows are moved back to the left by as much as they lean.
    private static func gathering(_ ink: [(x: Int, up: Int)], in box: PixelBox, leaning degrees: Double) -> Double {
        let slope = tan(degrees * .pi / 180)
        let room = Int(slope * Double(box.height)) + 1
        var columns = [Int](repeating: 0, count: box.width + 2 * room)
        for pixel in ink { columns[pixel.x + room - Int((slope * Double(pixel.up)).rounded())] += 1 }
        return Double(columns.reduce(0) { $0 + $1 * $1 })
    }
}
