import CLeptonica
import DocumentModel

/// A drawn page taken apart into flat colours, each a stencil coded like a fax, and the places of its pictures: sharper
/// than one JPEG of it all, and a tenth of the size.
struct DrawnLayers {
    let dpi: Int
    let imagePath: String
    /// Bytes of the pictures' own data; what is made of their places need not be better.
    let budget: Int
    /// Whether one of the pictures is stored without loss.
    let isLossless: Bool

    /// Pixels a side of the tiles in which pictures are looked for.
    private static let tile = 64
    /// Pixels of a tile that may be of no flat colour: odd crossings of edges.
    private static let strayPixels = 12
    /// Pixels a side of the smallest square of shades that no edge leaves.
    private static let wideShade = 4
    /// Share of tiles with pictures up to which it pays.
    private static let pictureShare = 0.35
    private static let maxPictures = 64

    /// The layers; `nil` when the page is no drawing of few colours.
    func image(of pix: borrowing Pix) throws(FileFault) -> EmbeddableImage? {
        guard var flat = FlatColours(of: pix) else { return nil }
        let tiles = pictureTiles(pix, &flat)
        guard Double(tiles.count(where: \.self)) <= Self.pictureShare * Double(tiles.count) else { return nil }
        let boxes = boxes(of: tiles, pix)
        guard boxes.count <= Self.maxPictures else { return nil }
        var layers: [PictureLayer] = []
        for box in boxes { layers.append(try picture(box, of: pix, among: boxes, number: layers.count)) }
        let masks = ColourMasks(of: pix, tiles: tiles, side: Self.tile, &flat)
        for (number, colour) in flat.colours.enumerated().dropFirst() {
            guard let mask = masks.mask(of: number) else { continue }
            let image = try RasterFile.embeddableImage(
                encoding: mask, dpi: dpi, rotation: .none, imagePath: "\(imagePath).\(layers.count)")
            let ink = [UInt8(colour >> 24), UInt8(colour >> 16 & 255), UInt8(colour >> 8 & 255)]
            layers.append(PictureLayer(image: image, matrix: [1, 0, 0, 1, 0, 0], ink: ink))
        }
        guard var whole = layers.first?.image else { return nil }
        (whole.width, whole.height, whole.dpi, whole.layers) = (pix.width, pix.height, dpi, layers)
        return whole
    }

    private func columns(_ pix: borrowing Pix) -> Int { (pix.width + Self.tile - 1) / Self.tile }

    /// Row by row, whether a tile shows a picture. The smoothing of edges is a pixel or two wide; where squares of
    /// shades are wider, it is a gradient.
    private func pictureTiles(_ pix: borrowing Pix, _ flat: inout FlatColours) -> [Bool] {
        let (width, height, stride, depth) = (pix.width, pix.height, pix.wordsPerRow, pix.depth)
        let columns = columns(pix)
        var strays = [Int](repeating: 0, count: columns * ((height + Self.tile - 1) / Self.tile))
        // How many pixels down to here are shades, column by column.
        var shades = [UInt8](repeating: 0, count: width)
        pix.withWords { words in
            var (last, isPicture, isShade) = (FlatColours.white, false, false)
            for y in 0..<height {
                let row = y / Self.tile * columns
                var wide = 0
                for x in 0..<width {
                    let value = FlatColours.value(words, y * stride, x, depth)
                    if value != last {
                        last = value
                        isPicture = flat.kind(of: value) == .picture
                        isShade = !isPicture && flat.isShade(value)
                    }
                    shades[x] = isShade ? min(shades[x], 200) + 1 : 0
                    wide = shades[x] >= Self.wideShade ? wide + 1 : 0
                    if isPicture || wide >= Self.wideShade { strays[row + x / Self.tile] += 1 }
                }
            }
        }
        return strays.map { $0 > Self.strayPixels }
    }

    /// Boxes of whole tiles that together are the tiles with pictures.
    private func boxes(of tiles: [Bool], _ pix: borrowing Pix) -> [PixelBox] {
        let columns = columns(pix)
        var open: [PixelBox] = []
        var closed: [PixelBox] = []
        for row in 0..<(tiles.count / columns) {
            var runs: [PixelBox] = []
            var start: Int?
            for column in 0...columns {
                let isPicture = column < columns && tiles[row * columns + column]
                if isPicture, start == nil { start = column }
                if !isPicture, let first = start {
                    runs.append(PixelBox(x: first, y: row, width: column - first, height: 1))
                    start = nil
                }
            }
            // A run goes on with the box above it when both are equally wide.
            var next: [PixelBox] = []
            for run in runs {
                if let index = open.firstIndex(where: { $0.x == run.x && $0.width == run.width }) {
                    next.append(open.remove(at: index).union(run))
                } else {
                    next.append(run)
                }
            }
            closed += open
            open = next
        }
        let (width, height) = (pix.width, pix.height)
        return (closed + open).map { box in
            let (x, y) = (box.x * Self.tile, box.y * Self.tile)
            return PixelBox(
                x: x, y: y, width: min(width, box.maxX * Self.tile) - x, height: min(height, box.maxY * Self.tile) - y)
        }
    }

    private func picture(
        _ box: PixelBox, of pix: borrowing Pix, among boxes: [PixelBox], number: Int
    ) throws(FileFault) -> PictureLayer {
        let noMemory = FileFault(code: .tooLarge, detail: "not enough memory for the page")
        var place = boxCreate(Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height))
        defer { boxDestroy(&place) }
        guard let part = Pix(owning: pixClipRectangle(pix.handle, place, nil)) else { throw noMemory }
        let area = boxes.reduce(0) { $0 + $1.width * $1.height }
        let share = budget * (box.width * box.height) / max(1, area)
        let image = try PictureEncoder.encode(
            part, dpi: dpi, isDrawing: false, isLossless: isLossless, budget: max(share, 1),
            imagePath: "\(imagePath).\(number)")
        let (width, height) = (Double(pix.width), Double(pix.height))
        return PictureLayer(
            image: image,
            matrix: [
                Double(box.width) / width, 0, 0, Double(box.height) / height, Double(box.x) / width,
                1 - Double(box.maxY) / height,
            ])
    }
}
