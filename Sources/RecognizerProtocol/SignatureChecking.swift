import DocumentModel

/// Asks for what can be said of the signatures of a file.
public struct VerifySignaturesRequest: Sendable, Codable {
    /// A file that is trusted, as it lies in the store.
    public struct Trusted: Hashable, Sendable, Codable {
        public var kind: TrustKind
        /// Absolute path.
        public var path: String
        /// SHA-256 of its bytes: what is known of it need not be written again.
        public var digest: String

        public init(kind: TrustKind, path: String, digest: String) {
            self.kind = kind
            self.path = path
            self.digest = digest
        }
    }

    /// Absolute path of the PDF or CMS signature.
    public var path: String
    /// Absolute path of what a CMS signature that does not hold it covers.
    public var contentPath: String?
    public var trusted: [Trusted]
    /// As of when it is to be judged, milliseconds since 1970.
    public var moment: Int64
    /// Absolute path; the child writes each piece of evidence that is not trusted already to a file whose name begins so and
    /// ends with the digest of its bytes. Without one nothing is written.
    public var evidencePath: String?

    public init(
        path: String, contentPath: String? = nil, trusted: [Trusted], moment: Int64, evidencePath: String? = nil
    ) {
        self.path = path
        self.contentPath = contentPath
        self.trusted = trusted
        self.moment = moment
        self.evidencePath = evidencePath
    }
}

/// Asks what a file of an administrator is: a certificate, a revocation list, an OCSP answer.
public struct DescribeTrustRequest: Sendable, Codable {
    /// Absolute path of the file, DER or PEM.
    public var path: String
    /// Absolute path at which the child writes its DER.
    public var outputPath: String

    public init(path: String, outputPath: String) {
        self.path = path
        self.outputPath = outputPath
    }
}

/// The answer.
public enum TrustAnswer: Sendable, Codable {
    case described(TrustDescription)
    /// None of these, or more than one in one file.
    case unknown
}
