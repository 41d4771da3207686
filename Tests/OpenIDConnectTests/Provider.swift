import Basics
import Crypto
import Foundation
import Hummingbird
import JWTKit
import Logging
import NIOCore
import Synchronization

@testable import OpenIDConnect

/// A small identity provider: it tells of itself, redeems codes and has keys. Where people would type a password, a test
/// says who they are.
final class Provider: Sendable {
    /// What it puts into a token; tests spoil one thing at a time.
    struct Claims: JWTPayload {
        var iss: String
        var sub = "person-1"
        var aud: [String] = ["sohoa"]
        var azp: String?
        var exp: Int
        var iat: Int
        var nonce: String
        var username: String? = "Lan.Le"
        var name: String? = "Lê Thị Lan"
        var groups: [String]? = ["motcua-kiemtra", "khac"]
        var agencies: String? = "H40.16 H40.17"

        private enum CodingKeys: String, CodingKey {
            case iss, sub, aud, azp, exp, iat, nonce, name, groups, agencies
            case username = "preferred_username"
        }

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private struct Grant: Sendable {
        var challenge: String
        var claims: Claims
    }

    private struct State {
        var grants: [String: Grant] = [:]
        var redeemed = 0
        var described = 0
    }

    static let now = Instant(milliseconds: 1_795_000_000_000)
    static let secret = "bí mật: của khách"

    let port: Int
    private let state = Mutex(State())
    /// Signs; the public half is in the set of keys.
    private let key = ES256PrivateKey()
    private let named: String?
    private let sign: @Sendable (Claims, ES256PrivateKey) async throws -> String

    var issuer: String { "http://127.0.0.1:\(port)" }

    /// - Parameters:
    ///   - named: what it calls itself; `nil` for its address.
    ///   - sign: how it makes a token.
    init(
        port: Int, named: String? = nil,
        sign: @escaping @Sendable (Claims, ES256PrivateKey) async throws -> String = Provider.signed
    ) {
        (self.port, self.named, self.sign) = (port, named, sign)
    }

    static func signed(_ claims: Claims, _ key: ES256PrivateKey) async throws -> String {
        let keys = JWTKeyCollection()
        await keys.add(ecdsa: key, kid: "k1")
        return try await keys.sign(claims, kid: "k1")
    }

    var settings: OpenIDSettings {
        var settings = OpenIDSettings(
            issuer: issuer, clientID: "sohoa", clientSecret: Self.secret, redirect: "https://desk.test/back")
        settings.claims.roles = "groups"
        settings.claims.scope = "agencies"
        settings.roles = ["motcua-kiemtra": .reviewer, "motcua-quantri": .administrator]
        return settings
    }

    var client: OpenIDClient { OpenIDClient(settings, now: { Self.now }) }

    /// A person signs in at the address that a browser was sent to.
    /// - Returns: what the browser comes back with.
    func authorize(_ address: String, _ change: (inout Claims) -> Void = { _ in }) throws -> OpenIDAnswer {
        let items = URLComponents(string: address)?.queryItems ?? []
        func value(_ name: String) throws -> String {
            guard let value = items.first(where: { $0.name == name })?.value else { throw Missing(name: name) }
            return value
        }
        guard try value("response_type") == "code", try value("client_id") == "sohoa",
            try value("redirect_uri") == settings.redirect, try value("code_challenge_method") == "S256",
            try value("scope").contains("openid")
        else { throw Missing(name: "query") }
        let seconds = Int(Self.now.milliseconds / 1_000)
        var claims = Claims(iss: issuer, exp: seconds + 300, iat: seconds, nonce: try value("nonce"))
        change(&claims)
        let code = RandomText.make()
        let grant = Grant(challenge: try value("code_challenge"), claims: claims)
        state.withLock { $0.grants[code] = grant }
        return OpenIDAnswer(code: code, state: try value("state"), issuer: issuer)
    }

    struct Missing: Error { var name: String }

    var redeemed: Int { state.withLock { $0.redeemed } }
    /// How often it was asked what it is.
    var described: Int { state.withLock { $0.described } }

    // MARK: HTTP

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.get(".well-known/openid-configuration") { [self] _, _ -> String in
            state.withLock { $0.described += 1 }
            return """
                {"issuer": "\(named ?? issuer)", "authorization_endpoint": "\(issuer)/authorize?theme=1",
                 "token_endpoint": "\(issuer)/token", "jwks_uri": "\(issuer)/keys",
                 "end_session_endpoint": "\(issuer)/end"}
                """
        }
        router.get("keys") { [self] _, _ in try keySet() }
        router.post("token") { [self] request, _ -> String in
            let form = try await request.body.collect(upTo: 10_000)
            let fields = URLComponents(string: "?" + String(buffer: form))?.queryItems ?? []
            let expected = "sohoa:\(RandomText.escaped(Self.secret))"
            guard request.headers[.authorization] == "Basic \(Data(expected.utf8).base64EncodedString())",
                let claims = redeem(fields.reduce(into: [:]) { $0[$1.name] = $1.value })
            else { throw HTTPError(.badRequest) }
            return #"{"token_type": "Bearer", "id_token": "\#(try await sign(claims, key))"}"#
        }
        return router
    }

    private func keySet() throws -> String {
        let point = key.publicKey.parameters
        guard let x = point?.x, let y = point?.y else { throw Missing(name: "key") }
        return """
            {"keys": [{"kty": "oct", "kid": "k0", "k": "AAAA"},
             {"kty": "EC", "crv": "P-256", "kid": "enc", "use": "enc", "x": "\(x)", "y": "\(y)"},
             {"kty": "EC", "crv": "P-256", "kid": "k1", "use": "sig", "x": "\(x)", "y": "\(y)"}]}
            """
    }

    /// A code is good once, and for whoever has the verifier.
    private func redeem(_ fields: [String: String]) -> Claims? {
        state.withLock { state in
            guard fields["grant_type"] == "authorization_code", fields["redirect_uri"] == settings.redirect,
                let code = fields["code"], let grant = state.grants.removeValue(forKey: code),
                let verifier = fields["code_verifier"], RandomText.challenge(of: verifier) == grant.challenge
            else { return nil }
            state.redeemed += 1
            return grant.claims
        }
    }

    /// Runs a provider while `body` runs.
    static func with(
        named: String? = nil,
        sign: @escaping @Sendable (Claims, ES256PrivateKey) async throws -> String = Provider.signed,
        _ body: @escaping @Sendable (Provider) async throws -> Void
    ) async throws {
        let port = AsyncStream.makeStream(of: Int.self)
        let box = ProviderBox()
        let router = Router()
        router.add(middleware: Forwarding(box: box))
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.continuation.yield(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "provider") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var ports = port.stream.makeAsyncIterator()
            let number = await ports.next() ?? 0
            let provider = Provider(port: number, named: named, sign: sign)
            box.set(provider.router.buildResponder())
            defer { group.cancelAll() }
            try await body(provider)
        }
    }
}

/// The provider's address is known when it runs, and its answers name it.
private final class ProviderBox: Sendable {
    private let responder = Mutex<RouterResponder<BasicRequestContext>?>(nil)

    func set(_ new: RouterResponder<BasicRequestContext>) { responder.withLock { $0 = new } }

    func get() -> RouterResponder<BasicRequestContext>? { responder.withLock { $0 } }
}

private struct Forwarding: RouterMiddleware {
    typealias Context = BasicRequestContext
    let box: ProviderBox

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let responder = box.get() else { throw HTTPError(.serviceUnavailable) }
        return try await responder.respond(to: request, context: context)
    }
}
