import DocumentModel
import LineNetwork
import ScannedPages
import VietnameseText

/// What was read from one page.
public struct PageRead: Hashable, Sendable {
    /// The text in reading order; boxes on the upright page.
    public var text: PageText
    /// How the upright page was turned in the picture.
    public var rotation: QuarterTurn
    /// Skew left on the upright page in degrees, clockwise.
    public var skew: Double
    /// Whether print was found that shines through from the other side, and nothing else.
    public var isOnlyBleedThrough: Bool
    /// Whether print was found that shines through from the other side, and no sure line of this one.
    public var mayBeOnlyBleedThrough = false
    /// Stamps of arrival, whose words are no part of the text; on the upright page.
    public var receivedStamps: [PixelBox] = []
    /// Tables with ruled lines; boxes on the upright page.
    public var tables: [PageTable] = []
    /// Squares of forms, empty or ticked; boxes on the upright page.
    public var checkboxes: [Checkbox] = []
    /// How much of the file's own text stands.
    public var layerUse = LayerUse.none
}

/// Reads the text of page pictures: finds which way is up, straightens, cleans, finds lines, reads and orders them.
///
/// Not Sendable: one reader belongs to one thread. Set `OMP_THREAD_LIMIT=1` before the process starts, or Tesseract's
/// worker threads triple the cost of a page.
public final class PageReader {
    let recognizer: any LineRecognizer
    private var corrector = WordCorrector()

    /// - Parameters:
    ///   - language: Tesseract model, as in `vie` or `vie+eng`.
    ///   - engine: what runs the model. Models that this program cannot run itself are run by Tesseract in any case.
    ///   - dataPath: folder of `*.traineddata`; `nil` for the installed one.
    public init(
        language: String = "vie", engine: RecognitionEngine = .sohoa, dataPath: String? = nil
    ) throws(RecognitionFailure) {
        let runsModel = engine == .sohoa && Self.isFasterThanTesseract
        if runsModel, let folder = dataPath ?? ModelFolder.holding(language),
            let own = try? NetworkRecognizer(language: language, folder: folder)
        {
            recognizer = own
            return
        }
        let tesseract = try TesseractRecognizer(language: language, dataPath: dataPath)
        // Tesseract knows where models are; its own copy is freed at once.
        let own = runsModel ? try? NetworkRecognizer(language: language, folder: tesseract.modelFolder) : nil
        recognizer = own ?? tesseract
    }

    /// Whether this processor has any of the instructions that the network was written for; without them, Tesseract is
    /// the faster one.
    static var isFasterThanTesseract: Bool { InstructionSet.best != .plain }

    /// What runs the model: Tesseract where this program cannot.
    public var engine: RecognitionEngine { recognizer is NetworkRecognizer ? .sohoa : .tesseract }

    /// The folder that the models were loaded from: `<language>.traineddata` each.
    public var modelFolder: String { recognizer.modelFolder }

    /// Name of the model that is asked for a second opinion, of the same folder; `nil` where there is none.
    public var secondModel: String? { (recognizer as? NetworkRecognizer)?.secondModel }

    /// Version of Tesseract's library, as in `5.3.0`.
    public static var tesseractVersion: String { TesseractRecognizer.version }

    /// Reads one page.
    ///
    /// - Parameters:
    ///   - picture: the page as stored, any depth; the caller has limited its size.
    ///   - dpi: its resolution in dots per inch.
    ///   - corrects: whether doubtful marks are corrected by what administrative papers say.
    ///   - layer: text that the file brings along. It stands where it says what is seen.
    ///   - turn: how the upright page is turned in the picture, where a person said so.
    /// - Throws: ``RecognitionFailure`` or `ImageOperationFailed`, the latter nearly always for want of memory.
    public func read(
        _ picture: borrowing ScannedPages.Pix, dpi: Int, corrects: Bool = true, layer: TextLayer? = nil,
        turn: QuarterTurn? = nil
    ) throws -> PageRead {
        let read = try read(picture, dpi: dpi, corrects: corrects, layer: layer, turn: turn, inkOf: .print)
        // Light colours fade like pens and seals; where there is hardly anything else, they are what the page says.
        let letters = read.text.lines.letterCount
        guard letters < Self.littleText, !read.mayBeOnlyBleedThrough, picture.isColoured else { return read }
        let coloured = try self.read(
            picture, dpi: dpi, corrects: corrects, layer: layer, turn: turn, inkOf: .anyColour)
        let saysMore =
            coloured.text.lines.contains(where: \.isSure) && 2 * coloured.text.lines.letterCount > 3 * letters
        return saysMore ? coloured : read
    }

    /// What counts as ink on a coloured page.
    private enum Ink {
        /// Black and what is nearly black; seals and pens fade to paper.
        case print
        /// Whatever differs from white paper.
        case anyColour
    }

