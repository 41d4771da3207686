import CLeptonica
import DocumentModel
import Foundation

/// What is left of an upright page's ink at about 100 dots per inch when its print is taken out: marks, drawings, dirt.
struct MarkSheet {
    /// What a pixel is.
    enum Tone {
        static let paper: UInt8 = 0
        static let black: UInt8 = 1
        static let red: UInt8 = 2
        static let blue: UInt8 = 3
    }

    let width: Int
    let height: Int
    /// Pixels a millimetre.
    let millimetre: Double
    let frame: MarkFrame
    /// Whether its ink has colours at all.
    let hasColour: Bool
    /// Row by row, one of ``Tone``.
    var pixels: [UInt8]

    /// - Parameters:
    ///   - levelled: the page as stored, made small.
    ///   - pix: the same page, for its colours.
    ///   - rotation: how the upright page is turned in them.
    ///   - skew: skew of the upright page in degrees, clockwise, which is undone.
    init(_ levelled: borrowing LevelledPage, of pix: borrowing Pix, dpi: Int, rotation: QuarterTurn, skew: Double) {
        let (storedWidth, storedHeight) = (levelled.ink.width, levelled.ink.height)
        let scale = Double(storedWidth) / Double(max(1, pix.width))
        let isSideways = rotation == .clockwise90 || rotation == .clockwise270
        width = isSideways ? storedHeight : storedWidth
        height = isSideways ? storedWidth : storedHeight
        millimetre = Double(dpi) * scale / 25.4
        hasColour = pix.depth == 32
        frame = MarkFrame(width: width, height: height, scale: scale, skew: skew)
        pixels = [UInt8](repeating: Tone.paper, count: width * height)
        if !levelled.isBitonal, let pale = Pix(owning: pixThresholdToBinary(levelled.gray.handle, Self.palest)) {
            draw(pale, colours: pix, scale: scale, rotation: rotation)
        } else {
            draw(levelled.ink, colours: pix, scale: scale, rotation: rotation)
        }
    }

    /// Gray from which on ink is paper, whose gray is 220: seals and pens are paler than print.
    private static let palest: Int32 = 190

    /// Puts each pixel of ink to where it stands on the upright, straight page.
    private mutating func draw(
        _ ink: borrowing Pix, colours: borrowing Pix, scale: Double, rotation: QuarterTurn
    ) {
        let (inkWidth, inkHeight, stride) = (ink.width, ink.height, ink.wordsPerRow)
        let (width, height, frame) = (width, height, frame)
        let palette = ColourRows(of: colours, scale: scale)
        ink.withWords { words in
            palette.read(colours) { tone in
                pixels.withUnsafeMutableBufferPointer { pixels in
                    for y in 0..<inkHeight {
                        for word in 0..<stride {
                            var bits = words[y * stride + word]
                            while bits != 0 {
                                let lead = bits.leadingZeroBitCount
                                bits &= ~(0x8000_0000 >> UInt32(lead))
                                let x = word * 32 + lead
                                guard x < inkWidth else { break }
                                let upright = rotation.upright(x: x, y: y, width: inkWidth, height: inkHeight)
                                let place = frame.straight(x: upright.x, y: upright.y)
                                guard place.x >= 0, place.y >= 0, place.x < width, place.y < height else { continue }
                                pixels[place.y * width + place.x] = tone(x, y)
                            }
                        }
                    }
                }
            }
        }
    }

    /// Makes boxes paper.
    mutating func erase(_ boxes: some Sequence<PixelBox>) {
        for box in boxes {
            let (left, right) = (max(0, box.x), min(width, box.maxX))
            guard left < right else { continue }
            for y in max(0, box.y)..<max(0, box.y, min(height, box.maxY)) {
                for x in left..<right { pixels[y * width + x] = Tone.paper }
            }
        }
    }
}

extension MarkSheet {
    /// The ink of one tone alone.
    func only(_ tone: UInt8) -> MarkSheet {
        var sheet = self
        for index in sheet.pixels.indices where sheet.pixels[index] != tone { sheet.pixels[index] = Tone.paper }
        return sheet
    }
}

