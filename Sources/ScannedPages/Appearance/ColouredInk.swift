import CLeptonica

/// Ink that is told from paper by its colour rather than by being dark: pale stamps, markers, crayons, pictures.
struct ColouredInk {
    /// Square millimetres of ink in pieces worth looking at.
    private(set) var area = 0.0
    /// The part of it that is of strong colour.
    private(set) var strongArea = 0.0

    /// `nil` when the page has no colours or memory does not suffice.
    ///
    /// - Parameter pix: the page, any depth.
    /// - Parameter dpi: its resolution.
    init?(of pix: borrowing Pix, dpi: Int) {
        guard pix.depth == 32, var small = pix.clone() else { return nil }
        var resolution = Double(max(1, dpi))
        // Means over some pixels: single ones are noise, and JPEG blurs colours anyway.
        while resolution > 1.4 * Self.resolution, min(small.width, small.height) >= 64 {
            guard let half = Pix(owning: pixScaleAreaMap2(small.handle)) else { return nil }
            small = half
            resolution /= 2
        }
        let distances = Self.distances(small)
        guard let mask = Pix(width: small.width, height: small.height, depth: 1) else { return nil }
        let (width, stride) = (small.width, mask.wordsPerRow)
        mask.withMutableWords { words in
            for (index, distance) in distances.enumerated() where distance >= Self.minDifference {
                words[index / width * stride + index % width / 32] |= 0x8000_0000 >> UInt32(index % width % 32)
            }
        }
        sum(mask, distances, resolution: resolution)
    }

    /// Dots per inch.
    private static let resolution = 75.0
    /// From this difference of two channels on, beyond that of paper, a colour is seen; JPEG noise reaches a third.
    private static let minDifference: UInt8 = 30
    private static let strong: UInt8 = 60

    /// How far each pixel's hue is from that of the page's paper, which may be of any colour.
    private static func distances(_ pix: borrowing Pix) -> [UInt8] {
        let (width, height, stride) = (pix.width, pix.height, pix.wordsPerRow)
        var hues: [(red: Int16, blue: Int16)] = []
        hues.reserveCapacity(width * height)
        pix.withWords { words in
            for y in 0..<height {
                for x in 0..<width {
                    let word = words[y * stride + x]
                    let (red, green, blue) = (word >> 24, word >> 16 & 255, word >> 8 & 255)
                    hues.append((Int16(red) - Int16(green), Int16(blue) - Int16(green)))
                }
            }
        }
        let (red, blue) = (median(hues.lazy.map(\.red)), median(hues.lazy.map(\.blue)))
        return hues.map { UInt8(min(255, max(abs(Int($0.red) - red), abs(Int($0.blue) - blue)))) }
    }

    private static func median(_ values: some Sequence<Int16>) -> Int {
        var counts = [Int](repeating: 0, count: 511)
        var total = 0
        for value in values {
            counts[Int(value) + 255] += 1
            total += 1
        }
        var left = total / 2
        for (index, count) in counts.enumerated() {
            left -= count
            if left < 0 { return index - 255 }
        }
        return 0
    }

    /// Adds up the pieces that are more than a speck; the outermost millimetres show the lid.
    private mutating func sum(_ mask: borrowing Pix, _ distances: [UInt8], resolution: Double) {
        let millimetre = resolution / 25.4
        let (width, height, stride) = (mask.width, mask.height, mask.wordsPerRow)
        let border = Int32(min(4 * millimetre, Double(min(width, height)) / 20))
        pixSetOrClearBorder(mask.handle, border, border, border, border, PIX_CLR)
        let side = Int32(max(2, 1.2 * millimetre))
        guard
            let pieces = Pix(
                owning: pixSelectBySize(
                    mask.handle, side, side, 8, Int32(L_SELECT_IF_EITHER), Int32(L_SELECT_IF_GTE), nil))
        else { return }
        let square = 1 / (millimetre * millimetre)
        pieces.withWords { words in
            for (index, distance) in distances.enumerated() {
                let word = words[index / width * stride + index % width / 32]
                guard word & (0x8000_0000 >> UInt32(index % width % 32)) != 0 else { continue }
                area += square
                if distance >= Self.strong { strongArea += square }
            }
        }
    }
}
