/// A rectangle in whole pixels, origin at the top left, y downwards.
///
/// The frame is always the *upright page*: the scan as stored, turned by ``PageReading/rotation`` so that its text
/// stands upright, but not deskewed. A box on a skewed page is to be understood as turned by ``PageReading/skew``
/// about its own centre.
public struct PixelBox: Hashable, Sendable, Codable {
    /// Left edge, pixels from the left of the upright page.
    public var x: Int
    /// Top edge, pixels from the top of the upright page.
    public var y: Int
    /// Width in pixels, never negative.
    public var width: Int
    /// Height in pixels, never negative.
    public var height: Int

    /// Makes a box; negative sizes are taken as zero.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// One past the right edge.
    public var maxX: Int { x + width }
    /// One past the bottom edge.
    public var maxY: Int { y + height }
    /// Horizontal centre.
    public var midX: Double { Double(x) + Double(width) / 2 }
    /// Vertical centre.
    public var midY: Double { Double(y) + Double(height) / 2 }

    /// The smallest box that holds both.
    public func union(_ other: PixelBox) -> PixelBox {
        let left = min(x, other.x)
        let top = min(y, other.y)
        return PixelBox(
            x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }
}

/// A quarter turn, clockwise.
///
/// As the rotation of a page it says how the upright page was turned in the file; undoing it makes the page upright.
public enum QuarterTurn: Int, Hashable, Sendable, Codable, CaseIterable {
    case none = 0
    case clockwise90 = 90
    case half = 180
    case clockwise270 = 270

    /// The turn that undoes this one.
    public var inverse: QuarterTurn {
        switch self {
        case .none: .none
        case .clockwise90: .clockwise270
        case .half: .half
        case .clockwise270: .clockwise90
        }
    }

    /// This turn followed by another.
    public func then(_ other: QuarterTurn) -> QuarterTurn {
        QuarterTurn(rawValue: (rawValue + other.rawValue) % 360) ?? .none
    }
}
