import Basics
import Foundation
import Logging

/// Writes each log message as one line of JSON: `time` (UTC, milliseconds), `level`, `label`, `message`, `metadata`.
///
/// The metadata's keys are those of ``LogKey`` and of the libraries that log; nothing personal is ever among them.
public struct JSONLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let output: LogOutput
    private let clock: TimeSource

    /// - Parameters:
    ///   - label: names the part of the program that logs.
    ///   - level: messages below it are left out.
    ///   - output: where the lines go.
    ///   - clock: what time a message is from.
    public init(
        label: String, level: Logger.Level = .info, output: LogOutput = .standardError,
        clock: TimeSource = .system
    ) {
        self.label = label
        self.logLevel = level
        self.output = output
        self.clock = clock
    }

    /// Makes this the form of every logger that is made from now on. Call it once, before anything logs.
    public static func bootstrap(level: Logger.Level = .info, output: LogOutput = .standardError) {
        LoggingSystem.bootstrap { label in JSONLogHandler(label: label, level: level, output: output) }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all[LogKey.error.rawValue] = .string("\(type(of: error))") }
        let time = Date(timeIntervalSince1970: Double(clock.now().milliseconds) / 1_000)
        output.write(
            JSONLogLine.text(
                time: time, level: event.level, label: label, message: event.message.description, metadata: all),
            level: event.level)
    }
}

/// The keys that this program's own log messages carry; the HTTP library adds `hb.request.id`. Names of files and batches, case codes and whatever stands on a
/// page are never logged: they may tell of a person.
public enum LogKey: String, CaseIterable, Sendable {
    /// Identity of a batch.
    case batch
    /// Bytes received.
    case bytes
    /// Stable code of an error or issue.
    case code
    /// Kind of an error.
    case error
    /// Identity of a job.
    case job
    /// Kind of a job, a check, a stage.
    case kind
    /// Milliseconds that something took.
    case milliseconds
    /// HTTP method.
    case method
    /// Port that is listened on.
    case port
    /// Route of an HTTP request: the pattern, not the address.
    case route
    /// Name of a scan station.
    case station
    /// HTTP status.
    case status
    /// Identity of a station's token, never its secret.
    case token
    /// Identity of an upload.
    case upload
}

extension Logger.Metadata {
    /// Metadata under this program's own keys.
    public init(_ values: KeyValuePairs<LogKey, Logger.MetadataValue>) {
        self.init(values.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 })
    }
}
