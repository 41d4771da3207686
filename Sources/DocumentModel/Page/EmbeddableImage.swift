/// A page picture in a form that a PDF can carry without decoding: the scanner's own JPEG, a G4 strip, a deflated
/// raster. The data stands in a file; this says how to declare it.
public struct EmbeddableImage: Hashable, Sendable, Codable {
    public enum Filter: String, Sendable, Codable {
        /// A whole JPEG file.
        case dct
        /// CCITT group 4, one strip.
        case ccittGroup4
        /// zlib data, no predictor.
        case flate
        /// zlib data with PNG predictors.
        case flatePNG
        /// A JBIG2 page; its shared segments are ``EmbeddableImage/globals``.
        case jbig2
    }

    public enum ColourSpace: String, Sendable, Codable {
        case gray
        case rgb
        /// Described by ``EmbeddableImage/profile``, or else as printing inks are by most programs.
        case cmyk
    }

    public var filter: Filter
    /// What the samples are; with a ``palette`` they are indices, and this says what the palette holds.
    public var colourSpace: ColourSpace
    /// Bits a component: 1 or 8; with a palette, and for gray, 2 and 4 too.
    public var bitsPerComponent: Int
    /// Pixels across as stored, before ``turn`` is undone.
    public var width: Int
    /// Pixels down as stored, before ``turn`` is undone.
    public var height: Int
    /// Whether 0 means white for ``Filter/ccittGroup4`` and 1-bit data (PDF `/BlackIs1`, `/Decode [1 0]`), or CMYK
    /// values are inverted as Adobe writes them.
    public var isInverted: Bool
    /// How the upright page is turned in the data, clockwise: both the file's own tag (EXIF, `/Rotate`) and the turn
    /// that the recognizer found. The assembler undoes it by the page's transformation, never by touching the data.
    public var turn: QuarterTurn
    /// Resolution of the stored picture in dots per inch.
    public var dpi: Int
    /// Where the data stands.
    public var path: String
    /// Bytes to skip in the file at ``path``.
    public var offset: Int
    /// Bytes of data.
    public var length: Int
    /// The colours that samples stand for, red, green and blue, a byte each; at most 256 colours.
    public var palette: [UInt8]?
    /// The ICC profile of the samples, of version 2; `nil` for sRGB, its gray, and plain CMYK.
    public var profile: FilePiece?
    /// JBIG2 segments that the page shares with others.
    public var globals: FilePiece?
    /// The pictures of which the page is made, in the order in which they are drawn on white; `nil` when one picture
    /// fills it. With layers ``width`` and ``height`` are those of the page, and what is said of the data is that of
    /// the first layer.
    public var layers: [PictureLayer]?
    /// What was read, small, where a renderer may show something else: data that is passed on undecoded.
    public var preview: PicturePreview?

    public init(
        filter: Filter, colourSpace: ColourSpace, bitsPerComponent: Int, width: Int, height: Int, isInverted: Bool,
        turn: QuarterTurn, dpi: Int, path: String, offset: Int, length: Int, palette: [UInt8]? = nil,
        profile: FilePiece? = nil, globals: FilePiece? = nil, layers: [PictureLayer]? = nil,
        preview: PicturePreview? = nil
    ) {
        self.filter = filter
        self.colourSpace = colourSpace
        self.bitsPerComponent = bitsPerComponent
        self.width = width
        self.height = height
        self.isInverted = isInverted
        self.turn = turn
        self.dpi = dpi
        self.path = path
        self.offset = offset
        self.length = length
        self.palette = palette
        self.profile = profile
        self.globals = globals
        self.layers = layers
        self.preview = preview
    }
}

/// Bytes that stand in a file.
public struct FilePiece: Hashable, Sendable, Codable {
    public var path: String
    /// Bytes before it.
    public var offset: Int
    /// Bytes of it.
    public var length: Int

    public init(path: String, offset: Int = 0, length: Int) {
        self.path = path
        self.offset = offset
        self.length = length
    }
}

/// One of several pictures that make up a page.
public struct PictureLayer: Hashable, Sendable, Codable {
    /// The picture; it has no layers and no turn of its own.
    public var image: EmbeddableImage
    /// Where it lies: six numbers of a PDF matrix (ISO 32000-1, 8.3.3) that maps the unit square of the picture into the
    /// unit square of the page as the file shows it, y upwards.
    public var matrix: [Double]
    /// The colour in which a 1-bit picture is painted where it has ink, the rest of it being clear: red, green, blue.
    /// `nil` for a picture that covers what lies under it.
    public var ink: [UInt8]?

    public init(image: EmbeddableImage, matrix: [Double], ink: [UInt8]? = nil) {
        self.image = image
        self.matrix = matrix
        self.ink = ink
    }
}

/// A small picture of a page as it was read, a byte a sample from top to bottom, in a file.
public struct PicturePreview: Hashable, Sendable, Codable {
    public var path: String
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int
    /// Samples a pixel: 1 for gray, 3 for red, green and blue.
    public var samples: Int
    /// How wide the page is in these pixels; what is left of it beside the last whole one is not in the picture.
    public var pageWidth: Double
    /// How high the page is in these pixels.
    public var pageHeight: Double
    /// How the upright page is turned in it, clockwise.
    public var turn: QuarterTurn

    public init(
        path: String, width: Int, height: Int, samples: Int, pageWidth: Double, pageHeight: Double,
        turn: QuarterTurn = .none
    ) {
        self.path = path
        self.width = width
        self.height = height
        self.samples = samples
        self.pageWidth = pageWidth
        self.pageHeight = pageHeight
        self.turn = turn
    }
}
