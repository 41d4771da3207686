import CLeptonica
import CTesseract
import DocumentModel
import LineNetwork
import ScannedPages
import VietnameseText

/// Reads lines with a model that this program runs itself: what Tesseract's network would read, at a tenth of the cost.
final class NetworkRecognizer: LineRecognizer {
    let modelFolder: String
    private let model: LineModel
    /// Another model of the same language, which errs elsewhere; `nil` where none is installed.
    private lazy var other = SecondModel.path(for: language, in: modelFolder).flatMap {
        try? LineModel(contentsOf: $0, refusing: Self.unprinted)
    }
    private let language: String

    /// - Throws: `LineModelFault` when the model is not of the family that can be run.
    init(language: String, folder: String) throws(LineModelFault) {
        modelFolder = folder
        self.language = language
        model = try LineModel(contentsOf: "\(folder)/\(language).traineddata", refusing: Self.unprinted)
    }

    /// Name of the model that is asked for a second opinion.
    var secondModel: String? {
        SecondModel.path(for: language, in: modelFolder) == nil ? nil : SecondModel.name(for: language)
    }

    /// Characters of the models that no paper in Vietnamese or English has, and that broken letters are read as.
    private static let unprinted = Set("⁄†‡ƒƑ£§®ŠšŸÿ¬ˆ‹›¡¿ŒœØøÐð„")

    func read(_ lines: [FoundLine], of picture: borrowing Pix, dpi: Int) throws -> [[Word]] {
        try read(lines.map { LineCrop($0, margins: .usual) }, of: picture)
    }

    /// Reads doubtful lines again, cut out with other margins, until two readings are alike, at most twice; lines of which
    /// all readings differ are read by another model, too. Taken is what most readings agree on.
    ///
    /// The network sees a line at a slightly different size each time: what it is sure of stays, what it guesses changes.
    func improved(_ readings: [[Word]], of page: CleanedPage) throws -> [[Word]] {
        let doubtful = readings.indices.filter { readings[$0].meanConfidence < Self.doubtful }
        var improved = readings
        var opinions = Dictionary(uniqueKeysWithValues: doubtful.map { ($0, [readings[$0]]) })
        var open = doubtful
        for margins in LineCrop.Margins.others where !open.isEmpty {
            try ask(model, of: open, margins: margins, page, &opinions)
            open.removeAll { opinions[$0].map(Self.areAlike) ?? true }
        }
        if let other { try ask(other, of: open, margins: .usual, page, &opinions) }
        for line in doubtful { improved[line] = LineReadings.agreed(opinions[line] ?? []) }
        try straighten(doubtful.filter { improved[$0].meanConfidence < Self.hardlyRead }, of: page, &improved)
        return improved
    }

    /// Adds what a model reads in lines to the opinions on them.
    private func ask(
        _ model: LineModel, of lines: [Int], margins: LineCrop.Margins, _ page: CleanedPage,
        _ opinions: inout [Int: [[Word]]]
    ) throws {
        let crops = lines.map { LineCrop(page.lines[$0], margins: margins) }
        for (line, words) in zip(lines, try read(crops, of: page.picture, by: model)) {
            opinions[line]?.append(words)
        }
    }

    /// Whether readings of a line say the same.
    private static func areAlike(_ readings: [[Word]]) -> Bool {
        guard let first = readings.first?.map(\.text) else { return true }
        return readings.dropFirst().allSatisfy { $0.map(\.text) == first }
    }

    /// Reads lines whose letters lean to the right again, set more or less upright: the angle that the network reads
    /// best is not always that of the strokes.
    private func straighten(_ lines: [Int], of page: CleanedPage, _ readings: inout [[Word]]) throws {
        let (width, height) = (page.picture.width, page.picture.height)
        let leaning = lines.filter {
            Slant(of: page.lines[$0].box.intersection(width: width, height: height), in: page.picture).isClear
        }
        for slant in Self.slants where !leaning.isEmpty {
            let crops = leaning.map { LineCrop(page.lines[$0], margins: .usual, slant: slant) }
            for (line, words) in zip(leaning, try read(crops, of: page.picture)) {
                readings[line] = LineReadings.clearlyBetter(readings[line], words, of: page.lines[line])
            }
        }
    }

    /// Degrees that leaning letters are turned by.
    private static let slants = [10.0, 20.0]
    /// Lines below this mean confidence are read again; about a third of the lines of real scans.
    private static let doubtful = 92.0
    /// Lines below this mean confidence are in no print that the network knows.
    private static let hardlyRead = 80.0

