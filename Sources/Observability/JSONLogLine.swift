import Foundation
import Logging

/// Makes the text of a line. Written by hand: a log line must cost microseconds, and must not fail.
enum JSONLogLine {
    /// Longest text that one value may have, bytes; more is cut off.
    static let maximumText = 8192

    static func text(
        time: Date, level: Logger.Level, label: String, message: String, metadata: Logger.Metadata
    ) -> String {
        var line = #"{"time":""#
        line += time.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        line += #"Z","level":""# + level.rawValue + #"","label":"#
        append(label, to: &line)
        line += #","message":"#
        append(message, to: &line)
        if !metadata.isEmpty {
            line += #","metadata":"#
            append(metadata, to: &line)
        }
        return line + "}\n"
    }

    private static func append(_ metadata: Logger.Metadata, to line: inout String) {
        line += "{"
        for (place, entry) in metadata.sorted(by: { $0.key < $1.key }).enumerated() {
            if place > 0 { line += "," }
            append(entry.key, to: &line)
            line += ":"
            append(entry.value, to: &line)
        }
        line += "}"
    }

    private static func append(_ value: Logger.MetadataValue, to line: inout String) {
        switch value {
        case .string(let text): append(text, to: &line)
        case .dictionary(let entries): append(entries, to: &line)
        case .stringConvertible(let value):
            switch value {
            case let number as Int: line += String(number)
            case let flag as Bool: line += flag ? "true" : "false"
            default: append(value.description, to: &line)
            }
        case .array(let values):
            line += "["
            for (place, value) in values.enumerated() {
                if place > 0 { line += "," }
                append(value, to: &line)
            }
            line += "]"
        }
    }

    private static func append(_ text: String, to line: inout String) {
        line += "\""
        var size = 0
        for scalar in text.unicodeScalars {
            size += scalar.utf8.count
            guard size <= maximumText else {
                line += "…"
                break
            }
            append(scalar, to: &line)
        }
        line += "\""
    }

    private static func append(_ scalar: Unicode.Scalar, to line: inout String) {
        switch scalar {
        case "\"": line += "\\\""
        case "\\": line += "\\\\"
        case "\n": line += "\\n"
        case "\r": line += "\\r"
        case "\t": line += "\\t"
        // Line separators would cut the line in two for some readers.
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
            let digits = String(scalar.value, radix: 16)
            line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: line.unicodeScalars.append(scalar)
        }
    }
}
