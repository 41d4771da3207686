/// By whose evidence something is known.
public struct EventSource: Hashable, Sendable, Codable {
    /// The kind of evidence.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A line of the post's statement (bảng đối soát).
        case statementLine = "statement_line"
        /// A scanned slip or record.
        case scan
        /// A signed paper that was not scanned.
        case paper
        /// A file of events that the operator sent.
        case operatorFile = "operator_file"
        /// A person said so.
        case person

        /// The Vietnamese words that screens and sheets show.
        public var vietnamese: String {
            switch self {
            case .statementLine: "bảng đối soát của bưu điện"
            case .scan: "bản quét"
            case .paper: "giấy tờ đã ký"
            case .operatorFile: "tệp sự kiện của bưu điện"
            case .person: "cán bộ ghi nhận"
            }
        }
    }

    public var kind: Kind
    /// Which one: the line's identity, the scan's digest, the paper's number, the file's name, the person's account.
    public var reference: String

    public init(_ kind: Kind, _ reference: String) {
        self.kind = kind
        self.reference = reference
    }

    /// Whether it is evidence that somebody else can look at, not only a person's word.
    public var isDocumented: Bool { kind != .person }
}
