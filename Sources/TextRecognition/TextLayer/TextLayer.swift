import DocumentModel

/// The text that a file brings along for a page, before it has been compared with what is seen.
public struct TextLayer: Sendable {
    /// Its lines; boxes in pixels of the picture as it is handed to the reader, not turned.
    public var lines: [TextLine]
    /// Opaque pictures on the page, in the same frame: of what stands there only the picture tells.
    public var pictures: [PixelBox]

    public init(lines: [TextLine], pictures: [PixelBox] = []) {
        self.lines = lines
        self.pictures = pictures
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
