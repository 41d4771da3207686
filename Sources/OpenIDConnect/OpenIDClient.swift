import Basics
import Foundation
import JWTKit

/// Signing in at another provider: OpenID Connect, code flow with PKCE (RFC 7636).
///
/// ```swift
/// let (address, pending) = try await client.begin()
/// // Cookie: pending.text; redirect to address. When the browser comes back:
/// let identity = try await client.identity(for: answer, pending: pending)
/// let signedIn = try await door.signIn(as: identity, from: place)
/// ```
public struct OpenIDClient: Sendable {
    private let settings: OpenIDSettings
    private let now: @Sendable () -> Instant
    private let connection = ProviderConnection()
    private let known = KnownProvider()

    /// What people call the provider.
    public var title: String { settings.title }

    public init(_ settings: OpenIDSettings, now: @escaping @Sendable () -> Instant) {
        (self.settings, self.now) = (settings, now)
    }

    /// Where to send a browser, and what it has to bring back.
    /// - Throws: `Refusal` `openid_unreachable`, `openid_misconfigured`.
    public func begin() async throws -> (address: String, pending: PendingOpenID) {
        let (provider, pending) = (try await provider(), PendingOpenID())
        let query = RandomText.form([
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirect),
            ("scope", settings.scopes.joined(separator: " ")), ("state", pending.state), ("nonce", pending.nonce),
            ("code_challenge", RandomText.challenge(of: pending.verifier)), ("code_challenge_method", "S256"),
        ])
        let mark = provider.authorizationEndpoint.contains("?") ? "&" : "?"
        return (provider.authorizationEndpoint + mark + query, pending)
    }

    /// Who came back.
    /// - Throws: `Refusal` `openid_refused` when anything about the answer or its token does not hold;
    ///   `openid_without_name`, `openid_without_role`, `openid_unreachable`, `openid_misconfigured`.
    public func identity(for answer: OpenIDAnswer, pending: PendingOpenID) async throws -> ProvenIdentity {
        guard let state = answer.state, RandomText.isEqual(state, pending.state) else {
            throw Refusal.openIDRefused("state")
        }
        guard answer.issuer == nil || answer.issuer == settings.issuer else { throw Refusal.openIDRefused("iss") }
        guard answer.error == nil, let code = answer.code, code.utf8.count <= 4_096 else {
            throw Refusal.openIDRefused("no code")
        }
        let provider = try await provider()
        let text = try await redeem(code, pending, at: provider)
        let token = try await verified(text, keys: connection.get(provider.jwksURI))
        try token.check(settings, nonce: pending.nonce, at: now())
        return try ProvenIdentity(token, settings)
    }

    /// Where to send a browser so that the provider signs it out, too; `nil` when it has no such place.
    /// - Parameter path: where it sends the browser back to, at the host of the return address in the settings: never at
    ///   one that a request names.
    public func signOutAddress(returningTo path: String) async throws -> String? {
        guard let end = try await provider().endSessionEndpoint else { return nil }
        guard let host = settings.redirectOrigin else { return nil }
        let mark = end.contains("?") ? "&" : "?"
        return end + mark
            + RandomText.form([("client_id", settings.clientID), ("post_logout_redirect_uri", host + path)])
    }

    /// What the provider tells of itself, asked for once in some minutes: the first step of signing in needs no account.
    private func provider() async throws -> ProviderDescription {
        let now = now()
        if let description = known.description(at: now) { return description }
        let description = try await askedProvider()
        known.keep(description, at: now)
        return description
    }

    private func askedProvider() async throws -> ProviderDescription {
        let issuer = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let data = try await connection.get(issuer + "/.well-known/openid-configuration")
        guard let provider = try? JSONDecoder().decode(ProviderDescription.self, from: data) else {
            throw Refusal.openIDMisconfigured("what it tells of itself cannot be read")
        }
        try provider.check(issuer: settings.issuer)
        return provider
    }

    private func redeem(_ code: String, _ pending: PendingOpenID, at provider: ProviderDescription) async throws
        -> String
    {
        struct Answer: Decodable {
            var token: String
            private enum CodingKeys: String, CodingKey { case token = "id_token" }
        }
        let data = try await connection.post(
            [
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect),
                ("client_id", settings.clientID), ("code_verifier", pending.verifier),
            ], to: provider.tokenEndpoint, client: settings.clientID, secret: settings.clientSecret)
        guard let answer = try? JSONDecoder().decode(Answer.self, from: data) else {
            throw Refusal.openIDRefused("no token")
        }
        return answer.token
    }

    /// By the provider's public keys only: a token that is signed by nobody, or by a secret that is no secret, is refused.
    private func verified(_ token: String, keys: Data) async throws -> IdentityToken {
        let collection = JWTKeyCollection()
        var count = 0
        for key in Self.signingKeys(keys) {
            guard let added = try? await collection.add(jwk: key) else { continue }
            _ = added
            count += 1
        }
        guard count > 0 else { throw Refusal.openIDMisconfigured("no usable key") }
        do {
            return try await collection.verify(token, as: IdentityToken.self, iteratingKeys: false)
        } catch { throw Refusal.openIDRefused("signature") }
    }

    /// Keys of a set that signatures are checked by; kinds that are not known are left out, and one without a name gets
    /// one.
    private static func signingKeys(_ data: Data) -> [JWK] {
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        let keys = (object?["keys"] as? [[String: Any]] ?? []).prefix(50)
        return keys.enumerated().compactMap { number, key in
            var key = key
            guard let kind = key["kty"] as? String, ["RSA", "EC", "OKP"].contains(kind),
                ["sig", nil].contains(key["use"] as? String)
            else { return nil }
            if key["kid"] == nil { key["kid"] = "key \(number)" }
            return (try? JSONSerialization.data(withJSONObject: key)).flatMap {
                try? JWK(json: String(decoding: $0, as: UTF8.self))
            }
        }
    }
}
