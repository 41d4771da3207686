/// Why a document could not be assembled.
public enum AssemblyFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// There are no pages.
    case noPages
    /// A page has no area or an absurd resolution (0-based page).
    case badGeometry(page: Int)
    /// The picture is of a kind that PDF/A-1b does not take as it is: CMYK with an sRGB output intent, 16 bits.
    case unsupportedImage(page: Int, reason: String)
    /// The picture's data is missing, or the file is shorter than declared.
    case missingImageData(page: Int)
    /// The output could not be written; the system's error number.
    case cannotWrite(errno: Int32)

    /// A stable code for logs and exports.
    public var code: String {
        switch self {
        case .noPages: "assembly_no_pages"
        case .badGeometry: "assembly_bad_geometry"
        case .unsupportedImage: "assembly_unsupported_image"
        case .missingImageData: "assembly_missing_image"
        case .cannotWrite: "assembly_cannot_write"
        }
    }

    public var description: String {
        switch self {
        case .noPages: "\(code): a document needs at least one page"
        case .badGeometry(let page): "\(code): page \(page) has no usable size or resolution"
        case .unsupportedImage(let page, let reason): "\(code): page \(page), \(reason)"
        case .missingImageData(let page): "\(code): page \(page), picture data missing or cut short"
        case .cannotWrite(let number): "\(code): errno \(number)"
        }
    }
}
