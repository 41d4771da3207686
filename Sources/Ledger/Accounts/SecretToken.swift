import Crypto
import Foundation

/// 256 random bits as 43 characters that are safe in a cookie, a header and a path. Only their digest is stored.
struct RandomToken: Hashable, Sendable {
    let text: String

    private static let size = 32
    private static let length = 43

    /// Takes a token's text; `nil` for what no token can be.
    init?(text: String) {
        guard text.utf8.count == Self.length, let secret = Data(base64URL: text[...]), secret.count == Self.size,
            secret.base64URL == text
        else { return nil }
        self.text = text
    }

    /// A new one from the system's random source.
    init() {
        var random = SystemRandomNumberGenerator()
        text = Data((0..<Self.size).map { _ in UInt8.random(in: .min ... .max, using: &random) }).base64URL
    }

    /// A plain digest is enough for 256 random bits: there is nothing to guess, and how long a search for a digest takes
    /// tells nothing about the token.
    var digest: String { AuditHash.hex(SHA256.hash(data: Data(text.utf8))) }
}

/// What a browser or a command line proves by with each request that a person has signed in.
public struct SessionToken: Hashable, Sendable, CustomStringConvertible {
    private let token: RandomToken

    /// Takes a token's text; `nil` for what no token can be.
    public init?(text: String) {
        guard let token = RandomToken(text: text) else { return nil }
        self.token = token
    }

    package init() { token = RandomToken() }

    /// The whole token, for a cookie or a file that only its owner reads.
    public var text: String { token.text }

    /// Says nothing of the secret: it may come into a log.
    public var description: String { "SessionToken(…)" }

    var digest: String { token.digest }

    /// What forms of this session carry, so that no other site can send them: it follows from the token and does not
    /// reveal it.
    public var csrf: String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("sohoa csrf".utf8), using: SymmetricKey(data: Data(text.utf8)))
        return Data(code).base64URL
    }

    /// Compares in a time that does not depend on where they differ.
    public func matchesCSRF(_ given: String) -> Bool {
        let (mine, theirs) = (Array(csrf.utf8), Array(given.utf8))
        guard mine.count == theirs.count else { return false }
        return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// What a one-time link carries.
public struct LinkToken: Hashable, Sendable, CustomStringConvertible {
    private let token: RandomToken

    /// Takes a token's text; `nil` for what no token can be.
    public init?(text: String) {
        guard let token = RandomToken(text: text) else { return nil }
        self.token = token
    }

    package init() { token = RandomToken() }

    /// The whole token, to be handed to one person.
    public var text: String { token.text }

    public var description: String { "LinkToken(…)" }

    var digest: String { token.digest }
}
