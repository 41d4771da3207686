/// What a person may be told when something is not done, in one form for every door: a stable code, what kind of fault it
/// is (which decides exit code and HTTP status), what is wrong and where, and what to do, in both languages.
///
/// A refusal changes nothing: what was asked for is not recorded.
public struct Refusal: Error, Hashable, Sendable {
    /// Stable, in snake case; scripts and help pages refer to it.
    public var code: String
    public var kind: Kind
    /// What is wrong and what to do, for clerks.
    public var vietnamese: ShownText
    /// The same in English.
    public var english: ShownText
    /// Technical detail in English for the administrator, without personal data; empty when there is none.
    public var detail: String
    /// Where the fault is, if it is at one place of what was handed in.
    public var place: Place?
    /// After which time it makes sense to ask again.
    public var retryAfter: Duration?

    public init(
        _ code: String, _ kind: Kind, _ vietnamese: ShownText, _ english: ShownText, detail: String = "",
        at place: Place? = nil, retryAfter: Duration? = nil
    ) {
        self.code = code
        self.kind = kind
        self.vietnamese = vietnamese
        self.english = english
        self.detail = detail
        self.place = place
        self.retryAfter = retryAfter
    }

    /// Both languages, Vietnamese first, the code and the detail behind them unless the English names the code itself.
    public var text: ShownText {
        guard !isCodeNamed else { return "\(vietnamese)\n\(english)" }
        return "\(vietnamese)\n\(english) (\(code)\(detail.isEmpty ? "" : ": \(detail)"))"
    }

    private var isCodeNamed: Bool {
        english.text.hasPrefix("\(code):") || english.text.contains("(\(code))") || english.text.contains("(\(code):")
    }
}

extension Refusal {
    /// A place in what was handed in; what is not known is `nil`.
    public struct Place: Hashable, Sendable {
        /// The file's name, without its folder.
        public var file: String?
        public var sheet: String?
        /// 1-based, as the program that shows the file counts.
        public var row: Int?
        /// 1-based.
        public var page: Int?

        public init(file: String? = nil, sheet: String? = nil, row: Int? = nil, page: Int? = nil) {
            (self.file, self.sheet, self.row, self.page) = (file, sheet, row, page)
        }
    }
}

/// An error of a room that a person may be told of.
public protocol RefusalConvertible: Error, Sendable {
    var refusal: Refusal { get }
}

extension Refusal: RefusalConvertible {
    public var refusal: Refusal { self }
}
