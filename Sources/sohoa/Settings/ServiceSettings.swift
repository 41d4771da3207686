import Foundation
import Logging
import OpenIDConnect
import StaffDesk

/// All settings of `sohoa serve` and `sohoa worker`, with where each came from.
struct ServiceSettings: Sendable {
    static let recognizers = Setting(
        "worker.recognizers", flag: "recognizers", default: ProcessInfo.processInfo.activeProcessorCount, 1...256)
    static let batches = Setting("worker.batches", flag: "batches", default: 32, 1...1_000)
    static let jobDays = Setting("worker.job_days", flag: "job-days", default: 14, 1...3_650, unit: "days")
    static let pipeline = Setting(path: "worker.pipeline", flag: "pipeline", expected: "a pipeline file")
    static let stableSeconds = Setting(
        "inbox.stable_seconds", flag: "inbox-stable-seconds", default: 30, 1...86_400, unit: "seconds")
    static let pollSeconds = Setting(
        "inbox.poll_seconds", flag: "inbox-poll-seconds", default: 2, 1...3_600, unit: "seconds")
    static let receiptDays = Setting(
        "inbox.receipt_days", flag: "inbox-receipt-days", default: 30, 1...3_650, unit: "days")
    static let host = Setting("http.host", flag: "host", default: "127.0.0.1", expected: "an address to listen on")
    static let port = Setting("http.port", flag: "port", default: 8080, 0...65_535)
    static let certificate = Setting(
        path: "http.certificate", flag: "certificate", expected: "a PEM file with the certificate chain")
    static let privateKey = Setting(
        path: "http.private_key", flag: "private-key", expected: "a PEM file with the private key")
    static let allowsPlaintext = Setting("http.allow_plaintext", flag: "allow-plaintext", default: false)
    static let operationsAreLocal = Setting("http.operations_local", flag: "operations-local", default: true)
    static let trustedProxies = Setting<TrustedProxies?>(
        key: "http.trusted_proxies", flag: "trusted-proxies", defaultValue: nil,
        expected: "addresses or networks with commas, as in 10.0.0.2,10.1.0.0/24"
    ) { TrustedProxies(text: $0).map { .some($0) } }
    static let logLevel = Setting<Logger.Level>(
        key: "log.level", flag: "log-level", defaultValue: .info,
        expected: "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"
    ) { Logger.Level(rawValue: $0) }

    var recognizers: Int
    var batches: Int
    var jobDays: Int
    var pipeline: String?
    var stableSeconds: Int
    /// Whether somebody said for how long files must not change, rather than the pipelines.
    var isStableGiven: Bool
    var pollSeconds: Int
    var receiptDays: Int
    var host: String
    var port: Int
    var certificate: String?
    var privateKey: String?
    var allowsPlaintext: Bool
    var operationsAreLocal: Bool
    /// Whose word about where a request comes from is believed.
    var trustedProxies: TrustedProxies?
    var logLevel: Logger.Level
    var accounts: AccountSettings
    /// The provider at which people sign in; `nil` when there is none.
    var openID: OpenIDSettings?
    /// In the order above.
    var inForce: [SettingInForce]

    /// - Throws: ``SettingsFault`` for the first value that means nothing, and for what the file has too much.
    init(from sources: SettingSources) throws {
        var resolver = SettingResolver(sources: sources)
        recognizers = try resolver.value(of: Self.recognizers)
        batches = try resolver.value(of: Self.batches)
        jobDays = try resolver.value(of: Self.jobDays)
        pipeline = try resolver.value(of: Self.pipeline)
        stableSeconds = try resolver.value(of: Self.stableSeconds)
        isStableGiven = resolver.isGiven(Self.stableSeconds)
        pollSeconds = try resolver.value(of: Self.pollSeconds)
        receiptDays = try resolver.value(of: Self.receiptDays)
        host = try resolver.value(of: Self.host)
        port = try resolver.value(of: Self.port)
        certificate = try resolver.value(of: Self.certificate)
        privateKey = try resolver.value(of: Self.privateKey)
        allowsPlaintext = try resolver.value(of: Self.allowsPlaintext)
        operationsAreLocal = try resolver.value(of: Self.operationsAreLocal)
        trustedProxies = try resolver.value(of: Self.trustedProxies)
        logLevel = try resolver.value(of: Self.logLevel)
        accounts = try AccountSettings(&resolver)
        openID = try OpenIDServiceSettings.value(&resolver)
        inForce = resolver.inForce
        try resolver.refuseUnknown()
        guard (certificate == nil) == (privateKey == nil) else {
            throw SettingsFault(place: "http", expected: "both certificate and private_key, or neither")
        }
    }
}
