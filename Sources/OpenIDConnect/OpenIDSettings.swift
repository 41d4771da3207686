import Basics
import Foundation

/// The provider at which people of this office sign in, and what its words mean here.
public struct OpenIDSettings: Sendable {
    /// The provider's address, as its tokens name it.
    public var issuer: String
    public var clientID: String
    /// `nil` for a client that has none: PKCE is used in either case.
    public var clientSecret: String?
    /// What people call the provider; on the button that leads there.
    public var title: String
    /// Where the provider sends people back to: the desk's own address.
    public var redirect: String
    /// What is asked for beside the identity.
    public var scopes = ["openid", "profile"]
    public var claims = ClaimNames()
    /// The provider's names of roles; empty when they are the same as ours.
    public var roles: [String: Role] = [:]

    /// Scheme, host and port of ``redirect``; `nil` when it is no address.
    var redirectOrigin: String? {
        guard let url = URL(string: redirect), let scheme = url.scheme, let host = url.host(), !host.isEmpty else {
            return nil
        }
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host)" + (url.port.map { ":\($0)" } ?? "")
    }

    public init(issuer: String, clientID: String, clientSecret: String? = nil, redirect: String) {
        (self.issuer, self.clientID, self.clientSecret, self.redirect) = (issuer, clientID, clientSecret, redirect)
        title = URL(string: issuer)?.host() ?? issuer
    }

    /// Whether an address is reached by TLS, or is of this machine.
    public static func isSafe(_ address: String) -> Bool { ProviderDescription.isSafe(address) }

    /// In which claims of a token things stand.
    public struct ClaimNames: Hashable, Sendable {
        public var name = "preferred_username"
        public var displayName = "name"
        /// A list, or one text with blanks between.
        public var roles = "sohoa_roles"
        /// Codes of agencies, or `all`.
        public var scope = "sohoa_scope"

        public init() {}
    }
}

/// What a browser keeps between being sent to the provider and coming back, in a cookie that scripts cannot read and that
/// lasts for some minutes. It is of use only to the browser that has it.
public struct PendingOpenID: Hashable, Sendable, CustomStringConvertible {
    /// Proves that the answer belongs to this browser's question.
    let state: String
    /// Proves that the token was made for this question.
    let nonce: String
    /// Proves to the provider that who redeems the code is who asked: RFC 7636.
    let verifier: String

    init() { (state, nonce, verifier) = (RandomText.make(), RandomText.make(), RandomText.make()) }

    /// Takes what ``text`` gave; anything else gives `nil`.
    public init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts.allSatisfy(RandomText.isOne) else { return nil }
        (state, nonce, verifier) = (parts[0], parts[1], parts[2])
    }

    /// For the cookie.
    public var text: String { "\(state).\(nonce).\(verifier)" }

    public var description: String { "PendingOpenID(…)" }
}

/// What the provider sent the browser back with.
public struct OpenIDAnswer: Hashable, Sendable {
    public var code: String?
    public var state: String?
    /// RFC 9207.
    public var issuer: String?
    /// When the provider refused.
    public var error: String?

    public init(code: String?, state: String?, issuer: String? = nil, error: String? = nil) {
        (self.code, self.state, self.issuer, self.error) = (code, state, issuer, error)
    }
}
