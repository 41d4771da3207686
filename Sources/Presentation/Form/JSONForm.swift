import Foundation

/// The one form of JSON of every door: keys in snake case, sorted; slashes as they are; instants as whole milliseconds UTC
/// (`Instant` writes itself so, and views hold no `Date`).
public enum JSONForm: Sendable {
    /// Over several lines, for whoever looks at it himself.
    case indented
    /// On one line.
    case compact

    public func data(_ value: some Encodable) throws -> Data { try encoder.encode(value) }

    fileprivate var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .millisecondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if self == .indented { encoder.outputFormatting.insert(.prettyPrinted) }
        return encoder
    }
}

/// A list as JSON that is written part by part, so that never all of it is in memory.
public struct JSONListForm: Sendable {
    private let encoder: JSONEncoder
    private let isIndented: Bool
    private var isEmpty = true

    /// - Parameter form: ``JSONForm/compact`` writes one element a line.
    public init(_ form: JSONForm) {
        encoder = form.encoder
        isIndented = form == .indented
    }

    /// The text of the next elements.
    public mutating func part(_ elements: some Sequence<some Encodable>) throws -> Data {
        var part = Data()
        let indent = isIndented ? "  " : ""
        for element in elements {
            part.append(Data((isEmpty ? "[\n" : ",\n").utf8))
            isEmpty = false
            let text = String(decoding: try encoder.encode(element), as: UTF8.self)
            part.append(Data((indent + text.replacing("\n", with: "\n" + indent)).utf8))
        }
        return part
    }

    /// The text after the last element.
    public func end() -> Data {
        guard isEmpty else { return Data("\n]\n".utf8) }
        return Data((isIndented ? "[\n\n]\n" : "[\n]\n").utf8)
    }
}