    func clear() {}

    private func read(_ crops: [LineCrop], of picture: borrowing Pix) throws -> [[Word]] {
        try read(crops, of: picture, by: model)
    }

    private func read(_ crops: [LineCrop], of picture: borrowing Pix, by model: LineModel) throws -> [[Word]] {
        var boxes: [PixelBox] = []
        var images: [LineImage] = []
        for crop in crops {
            let box = crop.box.intersection(width: picture.width, height: picture.height)
            boxes.append(box)
            images.append(try picture.lineImage(in: box, height: model.height, slant: crop.slant))
        }
        let readings = model.read(images)
        return crops.indices.map { index in
            let width = max(1, images[index].width)
            let frame = WordFrame(
                line: crops[index].line, box: boxes[index], scale: Double(boxes[index].width) / Double(width))
            return readings[index].words.compactMap { frame.word($0, ink: picture) }
        }
    }
}

/// The piece of a page that is cut out for a line.
struct LineCrop {
    /// What is cut out around a line, in shares of its letters' height.
    ///
    /// The network knows lines as Tesseract cuts them out: close at the sides, with more room above than below.
    struct Margins {
        var above: Double
        var below: Double

        static let usual = Margins(above: 0.3, below: 0.1)
        static let others = [Margins(above: 0.2, below: 0.1), Margins(above: 0.4, below: 0.2)]
        static let across = 0.05
    }

    let line: FoundLine
    let box: PixelBox
    /// Degrees by which its letters lean to the right, which is undone.
    let slant: Double

    init(_ line: FoundLine, margins: Margins, slant: Double = 0) {
        self.line = line
        self.slant = slant
        let across = Int(Margins.across * line.letterHeight + 0.5) + 2
        let above = Int(margins.above * line.letterHeight + 0.5) + 1
        let below = Int(margins.below * line.letterHeight + 0.5) + 1
        // What reaches further is a hole, a stroke or a neighbour that touches a letter.
        let top = max(line.box.y, line.core.y - Int(Self.reachAbove * line.letterHeight)) - above
        let bottom = min(line.box.maxY, line.core.maxY + Int(Self.reachBelow * line.letterHeight)) + below
        box = PixelBox(x: line.box.x - across, y: top, width: line.box.width + 2 * across, height: bottom - top)
    }

    /// Letter heights that ascenders with marks, and descenders, reach beyond a line's core.
    private static let (reachAbove, reachBelow) = (1.2, 0.7)
}

/// Leads words from the picture of a line back to the page.
private struct WordFrame {
    let line: FoundLine
    let box: PixelBox
    /// Pixels of the page a pixel of the line's picture.
    let scale: Double

    func word(_ read: ReadWord, ink picture: borrowing Pix) -> Word? {
        let text = Folding.composed(read.text).trimmingWhitespace
        guard !text.isEmpty else { return nil }
        let left = max(box.x, box.x + Int(read.columns.lowerBound * scale))
        let right = min(box.maxX, box.x + Int((read.columns.upperBound * scale).rounded(.up)))
        let around = PixelBox(x: left, y: line.box.y, width: right - left, height: line.box.height)
            .intersection(width: picture.width, height: picture.height)
        return Word(
            text: isSquareMetre(read, ink: picture) ? "m²" : text, box: picture.inkBounds(in: around) ?? around,
            confidence: read.confidence)
    }

    /// Whether a word of two characters is an `m` with a raised 2.
    private func isSquareMetre(_ read: ReadWord, ink picture: borrowing Pix) -> Bool {
        guard read.text.first == "m", SuperscriptTwo.isTwo(String(read.text.dropFirst())), read.characters.count > 1,
            let letter = ink(of: read.characters[0].columns, picture),
            // Where a character begins the network only knows roughly.
            let two = ink(of: read.characters[1].columns.withoutFirstThird, picture)
        else { return false }
        return SuperscriptTwo.isRaised(two, after: letter)
    }

    private func ink(of columns: Range<Double>, _ picture: borrowing Pix) -> PixelBox? {
        let left = max(box.x, box.x + Int(columns.lowerBound * scale))
        let right = min(box.maxX, box.x + Int((columns.upperBound * scale).rounded(.up)))
        let around = PixelBox(x: left, y: line.box.y, width: right - left, height: line.box.height)
            .intersection(width: picture.width, height: picture.height)
        return picture.inkBounds(in: around)
    }
}

extension Range<Double> {
    fileprivate var withoutFirstThird: Range<Double> { lowerBound + (upperBound - lowerBound) / 3..<upperBound }
}

