/// Why a `.traineddata` file cannot be used. Nothing is guessed: a file that is not exactly of the supported family is
/// refused, and the caller falls back to Tesseract.
public enum LineModelFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be read, or is larger than any model of the family.
    case unreadable(path: String)
    /// The data ends within something, or an offset points outside.
    case truncated(in: ModelPart)
    /// A part that is needed is not there.
    case missing(ModelPart)
    /// Something other than what this reader supports.
    case unsupported(ModelPart, found: String, expected: String)
    /// The processor lacks the instructions that were asked for, or memory did not suffice.
    case notPacked

    public var description: String {
        switch self {
        case .unreadable(let path): "\(path) cannot be read"
        case .truncated(let part): "the \(part.rawValue) is cut short"
        case .missing(let part): "there is no \(part.rawValue)"
        case .unsupported(let part, let found, let expected): "the \(part.rawValue) has \(found), not \(expected)"
        case .notPacked: "the network cannot be prepared for this processor"
        }
    }
}

/// The parts of a `.traineddata` file that are read.
public enum ModelPart: String, Hashable, Sendable {
    case components = "table of components"
    case network = "network"
    case characters = "character set"
    case codes = "recoder"
    case punctuation = "punctuation graph"
    case words = "word graph"
    case numbers = "number graph"

    /// Its place in the table of components, numbered as in Tesseract's `tessdatamanager.h`.
    var index: Int? {
        switch self {
        case .components: nil
        case .network: 17
        case .punctuation: 18
        case .words: 19
        case .numbers: 20
        case .characters: 21
        case .codes: 22
        }
    }
}
