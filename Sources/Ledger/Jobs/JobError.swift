/// Why an attempt failed, or why a job was given up: a stable code and a technical detail in English, without personal
/// data. Both are cut to a bounded size, control characters become blanks.
public struct JobError: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Most bytes of a code.
    public static let maximumCodeLength = 64
    /// Most bytes of a detail.
    public static let maximumDetailLength = 1_000

    public let code: String
    public let detail: String

    public init(code: String, detail: String = "") {
        self.code = Self.bounded(code, Self.maximumCodeLength)
        self.detail = Self.bounded(detail, Self.maximumDetailLength)
    }

    /// The worker that held the job no longer showed signs of life.
    public static let leaseExpired = JobError(
        code: "lease_expired", detail: "the worker that held the job showed no sign of life")

    /// The process that held the job ended.
    public static let abandoned = JobError(code: "abandoned", detail: "the process that held the job ended")

    public var description: String { detail.isEmpty ? code : "\(code): \(detail)" }

    /// The first characters of a text that fit into so many bytes of UTF-8.
    static func bounded(_ text: String, _ limit: Int) -> String {
        var (kept, size) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            size += UTF8.width(scalar)
            guard size <= limit else { break }
            kept.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(kept)
    }
}
