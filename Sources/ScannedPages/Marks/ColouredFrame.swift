import DocumentModel

/// A frame in the colour of a stamp, 25 to 80 mm long, which may lean a few degrees.
struct ColouredFrame {
    /// On the sheet.
    let box: PixelBox

    /// The frames of a sheet whose print may still be there.
    static func found(on sheet: MarkSheet) -> [ColouredFrame] {
        guard sheet.hasColour else { return [] }
        return [MarkSheet.Tone.blue, MarkSheet.Tone.red].flatMap { found(inOneColour: sheet.only($0)) }
    }

    private static func found(inOneColour sheet: MarkSheet) -> [ColouredFrame] {
        let whole = PixelBox(x: 0, y: 0, width: sheet.width, height: sheet.height)
        // Print crosses the frame and takes pieces out of it.
        let strokes = sheet.strokes(in: whole, rulesOut: false).filter { $0.ink >= 20 }.prefix(maxStrokes)
        return strokes.map(\.box).linked(within: Int(1.5 * sheet.millimetre)).filter { box in
            let width = Double(box.width) / sheet.millimetre
            let height = Double(box.height) / sheet.millimetre
            return (25...80).contains(width) && (9...45).contains(height) && width >= 1.3 * height
                && isFrame(box, on: sheet)
        }.map(ColouredFrame.init)
    }

    private static let maxStrokes = 400

    /// Whether each side is there: ink near most of its length. Leaning sides are looked for a quarter deep.
    private static func isFrame(_ box: PixelBox, on sheet: MarkSheet) -> Bool {
        let deep = box.breadth / 4
        func isInked(_ x: Int, _ y: Int) -> Bool { sheet.pixels[y * sheet.width + x] != MarkSheet.Tone.paper }
        let (columns, rows) = (box.x..<box.maxX, box.y..<box.maxY)
        let top = columns.count { x in (box.y..<box.y + deep).contains { isInked(x, $0) } }
        let bottom = columns.count { x in (box.maxY - deep..<box.maxY).contains { isInked(x, $0) } }
        let left = rows.count { y in (box.x..<box.x + deep).contains { isInked($0, y) } }
        let right = rows.count { y in (box.maxX - deep..<box.maxX).contains { isInked($0, y) } }
        return min(top, bottom) * 10 >= 7 * box.width && min(left, right) * 10 >= 7 * box.height
    }
}

extension [PixelBox] {
    /// The boxes around those that lie within reach of each other, directly or through others.
    func linked(within reach: Int) -> [PixelBox] {
        var groups: [PixelBox] = []
        for box in self {
            var union = box
            // A box that grows may reach further ones.
            while let near = groups.firstIndex(where: { $0.gap(to: union) <= reach }) {
                union = union.union(groups.remove(at: near))
            }
            groups.append(union)
        }
        return groups
    }
}
