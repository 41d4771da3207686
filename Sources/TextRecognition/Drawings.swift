import DocumentModel

/// Finds maps, plans and sketches among the pieces of ink: long slanted strokes that lie together.
enum Drawings {
    /// Boxes of at least 50 by 40 mm.
    static func found(among components: [PixelBox], dpi: Int) -> [PixelBox] {
        let millimetre = Double(dpi) / 25.4
        let strokes = components.filter { Double(max($0.width, $0.height)) >= 20 * millimetre }
        guard strokes.count <= maxStrokes else { return [] }
        var boxes: [PixelBox] = []
        for stroke in strokes {
            var union = stroke
            // A box that grows may reach further ones.
            while let near = boxes.firstIndex(where: { $0.isWithin(3 * millimetre, of: union) }) {
                union = union.union(boxes.remove(at: near))
            }
            boxes.append(union)
        }
        return boxes.filter { Double($0.width) >= 50 * millimetre && Double($0.height) >= 40 * millimetre }
    }

    private static let maxStrokes = 400
}

extension PixelBox {
    fileprivate func isWithin(_ reach: Double, of other: PixelBox) -> Bool {
        let across = max(x, other.x) - min(maxX, other.maxX)
        let down = max(y, other.y) - min(maxY, other.maxY)
        return Double(max(across, down)) <= reach
    }
}
