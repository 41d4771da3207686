/// What a file turned out to be before any page of it was decoded.
public struct FileInspection: Hashable, Sendable, Codable {
    public enum Format: String, Sendable, Codable {
        case tiff, jpeg, png, pdf
        /// Pictures of phones: HEIC and AVIF.
        case heif
        case webp, bmp, gif
        case jpeg2000
    }

    public var format: Format
    /// Pages that can be read, in file order.
    public var pages: [PageSummary]
    /// What is wrong with the rest of the file: a page too large, a file cut after its third page.
    public var faults: [FileFault]
    /// Whether the file is a PDF with a digital signature, which must never be rewritten.
    public var isSigned: Bool
    /// What is worth telling though it holds nothing back: thumbnails that are no pages, files within the file.
    public var notes: [FileFault]

    public init(
        format: Format, pages: [PageSummary], faults: [FileFault] = [], isSigned: Bool = false,
        notes: [FileFault] = []
    ) {
        self.format = format
        self.pages = pages
        self.faults = faults
        self.isSigned = isSigned
        self.notes = notes
    }
}

/// A page as its header describes it.
public struct PageSummary: Hashable, Sendable, Codable {
    /// 0-based page in the file.
    public var index: Int
    /// Pixels across as stored; for a PDF page, as it would be rasterised.
    public var width: Int
    /// Pixels down as stored; for a PDF page, as it would be rasterised.
    public var height: Int

    public init(index: Int, width: Int, height: Int) {
        self.index = index
        self.width = width
        self.height = height
    }
}
