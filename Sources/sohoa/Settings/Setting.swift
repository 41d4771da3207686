import Foundation

/// One setting of the service: its key in the settings file, its environment variable, its flag, what it takes.
struct Setting<Value: Sendable>: Sendable {
    /// As in the settings file, group and name: `http.port`.
    let key: String
    /// The flag without dashes.
    let flag: String
    let defaultValue: Value
    /// What is taken, for messages and `sohoa config check`.
    let expected: String
    /// The value that a text means; `nil` when it means none.
    let parse: @Sendable (String) -> Value?

    /// The environment variable: `SOHOA_HTTP_PORT`.
    var variable: String { "SOHOA_" + key.uppercased().replacingOccurrences(of: ".", with: "_") }
}

extension Setting<Int> {
    init(_ key: String, flag: String, default value: Int, _ range: ClosedRange<Int>, unit: String = "") {
        self.init(
            key: key, flag: flag, defaultValue: value,
            expected: "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit.isEmpty ? "" : " ")\(unit)"
        ) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }
}

extension Setting<Bool> {
    init(_ key: String, flag: String, default value: Bool) {
        self.init(key: key, flag: flag, defaultValue: value, expected: "true or false") { Bool($0) }
    }
}

extension Setting<String> {
    init(_ key: String, flag: String, default value: String, expected: String) {
        self.init(key: key, flag: flag, defaultValue: value, expected: expected) { $0.isEmpty ? nil : $0 }
    }
}

extension Setting<String?> {
    init(path key: String, flag: String, expected: String) {
        self.init(key: key, flag: flag, defaultValue: nil, expected: expected) { $0.isEmpty ? nil : .some($0) }
    }
}
