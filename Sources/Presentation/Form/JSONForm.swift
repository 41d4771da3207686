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
    private let indent: String
    /// What stands before the list, and before its end.
    private let (head, foot): (String, String)
    private var isEmpty = true

    /// - Parameters:
    ///   - form: ``JSONForm/compact`` writes one element a line.
    ///   - key: of the object whose value the list is; `nil` when the list is all there is.
    public init(_ form: JSONForm, key: String? = nil) {
        encoder = form.encoder
        foot = form == .indented && key != nil ? "  " : ""
        indent = form == .indented ? "  \(foot)" : ""
        head = key.map { "  \"\($0)\" : " } ?? ""
    }

    /// The text of the next elements.
    public mutating func part(_ elements: some Sequence<some Encodable>) throws -> Data {
        var part = Data()
        for element in elements {
            part.append(Data((isEmpty ? "\(head)[\n" : ",\n").utf8))
            isEmpty = false
            let text = String(decoding: try encoder.encode(element), as: UTF8.self)
            // What is empty is written with an empty line, which has no indent.
            let indented = text.replacing("\n", with: "\n" + indent).replacing("\n\(indent)\n", with: "\n\n")
            part.append(Data((indent + indented).utf8))
        }
        return part
    }

    /// The text after the last element.
    /// - Parameter isLast: whether the object ends with this list.
    public func end(isLast: Bool = true) -> Data {
        let start = isEmpty ? "\(head)[\n" + (indent.isEmpty ? "" : "\n") : "\n"
        return Data("\(start)\(foot)]\(isLast ? "" : ",")\n".utf8)
    }

    /// A value of an object that is written part by part, between others.
    public static func member(_ value: some Encodable, key: String) throws -> Data {
        let text = String(decoding: try JSONForm.indented.data(value), as: UTF8.self)
        return Data("  \"\(key)\" : \(text.replacing("\n", with: "\n  ")),\n".utf8)
    }
}
