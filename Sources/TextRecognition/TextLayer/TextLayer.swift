import DocumentModel

/// The text that a file brings along for a page, before it has been compared with what is seen.
public struct TextLayer: Sendable {
    /// Its lines; boxes in pixels of the picture as it is handed to the reader, not turned.
    public var lines: [TextLine]
    /// Opaque pictures on the page, in the same frame: of what stands there only the picture tells.
    public var pictures: [PixelBox]
    /// Whether it looks like text of some language, so that it may stand where the reader cannot judge it.
    public var isSound: Bool

    public init(lines: [TextLine], pictures: [PixelBox] = [], isSound: Bool = true) {
        self.lines = lines
        self.pictures = pictures
        self.isSound = isSound
    }
}

/// What became of a page's text layer.
public enum LayerUse: Hashable, Sendable {
    /// There was none, or nothing of it was believed.
    case none
    /// Lines or words of it do not agree with the picture and were left out or replaced by what was read.
    case partly
    /// All of it stands.
    case whole
}

extension TextLayer {
    /// The layer in the frame of the picture that is read.
    ///
    /// - Parameter quarters: clockwise turns that the picture was given for reading.
    func moved(quarters: Int, _ frame: UprightFrame) -> TextLayer {
        let (width, height) =
            quarters % 2 == 1 ? (frame.pageHeight, frame.pageWidth) : (frame.pageWidth, frame.pageHeight)
        func moved(_ box: PixelBox) -> PixelBox {
            frame.onReading(box.turned(clockwise: quarters, width: width, height: height))
        }
        var layer = self
        layer.pictures = pictures.map(moved)
        layer.lines = lines.map { line in
            var line = line
            for index in line.words.indices { line.words[index].box = moved(line.words[index].box) }
            line.words.sort { $0.box.x < $1.box.x }
            line.box = moved(line.box)
            return line
        }
        return layer
    }
}

extension TextLayer {
    /// Factor from the resolution of the page's drawing to one at which it is compared as well at half the cost; `nil`
    /// where the whole resolution is needed.
    ///
    /// Drawn print is clean, and lines are scaled to the same height for reading in any case. Small print needs its
    /// pixels, and so do scans pasted beside the text.
    func readingScale(dpi: Int) -> Double? {
        let heights = lines.flatMap(\.words).map { Double(min($0.box.width, $0.box.height)) }
        guard pictures.isEmpty, dpi > Self.comparedDPI, let smallest = heights.isEmpty ? nil : heights.percentile(25)
        else { return nil }
        let scale = max(Double(Self.comparedDPI) / Double(dpi), Self.minHeight / max(1, smallest))
        return scale < 0.9 ? scale : nil
    }

    private static let comparedDPI = 200
    /// Pixels from ascent to descent in which print is read well: 9 points at 200 dots per inch.
    private static let minHeight = 28.0
}

extension PixelBox {
    /// The box after the picture around it was turned clockwise by quarters.
    ///
    /// - Parameters:
    ///   - width: the picture's width before.
    ///   - height: its height before.
    func turned(clockwise quarters: Int, width pageWidth: Int, height pageHeight: Int) -> PixelBox {
        switch quarters % 4 {
        case 1: PixelBox(x: pageHeight - maxY, y: x, width: height, height: width)
        case 2: PixelBox(x: pageWidth - maxX, y: pageHeight - maxY, width: width, height: height)
        case 3: PixelBox(x: y, y: pageWidth - maxX, width: height, height: width)
        default: self
        }
    }

    /// Pixels that both boxes share.
    func sharedArea(with other: PixelBox) -> Int { sharedWidth(with: other) * sharedHeight(with: other) }

    /// Columns of pixels that both boxes share.
    func sharedWidth(with other: PixelBox) -> Int { max(0, min(maxX, other.maxX) - max(x, other.x)) }

    var area: Int { width * height }

    /// Whether a word of the other box can be this one: at one height, and a good part of it at one place.
    func isAtPlace(of other: PixelBox) -> Bool {
        5 * sharedHeight(with: other) >= 2 * max(1, min(height, other.height))
            && 10 * sharedWidth(with: other) >= 3 * max(1, min(width, other.width))
    }
}
