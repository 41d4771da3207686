import ArgumentParser
import Basics
import Foundation
import Presentation
import UseCases

/// The flags of the service's settings; each goes before its environment variable, and that before the file.
struct ServiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tệp cấu hình. Settings file; else $SOHOA_CONFIG, else none. See `sohoa config check`.", valueName: "file"))
    var config: String?

    @Option(help: "Số tiến trình nhận dạng. Recognizers side by side.")
    var recognizers: String?

    @Option(help: "Số lô xử lý cùng lúc. Batches under way at a time.")
    var batches: String?

    @Option(help: "Số ngày giữ việc đã xong. Days that finished jobs are kept.")
    var jobDays: String?

    @Option(help: ArgumentHelp("Tệp quy trình. Pipeline file.", valueName: "file"))
    var pipeline: String?

    @Option(help: "Số giây lô không đổi thì coi là đủ. Seconds without change after which a batch is complete.")
    var inboxStableSeconds: String?

    @Option(help: "Số giây giữa hai lần xem hộp nhận. Seconds between two looks into the inbox.")
    var inboxPollSeconds: String?

    @Option(help: "Số ngày giữ biên nhận. Days that receipts are kept.")
    var inboxReceiptDays: String?

    @Option(help: "Mức nhật ký. Log level.")
    var logLevel: String?

    @OptionGroup var accounts: AccountOptions
    @OptionGroup var openID: OpenIDOptions

    /// The given ones, by flag.
    var given: [String: String] {
        [
            ServiceSettings.recognizers.flag: recognizers, ServiceSettings.batches.flag: batches,
            ServiceSettings.jobDays.flag: jobDays, ServiceSettings.pipeline.flag: pipeline,
            ServiceSettings.stableSeconds.flag: inboxStableSeconds,
            ServiceSettings.pollSeconds.flag: inboxPollSeconds,
            ServiceSettings.receiptDays.flag: inboxReceiptDays, ServiceSettings.logLevel.flag: logLevel,
        ].compactMapValues { $0 }.merging(accounts.given) { $1 }.merging(openID.given) { $1 }
    }

    /// - Parameter further: the flags of a command of its own.
    /// - Throws: `Refusal`.
    func settings(_ further: [String: String] = [:]) throws -> ServiceSettings {
        try Self.settings(given.merging(further) { $1 }, config: config)
    }

    /// - Parameters:
    ///   - flags: the given ones, by flag.
    ///   - config: the given settings file.
    /// - Throws: `Refusal`.
    static func settings(_ flags: [String: String], config: String?) throws -> ServiceSettings {
        let environment = ProcessInfo.processInfo.environment
        do {
            let file = try (config ?? environment["SOHOA_CONFIG"]).map { try SettingsFile(path: $0) }
            return try ServiceSettings(
                from: SettingSources(
                    flags: flags, environment: environment, file: file ?? SettingsFile()))
        } catch let fault as SettingsFault {
            throw Refusal.badSetting(fault.place, expected: fault.expected)
        }
    }
}

/// The flags that only `sohoa serve` has.
struct HTTPOptions: ParsableArguments {
    @Option(help: "Địa chỉ lắng nghe. Address to listen on.")
    var host: String?

    @Option(help: "Cổng. Port; 0 for any that is free.")
    var port: String?

    @Option(help: ArgumentHelp("Tệp chứng thư TLS. PEM file with the certificate chain.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("Tệp khóa riêng TLS. PEM file with the private key.", valueName: "file"))
    var privateKey: String?

    @Option(help: "Cho phép không TLS ngoài máy này. Whether to serve other machines without TLS: true or false.")
    var allowPlaintext: String?

    @Option(help: "Chỉ máy này xem được /health, /metrics. Whether these are for this machine only: true or false.")
    var operationsLocal: String?

    @Option(help: "Máy trung gian được tin. Proxies believed about where requests come from, with commas.")
    var trustedProxies: String?

    var given: [String: String] {
        [
            ServiceSettings.host.flag: host, ServiceSettings.port.flag: port,
            ServiceSettings.certificate.flag: certificate, ServiceSettings.privateKey.flag: privateKey,
            ServiceSettings.allowsPlaintext.flag: allowPlaintext,
            ServiceSettings.operationsAreLocal.flag: operationsLocal,
            ServiceSettings.trustedProxies.flag: trustedProxies,
        ].compactMapValues { $0 }
    }
}
