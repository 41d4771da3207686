import DocumentModel

/// Asks for a picture of a page for a screen. Foreign files are decoded in the child alone, for people's eyes as well.
public struct PreviewRequest: Sendable, Codable {
    /// Absolute path of the original.
    public var path: String
    /// 0-based page in the file.
    public var pageIndex: Int
    /// Largest number of pixels a page may have.
    public var maxPixels: Int
    /// The turn that was found when the page was read; the picture is turned upright.
    public var rotation: QuarterTurn
    public var size: PreviewSize
    /// Absolute path of the JPEG to write; the child may write temporary files whose names begin so.
    public var outputPath: String
    /// How the page was read: a drawn PDF page must be drawn alike.
    public var options: RecognitionOptions

    public init(
        path: String, pageIndex: Int, maxPixels: Int, rotation: QuarterTurn, size: PreviewSize, outputPath: String,
        options: RecognitionOptions
    ) {
        self.path = path
        self.pageIndex = pageIndex
        self.maxPixels = maxPixels
        self.rotation = rotation
        self.size = size
        self.outputPath = outputPath
        self.options = options
    }
}

/// For what a preview is looked at.
public enum PreviewSize: String, Hashable, Sendable, Codable, CaseIterable {
    /// In a list.
    case thumbnail
    /// Beside a form.
    case screen
    /// Looked into closely.
    case full

    /// Pixels across; a page that has fewer keeps them. Pages longer than ``maxHeight`` become narrower.
    public var maxWidth: Int {
        switch self {
        case .thumbnail: 240
        case .screen: 1_200
        case .full: 2_480
        }
    }

    /// Pixels down.
    public var maxHeight: Int { maxWidth * 3 }
}

/// A picture that was written.
public struct Preview: Hashable, Sendable, Codable {
    /// Pixels.
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }
}
