import DocumentModel

/// What the worker asks of a recognizer child. Files go by path; nothing larger than a page's text goes through the
/// pipe.
public enum RecognizerRequest: Sendable, Codable {
    /// Look what the file is and which pages it has, without decoding pictures.
    case inspect(InspectRequest)
    /// Read one page.
    case readPage(ReadPageRequest)
    /// Make the picture of one page ready for a PDF without reading it.
    case extractImage(ExtractImageRequest)
    /// Write a searchable PDF/A and check it.
    case assemble(AssembleRequest)
    /// Lay two pages that were read over each other.
    case compareSheets(CompareSheetsRequest)
    /// Make a picture of one page for a screen.
    case renderPreview(PreviewRequest)
    /// Judge the signatures of a file.
    case verifySignatures(VerifySignaturesRequest)
    /// Look what a certificate or revocation list says of itself.
    case describeTrust(DescribeTrustRequest)
}

/// What a recognizer child answers.
public enum RecognizerResponse: Sendable, Codable {
    case inspected(FileInspection)
    case pageRead(ReadPageResult)
    case imageExtracted(EmbeddableImage)
    case assembled(AssembleResult)
    case sheetsCompared(SheetLikeness)
    case previewRendered(Preview)
    case signaturesVerified(SignatureReport)
    case trustDescribed(TrustAnswer)
    /// The file or page is at fault; asking again would give the same.
    case fault(FileFault)
}

public struct InspectRequest: Sendable, Codable {
    /// Absolute path of the original.
    public var path: String
    /// Largest number of pixels a page may have.
    public var maxPixels: Int
    /// Absolute path; the child may write temporary files whose names begin so. Without one, files within a file are
    /// not looked for.
    public var scratchPath: String?

    public init(path: String, maxPixels: Int, scratchPath: String? = nil) {
        self.path = path
        self.maxPixels = maxPixels
        self.scratchPath = scratchPath
    }
}

public struct ReadPageRequest: Sendable, Codable {
    /// Absolute path of the original.
    public var path: String
    /// 0-based page in the file.
    public var pageIndex: Int
    /// Largest number of pixels a page may have.
    public var maxPixels: Int
    /// Absolute path at which the child may write the picture for the PDF.
    public var imagePath: String
    /// How to read.
    public var options: RecognitionOptions

    public init(path: String, pageIndex: Int, maxPixels: Int, imagePath: String, options: RecognitionOptions) {
        self.path = path
        self.pageIndex = pageIndex
        self.maxPixels = maxPixels
        self.imagePath = imagePath
        self.options = options
    }
}

public struct ReadPageResult: Sendable, Codable {
    public var reading: PageReading
    /// The picture for the PDF; `nil` on blank pages and separators, which no document holds.
    public var image: EmbeddableImage?

    public init(reading: PageReading, image: EmbeddableImage?) {
        self.reading = reading
        self.image = image
    }
}

public struct ExtractImageRequest: Sendable, Codable {
    public var path: String
    public var pageIndex: Int
    public var maxPixels: Int
    /// The turn that was found when the page was read.
    public var rotation: QuarterTurn
    public var imagePath: String
    /// How the page was read: a drawn PDF page must be drawn alike.
    public var options: RecognitionOptions
    /// Whether the picture is to be what was read, encoded anew: data that was passed on shows something else.
    public var asRead: Bool?

    public init(
        path: String, pageIndex: Int, maxPixels: Int, rotation: QuarterTurn, imagePath: String,
        options: RecognitionOptions, asRead: Bool? = nil
    ) {
        self.path = path
        self.pageIndex = pageIndex
        self.maxPixels = maxPixels
        self.rotation = rotation
        self.imagePath = imagePath
        self.options = options
        self.asRead = asRead
    }
}

public struct AssembleRequest: Sendable, Codable {
    public var pages: [AssemblyPage]
    public var metadata: DocumentMetadata
    /// Absolute path of the PDF to write.
    public var outputPath: String

    public init(pages: [AssemblyPage], metadata: DocumentMetadata, outputPath: String) {
        self.pages = pages
        self.metadata = metadata
        self.outputPath = outputPath
    }
}

public struct AssembleResult: Sendable, Codable {
    /// Bytes of the PDF.
    public var size: Int
    /// Whether the text extracted again is what was put in, page by page.
    public var textVerified: Bool
    /// How many words of a page (0-based) are not in its text layer, because no reader would give them back as they
    /// are; pages without such words are absent.
    public var unwritten: [Int: Int]?
    /// Pages (0-based) that another program shows otherwise than they were read: the PDF must not be used.
    public var differingPictures: [Int]?

    public init(
        size: Int, textVerified: Bool, unwritten: [Int: Int]? = nil, differingPictures: [Int]? = nil
    ) {
        self.size = size
        self.textVerified = textVerified
        self.unwritten = unwritten
        self.differingPictures = differingPictures
    }
}
