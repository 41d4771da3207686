import ArgumentParser
import UseCases

/// The settings of accounts, `accounts.*`.
struct AccountSettings: Sendable {
    static let idleMinutes = Setting(
        "accounts.idle_minutes", flag: "accounts-idle-minutes", default: 30, 5...720, unit: "minutes")
    static let sessionHours = Setting(
        "accounts.session_hours", flag: "accounts-session-hours", default: 12, 1...72, unit: "hours")
    static let loginHours = Setting(
        "accounts.login_hours", flag: "accounts-login-hours", default: 12, 1...720, unit: "hours")
    static let linkHours = Setting(
        "accounts.link_hours", flag: "accounts-link-hours", default: 24, 1...168, unit: "hours")
    static let passwordLength = Setting(
        "accounts.password_length", flag: "accounts-password-length", default: 12, 12...64, unit: "characters")
    static let passwordCost = Setting(
        "accounts.password_cost", flag: "accounts-password-cost", default: 17, ScryptParameters.costs)
    static let looksPerHour = Setting(
        "accounts.looks_per_hour", flag: "accounts-looks-per-hour", default: 1_000, 10...1_000_000)

    let policy: AccountPolicy

    /// - Throws: `SettingsFault`.
    init(_ resolver: inout SettingResolver) throws {
        var policy = AccountPolicy()
        policy.idleEnd = .seconds(60 * (try resolver.value(of: Self.idleMinutes)))
        policy.absoluteEnd = .seconds(3_600 * (try resolver.value(of: Self.sessionHours)))
        policy.commandTokenEnd = .seconds(3_600 * (try resolver.value(of: Self.loginHours)))
        policy.linkEnd = .seconds(3_600 * (try resolver.value(of: Self.linkHours)))
        policy.minPasswordLength = try resolver.value(of: Self.passwordLength)
        policy.scrypt = ScryptParameters(cost: try resolver.value(of: Self.passwordCost))
        policy.maxLooksPerHour = try resolver.value(of: Self.looksPerHour)
        self.policy = policy
    }
}

/// The flags of these settings.
struct AccountOptions: ParsableArguments {
    @Option(help: "Số phút không dùng thì hết phiên. Minutes without use after which a browser is signed out.")
    var accountsIdleMinutes: String?

    @Option(help: "Số giờ một phiên dài nhất. Hours after which a sign-in ends in any case.")
    var accountsSessionHours: String?

    @Option(help: "Số giờ sohoa login có hiệu lực. Hours that sohoa login lasts.")
    var accountsLoginHours: String?

    @Option(help: "Số giờ liên kết dùng được. Hours that a one-time link can be used.")
    var accountsLinkHours: String?

    @Option(help: "Mật khẩu ngắn nhất. Least characters of a password.")
    var accountsPasswordLength: String?

    @Option(help: "Độ nặng scrypt: 17 là 128 MiB. Cost of one password: 17 is 128 MiB.")
    var accountsPasswordCost: String?

    @Option(help: "Số lượt xem nhiều nhất trong một giờ. Most looks at papers of one person within an hour.")
    var accountsLooksPerHour: String?

    var given: [String: String] {
        [
            AccountSettings.idleMinutes.flag: accountsIdleMinutes,
            AccountSettings.sessionHours.flag: accountsSessionHours,
            AccountSettings.loginHours.flag: accountsLoginHours, AccountSettings.linkHours.flag: accountsLinkHours,
            AccountSettings.passwordLength.flag: accountsPasswordLength,
            AccountSettings.passwordCost.flag: accountsPasswordCost,
            AccountSettings.looksPerHour.flag: accountsLooksPerHour,
        ].compactMapValues { $0 }
    }
}

extension ServiceOptions {
    /// What holds for accounts by environment and settings file, for commands that are not the service.
    /// - Throws: `Refusal`.
    static func accountPolicy() throws -> AccountPolicy { try settings([:], config: nil).accounts.policy }
}
