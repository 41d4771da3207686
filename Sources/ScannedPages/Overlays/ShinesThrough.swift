/// Whether what is seen on the back of a sheet is what shines through from its front.
public enum ShinesThrough {
    /// - Parameters:
    ///   - back: a page with little ink.
    ///   - front: the page before or after it, at the same scale.
    /// - Returns: whether nearly all ink of the back lies, mirrored, where the front has ink, and much better so than it
    ///   does unmirrored. Ink of a few strokes always finds something to lie on and is never explained.
    public static func explains(_ back: SheetInk, front: SheetInk) -> Bool {
        var back = back
        back.takesPale = true
        guard !back.bearsBlack else { return false }
        let mirrored = front.mirrored()
        let mirrors = [mirrored, mirrored.turnedByHalf()]
        return mirrors.contains { isExplained(back, by: $0, unlike: [front, front.turnedByHalf()]) }
    }

    /// Fewer square millimetres of ink say nothing.
    private static let minInk = 3.0

    private static func isExplained(_ back: SheetInk, by front: SheetInk, unlike others: [SheetInk]) -> Bool {
        let rest = unexplained(of: back, by: front)
        guard rest.ink >= minInk, rest.share <= 0.05, !rest.pieces.contains(where: \.isStroke) else { return false }
        // Dense print explains anything: by accident as well as it does mirrored.
        return others.allSatisfy { unexplained(of: back, by: $0).share >= 3 * rest.share + 0.15 }
    }

    /// What shines through is blurred, and the paper between has a thickness.
    private static func unexplained(of back: SheetInk, by front: SheetInk) -> UnexplainedInk {
        let overlay = SheetOverlay(back, over: front)
        return UnexplainedInk(of: back, laid: overlay, over: front, tolerance: 0.4)
    }
}

extension UnexplainedInk {
    /// Share of the page's ink, 0 to 1.
    var share: Double { pieces.reduce(0) { $0 + $1.area } / max(0.001, ink) }
}

extension UnexplainedInk.Piece {
    /// Whether it is more than a crumb: part of a letter, of a line.
    fileprivate var isStroke: Bool { length >= 2 || area >= 0.7 }
}

extension SheetInk {
    /// Whether there is ink in shades as dark as only print of this side is.
    fileprivate var bearsBlack: Bool {
        !isBitonal && Double(darkness.count { $0 >= 120 }) / (scale * scale) >= 1
    }
}
