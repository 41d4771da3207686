import DocumentModel
import ScannedPages

/// Finds the empty or ticked squares of forms, which the network would read as `[]`, `L]` or `LI`.
struct Checkboxes {
    /// Median letter height of the page in pixels.
    let letterHeight: Double

    /// The squares among the pieces of a picture in bits: straight strokes on all four sides, little ink within.
    func found(among components: [PixelBox], ink: borrowing Pix) -> [PixelBox] {
        components.filter { isSquare($0) }.filter { Self.hasFourSides($0, ink) }
    }

    /// Whether something was put into a square: ink well within its sides, more than dust leaves.
    static func isTicked(_ box: PixelBox, _ ink: borrowing Pix) -> Bool {
        let inset = max(3, box.width / 5)
        let inside = PixelBox(
            x: box.x + inset, y: box.y + inset, width: box.width - 2 * inset, height: box.height - 2 * inset)
        guard inside.width > 0, inside.height > 0 else { return false }
        return Double(ink.inkCount(in: inside)) >= minTick * Double(inside.width * inside.height)
    }

    /// Share of the inside that a thin tick covers; a speck covers less.
    private static let minTick = 0.06

    private func isSquare(_ box: PixelBox) -> Bool {
        let side = Double(max(box.width, box.height))
        let isSquare = Double(min(box.width, box.height)) >= 0.8 * side
        return side >= 0.8 * letterHeight && side <= 2.5 * letterHeight && isSquare
    }

    private static func hasFourSides(_ box: PixelBox, _ ink: borrowing Pix) -> Bool {
        // A stroke of a box is about a tenth of its side; a little more for the skew that is left.
        let depth = max(2, box.width / 6)
        let top = PixelBox(x: box.x, y: box.y, width: box.width, height: depth)
        let bottom = PixelBox(x: box.x, y: box.maxY - depth, width: box.width, height: depth)
        let left = PixelBox(x: box.x, y: box.y, width: depth, height: box.height)
        let right = PixelBox(x: box.maxX - depth, y: box.y, width: depth, height: box.height)
        guard [top, bottom].allSatisfy({ filledColumns(of: $0, ink) >= 0.92 }),
            [left, right].allSatisfy({ filledRows(of: $0, ink) >= 0.92 })
        else { return false }
        let inside = PixelBox(
            x: box.x + depth, y: box.y + depth, width: box.width - 2 * depth, height: box.height - 2 * depth)
        return Double(ink.inkCount(in: inside)) < 0.5 * Double(max(1, inside.width * inside.height))
    }

    /// Share of the columns of a box that have ink.
    private static func filledColumns(of box: PixelBox, _ ink: borrowing Pix) -> Double {
        let filled = (box.x..<box.maxX).count {
            ink.inkCount(in: PixelBox(x: $0, y: box.y, width: 1, height: box.height)) > 0
        }
        return Double(filled) / Double(max(1, box.width))
    }

    private static func filledRows(of box: PixelBox, _ ink: borrowing Pix) -> Double {
        let filled = (box.y..<box.maxY).count {
            ink.inkCount(in: PixelBox(x: box.x, y: $0, width: box.width, height: 1)) > 0
        }
        return Double(filled) / Double(max(1, box.height))
    }
}