    private func read(
        _ picture: borrowing ScannedPages.Pix, dpi: Int, corrects: Bool, layer: TextLayer?, turn: QuarterTurn?,
        inkOf: Ink
    ) throws -> PageRead {
        guard min(picture.width, picture.height) >= Self.minSide else {
            return PageRead(text: PageText(), rotation: turn ?? .none, skew: 0, isOnlyBleedThrough: false)
        }
        defer { recognizer.clear() }
        let dpi = try Self.credibleResolution(of: picture, dpi: dpi)
        let whole = Self.scale(dpi: dpi, width: picture.width, height: picture.height)
        let scale = layer.flatMap { $0.readingScale(dpi: dpi) } ?? whole
        let gray = try StepTimes.measure(.gray) { try Self.gray(picture, scale: scale, inkOf) }
        let readDPI = Int((Double(dpi) * scale).rounded())
        let ink = try StepTimes.measure(.axis) { try Self.ink(picture, gray: gray, scale: scale) }
        let lines = try Orientation(recognizer: recognizer).upright(gray: gray, ink: ink, dpi: readDPI, turn: turn)
        let page = lines.page
        let frame = page.frame(of: picture, scale: scale)
        let first = try lines.words(of: page.lines.indices)
        let layer = layer?.moved(quarters: page.quarters, frame)
        let readings = try StepTimes.measure(.rereading) {
            let improved = try recognizer.improved(layer?.confirming(first) ?? first, of: page)
            return PunctuationMarks(of: page)?.corrected(improved, of: page.lines) ?? improved
        }
        let isFromBack = try StepTimes.measure(.bleedThrough) {
            try BleedThrough(recognizer: recognizer).isFromBack(readings, of: page)
        }
        let ofThisSide = zip(readings, isFromBack).map { $1 ? [] : $0 }
        let stamps = self.stamps(among: ofThisSide, of: page)
        let credible = stamps.reduce(ofThisSide) { $1.removed(from: $0) }.compactMap { TextLine(credible: $0) }
        let front = LeaderDots.removed(from: Specks.removed(from: SuperscriptTwo.joined(in: credible)))
        let view = PlainView(of: picture, scale: scale, page: page)
        let comparison = try StepTimes.measure(.layer) {
            try layer.map { try compare($0, with: ofThisSide.flatMap(\.self), view, dpi: readDPI) }
        }
        // What is not believed is no reason to read at less than the whole resolution.
        if let comparison, comparison.use == .none, scale < whole {
            return try read(picture, dpi: dpi, corrects: corrects, layer: nil, turn: turn, inkOf: inkOf)
        }
        // Specks are read as single letters now and then; where nothing else is, they are no text.
        let isText =
            !(comparison?.lines.isEmpty ?? true) || front.contains(where: \.isSure)
            || front.letterCount >= Self.minUnsureText
        let mayBeOnlyBleedThrough =
            isFromBack.contains(true) && !front.contains(where: \.isSure) && (comparison?.lines.isEmpty ?? true)
        let isOnlyBleedThrough = mayBeOnlyBleedThrough && isMostly(isFromBack, of: page.lines)
        var ordered = StepTimes.measure(.order) {
            guard isText, !isOnlyBleedThrough else { return [TextLine]() }
            guard let comparison, comparison.use != .none else {
                return ReadingOrder.arrange(front, figures: page.figures)
            }
            return ReadingOrder.arrange(comparison.joined(with: front))
        }
        if corrects { StepTimes.measure(.correction) { correct(&ordered) } }
        let tables = StepTimes.measure(.order) { page.tables.map { PageTable($0, ordered, frame) } }
        let checkboxes = Checkbox.labelled(page.checkboxes, by: ordered, frame)
        ordered = ordered.map(frame.onPage)
        // Without text nothing tells which way is up, and a page is best left as it was put in.
        let (rotation, skew) = ordered.isEmpty ? (turn ?? .none, 0) : (page.rotation, page.skew)
        return PageRead(
            text: PageText(lines: ordered), rotation: rotation, skew: skew, isOnlyBleedThrough: isOnlyBleedThrough,
            mayBeOnlyBleedThrough: mayBeOnlyBleedThrough,
            receivedStamps: ordered.isEmpty ? [] : stamps.map { frame.onPage($0.box) }.joinedWhereOverlapping(),
            tables: ordered.isEmpty ? [] : tables, checkboxes: ordered.isEmpty ? [] : checkboxes,
            layerUse: comparison?.use ?? .none)
    }

    /// Compares a text layer with what is read, and with what is read where it says that something stands.
    private func compare(
        _ layer: TextLayer, with readings: [Word], _ view: PlainView, dpi: Int
    ) throws -> LayerComparison {
        let look = SecondLook(recognizer: recognizer, layer: layer, view: view)
        let all = try readings + look.words(besides: readings, dpi: dpi)
        return try view.look { LayerComparison(layer, readings: all, picture: $0) }
    }

