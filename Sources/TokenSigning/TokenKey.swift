import Crypto
import Dispatch
import P11KitLibrary
import Signatures

/// A key on a token or HSM, by PKCS #11. The key never leaves it; what goes in is a digest.
public final class TokenKey: DocumentSigner {
    public let certificate: [UInt8]
    public let intermediates: [[UInt8]]
    public let scheme: SigningScheme
    private let place: Place

    /// Where the key is, and the PIN that opens it.
    public struct Place: Sendable {
        /// Path of the maker's module.
        public var module: String
        /// Label of the token.
        public var token: String
        /// Label of the key, and of its certificate if that is on the token.
        public var key: String
        public var pin: String

        public init(module: String, token: String, key: String, pin: String) {
            (self.module, self.token, self.key, self.pin) = (module, token, key, pin)
        }
    }

    /// Calls of modules, one after the other: few of them bear more, and all of them block.
    private static let queue = DispatchQueue(label: "sohoa.token")

    /// Looks the key up.
    /// - Parameter certificate: DER; `nil` for the one on the token.
    /// - Throws: ``TokenFault``.
    public static func open(
        _ place: Place, certificate: [UInt8]? = nil, intermediates: [[UInt8]] = []
    ) async throws -> TokenKey {
        let (der, scheme) = try await run {
            try withKey(place) { module, session, key in
                let kind = try module.attribute(UInt(CKA_KEY_TYPE), of: key, in: session)
                let der =
                    try certificate
                    ?? module.attribute(
                        UInt(CKA_VALUE),
                        of: module.object(UInt(CKO_CERTIFICATE), labelled: place.key, in: session), in: session)
                return (der, try self.scheme(kind))
            }
        }
        return TokenKey(place, der, intermediates, scheme)
    }

    private init(_ place: Place, _ certificate: [UInt8], _ intermediates: [[UInt8]], _ scheme: SigningScheme) {
        (self.place, self.certificate, self.intermediates, self.scheme) = (place, certificate, intermediates, scheme)
    }

    /// - Throws: ``TokenFault``.
    public func sign(_ bytes: [UInt8]) async throws -> [UInt8] {
        let digest = Array(SHA256.hash(data: bytes))
        let (place, scheme) = (place, scheme)
        return try await Self.run {
            try Self.withKey(place) { module, session, key in
                switch scheme {
                case .rsaPSSWithSHA256: return try module.sign(digest, .rsaPSS, key: key, in: session)
                case .ecdsaWithSHA256:
                    // Two numbers of the same length; CMS has them as a sequence.
                    return try Self.sequence(module.sign(digest, .ecdsa, key: key, in: session))
                }
            }
        }
    }

    // MARK: Parts

    private static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// A session of its own for each call: a token that was drawn out and put back in is found again.
    private static func withKey<T>(_ place: Place, _ body: (TokenModule, UInt, UInt) throws -> T) throws -> T {
        let module = try TokenModule(place.module)
        let slots = try module.tokens().filter { $0.label == place.token }
        guard slots.count == 1, let slot = slots.first?.slot else { throw TokenFault.tokenMissing }
        let session = try module.session(on: slot, pin: place.pin)
        defer { module.close(session) }
        return try body(module, session, module.object(UInt(CKO_PRIVATE_KEY), labelled: place.key, in: session))
    }

    private static func scheme(_ kind: [UInt8]) throws -> SigningScheme {
        switch kind.reversed().reduce(0, { $0 << 8 | UInt($1) }) {
        case UInt(CKK_RSA): .rsaPSSWithSHA256
        case UInt(CKK_EC): .ecdsaWithSHA256
        default: throw TokenFault.unknownKey
        }
    }

    private static func sequence(_ value: [UInt8]) throws -> [UInt8] {
        guard !value.isEmpty, value.count.isMultiple(of: 2), value.count <= 132 else { throw TokenFault.unknownKey }
        func number(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            var digits = Array(bytes.drop { $0 == 0 })
            if digits.first.map({ $0 & 0x80 != 0 }) ?? true { digits.insert(0, at: 0) }
            return [0x02, UInt8(digits.count)] + digits
        }
        let half = value.count / 2
        let body = number(value[..<half]) + number(value[half...])
        return (body.count < 0x80 ? [0x30, UInt8(body.count)] : [0x30, 0x81, UInt8(body.count)]) + body
    }
}
