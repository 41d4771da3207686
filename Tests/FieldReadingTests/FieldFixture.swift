import DocumentModel
import Foundation
import Testing

/// A paper as text with the fields that it states; see Tests/Fixtures/Fields/README.md.
struct FieldFixture: CustomTestStringConvertible, Sendable {
    var name: String
    var pages: [PageText]
    var expected: [FieldName: String]

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/Fields").standardized

    /// All fixtures in the folder, by name.
    static func all() throws -> [FieldFixture] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "txt" }
            .sorted { $0.path < $1.path }
            .map {
                try FieldFixture(
                    name: $0.deletingPathExtension().lastPathComponent, text: String(contentsOf: $0, encoding: .utf8))
            }
    }

    private init(name: String, text: String) throws {
        self.name = name
        let parts = text.components(separatedBy: "---expected---\n")
        pages = parts[0].components(separatedBy: "---page---\n").map { Self.page($0) }
        expected = [:]
        for line in parts.dropFirst().joined().split(separator: "\n") {
            let pair = line.components(separatedBy: " = ")
            guard pair.count == 2, let field = FieldName(rawValue: pair[0]) else {
                throw BadFixture(line: String(line))
            }
            expected[field] = pair[1]
        }
    }

    struct BadFixture: Error { var line: String }

    /// Lines set in a fixed pitch, one under the other.
    static func page(_ text: String, confidence: Double = 95) -> PageText {
        let lines = text.split(separator: "\n").enumerated().map { row, line in
            var x = 100
            let words = line.split(separator: " ").map { word in
                defer { x += 20 * (word.count + 1) }
                let box = PixelBox(x: x, y: 100 + 45 * row, width: 20 * word.count, height: 30)
                return Word(text: String(word), box: box, confidence: confidence)
            }
            return TextLine(words: words, box: words.dropFirst().reduce(words[0].box) { $0.union($1.box) })
        }
        return PageText(lines: lines)
    }
}
