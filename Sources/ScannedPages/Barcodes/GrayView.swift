import CLeptonica

/// A page as plain 8-bit gray rows (0 is black) at a chosen scale, for code that walks bytes.
struct GrayView: ~Copyable {
    let width: Int
    let height: Int
    /// Pixels of the page for one of the view.
    let reduction: Double
    private var bytes: [UInt8]

    /// Reduces the page to about a resolution; a page that is coarser already stays as it is.
    init?(of pix: borrowing Pix, dpi: Int, target: Int) {
        let factor = max(1, Double(dpi) / Double(target))
        guard let reduced = Self.reduced(pix, by: factor) else { return nil }
        self.init(of: reduced, reduction: Double(pix.width) / Double(max(1, reduced.width)))
    }

    /// Takes over a picture of 8 bits.
    init?(of gray: borrowing Pix, reduction: Double) {
        guard gray.depth == 8, !gray.hasColormap else { return nil }
        width = gray.width
        height = gray.height
        self.reduction = reduction
        let (width, height, stride) = (width, height, gray.wordsPerRow)
        bytes = gray.withWords { words in
            [UInt8](unsafeUninitializedCapacity: width * height) { buffer, filled in
                for y in 0..<height {
                    let row = y * stride
                    for x in 0..<width {
                        // The leftmost pixel stands in the most significant byte.
                        buffer[y * width + x] = UInt8(truncatingIfNeeded: words[row + x >> 2] >> (24 - 8 * UInt32(x & 3)))
                    }
                }
                filled = width * height
            }
        }
    }

    /// The page in 8-bit gray, smaller by the factor.
    static func reduced(_ pix: borrowing Pix, by factor: Double) -> Pix? {
        guard pix.depth == 1 else {
            guard let gray = Pix(owning: pixConvertTo8(pix.handle, 0)) else { return nil }
            guard factor > 1.1 else { return gray }
            return Pix(owning: pixScaleAreaMap(gray.handle, Float(1 / factor), Float(1 / factor)))
        }
        // Exact reductions of bitonal pages are table look-ups.
        switch factor {
        case ..<1.1: return Pix(owning: pixConvertTo8(pix.handle, 0))
        case 1.9..<2.1: return Pix(owning: pixScaleToGray2(pix.handle))
        case 2.9..<3.1: return Pix(owning: pixScaleToGray3(pix.handle))
        case 3.9..<4.1: return Pix(owning: pixScaleToGray4(pix.handle))
        case 5.9..<6.1: return Pix(owning: pixScaleToGray6(pix.handle))
        case 7.9..<8.1: return Pix(owning: pixScaleToGray8(pix.handle))
        default: return Pix(owning: pixScaleToGray(pix.handle, Float(1 / factor)))
        }
    }

    func withRows<Result>(_ body: (UnsafePointer<UInt8>?) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    /// Paints a convex quadrilateral white, grown about its centre by a tenth; corners in pixels of the page.
    mutating func erase(_ corners: [(x: Double, y: Double)]) {
        let points = corners.map { (x: $0.x / reduction, y: $0.y / reduction) }
        let centreX = points.reduce(0) { $0 + $1.x } / Double(points.count)
        let centreY = points.reduce(0) { $0 + $1.y } / Double(points.count)
        let grown = points.map { (x: centreX + ($0.x - centreX) * 1.1, y: centreY + ($0.y - centreY) * 1.1) }
        guard let top = grown.map(\.y).min(), let bottom = grown.map(\.y).max() else { return }
        for y in max(0, Int(top))..<max(0, Int(top), min(height, Int(bottom) + 1)) {
            let crossings = Self.crossings(of: grown, at: Double(y))
            guard let left = crossings.min(), let right = crossings.max() else { continue }
            for x in max(0, Int(left))..<max(0, Int(left), min(width, Int(right) + 1)) { bytes[y * width + x] = 255 }
        }
    }

    private static func crossings(of points: [(x: Double, y: Double)], at y: Double) -> [Double] {
        points.indices.compactMap { index in
            let (from, to) = (points[index], points[(index + 1) % points.count])
            guard from.y != to.y, (from.y <= y) != (to.y <= y) else { return nil }
            return from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x)
        }
    }
}
