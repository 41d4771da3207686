import Crypto
import Foundation

/// Codes of an authenticator: RFC 6238 with SHA-1, six digits, 30 seconds, as all such programs for telephones do.
struct TOTP: Hashable, Sendable {
    /// The shared secret.
    let secret: Data

    private static let secretSize = 20
    /// Seconds of one time step.
    private static let period: Int64 = 30
    /// Steps before and after the present one whose codes are taken: telephones' clocks differ.
    private static let tolerance = 1

    /// A new secret from the system's random source, 160 bits as RFC 4226, section 4 recommends.
    init() {
        var random = SystemRandomNumberGenerator()
        secret = Data((0..<Self.secretSize).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }

    init(secret: Data) { self.secret = secret }

    /// Takes a secret in base 32; `nil` for what is none.
    init?(base32: String) {
        guard let secret = Base32.decode(base32), !secret.isEmpty else { return nil }
        self.secret = secret
    }

    var base32: String { Base32.encode(secret) }

    /// The time step of a moment.
    static func step(atSeconds seconds: Int64) -> Int { Int(seconds / period) }

    /// - Parameter digits: 6 to 8.
    func code(step: Int, digits: Int = 6) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Data($0) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        // RFC 4226, section 5.3.
        let offset = Int(hash[hash.count - 1] & 0x0F)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The time step whose code this is, near a moment; `nil` when it is none of them.
    /// - Parameter code: as typed; blanks in it do not matter.
    func step(of code: String, atSeconds seconds: Int64) -> Int? {
        let typed = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
        let present = Self.step(atSeconds: seconds)
        var found: Int?
        for step in present - Self.tolerance...present + Self.tolerance {
            let expected = Array(self.code(step: step).utf8)
            guard typed.count == expected.count else { return nil }
            if zip(typed, expected).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 { found = step }
        }
        return found
    }
}

/// RFC 4648, section 6, without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ data: Data) -> String {
        var (text, buffer, bits) = ([UInt8](), UInt32(0), 0)
        for byte in data {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Blanks and small letters do not matter; anything else that is not of the alphabet gives `nil`.
    static func decode(_ text: String) -> Data? {
        var (data, buffer, bits) = (Data(), UInt32(0), 0)
        for byte in text.uppercased().utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "=") {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                data.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return data
    }
}
