import Crypto
import CryptoExtras
import Foundation

/// What is kept of a password: what scrypt made of it, with the salt and the parameters, in the form that is customary for
/// such records: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, both in base 64 without padding.
struct PasswordRecord: Hashable, Sendable {
    let parameters: ScryptParameters
    private let salt: Data
    private let hash: Data

    private static let saltSize = 16
    private static let hashSize = 32

    /// Takes a second or so and as much memory as the parameters say: only for threads that may block.
    init(of password: String, _ parameters: ScryptParameters) throws {
        var random = SystemRandomNumberGenerator()
        let salt = Data((0..<Self.saltSize).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        try self.init(of: password, parameters, salt: salt)
    }

    init(of password: String, _ parameters: ScryptParameters, salt: Data) throws {
        (self.parameters, self.salt) = (parameters, salt)
        hash = try Self.hash(password, parameters, salt, size: Self.hashSize)
    }

    /// Reads a stored record; `nil` for what is none.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let parameters = Self.parameters(parts[2]),
            let salt = Data(base64Encoded: Self.padded(parts[3])),
            let hash = Data(base64Encoded: Self.padded(parts[4])),
            (8...64).contains(salt.count), hash.count == Self.hashSize
        else { return nil }
        (self.parameters, self.salt, self.hash) = (parameters, salt, hash)
    }

    var text: String {
        let numbers = "ln=\(parameters.cost),r=\(parameters.blockSize),p=\(parameters.parallelism)"
        return "$scrypt$\(numbers)$\(Self.bare(salt))$\(Self.bare(hash))"
    }

    /// Whether this is the password, in a time that does not depend on where it differs. Blocks as long as
    /// ``init(of:_:)``.
    func matches(_ password: String) throws -> Bool {
        let given = try Self.hash(password, parameters, salt, size: hash.count)
        return zip(given, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// RFC 7914. The same letters typed on another machine are the same password: NFC, as SP 800-63B, 5.1.1.2 asks.
    static func hash(_ password: String, _ parameters: ScryptParameters, _ salt: Data, size: Int) throws -> Data {
        let letters = Data(password.precomposedStringWithCanonicalMapping.utf8)
        // The library does not take nothing at all; control characters are in no password.
        let key = try KDF.Scrypt.deriveKey(
            from: letters.isEmpty ? Data([0]) : letters, salt: salt, outputByteCount: size,
            rounds: 1 << parameters.cost,
            blockSize: parameters.blockSize, parallelism: parameters.parallelism)
        return key.withUnsafeBytes { Data($0) }
    }

    private static func parameters(_ text: Substring) -> ScryptParameters? {
        let pairs = text.split(separator: ",").map { $0.split(separator: "=") }
        guard pairs.count == 3, pairs.map(\.first) == ["ln", "r", "p"], pairs.allSatisfy({ $0.count == 2 }),
            let cost = Int(pairs[0][1]), let blockSize = Int(pairs[1][1]), let parallelism = Int(pairs[2][1])
        else { return nil }
        return ScryptParameters(cost: cost, blockSize: blockSize, parallelism: parallelism)
    }

    private static func bare(_ data: Data) -> String { data.base64EncodedString().replacing("=", with: "") }

    private static func padded(_ text: Substring) -> String {
        text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }
}
