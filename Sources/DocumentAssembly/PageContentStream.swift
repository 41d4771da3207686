import DocumentModel

/// The content stream of one page: the picture turned upright, the text invisible over it.
///
/// The picture is turned by its transformation matrix, not by `/Rotate`: text then stands in upright page space, where
/// every reader selects and copies it alike.
struct PageContentStream {
    let page: AssemblyPage
    /// Points a pixel.
    let scale: Double

    /// Narrower letters than this share of the font size are taken for repeated strokes of one bold letter by readers
    /// (poppler: 0.1), so that letters would get lost.
    private static let minAdvance = 0.15
    /// A gap below this share of the font size is overlooked by readers (poppler: 0.1 to 0.15, and tilted words of
    /// different size come a little nearer to each other).
    private static let minGap = 0.2
    /// Points that a tilted word may climb. Readers (poppler) take letters more than half a point off the first one's
    /// baseline for other words, and copying would tear the text apart: long words on skewed pages are tilted less than
    /// the print, about their own centres. On a page skewed by 2 degrees the ends of a word of 15 mm are 0.2 mm off.
    private static let maxClimb = 0.45
    /// Largest page side in points that PDF 1.4 allows (ISO 32000-1, annex C).
    private static let maxSide = 14_400.0

    init(_ page: AssemblyPage) {
        self.page = page
        let side = Double(max(page.width, page.height))
        scale = min(72 / Double(page.dpi), Self.maxSide / side)
    }

    /// Width of the page in points.
    var width: Double { max(3, Double(page.width) * scale) }
    /// Height of the page in points.
    var height: Double { max(3, Double(page.height) * scale) }

    /// The stream, uncompressed; the pictures are `/Im0` and so on, the font `/F0`.
    func stream(codes: inout CharacterCodes) -> [UInt8] {
        var text = pictures
        guard !page.text.lines.isEmpty else { return Array(text.utf8) }
        let direction = TextDirection(skew: page.skew)
        text += "BT 3 Tr\n"
        let lines = page.text.lines.map { TextPlacement.place($0, direction: direction) }.filter { !$0.isEmpty }
        for (number, words) in lines.enumerated() {
            for (index, word) in words.enumerated() {
                var next = index + 1 < words.count ? words[index + 1] : nil
                // Readers go by places: where a line goes on as another one, its end is the end of a word like any.
                if next == nil, number + 1 < lines.count, let first = lines[number + 1].first, first.continues(word) {
                    next = first
                }
                text += show(word, next: next, direction: direction, codes: &codes)
            }
        }
        return Array((text + "ET\n").utf8)
    }

    /// The picture, or the pictures that make up the page, each where it lies.
    private var pictures: String {
        guard let layers = page.image.layers else { return "q \(imageMatrix) cm /Im0 Do Q\n" }
        var text = "q \(imageMatrix) cm\n"
        for (number, layer) in layers.enumerated() {
            let ink = layer.ink.map { $0.map { PDFSyntax.number(Double($0) / 255) }.joined(separator: " ") + " rg " }
            let matrix = layer.matrix.map { PDFSyntax.fine($0) }.joined(separator: " ")
            text += "q \(ink ?? "")\(matrix) cm /Im\(number) Do Q\n"
        }
        return text + "Q\n"
    }

    /// Maps the unit square onto the page and undoes the turn of the stored picture.
    private var imageMatrix: String {
        switch page.image.turn {
        case .none: PDFSyntax.numbers(width, 0, 0, height, 0, 0)
        case .clockwise90: PDFSyntax.numbers(0, height, -width, 0, width, 0)
        case .half: PDFSyntax.numbers(-width, 0, 0, -height, width, height)
        case .clockwise270: PDFSyntax.numbers(0, -height, width, 0, 0, height)
        }
    }

    /// One word and the blank up to the next one.
    private func show(
        _ word: PlacedWord, next: PlacedWord?, direction: TextDirection, codes: inout CharacterCodes
    ) -> String {
        let count = Double(word.characters.count)
        let size = min(word.height / GlyphlessFont.height, word.length / (count * Self.minAdvance))
        let (length, gap) = Self.spaced(word, next: next, size: size)
        let matrix = textMatrix(word, length: length, size: size, direction: direction)
        let advance = Double(GlyphlessFont.advance) / 1000 * size
        let hex = word.characters.map { PDFSyntax.hex4(codes.code(of: $0)) }.joined()
        var text = "/F0 \(PDFSyntax.number(size * scale)) Tf \(matrix) Tm "
        text += "\(PDFSyntax.number(100 * length / (count * advance))) Tz <\(hex)> Tj"
        if next != nil {
            // A blank of the gap's width; after an overlap a narrow one, for readers that go by characters.
            let blank = 100 * max(gap, 0.02 * size) / advance
            text += " \(PDFSyntax.number(blank)) Tz <\(PDFSyntax.hex4(codes.code(of: " ")))> Tj"
        }
        return text + "\n"
    }

    /// Puts the pen at the beginning of a word's baseline.
    private func textMatrix(_ word: PlacedWord, length: Double, size: Double, direction: TextDirection) -> String {
        let letters = direction.limited(toSine: Self.maxClimb / (length * scale))
        let centre = direction.pagePoint(along: word.start + length / 2, across: (word.top + word.bottom) / 2)
        // The band between ascent and descent is centred on the word.
        let drop = size * Double(GlyphlessFont.ascent - GlyphlessFont.descent) / 2000
        let offset = letters.pagePoint(along: -length / 2, across: drop)
        return PDFSyntax.numbers(
            letters.cosine, -letters.sine, letters.sine, letters.cosine,
            (centre.x + offset.x) * scale, height - (centre.y + offset.y) * scale)
    }

    /// The length of a word and of the gap behind it, so that readers see where it ends.
    ///
    /// Words that nearly touch: the first one gives way, by hairs on real print. Words that overlap for the most part
    /// (noise, a stamp over text) are no neighbours to a reader and stay as they are.
    private static func spaced(_ word: PlacedWord, next: PlacedWord?, size: Double) -> (length: Double, gap: Double) {
        guard let next else { return (word.length, 0) }
        let gap = next.start - word.end
        let missing = minGap * size - gap
        guard missing > 0 else { return (word.length, gap) }
        let shorter = word.length - missing
        guard shorter >= word.length / 4 else { return (max(word.length, next.start - word.start + size), 0) }
        return (shorter, minGap * size)
    }
}
