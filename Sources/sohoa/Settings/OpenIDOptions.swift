import ArgumentParser
import Basics
import Foundation
import OpenIDConnect

/// The settings of signing in at another provider, `openid.*`.
enum OpenIDServiceSettings {
    static let issuer = Setting<String?>(
        path: "openid.issuer", flag: "openid-issuer", expected: "the provider's address, https")
    static let clientID = Setting<String?>(
        path: "openid.client_id", flag: "openid-client-id", expected: "the name of this office at the provider")
    static let secretFile = Setting<String?>(
        path: "openid.client_secret_file", flag: "openid-client-secret-file", expected: "a file with the secret alone")
    static let redirect = Setting<String?>(
        path: "openid.redirect", flag: "openid-redirect", expected: "where the provider sends people back to, https")
    static let title = Setting<String?>(
        path: "openid.title", flag: "openid-title", expected: "what people call the provider")
    static let nameClaim = claim("name", OpenIDSettings.ClaimNames().name)
    static let displayNameClaim = claim("display_name", OpenIDSettings.ClaimNames().displayName)
    static let rolesClaim = claim("roles", OpenIDSettings.ClaimNames().roles)
    static let scopeClaim = claim("scope", OpenIDSettings.ClaimNames().scope)
    static let roles = Setting<[String: Role]?>(
        key: "openid.roles", flag: "openid-roles", defaultValue: nil,
        expected: "the provider's names of roles, as in mot-cua=reviewer,quan-tri=administrator"
    ) { text in Role.map(text).map { .some($0) } }

    private static let maxSecretBytes = 1_024
    /// Of the desk's page that the provider sends people back to.
    private static let redirectPath = "/sign-in/openid/back"

    private static func claim(_ name: String, _ standard: String) -> Setting<String> {
        Setting(
            "openid.\(name)_claim", flag: "openid-\(name.replacing("_", with: "-"))-claim", default: standard,
            expected: "the name of a claim")
    }

    /// - Returns: `nil` when no provider is set.
    /// - Throws: `SettingsFault`.
    static func value(_ resolver: inout SettingResolver) throws -> OpenIDSettings? {
        let (issuer, clientID) = (try resolver.value(of: issuer), try resolver.value(of: clientID))
        let (file, redirect) = (try resolver.value(of: secretFile), try resolver.value(of: redirect))
        var claims = OpenIDSettings.ClaimNames()
        claims.name = try resolver.value(of: nameClaim)
        claims.displayName = try resolver.value(of: displayNameClaim)
        claims.roles = try resolver.value(of: rolesClaim)
        claims.scope = try resolver.value(of: scopeClaim)
        let roles = try resolver.value(of: roles)
        let title = try resolver.value(of: title)
        guard issuer != nil || clientID != nil || file != nil || redirect != nil else { return nil }
        guard let issuer, let clientID, let redirect else {
            throw SettingsFault(place: "openid", expected: "issuer, client_id and redirect, or none of them")
        }
        guard OpenIDSettings.isSafe(issuer) else {
            throw SettingsFault(place: Self.issuer.key, expected: Self.issuer.expected)
        }
        guard OpenIDSettings.isSafe(redirect), redirect.hasSuffix(Self.redirectPath) else {
            throw SettingsFault(
                place: Self.redirect.key, expected: "the desk's own address, https, with \(Self.redirectPath)")
        }
        var settings = OpenIDSettings(
            issuer: issuer, clientID: clientID, clientSecret: try file.map(secret), redirect: redirect)
        (settings.claims, settings.roles) = (claims, roles ?? [:])
        if let title { settings.title = title }
        return settings
    }

    private static func secret(in path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= maxSecretBytes else {
            throw SettingsFault(place: path, expected: "a readable file with the secret alone")
        }
        let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        guard let mode, mode & 0o007 == 0 else {
            throw SettingsFault(place: path, expected: "a file that not everybody can read (chmod 640 or less)")
        }
        let secret = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else { throw SettingsFault(place: path, expected: "a file with the secret alone") }
        return secret
    }
}

extension Role {
    /// Names of roles, as in `mot-cua=reviewer,quan-tri=administrator`.
    fileprivate static func map(_ text: String) -> [String: Role]? {
        var map: [String: Role] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, let role = Role(rawValue: parts[1]) else { return nil }
            map[parts[0]] = role
        }
        return map.isEmpty ? nil : map
    }
}

/// The flags of these settings.
struct OpenIDOptions: ParsableArguments {
    @Option(help: "Cổng định danh (OpenID Connect). Identity provider's address.")
    var openidIssuer: String?

    @Option(help: "Tên của Sohoa ở cổng định danh. Client id.")
    var openidClientId: String?

    @Option(help: ArgumentHelp("Tệp khóa của Sohoa. File with the client secret.", valueName: "file"))
    var openidClientSecretFile: String?

    @Option(help: "Địa chỉ quay về. Where the provider sends people back to.")
    var openidRedirect: String?

    @Option(help: "Tên gọi của cổng định danh. What people call the provider.")
    var openidTitle: String?

    @Option(help: "Trường chứa tên đăng nhập. Claim with the login name.")
    var openidNameClaim: String?

    @Option(help: "Trường chứa họ tên. Claim with the display name.")
    var openidDisplayNameClaim: String?

    @Option(help: "Trường chứa vai trò. Claim with the roles.")
    var openidRolesClaim: String?

    @Option(help: "Trường chứa cơ quan. Claim with the agencies.")
    var openidScopeClaim: String?

    @Option(help: "Vai trò bên đó=bên này. The provider's names of roles, as in mot-cua=reviewer.")
    var openidRoles: String?

    var given: [String: String] {
        typealias Keys = OpenIDServiceSettings
        return [
            Keys.issuer.flag: openidIssuer, Keys.clientID.flag: openidClientId,
            Keys.secretFile.flag: openidClientSecretFile, Keys.redirect.flag: openidRedirect,
            Keys.title.flag: openidTitle, Keys.nameClaim.flag: openidNameClaim,
            Keys.displayNameClaim.flag: openidDisplayNameClaim,
            Keys.rolesClaim.flag: openidRolesClaim, Keys.scopeClaim.flag: openidScopeClaim,
            Keys.roles.flag: openidRoles,
        ].compactMapValues { $0 }
    }
}
