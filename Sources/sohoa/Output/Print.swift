import Foundation
import VietnameseText

/// Prints results on standard output.
enum Print {
    /// A value as JSON with stable, sorted keys in snake case.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        write(try encoder.encode(value))
        write(Data("\n".utf8))
    }

    /// A list as JSON, one element a line, each written as soon as it is made.
    static func json<Element: Encodable>(list: some Sequence<Element>) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var pending = Data("[".utf8)
        var separator = "\n"
        for element in list {
            pending.append(Data(separator.utf8))
            pending.append(try encoder.encode(element))
            separator = ",\n"
            if pending.count > 1 << 20 {
                write(pending)
                pending.removeAll(keepingCapacity: true)
            }
        }
        pending.append(Data("\n]\n".utf8))
        write(pending)
    }

    /// Text for a person. What is put into it, names of files above all, cannot do anything to his terminal.
    static func line(_ text: ShownText = "") { write(Data((text.text + "\n").utf8)) }

    /// One line, whatever it is made of.
    @_disfavoredOverload
    static func line(_ text: String) { line(ShownText(line: text)) }

    /// Ends the program when nobody reads any more, as in `sohoa status | head`: quietly, as a signal would.
    static func write(_ data: Data) {
        do { try tryWriting(data) } catch { endUnread() }
    }

    /// For what must go on when nobody reads any more.
    static func tryWriting(_ data: Data) throws(Unread) {
        do { try FileHandle.standardOutput.write(contentsOf: data) } catch { throw Unread() }
    }

    static func endUnread() -> Never { Foundation.exit(128 + SIGPIPE) }

    /// Nobody reads what is printed.
    struct Unread: Error {}

    /// Text for a person on standard error, line breaks included; that nobody reads it is no reason to stop.
    static func error(_ text: ShownText) { raw(text.text) }

    /// Lines that were put together elsewhere.
    @_disfavoredOverload
    static func error(_ text: String) { error(ShownText(lines: text)) }

    /// Control sequences of our own for a terminal, on standard error.
    static func raw(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Rows in columns as wide as their widest cell; the last column is not padded.
    static func table(_ rows: [[String]], indent: Int = 0) {
        let rows = rows.map { $0.map(\.visible) }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            line(ShownText(line: String(repeating: " ", count: indent) + cells.joined(separator: "  ")))
        }
    }
}

/// A list as JSON that is written part by part, as ``Print/json(_:)`` writes one that is whole.
final class JSONListOutput {
    private let encoder: JSONEncoder
    private let indent: String
    /// What stands before the list, and before its end.
    private let (head, end): (String, String)
    private var isEmpty = true

    /// - Parameters:
    ///   - isPretty: elements over several lines; else one element a line.
    ///   - key: of an object whose value the list is, when it is not all there is.
    init(isPretty: Bool, key: String? = nil) {
        encoder = Self.encoder(isPretty: isPretty)
        end = isPretty && key != nil ? "  " : ""
        indent = isPretty ? "  \(end)" : ""
        head = key.map { "  \"\($0)\" : " } ?? ""
    }

    private static func encoder(isPretty: Bool) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return encoder
    }

    /// Writes a value of an object that is written part by part, between others.
    static func write(_ value: some Encodable, key: String) throws {
        let text = String(decoding: try encoder(isPretty: true).encode(value), as: UTF8.self)
        Print.write(Data("  \"\(key)\" : \(text.replacing("\n", with: "\n  ")),\n".utf8))
    }

    func append(_ elements: [some Encodable]) throws {
        var pending = Data()
        for element in elements {
            pending.append(Data((isEmpty ? "\(head)[\n" : ",\n").utf8))
            isEmpty = false
            let text = String(decoding: try encoder.encode(element), as: UTF8.self)
            // What is empty is written with an empty line, which has no indent.
            let indented = text.replacing("\n", with: "\n" + indent).replacing("\n\(indent)\n", with: "\n\n")
            pending.append(Data((indent + indented).utf8))
        }
        Print.write(pending)
    }

    func finish() { finish("") }

    /// Ends the list of an object.
    func finish(isLast: Bool) { finish(isLast ? "" : ",") }

    private func finish(_ separator: String) {
        let start = isEmpty ? "\(head)[\n" + (indent.isEmpty ? "" : "\n") : "\n"
        Print.write(Data("\(start)\(end)]\(separator)\n".utf8))
    }
}

/// A value that is printed as null when there is none, where a plain optional would leave out its key.
struct Nullable<Value: Encodable & Sendable>: Encodable, Sendable {
    var value: Value?

    init(_ value: Value?) { self.value = value }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
