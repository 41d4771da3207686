import Crypto
import Foundation

/// What a scan station proves itself with: 256 random bits, shown to a person once and never stored.
///
/// Its text is `sohoa_<id>_<secret>`, safe in an `Authorization: Bearer` header; the id alone is no secret and stands in
/// lists and logs.
public struct StationToken: Sendable, CustomStringConvertible {
    public let id: TokenID
    private let secret: Data

    private static let prefix = "sohoa_"
    private static let secretSize = 32

    /// Makes a token from the system's random source.
    init(id: TokenID) {
        self.id = id
        var random = SystemRandomNumberGenerator()
        secret = Data((0..<Self.secretSize).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }

    /// Takes a token's text; `nil` for what no token can be.
    public init?(text: String) {
        guard text.utf8.count <= 128, text.hasPrefix(Self.prefix) else { return nil }
        // The secret's own alphabet has `_`, the id's has not.
        let parts = text.dropFirst(Self.prefix.count)
            .split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let secret = Data(base64URL: parts[1]),
            secret.count == Self.secretSize
        else { return nil }
        id = TokenID(rawValue: String(parts[0]))
        self.secret = secret
    }

    /// The whole token, to be shown once.
    public var text: String { "\(Self.prefix)\(id)_\(secret.base64URL)" }

    /// The token without its secret.
    public var description: String { "\(Self.prefix)\(id)_…" }

    /// What is stored of the secret. A plain digest is enough for 256 random bits: there is nothing to guess.
    var secretDigest: String { SHA256.hash(data: secret).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    /// Whether the stored digest is this token's, in a time that does not depend on where they differ.
    func matches(_ stored: String) -> Bool {
        let (mine, theirs) = (Array(secretDigest.utf8), Array(stored.utf8))
        guard mine.count == theirs.count else { return false }
        return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Data {
    /// RFC 4648 section 5, without padding.
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    init?(base64URL text: Substring) {
        guard !text.utf8.contains(where: { "+/=".utf8.contains($0) }) else { return nil }
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
