import CLeptonica
import DocumentModel

/// A page as plain 8-bit gray rows (0 is black) at a chosen scale, for code that walks bytes.
struct GrayView: ~Copyable {
    let width: Int
    let height: Int
    /// Pixels of the page for one of the view.
    let reduction: Double
    /// Where the view begins on the page.
    private let origin: (x: Double, y: Double)
    private var bytes: [UInt8]

    /// Reduces the page to about a resolution; a page that is coarser already stays as it is.
    ///
    /// - Parameter origin: where `pix` lies on the page, if it is a part of it.
    init?(of pix: borrowing Pix, dpi: Int, target: Int, origin: (x: Int, y: Int) = (0, 0)) {
        let factor = max(1, Double(dpi) / Double(target))
        guard let reduced = Self.reduced(pix, by: factor) else { return nil }
        self.init(of: reduced, reduction: Double(pix.width) / Double(max(1, reduced.width)), origin: origin)
        if pix.depth != 1 { stretchContrast() }
    }

    /// Takes over a picture of 8 bits.
    init?(of gray: borrowing Pix, reduction: Double, origin: (x: Int, y: Int) = (0, 0)) {
        guard gray.depth == 8, !gray.hasColormap else { return nil }
        width = gray.width
        height = gray.height
        self.reduction = reduction
        self.origin = (Double(origin.x), Double(origin.y))
        let (width, height, stride) = (width, height, gray.wordsPerRow)
        bytes = gray.withWords { words in
            [UInt8](unsafeUninitializedCapacity: width * height) { buffer, filled in
                for y in 0..<height {
                    // The leftmost pixel stands in the most significant byte.
                    for word in 0..<(width / 4) {
                        let four = words[y * stride + word].bigEndian
                        UnsafeMutableRawBufferPointer(buffer).storeBytes(
                            of: four, toByteOffset: y * width + 4 * word, as: UInt32.self)
                    }
                    for x in (width & ~3)..<width {
                        let word = words[y * stride + (x >> 2)]
                        buffer[y * width + x] = UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32(x & 3)))
                    }
                }
                filled = width * height
            }
        }
    }

    private init(width: Int, height: Int, reduction: Double, origin: (x: Double, y: Double), bytes: [UInt8]) {
        self.width = width
        self.height = height
        self.reduction = reduction
        self.origin = origin
        self.bytes = bytes
    }

    /// Spreads faint print over the whole range of gray: from the darkest hundredth to the median, which is paper.
    mutating func stretchContrast() {
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        func level(_ share: Double) -> Int {
            var left = Int(Double(bytes.count) * share)
            return counts.firstIndex { count in
                left -= count
                return left < 0
            } ?? 255
        }
        let (ink, paper) = (level(0.005), level(0.5))
        // A page that is dark all over, or has no ink to speak of, is left alone.
        guard paper - ink > 20, ink > 30 || paper < 225 else { return }
        let map = (0..<256).map { UInt8(max(0, min(255, ($0 - ink) * 255 / (paper - ink)))) }
        for index in bytes.indices { bytes[index] = map[Int(bytes[index])] }
    }

    /// The same view with the ink thinned by one pixel all around.
    func thinned() -> GrayView {
        var brightest = self.copy()
        let (width, height) = (width, height)
        bytes.withUnsafeBufferPointer { from in
            brightest.bytes.withUnsafeMutableBufferPointer { to in
                for y in 1..<max(1, height - 1) {
                    for at in (y * width + 1)..<max(y * width + 1, (y + 1) * width - 1) {
                        let across = max(from[at &- 1], from[at], from[at &+ 1])
                        to[at] = max(across, from[at &- width], from[at &+ width])
                    }
                }
            }
        }
        return brightest
    }

    /// Another view of the same pixels, to be painted over on its own.
    func copy() -> GrayView {
        GrayView(width: width, height: height, reduction: reduction, origin: origin, bytes: bytes)
    }

    /// The page in 8-bit gray, smaller by the factor.
    static func reduced(_ pix: borrowing Pix, by factor: Double) -> Pix? {
        guard pix.depth == 1 else {
            if pix.depth == 32, factor >= 1.9 {
                // Halving while colour becomes gray saves a pass over the full page.
                let half = Pix(owning: pixScaleRGBToGray2(pix.handle, 0.3, 0.5, 0.2))
                guard let half else { return nil }
                return reduced(half, by: factor / 2)
            }
            let scale = Float(1 / factor)
            if pix.depth == 8, !pix.hasColormap, factor > 1.1 {
                if factor > 2.2, let half = Pix(owning: pixScaleAreaMap2(pix.handle)) {
                    // Halves are quick to make, and what is left has a quarter of the pixels.
                    return reduced(half, by: factor / 2)
                }
                return Pix(owning: sohoa_averaged(pix.handle, scale))
            }
            guard let gray = Pix(owning: pixConvertTo8(pix.handle, 0)) else { return nil }
            guard factor > 1.1 else { return gray }
            return Pix(owning: sohoa_averaged(gray.handle, scale))
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

    /// The darkest pixel of a box within the view; 255 for none.
    func darkest(in box: PixelBox) -> UInt8 {
        var darkest = UInt8.max
        for y in max(0, box.y)..<max(0, box.y, min(height, box.maxY)) {
            for x in max(0, box.x)..<max(0, box.x, min(width, box.maxX)) {
                darkest = min(darkest, bytes[y * width + x])
            }
        }
        return darkest
    }

    /// The share of a box within the view that is at most as light as a level; 0 for a box without pixels.
    func share(of box: PixelBox, notLighterThan level: UInt8) -> Double {
        let (left, right) = (max(0, box.x), min(width, box.maxX))
        let (top, bottom) = (max(0, box.y), min(height, box.maxY))
        guard left < right, top < bottom else { return 0 }
        var count = 0
        for y in top..<bottom {
            for x in left..<right where bytes[y * width + x] <= level { count += 1 }
        }
        return Double(count) / Double((right - left) * (bottom - top))
    }

    func withRows<Result>(_ body: (UnsafePointer<UInt8>?) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    /// Where a pixel of the view lies on the page.
    func onPage(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (x: origin.x + x * reduction, y: origin.y + y * reduction)
    }

    /// Paints some columns white from top to bottom.
    mutating func erase(columns: ClosedRange<Int>) {
        let columns = columns.clamped(to: 0...max(0, width - 1))
        for y in 0..<height {
            for x in columns { bytes[y * width + x] = 255 }
        }
    }

    /// Paints a convex quadrilateral white, grown about its centre by a tenth; corners in pixels of the page.
    mutating func erase(_ corners: [(x: Double, y: Double)]) {
        let points = corners.map { (x: ($0.x - origin.x) / reduction, y: ($0.y - origin.y) / reduction) }
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
