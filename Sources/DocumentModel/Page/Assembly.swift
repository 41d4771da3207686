/// One page of a PDF to be assembled.
public struct AssemblyPage: Hashable, Sendable, Codable {
    /// The picture.
    public var image: EmbeddableImage
    /// Width of the upright page in pixels, the frame of ``text``.
    public var width: Int
    /// Height of the upright page in pixels.
    public var height: Int
    /// Resolution of that frame in dots per inch; decides the page's size on paper.
    public var dpi: Int
    /// Skew in degrees, clockwise: the direction of the text lines.
    public var skew: Double
    /// The text to lay invisibly over the picture.
    public var text: PageText

    public init(image: EmbeddableImage, width: Int, height: Int, dpi: Int, skew: Double, text: PageText) {
        self.image = image
        self.width = width
        self.height = height
        self.dpi = dpi
        self.skew = skew
        self.text = text
    }
}

/// Descriptive metadata of a digitized document, Decree 30/2020/NĐ-CP annex VI where known.
public struct DocumentMetadata: Hashable, Sendable, Codable {
    /// Shown as the document's title.
    public var title: String
    /// Code of the case that it was digitized for.
    public var caseCode: String
    /// Code of the component within the case.
    public var componentCode: String
    /// Fields that were read and are sure enough to state.
    public var fields: [FieldName: String]
    /// Creation instant, milliseconds since 1970-01-01 UTC; given, so that the same input makes the same bytes.
    public var createdAt: Int64

    public init(
        title: String, caseCode: String, componentCode: String, fields: [FieldName: String], createdAt: Int64
    ) {
        self.title = title
        self.caseCode = caseCode
        self.componentCode = componentCode
        self.fields = fields
        self.createdAt = createdAt
    }
}
