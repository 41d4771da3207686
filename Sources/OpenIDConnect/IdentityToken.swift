import Basics
import Foundation
import JWTKit

/// The claims of a token whose signature was found right.
struct IdentityToken: JWTPayload {
    private var claims: [String: Claim]

    /// Seconds by which clocks may differ.
    private static let tolerance: Double = 60
    private static let maxSubject = 255

    init(from decoder: any Decoder) throws { claims = try decoder.singleValueContainer().decode([String: Claim].self) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(claims)
    }

    /// What the claims must say depends on the question: see ``check(_:nonce:at:)``.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// OpenID Connect Core 1.0, section 3.1.3.7.
    func check(_ settings: OpenIDSettings, nonce: String, at now: Instant) throws(Refusal) {
        let seconds = Double(now.milliseconds) / 1_000
        guard text("iss") == settings.issuer else { throw .openIDRefused("iss") }
        let audience = texts("aud")
        guard audience.contains(settings.clientID) else { throw .openIDRefused("aud") }
        let party = text("azp")
        guard party == settings.clientID || (party == nil && audience.count == 1) else { throw .openIDRefused("azp") }
        guard let end = number("exp"), seconds < end + Self.tolerance else { throw .openIDRefused("exp") }
        guard let issued = number("iat"), issued < seconds + Self.tolerance else { throw .openIDRefused("iat") }
        if let start = number("nbf"), seconds < start - Self.tolerance { throw .openIDRefused("nbf") }
        guard let given = text("nonce"), RandomText.isEqual(given, nonce) else { throw .openIDRefused("nonce") }
        guard let subject = text("sub"), (1...Self.maxSubject).contains(subject.utf8.count) else {
            throw .openIDRefused("sub")
        }
    }

    func text(_ name: String) -> String? {
        if case .text(let text) = claims[name] { text } else { nil }
    }

    /// A list, or one text.
    func texts(_ name: String) -> [String] {
        switch claims[name] {
        case .text(let text): [text]
        case .texts(let texts): texts
        default: []
        }
    }

    private func number(_ name: String) -> Double? {
        if case .number(let number) = claims[name] { number } else { nil }
    }

    private enum Claim: Codable, Sendable {
        case text(String)
        case texts([String])
        case number(Double)
        /// Of no use here.
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let texts = try? container.decode([String].self) {
                self = .texts(texts)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .other
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .texts(let texts): try container.encode(texts)
            case .number(let number): try container.encode(number)
            case .other: try container.encodeNil()
            }
        }
    }
}

extension ProvenIdentity {
    /// What a checked token says, in our words. Roles and agencies that are none of ours are left out.
    init(_ token: IdentityToken, _ settings: OpenIDSettings) throws(Refusal) {
        let claims = settings.claims
        guard let subject = token.text("sub"), let name = token.text(claims.name).flatMap(LoginName.init(typed:)) else {
            throw .openIDWithoutName
        }
        let roles = Self.words(token.texts(claims.roles)).compactMap { word in
            settings.roles.isEmpty ? Role(rawValue: word) : settings.roles[word]
        }
        guard !roles.isEmpty else { throw .openIDWithoutRole }
        let agencies = Self.words(token.texts(claims.scope))
        self.init(
            issuer: settings.issuer, subject: subject, name: name,
            displayName: token.text(claims.displayName) ?? name.rawValue, roles: Set(roles),
            scope: agencies == ["all"]
                ? .everything : .agencies(Set(agencies.compactMap { AgencyScope(rawValue: $0) })))
    }

    private static func words(_ texts: [String]) -> [String] {
        texts.flatMap { $0.split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init) }
    }
}
