/// A value of a PDF file (ISO 32000-1, 7.3). Names keep their bytes, one scalar each, so that two names are equal only
/// when their bytes are.
indirect enum PDFObject: Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case real(Double)
    case string([UInt8])
    case name(String)
    case array([PDFObject])
    case dictionary([String: PDFObject])
    case reference(PDFReference)
    case stream(PDFStream)

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var name: String? { if case .name(let value) = self { value } else { nil } }
    var string: [UInt8]? { if case .string(let value) = self { value } else { nil } }
    var array: [PDFObject]? { if case .array(let value) = self { value } else { nil } }
    var reference: PDFReference? { if case .reference(let value) = self { value } else { nil } }
    var stream: PDFStream? { if case .stream(let value) = self { value } else { nil } }

    /// The entries of a dictionary, or of a stream's dictionary.
    var entries: [String: PDFObject]? {
        switch self {
        case .dictionary(let entries): entries
        case .stream(let stream): stream.entries
        default: nil
        }
    }

    /// A number as a real value.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }
}

/// The number and generation of an indirect object.
struct PDFReference: Hashable, Sendable {
    var number: Int
    var generation: Int
}

/// A stream: its dictionary, and where its bytes lie in the file, still encoded.
struct PDFStream: Equatable, Sendable {
    var entries: [String: PDFObject]
    var data: Range<Int>
}

/// Why a file cannot be followed as a PDF. What viewers would repair in ways of their own is not repaired here: a
/// verdict on a signature must not rest on a guess.
enum PDFFault: Error, Equatable, Sendable {
    /// Not written as ISO 32000 says, or in two ways that readers may understand differently.
    case malformed(String)
    /// Larger, deeper or longer to follow than is allowed.
    case limit(String)
    case encrypted
}

/// What a foreign file may cost.
struct PDFLimits: Sendable {
    var fileBytes = 256 << 20
    var depth = 64
    var objects = 1_000_000
    var sections = 512
    /// Bytes that all streams together may inflate to.
    var inflatedBytes = 256 << 20
    /// Values looked at in all comparisons together.
    var steps = 20_000_000
    var fields = 10_000
    var pages = 50_000
}
