import Foundation
import Yams

/// Where a setting's value came from; earlier ones go before later ones.
enum SettingOrigin: Hashable, Sendable {
    case flag(String)
    case environment(String)
    case file(String, line: Int)
    case standard

    var description: String {
        switch self {
        case .flag(let name): "--\(name)"
        case .environment(let name): "$\(name)"
        case .file(let path, let line): "\(path):\(line)"
        case .standard: "mặc định / default"
        }
    }
}

/// A setting as it is in force.
struct SettingInForce: Hashable, Sendable {
    var key: String
    /// As text; `nil` when there is none.
    var value: String?
    var origin: SettingOrigin
    var variable: String
    var flag: String
    var expected: String
}

/// A setting that is wrong: says where and what was expected.
struct SettingsFault: Error, Hashable, Sendable {
    var place: String
    var expected: String
}

/// What flags, environment and settings file say, not yet understood.
struct SettingSources: Sendable {
    /// By flag, without dashes.
    var flags: [String: String] = [:]
    var environment: [String: String] = [:]
    var file = SettingsFile()
}

/// The settings file: groups of names and values, in YAML.
struct SettingsFile: Sendable {
    /// A value and where it stands.
    struct Entry: Sendable {
        var text: String
        var line: Int
    }

    /// Largest file that is read, bytes.
    private static let maxBytes = 1 << 20

    var path = ""
    /// By key, `group.name`.
    var entries: [String: Entry] = [:]

    init() {}

    /// - Throws: ``SettingsFault``.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.maxBytes else {
            throw SettingsFault(place: path, expected: "a readable file of at most 1 MiB")
        }
        try self.init(yaml: String(decoding: data, as: UTF8.self), path: path)
    }

    init(yaml: String, path: String) throws {
        self.path = path
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch { throw SettingsFault(place: path, expected: "YAML") }
        guard let root else { return }
        for (group, members) in try Self.pairs(root, path, "groups of settings") {
            for (name, value) in try Self.pairs(members, path, "settings of \(group)") {
                guard case .scalar(let scalar) = value else {
                    throw SettingsFault(place: Self.place(path, value), expected: "one value for \(group).\(name)")
                }
                entries["\(group).\(name)"] = Entry(text: scalar.string, line: value.mark?.line ?? 0)
            }
        }
    }

    private static func pairs(_ node: Node, _ path: String, _ expected: String) throws -> [(String, Node)] {
        guard case .mapping(let mapping) = node else {
            throw SettingsFault(place: place(path, node), expected: expected)
        }
        return mapping.map { ($0.key.string ?? "", $0.value) }
    }

    private static func place(_ path: String, _ node: Node) -> String {
        node.mark.map { "\(path):\($0.line)" } ?? path
    }
}

/// Finds the value of each setting in the sources and remembers where it was.
struct SettingResolver {
    let sources: SettingSources
    private(set) var inForce: [SettingInForce] = []

    init(sources: SettingSources) { self.sources = sources }

    mutating func value<Value>(of setting: Setting<Value>) throws -> Value {
        let found = text(of: setting)
        var value = setting.defaultValue
        if let found {
            guard let parsed = setting.parse(found.text) else {
                throw SettingsFault(
                    place: "\(found.origin.description): \(setting.key)", expected: setting.expected)
            }
            value = parsed
        }
        inForce.append(
            SettingInForce(
                key: setting.key, value: found?.text ?? Self.text(setting.defaultValue),
                origin: found?.origin ?? .standard, variable: setting.variable, flag: setting.flag,
                expected: setting.expected))
        return value
    }

    /// Whether a source has a value for it, be it the same as the default.
    func isGiven<Value>(_ setting: Setting<Value>) -> Bool { text(of: setting) != nil }

    /// - Throws: ``SettingsFault`` when the file has a setting that there is none of: a slip of the pen would else go
    ///   unnoticed.
    func refuseUnknown() throws {
        let known = Set(inForce.map(\.key))
        let unknown = sources.file.entries.filter { !known.contains($0.key) }.min { $0.value.line < $1.value.line }
        guard let unknown else { return }
        throw SettingsFault(
            place: "\(sources.file.path):\(unknown.value.line): \(unknown.key)",
            expected: "one of \(inForce.map(\.key).joined(separator: ", "))")
    }

    private func text<Value>(of setting: Setting<Value>) -> (text: String, origin: SettingOrigin)? {
        if let text = sources.flags[setting.flag] { return (text, .flag(setting.flag)) }
        if let text = sources.environment[setting.variable] { return (text, .environment(setting.variable)) }
        return sources.file.entries[setting.key].map { ($0.text, .file(sources.file.path, line: $0.line)) }
    }

    private static func text(_ value: Any) -> String? {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional { return mirror.children.first.map { "\($0.value)" } }
        return "\(value)"
    }
}
