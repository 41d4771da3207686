import Basics

/// Text for a person: lines that are ready to be shown, whatever was put into them, with tables laid out in columns.
/// Names of files above all cannot do anything to the place where they are shown.
public struct TextPage: Hashable, Sendable {
    public private(set) var lines: [ShownText] = []

    public init() {}

    /// A page of one line.
    public init(_ line: ShownText) { lines = [line] }

    /// All lines, each with its line break.
    public var text: ShownText {
        // Every line was made harmless before; a literal is shown as it is.
        ShownText(stringLiteral: lines.reduce(into: "") { $0 += $1.text + "\n" })
    }

    public mutating func line(_ text: ShownText = "") { lines.append(text) }

    /// One line, whatever it is made of.
    @_disfavoredOverload
    public mutating func line(_ text: String) { line(ShownText(line: text)) }

    /// Rows in columns as wide as their widest cell; the last column is not padded.
    public mutating func table(_ rows: [[String]], indent: Int = 0) {
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

    public static func += (page: inout TextPage, further: TextPage) { page.lines += further.lines }
}
