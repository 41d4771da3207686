/// Everything that the recognizer found out about one page: geometry, kind, barcodes and text.
public struct PageReading: Hashable, Sendable, Codable {
    /// Where the text comes from.
    public enum TextSource: String, Sendable, Codable {
        /// Read from the picture.
        case recognized
        /// Taken over from the file's own text layer, which passed the quality test.
        case embedded
    }

    /// Width of the upright page in pixels.
    public var width: Int
    /// Height of the upright page in pixels.
    public var height: Int
    /// Resolution in dots per inch that was used: the file's own when it is plausible, else estimated.
    public var dpi: Int
    /// How the upright page was turned in the file, clockwise, after the file's own orientation tag (EXIF, `/Rotate`)
    /// was obeyed.
    public var rotation: QuarterTurn
    /// Skew left on the upright page in degrees, clockwise positive, about -15 to 15.
    public var skew: Double
    /// Whether the page bears nothing that a reader would want: an empty back, bleed-through, dust.
    public var isBlank: Bool
    /// Barcodes that were decoded, in no particular order.
    public var barcodes: [Barcode]
    /// Where QR codes stand on the page; `nil` when nobody has looked.
    public var codePlaces: [CodePlace]?
    /// What speaks for the page being a separator sheet even when no separator payload was decoded.
    public var separatorTraces: SeparatorTraces
    /// The text in reading order.
    public var text: PageText
    /// Where ``text`` comes from.
    public var textSource: TextSource
    /// A small picture of the page's ink for finding sheets that were scanned twice.
    public var fingerprint: PageFingerprint
    /// Things about the scan worth telling (low resolution, not colour); no reason to hold the page back.
    public var remarks: [PageRemark]
    /// Seals, stamps of arrival and signatures; `nil` when nobody has looked for them.
    public var marks: [PaperMark]?
    /// Tables with ruled lines, from top to bottom; `nil` when nobody has looked for them.
    public var tables: [PageTable]?
    /// Squares of forms, empty or ticked, from top to bottom; `nil` when nobody has looked for them.
    public var checkboxes: [Checkbox]?

    public init(
        width: Int, height: Int, dpi: Int, rotation: QuarterTurn, skew: Double, isBlank: Bool, barcodes: [Barcode],
        separatorTraces: SeparatorTraces, text: PageText, textSource: TextSource, fingerprint: PageFingerprint,
        remarks: [PageRemark], marks: [PaperMark]? = nil, codePlaces: [CodePlace]? = nil,
        tables: [PageTable]? = nil, checkboxes: [Checkbox]? = nil
    ) {
        self.width = width
        self.height = height
        self.dpi = dpi
        self.rotation = rotation
        self.skew = skew
        self.isBlank = isBlank
        self.barcodes = barcodes
        self.codePlaces = codePlaces
        self.separatorTraces = separatorTraces
        self.text = text
        self.textSource = textSource
        self.fingerprint = fingerprint
        self.remarks = remarks
        self.marks = marks
        self.tables = tables
        self.checkboxes = checkboxes
    }
}

/// A decoded barcode.
public struct Barcode: Hashable, Sendable, Codable {
    public enum Symbology: String, Sendable, Codable {
        case qrCode
        case code128
    }

    public var symbology: Symbology
    /// The payload as text.
    public var payload: String

    public init(symbology: Symbology, payload: String) {
        self.symbology = symbology
        self.payload = payload
    }
}

/// Where a QR code stands on a page as it was scanned, in millimetres from the top left.
public struct CodePlace: Hashable, Sendable, Codable {
    public var payload: String
    /// Centre.
    public var x: Double
    public var y: Double
    /// Side of the square that has the code's area.
    public var side: Double
    /// By how many degrees the code is turned clockwise, -180 to 180; `nil` in readings of earlier versions.
    public var angle: Double?

    public init(payload: String, x: Double, y: Double, side: Double, angle: Double? = nil) {
        self.payload = payload
        self.x = x
        self.y = y
        self.side = side
        self.angle = angle
    }
}

/// Signs of a separator sheet whose code could not be read.
public struct SeparatorTraces: Hashable, Sendable, Codable {
    /// Finder patterns of a QR code (the three nested squares), 0 to 3.
    public var finderPatterns: Int
    /// A code-like square that was located but could not be decoded.
    public var hasUndecodedCode: Bool
    /// A dark patch of a code's size that stands free on the paper: a code scribbled over or blotted, or a picture.
    public var hasDefacedArea: Bool
    /// Whether any of the finder patterns has what modules look like beside it; letters and seals have rings, too.
    /// `nil` where there is no pattern, or nobody has looked.
    public var standsAmongModules: Bool?

    public init(
        finderPatterns: Int = 0, hasUndecodedCode: Bool = false, hasDefacedArea: Bool = false,
        standsAmongModules: Bool? = nil
    ) {
        self.standsAmongModules = standsAmongModules
        self.finderPatterns = finderPatterns
        self.hasUndecodedCode = hasUndecodedCode
        self.hasDefacedArea = hasDefacedArea
    }
}

/// Remarks on the page, most of them on the scan's quality against Decree 30/2020/NĐ-CP, annex I part II (colour, 200 dpi,
/// PDF 1.4, 100 %).
public enum PageRemark: String, Hashable, Sendable, Codable, CaseIterable {
    /// Fewer than 200 dots per inch.
    case lowResolution
    /// Not scanned in colour.
    case notColour
    /// The file gives no resolution, or an absurd one.
    case resolutionEstimated
    /// The text layer of the file failed its quality test and was read anew.
    case textLayerReplaced
    /// The picture's data has small faults that every decoder steps over and that no pixel is the worse for: stray
    /// bytes, no end mark, another size than the PDF says.
    case dataMended
    /// The page is so large that it was read at a lower resolution than the file has; the document has all of it.
    case readSmaller
    /// Hardly any ink, and none that was read: most likely an empty back that something shines through.
    case likelyBlank
    /// The programs that draw pages of PDFs do not agree about this one, or one of them could not draw it: a person
    /// should compare it with the original.
    case drawnUnsurely
}
