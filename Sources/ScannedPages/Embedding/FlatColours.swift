/// The few flat colours of which a drawn page is made, letters and lines and areas, and what is between two of them: the
/// smoothing of edges. Photographs and gradients are made of no such colours.
struct FlatColours {
    /// What a pixel of some colour is taken for.
    enum Kind: Equatable {
        /// The colour with this number in ``colours``.
        case flat(Int)
        /// Part of a picture.
        case picture
    }

    /// `0xRRGGBB00`; white, the paper, is the first.
    let colours: [UInt32]
    private var known: [UInt32: Kind] = [:]
    private var shades: [UInt32: Bool] = [:]

    /// Most colours beside white: each is a layer of its own.
    private static let maxColours = 8
    /// Share of the page that a colour must fill, as squares of two pixels a side.
    private static let minShare = 0.000_01
    /// Share of the page, counted so, from which on a colour between two others is one of its own.
    private static let areaShare = 0.000_1
    /// How far a pixel may lie off the line between two colours, in steps of 255.
    private static let tolerance = 20.0
    /// From which share of the darker colour on a pixel on an edge is taken for it.
    private static let inkShare = 0.4
    /// Different colours of smoothed edges, beyond which it is no drawing.
    private static let maxShades = 20_000
    static let white: UInt32 = 0xFFFF_FF00

    /// - Parameter pix: 8 or 32 bits.
    /// - Returns: `nil` when it has too many flat colours, or none but white.
    init?(of pix: borrowing Pix) {
        var counts: [UInt32: Int] = [:]
        Self.countSquares(pix, &counts)
        let least = max(4, Int(Self.minShare * Double(pix.width * pix.height)))
        let found = counts.filter { $0.key != Self.white && $0.value >= least }.sorted { $0.value > $1.value }
        var kept: [UInt32] = []
        // Shades of one colour that differ less than what is taken for smoothing are one.
        for (colour, _) in found where !kept.contains(where: { Self.distance($0, colour) <= Self.tolerance }) {
            if Self.distance(colour, Self.white) <= Self.tolerance { continue }
            kept.append(colour)
            guard kept.count <= 4 * Self.maxColours else { return nil }
        }
        // A little of what lies between two others may be their smoothing along straight edges; much of it is an area.
        let area = Int(Self.areaShare * Double(pix.width * pix.height))
        kept = kept.enumerated().filter { index, colour in
            counts[colour, default: 0] >= area || !kept[..<index].contains { Self.isBetween(colour, Self.white, $0) }
        }.map(\.element)
        guard !kept.isEmpty, kept.count <= Self.maxColours else { return nil }
        colours = [Self.white] + kept
    }

    /// Counts pixels that have the colour of their neighbours to the right and below, each second pixel of each second
    /// row.
    private static func countSquares(_ pix: borrowing Pix, _ counts: inout [UInt32: Int]) {
        let (width, height, stride, depth) = (pix.width, pix.height, pix.wordsPerRow, pix.depth)
        pix.withWords { words in
            var (last, run): (UInt32, Int) = (Self.white, 0)
            for y in Swift.stride(from: 0, to: height - 1, by: 2) {
                for x in Swift.stride(from: 0, to: width - 1, by: 2) {
                    let value = Self.value(words, y * stride, x, depth)
                    if value == Self.white { continue }
                    guard value == Self.value(words, y * stride, x + 1, depth),
                        value == Self.value(words, (y + 1) * stride, x, depth),
                        value == Self.value(words, (y + 1) * stride, x + 1, depth)
                    else { continue }
                    if value == last {
                        run += 1
                    } else {
                        counts[last, default: 0] += run
                        (last, run) = (value, 1)
                    }
                }
                if counts.count > Self.maxShades { break }
            }
            counts[last, default: 0] += run
        }
    }

    /// `0xRRGGBB00` of a pixel.
    @inline(__always)
    static func value(_ words: UnsafeBufferPointer<UInt32>, _ row: Int, _ x: Int, _ depth: Int) -> UInt32 {
        if depth == 32 { return words[row + x] & 0xFFFF_FF00 }
        let gray = words[row + x / 4] >> UInt32(24 - 8 * (x % 4)) & 255
        return gray << 24 | gray << 16 | gray << 8
    }

    /// What a pixel is taken for.
    mutating func kind(of value: UInt32) -> Kind {
        if let kind = known[value] { return kind }
        let kind = known.count < Self.maxShades ? judge(value) : .picture
        known[value] = kind
        return kind
    }

    /// Whether a pixel that is taken for a colour is not quite that colour, but on the way to another.
    mutating func isShade(_ value: UInt32) -> Bool {
        if let isShade = shades[value] { return isShade }
        let isShade = !colours.contains { Self.distance($0, value) <= Self.tolerance }
        if shades.count < Self.maxShades { shades[value] = isShade }
        return isShade
    }

    private func judge(_ value: UInt32) -> Kind {
        var best: (kind: Kind, distance: Double) = (.picture, Self.tolerance)
        for (first, a) in colours.enumerated() {
            if a == value { return .flat(first) }
            for (second, b) in colours.enumerated().dropFirst(first + 1) {
                let (share, distance) = Self.place(value, a, b)
                guard distance < best.distance else { continue }
                let aIsDarker = Self.lightness(a) < Self.lightness(b)
                let shareOfDarker = aIsDarker ? 1 - share : share
                let isDarker = shareOfDarker >= Self.inkShare
                best = (.flat(isDarker == aIsDarker ? first : second), distance)
            }
        }
        return best.kind
    }

    // MARK: Colours as points

    private static func parts(_ colour: UInt32) -> (Double, Double, Double) {
        (Double(colour >> 24), Double(colour >> 16 & 255), Double(colour >> 8 & 255))
    }

    private static func lightness(_ colour: UInt32) -> Double {
        let (red, green, blue) = parts(colour)
        return 0.3 * red + 0.59 * green + 0.11 * blue
    }

    private static func distance(_ a: UInt32, _ b: UInt32) -> Double { place(a, b, b).distance }

    private static func isBetween(_ colour: UInt32, _ a: UInt32, _ b: UInt32) -> Bool {
        let (share, distance) = place(colour, a, b)
        return distance <= tolerance / 2 && share > 0.1 && share < 0.9
    }

    /// Where on the way from one colour to another a third lies, and how far off.
    private static func place(_ colour: UInt32, _ a: UInt32, _ b: UInt32) -> (share: Double, distance: Double) {
        let (c, p, q) = (parts(colour), parts(a), parts(b))
        let way = (q.0 - p.0, q.1 - p.1, q.2 - p.2)
        let own = (c.0 - p.0, c.1 - p.1, c.2 - p.2)
        let length = way.0 * way.0 + way.1 * way.1 + way.2 * way.2
        let share = length > 0 ? min(1, max(0, (own.0 * way.0 + own.1 * way.1 + own.2 * way.2) / length)) : 0
        let off = (own.0 - share * way.0, own.1 - share * way.1, own.2 - share * way.2)
        return (share, (off.0 * off.0 + off.1 * off.1 + off.2 * off.2).squareRoot())
    }
}