extension PixelBox {
    /// What of it lies within a picture of this size.
    func intersection(width pageWidth: Int, height pageHeight: Int) -> PixelBox {
        let left = min(max(0, x), pageWidth)
        let top = min(max(0, y), pageHeight)
        return PixelBox(x: left, y: top, width: min(pageWidth, maxX) - left, height: min(pageHeight, maxY) - top)
    }
}

extension Pix {
    /// A piece of an 8-bit picture, scaled to a height as Tesseract scales lines.
    ///
    /// A piece that is wider than lines are read is left out: an empty picture.
    ///
    /// - Parameter slant: degrees by which letters lean to the right; they are set upright about the piece's middle.
    func lineImage(in box: PixelBox, height: Int, slant: Double = 0) throws(ImageOperationFailed) -> LineImage {
        let nothing = LineImage(width: 0, height: height, pixels: [])
        guard box.width > 0, box.height > 0, box.width * height / box.height < LineImage.widest else {
            return try Self.found(nothing)
        }
        var rectangle = boxCreate(
            Int32(clamping: box.x), Int32(clamping: box.y), Int32(clamping: box.width), Int32(clamping: box.height))
        defer { boxDestroy(&rectangle) }
        let leaning = try Pix(pixClipRectangle(handle, rectangle, nil), from: "pixClipRectangle")
        let piece = try slant == 0 ? leaning : leaning.sheared(by: -slant)
        let factor = Float(height) / Float(box.height)
        let scaled = try Pix(sohoa_scaled(piece.handle, factor), from: "sohoa_scaled")
        // Rounding may have made it a row lower or higher; the same happens in Tesseract, which scales again.
        let fitting = scaled.height == height ? nil : Float(height) / Float(scaled.height)
        if let fitting {
            let again = try Pix(sohoa_scaled(scaled.handle, fitting), from: "sohoa_scaled")
            return try Self.found(again.height == height ? again.asLineImage() : nothing)
        }
        return try Self.found(scaled.asLineImage())
    }

    /// The picture with its rows moved sideways, those at its top to the right, by an angle in degrees.
    private func sheared(by degrees: Double) throws(ImageOperationFailed) -> Pix {
        let angle = Float(degrees * .pi / 180)
        return try Pix(
            pixHShear(nil, handle, Int32(height / 2), angle, Int32(L_BRING_IN_WHITE)), from: "pixHShear")
    }

    private static func found(_ image: LineImage?) throws(ImageOperationFailed) -> LineImage {
        guard let image else { throw ImageOperationFailed(operation: "lineImage") }
        return image
    }

    private func asLineImage() -> LineImage? {
        let (width, height, wordsPerRow) = (width, height, wordsPerRow)
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { bytes, count in
            withWords { words in
                for y in 0..<height {
                    for x in 0..<width {
                        bytes[y * width + x] = UInt8(
                            truncatingIfNeeded: words[y * wordsPerRow + x / 4] >> UInt32(24 - 8 * (x % 4)))
                    }
                }
            }
            count = width * height
        }
        return LineImage(width: width, height: height, pixels: pixels)
    }

    /// The smallest box around the ink within a box of an 8-bit picture; `nil` when there is none.
    ///
    /// Looks from the edges inwards, so that what lies within is hardly looked at.
    func inkBounds(in box: PixelBox) -> PixelBox? {
        let wordsPerRow = wordsPerRow
        return withWords { words in
            var (left, right, top, bottom) = (Int.max, -1, Int.max, -1)
            func isInk(_ row: Int, _ x: Int) -> Bool {
                words[row + x / 4] >> UInt32(24 - 8 * (x % 4)) & 255 < UInt32(CleanedPage.inkThreshold)
            }
            for y in box.y..<box.maxY {
                let row = y * wordsPerRow
                // The first ink from either side; four white pixels are one step, and what lies between is not looked at.
                var first = box.x
                while first < box.maxX, !isInk(row, first) {
                    first = words[row + first / 4] == UInt32.max ? (first | 3) + 1 : first + 1
                }
                guard first < box.maxX else { continue }
                left = min(left, first)
                top = min(top, y)
                bottom = y
                var last = box.maxX - 1
                let known = max(right, first)
                while last > known, !isInk(row, last) {
                    last = words[row + last / 4] == UInt32.max ? last / 4 * 4 - 1 : last - 1
                }
                right = max(known, last)
            }
            guard right >= 0 else { return nil }
            return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
        }
    }
}