    /// Whether lines from the back are a good part of what looks like lines. One that reads better in a mirror by chance
    /// does not make a page of another script, or of a bad hand, a blank one.
    private func isMostly(_ isFromBack: [Bool], of lines: [FoundLine]) -> Bool {
        let letters = zip(lines, isFromBack).filter { $0.0.letterCount >= 4 }
        let fromBack = letters.filter(\.1)
        let count = fromBack.reduce(0) { $0 + $1.0.letterCount }
        return fromBack.count >= 2 && 6 * count >= letters.reduce(0) { $0 + $1.0.letterCount }
    }

    /// Corrects doubtful words; what was read stays with them.
    private func correct(_ lines: inout [TextLine]) {
        let words = lines.flatMap { $0.words.map { WordCorrector.ReadWord(text: $0.text, confidence: $0.confidence) } }
        var corrections = corrector.corrections(of: words).makeIterator()
        for line in lines.indices {
            for word in lines[line].words.indices {
                let correction = corrections.next() ?? nil
                // What the file itself says and the picture bears out was not read.
                guard let corrected = correction, lines[line].words[word].confidence < LayerVerdict.certain else {
                    continue
                }
                lines[line].words[word].recognized = lines[line].words[word].text
                lines[line].words[word].text = corrected
            }
        }
    }

    /// The page as it is read: in gray on white ground, at the scale that suits the reader.
    private static func gray(
        _ picture: borrowing ScannedPages.Pix, scale: Double, _ ink: Ink
    ) throws -> Pix {
        // Bits are averaged to gray on the way down, a quarter of the memory of turning them to gray first.
        if picture.depth == 1, scale == 0.5 { return try picture.scaled(by: scale) }
        let full = try ink == .print ? picture.inkGray() : picture.colouredInkGray()
        let gray = try full.scaled(by: scale)
        return try picture.depth == 1 ? gray : gray.withWhiteBackground()
    }

    /// The ink of the page as it is read; bits that were not scaled are that already.
    private static func ink(_ picture: borrowing ScannedPages.Pix, gray: borrowing Pix, scale: Double) throws -> Pix {
        if picture.depth == 1, !picture.hasColormap, scale == 1, let bits = picture.clone() { return bits }
        return try gray.ink(darkerThan: CleanedPage.inkThreshold)
    }

    /// The stamps of arrival, which stand in the upper half of a paper. Of several frames around the same words the
    /// first counts.
    private func stamps(among lines: [[Word]], of page: CleanedPage) -> [ReceivedStamp] {
        var rest = lines
        var stamps: [ReceivedStamp] = []
        for stamp in page.stamps
        where stamp.box.midY < 0.55 * Double(page.picture.height) && stamp.isStamp(among: rest) {
            rest = stamp.removed(from: rest)
            stamps.append(stamp)
        }
        return stamps
    }

    /// A coloured page with fewer letters may bear others in light colours.
    private static let littleText = 24

    /// So many letters are text even if no line of them is sure.
    private static let minUnsureText = 12

    /// Smaller pictures than this many pixels a side hold no line, and Leptonica has no skew for them.
    static let minSide = 64

    /// Factor from a page's resolution to the one it is read at.
    ///
    /// Lines are scaled to the height that the network knows in any case; but to tell letters, marks, leaders and rules
    /// apart takes pixels. From 190 on that gains too little for what more pixels cost.
    static func scale(dpi: Int, width: Int, height: Int) -> Double {
        switch dpi {
        case 450...: return 300 / Double(dpi)
        case ..<190:
            let most = (maxPixels / Double(max(1, width * height))).squareRoot()
            return max(1, min(300 / Double(max(50, dpi)), most))
        default: return 1
        }
    }

    /// Pages of low resolution grow to no more than this: an A3 at 300 dots per inch.
    private static let maxPixels = 18e6
}

extension TextLine {
    /// The line of the words that can be believed; `nil` when none is left.
    ///
    /// Words below 3 are noise (a word is as sure as its worst letter, so that most long words in a bad hand are below
    /// 10), and so are lines of fewer than 8 characters below 65.
    init?(credible words: [Word]) {
        let kept = words.filter { $0.confidence >= 3 }
        guard let first = kept.first, kept.contains(where: \.hasLetterOrDigit) else { return nil }
        self.init(words: kept, box: kept.dropFirst().reduce(first.box) { $0.union($1.box) })
        if kept.letterCount < 8, confidence < 65 { return nil }
    }
}

extension TextLine {
    /// Whether it can hardly be anything but print of this side.
    fileprivate var isSure: Bool { confidence >= 75 && words.letterCount >= 4 }
}

extension [TextLine] {
    fileprivate var letterCount: Int { reduce(0) { $0 + $1.words.letterCount } }
}

extension Word {
    /// Whether there is anything but punctuation and symbols, which specks and strokes are read as.
    var hasLetterOrDigit: Bool { text.contains { $0.isLetter || $0.isNumber } }
}