extension QuarterTurn {
    /// Where a pixel of a stored picture of a size stands once that is turned upright.
    fileprivate func upright(x: Int, y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch self {
        case .none: (x, y)
        case .clockwise90: (y, width - 1 - x)
        case .half: (width - 1 - x, height - 1 - y)
        case .clockwise270: (height - 1 - y, x)
        }
    }
}

/// Tells the colours of a page's ink.
private struct ColourRows {
    let scale: Double
    let isColour: Bool

    init(of pix: borrowing Pix, scale: Double) {
        isColour = pix.depth == 32
        self.scale = scale
    }

    func read(_ pix: borrowing Pix, _ body: ((Int, Int) -> UInt8) -> Void) {
        guard isColour else {
            body { _, _ in MarkSheet.Tone.black }
            return
        }
        let (width, height, stride, step) = (pix.width, pix.height, pix.wordsPerRow, 1 / scale)
        pix.withWords { words in
            body { x, y in
                let column = min(width - 1, Int((Double(x) + 0.5) * step))
                let row = min(height - 1, Int((Double(y) + 0.5) * step))
                return Self.tone(words[row * stride + column])
            }
        }
    }

    /// Seals are red, pens and stamps blue; scanners and JPEG take off some of the colour.
    private static func tone(_ word: UInt32) -> UInt8 {
        let (red, green, blue) = (Int(word >> 24), Int(word >> 16 & 255), Int(word >> 8 & 255))
        // At the edge of a stroke a pixel is light, and its colour weak.
        let isLight = max(red, green, blue) > 150
        if red - max(green, blue) > (isLight ? 15 : 35) { return MarkSheet.Tone.red }
        return blue - red > (isLight ? 15 : 30) && blue - green > (isLight ? 5 : 10)
            ? MarkSheet.Tone.blue : MarkSheet.Tone.black
    }
}

extension MarkSheet {
    /// Makes the print paper that was read: words as tall as words are, that were not guessed, with the gaps between
    /// them. What stands over print goes with it; enough of a seal or a signature is left.
    mutating func erase(_ text: PageText) {
        let heights = text.words.map(\.box.height).sorted()
        guard !heights.isEmpty else { return }
        let tallest = Int(2.2 * Double(heights[heights.count / 2]))
        for line in text.lines {
            let boxes = line.words.filter { $0.confidence >= Self.minRead && $0.box.height <= tallest }.map {
                frame.onSheet($0.box)
            }
            // Words' boxes end at the middle between letters at times.
            let margin = Int(1.2 * millimetre)
            erase(
                boxes.map {
                    PixelBox(x: $0.x - margin, y: $0.y - 1, width: $0.width + 2 * margin, height: $0.height + 2)
                })
        }
    }

    /// Words below this confidence may be no print.
    private static let minRead = 50.0
}

extension MarkSheet {
    /// Makes a seal's disc paper: of a red seal what is red or touches red, else all that is in it.
    mutating func erase(_ seal: RoundSeal) {
        let before = pixels
        let width = width
        func isRed(_ x: Int, _ y: Int) -> Bool {
            for row in max(0, y - 1)...min(height - 1, y + 1) {
                for column in max(0, x - 1)...min(width - 1, x + 1)
                where before[row * width + column] == Tone.red { return true }
            }
            return false
        }
        let reach = seal.radius + Int(0.8 * millimetre)
        for y in max(0, seal.y - reach)..<max(0, min(height, seal.y + reach + 1)) {
            for x in max(0, seal.x - reach)..<max(0, min(width, seal.x + reach + 1)) {
                let (dx, dy) = (x - seal.x, y - seal.y)
                guard dx * dx + dy * dy <= reach * reach, before[y * width + x] != Tone.paper else { continue }
                if seal.red < 0.5 || isRed(x, y) { pixels[y * width + x] = Tone.paper }
            }
        }
    }
}
