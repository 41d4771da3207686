import DocumentModel

/// Two pages that may show one sheet, or the back of one and its front.
public struct CompareSheetsRequest: Sendable, Codable {
    /// What the pages may be to each other.
    public enum Relation: String, Sendable, Codable {
        /// Two scans of one sheet.
        case repetition
        /// The first is a back on which nothing is seen but what shines through from the second.
        case back
    }

    /// A page as it was read.
    public struct Sheet: Sendable, Codable {
        /// Absolute path of the original.
        public var path: String
        /// 0-based page in the file.
        public var pageIndex: Int
        /// Width of the upright page in pixels.
        public var width: Int
        /// Height of the upright page in pixels.
        public var height: Int
        /// Dots per inch.
        public var dpi: Int
        /// How the upright page is turned in the file.
        public var rotation: QuarterTurn
        /// Skew of the upright page in degrees, clockwise.
        public var skew: Double

        public init(path: String, pageIndex: Int, reading: PageReading) {
            self.path = path
            self.pageIndex = pageIndex
            width = reading.width
            height = reading.height
            dpi = reading.dpi
            rotation = reading.rotation
            skew = reading.skew
        }
    }

    public var relation: Relation
    public var first: Sheet
    public var second: Sheet
    /// Largest number of pixels a page may have.
    public var maxPixels: Int
    /// Absolute path at which the child may write pictures that it removes again.
    public var scratchPath: String
    /// How the pages were read: a drawn PDF page must be drawn alike.
    public var options: RecognitionOptions

    public init(
        relation: Relation, first: Sheet, second: Sheet, maxPixels: Int, scratchPath: String,
        options: RecognitionOptions
    ) {
        self.relation = relation
        self.first = first
        self.second = second
        self.maxPixels = maxPixels
        self.scratchPath = scratchPath
        self.options = options
    }
}
