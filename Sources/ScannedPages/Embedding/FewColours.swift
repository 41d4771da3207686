import CLeptonica

/// The colours of a picture that has only a few, as drawings and pictures with a palette have: as indices they take a
/// third of the space.
struct FewColours {
    /// Red, green, blue of each colour, in the order in which they are met.
    private(set) var colours: [UInt8] = []
    /// Index of each pixel value.
    private var numbers: [UInt32: UInt8] = [:]

    /// Most colours: of colour pictures, and of gray ones, whose byte a sample is hard to beat.
    private static let (maxColours, maxGrays) = (256, 16)

    /// - Parameter pix: 8 or 32 bits.
    /// - Returns: `nil` when there are too many; scans mostly have after some rows.
    init?(of pix: borrowing Pix) {
        let (width, height, stride, depth) = (pix.width, pix.height, pix.wordsPerRow, pix.depth)
        guard depth == 8 || depth == 32 else { return nil }
        let most = depth == 32 ? Self.maxColours : Self.maxGrays
        var found: [UInt32] = []
        let isFew = pix.withWords { words in
            var last: UInt32?
            var seen: Set<UInt32> = []
            for y in 0..<height {
                for x in 0..<width {
                    let value = Self.value(words, y * stride, x, depth)
                    if value == last { continue }
                    last = value
                    if seen.insert(value).inserted {
                        guard seen.count <= most else { return false }
                        found.append(value)
                    }
                }
            }
            return true
        }
        guard isFew else { return nil }
        for (number, value) in found.enumerated() {
            numbers[value] = UInt8(number)
            let parts = depth == 32 ? [value >> 24, value >> 16 & 255, value >> 8 & 255] : [value, value, value]
            colours += parts.map { UInt8($0) }
        }
    }

    /// The picture of indices at 2, 4 or 8 bits; `nil` when memory does not suffice.
    func indices(of pix: borrowing Pix) -> Pix? {
        let (width, height, stride, depth) = (pix.width, pix.height, pix.wordsPerRow, pix.depth)
        let count = colours.count / 3
        let bits = count <= 4 ? 2 : count <= 16 ? 4 : 8
        guard let indices = Pix(width: width, height: height, depth: bits), let map = pixcmapCreate(Int32(bits)) else {
            return nil
        }
        for number in 0..<count {
            pixcmapAddColor(
                map, Int32(colours[3 * number]), Int32(colours[3 * number + 1]), Int32(colours[3 * number + 2]))
        }
        pixSetColormap(indices.handle, map)
        let own = indices.wordsPerRow
        pix.withWords { words in
            indices.withMutableWords { target in
                var (last, number): (UInt32?, UInt32) = (nil, 0)
                for y in 0..<height {
                    for x in 0..<width {
                        let value = Self.value(words, y * stride, x, depth)
                        if value != last { (last, number) = (value, UInt32(numbers[value] ?? 0)) }
                        let bit = x * bits
                        target[y * own + bit / 32] |= number << UInt32(32 - bits - bit % 32)
                    }
                }
            }
        }
        return indices
    }

    /// The pixel's value without alpha.
    @inline(__always)
    private static func value(_ words: UnsafeBufferPointer<UInt32>, _ row: Int, _ x: Int, _ depth: Int) -> UInt32 {
        depth == 32 ? words[row + x] & 0xFFFF_FF00 : words[row + x / 4] >> UInt32(24 - 8 * (x % 4)) & 255
    }
}
