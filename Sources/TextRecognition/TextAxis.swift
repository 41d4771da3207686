import DocumentModel

/// Tells from the places of the letters alone whether lines run across or down a page.
///
/// Within a line letters stand closer than lines do: a letter whose nearest neighbour to the right is nearer than the
/// nearest one below speaks for lines that run across.
struct TextAxis: Hashable, Sendable {
    /// Share of the letters that speak for lines running across, 0 to 1; one half when there are none.
    let shareAcross: Double

    /// Lines that run across.
    var isCertainlyAcross: Bool { shareAcross >= 0.7 }
    /// Lines that run down: the page was turned by a quarter.
    var isCertainlyDown: Bool { shareAcross <= 0.3 }

    init(components: [PixelBox], dpi: Int) {
        let letters = Self.letters(among: components, dpi: dpi)
        guard letters.count >= 8 else {
            shareAcross = 0.5
            return
        }
        let across = Self.nearestGaps(letters)
        let down = Self.nearestGaps(letters.map { PixelBox(x: $0.y, y: $0.x, width: $0.height, height: $0.width) })
        var votes = (across: 0, down: 0)
        for (gapAcross, gapDown) in zip(across, down) {
            if gapAcross < gapDown { votes.across += 1 }
            if gapDown < gapAcross { votes.down += 1 }
        }
        let all = votes.across + votes.down
        shareAcross = all > 0 ? Double(votes.across) / Double(all) : 0.5
    }

    /// Pieces of about the most frequent size between 1 and 7.6 mm, whichever way they are turned.
    private static func letters(among components: [PixelBox], dpi: Int) -> [PixelBox] {
        let millimetre = Double(dpi) / 25.4
        let sized = components.filter {
            let longer = Double(max($0.width, $0.height)) / millimetre
            let shorter = Double(min($0.width, $0.height)) / millimetre
            return longer >= 1 && longer <= 7.6 && shorter >= 0.3
        }
        let middle = sized.map { Double(max($0.width, $0.height)) }.median
        return sized.filter { Double(max($0.width, $0.height)) >= 0.6 * middle }
    }

    /// For each box the gap to its nearest neighbour on the right at about the same height, or infinity.
    private static func nearestGaps(_ boxes: [PixelBox]) -> [Double] {
        let index = RowIndex(boxes, rowHeight: max(8, Int(boxes.map { Double($0.height) }.median)))
        return boxes.indices.map { current in
            let box = boxes[current]
            var nearest = Double.infinity
            for candidate in index.members(near: box) where candidate != current {
                let other = boxes[candidate]
                let shared = min(box.maxY, other.maxY) - max(box.y, other.y)
                guard other.midX > box.midX, 2 * shared >= min(box.height, other.height) else { continue }
                nearest = min(nearest, Double(max(0, other.x - box.maxX)))
            }
            return nearest
        }
    }
}
