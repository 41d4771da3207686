/// A request with the number under which its answer will come back.
public struct RequestEnvelope: Sendable, Codable {
    /// Chosen by the worker, never used twice for one child.
    public var id: UInt64
    public var request: RecognizerRequest

    public init(id: UInt64, request: RecognizerRequest) {
        self.id = id
        self.request = request
    }
}

/// An answer with the number of the request that it belongs to.
public struct ResponseEnvelope: Sendable, Codable {
    /// The ``RequestEnvelope/id`` of the request.
    public var id: UInt64
    public var response: RecognizerResponse

    public init(id: UInt64, response: RecognizerResponse) {
        self.id = id
        self.response = response
    }
}

/// What a child writes: ``hello(_:)`` exactly once, before anything else, then one ``answer(_:)`` per request.
public enum RecognizerMessage: Sendable, Codable {
    case hello(RecognizerIdentity)
    case answer(ResponseEnvelope)
}

/// Which recognizer is answering. Two children with equal identities read a page alike, so it belongs in the
/// idempotence key of everything that a child makes.
public struct RecognizerIdentity: Hashable, Sendable, Codable {
    /// The frames and messages that this build speaks.
    public static let currentProtocolVersion = 1

    /// ``currentProtocolVersion`` of the child.
    public var protocolVersion: Int
    /// Name and version of each engine library: `["tesseract": "5.3.0"]`.
    public var engines: [String: String]
    /// Lower-case hexadecimal SHA-256 of each model file by its language: `["vie": "…"]`; `vie/Vietnamese` is asked for
    /// a second opinion on what `vie` reads.
    public var models: [String: String]

    public init(
        protocolVersion: Int = RecognizerIdentity.currentProtocolVersion, engines: [String: String],
        models: [String: String]
    ) {
        self.protocolVersion = protocolVersion
        self.engines = engines
        self.models = models
    }
}
