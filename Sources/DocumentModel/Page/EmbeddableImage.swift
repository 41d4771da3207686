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
        /// A JBIG2 page without globals.
        case jbig2
    }

    public enum ColourSpace: String, Sendable, Codable {
        case gray
        case rgb
        case cmyk
    }

    public var filter: Filter
    public var colourSpace: ColourSpace
    /// Bits a component: 1 or 8.
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

    public init(
        filter: Filter, colourSpace: ColourSpace, bitsPerComponent: Int, width: Int, height: Int, isInverted: Bool,
        turn: QuarterTurn, dpi: Int, path: String, offset: Int, length: Int
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
    }
}
