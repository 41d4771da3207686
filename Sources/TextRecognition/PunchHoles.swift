import DocumentModel
import ScannedPages

/// Finds the shadows of punch holes, which a line that they touch would take for a letter.
enum PunchHoles {
    /// The solid, about round pieces of 4 to 9 mm among the pieces of a picture in bits.
    static func found(among components: [PixelBox], ink: borrowing Pix, dpi: Int) -> [PixelBox] {
        let millimetre = Double(dpi) / 25.4
        var holes: [PixelBox] = []
        for box in components {
            let longer = Double(max(box.width, box.height))
            let shorter = Double(min(box.width, box.height))
            guard shorter >= 4 * millimetre, longer <= 9 * millimetre, shorter >= 0.75 * longer else { continue }
            // A disc fills 79 % of its box, a letter of that size at most half.
            if Double(ink.inkCount(in: box)) >= 0.68 * longer * shorter { holes.append(box) }
        }
        return holes
    }
}
