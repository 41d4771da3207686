/// What the caller trusts and knows; nothing is trusted by itself.
public struct TrustStore: Sendable {
    /// Root certificates of signers, DER.
    public var roots: [[UInt8]]
    /// Root certificates of time-stamp authorities, DER.
    public var timeStampRoots: [[UInt8]]
    /// Certificates between, which the file may lack, DER.
    public var intermediates: [[UInt8]]
    /// Certificate revocation lists, DER.
    public var revocationLists: [[UInt8]]
    /// Answers of OCSP responders, DER.
    public var statusAnswers: [[UInt8]]

    /// - Parameter timeStampRoots: The same as `roots` when `nil`.
    public init(
        roots: [[UInt8]], timeStampRoots: [[UInt8]]? = nil, intermediates: [[UInt8]] = [],
        revocationLists: [[UInt8]] = [], statusAnswers: [[UInt8]] = []
    ) {
        self.roots = roots
        self.timeStampRoots = timeStampRoots ?? roots
        self.intermediates = intermediates
        self.revocationLists = revocationLists
        self.statusAnswers = statusAnswers
    }
}
