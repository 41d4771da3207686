/// Ways in which files get damaged, or are made to do damage.
public struct Mutation {
    public var generator: SeededGenerator

    public init(generator: SeededGenerator) { self.generator = generator }

    /// Changes some bytes of a range.
    public mutating func bytes(_ bytes: inout [UInt8], in range: Range<Int>? = nil) {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            guard !bytes.isEmpty else { return }
            let range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
            guard let position = range.randomElement(using: &generator) else { return }
            let end = min(bytes.count, position + Int.random(in: 1...32, using: &generator))
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 2:
                bytes[position] = [0, 0xFF, 0x7F, 0x80, 0x22, 0x3C, 0x0A, 0x3B].randomElement(using: &generator) ?? 0
            case 3: bytes.removeSubrange(position..<end)
            case 4: bytes.insert(contentsOf: bytes[position..<end], at: position)
            case 5: for index in position..<end { bytes[index] = 0xFF }
            case 6: bytes.removeSubrange(position...)
            default: bytes.swapAt(position, Int.random(in: 0..<bytes.count, using: &generator))
            }
        }
    }

    /// Changes XML between its tags and quotes, so that much of it stays well-formed.
    public mutating func markup(_ bytes: inout [UInt8]) {
        var tokens = bytes.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).map(Array.init)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            guard let index = tokens.indices.dropFirst().randomElement(using: &generator) else { return }
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: tokens.remove(at: index)
            case 1: tokens.insert(tokens[index], at: index)
            case 2: tokens.swapAt(index, Int.random(in: 1..<tokens.count, using: &generator))
            case 3:
                let copies = Int.random(in: 2...2000, using: &generator)
                tokens.insert(contentsOf: repeatElement(tokens[index], count: copies), at: index)
            case 4: self.bytes(&tokens[index])
            default: tokens[index] = changedValue(tokens[index])
            }
        }
        bytes = Array(tokens.joined(separator: [UInt8(ascii: "<")]))
    }

    /// Puts something else between two quotes of a tag, or after it.
    private mutating func changedValue(_ token: [UInt8]) -> [UInt8] {
        let values = [
            "", "0", "-1", "1048576", "1048577", "99999999999999999999", "XFD1", "ZZZZ9", "A0", "A1:B2:C3", "str", "s",
            "b", "e", "d", "inlineStr", "\u{301}", "1e999", "NaN", "&#0;", "&lt;", "_x0000_", "../../x", "a\u{10FFFF}",
            String(repeating: "9", count: 40_000), "%s%n", "true",
        ]
        let value = Array((values.randomElement(using: &generator) ?? "").utf8)
        let quotes = token.indices.filter { token[$0] == UInt8(ascii: "\"") }
        guard let pair = (0..<max(quotes.count / 2, 1)).randomElement(using: &generator), quotes.count >= 2 else {
            let end = token.firstIndex(of: UInt8(ascii: ">")) ?? token.count - 1
            return Array(token.prefix(end + 1)) + value
        }
        return Array(token[...quotes[pair * 2]]) + value + token[quotes[pair * 2 + 1]...]
    }

    /// Changes cells, rows and columns of a table; the first row is its heading.
    public mutating func cells(_ rows: inout [[String]]) {
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            guard let row = rows.indices.randomElement(using: &generator),
                let column = rows[row].indices.randomElement(using: &generator)
            else { return }
            switch Int.random(in: 0..<9, using: &generator) {
            case 0: rows.remove(at: row)
            case 1: rows.insert(rows[row], at: Int.random(in: 0...rows.count, using: &generator))
            case 2: rows.insert([], at: row)
            case 3: rows[row].swapAt(column, Int.random(in: 0..<rows[row].count, using: &generator))
            case 4: rows[row].remove(at: column)
            case 5:
                let content = strangeContent()
                for row in rows.indices.dropFirst() where column < rows[row].count { rows[row][column] = content }
            default: rows[row][column] = strangeContent()
            }
        }
    }

    /// Changes what stands over the columns.
    public mutating func headings(_ rows: inout [[String]]) {
        guard var heading = rows.first, !heading.isEmpty else { return }
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            guard let column = heading.indices.randomElement(using: &generator) else { break }
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: heading.remove(at: column)
            case 1: heading[column] = heading.randomElement(using: &generator) ?? ""
            case 2: heading.swapAt(column, Int.random(in: 0..<heading.count, using: &generator))
            case 3: heading[column] = strangeContent()
            case 4:
                let copies = Int.random(in: 1...300, using: &generator)
                heading.insert(contentsOf: repeatElement(heading[column], count: copies), at: column)
            case 5: heading[column] = String(heading[column].shuffled(using: &generator))
            case 6: heading[column] = ""
            default: heading[column] = heading.joined(separator: " ")
            }
        }
        rows[0] = heading
        if Bool.random(using: &generator) { rows.insert(heading.map { _ in strangeContent() }, at: 0) }
        if Bool.random(using: &generator) {
            rows.insert(heading, at: Int.random(in: 0...rows.count, using: &generator))
        }
    }

    /// What stands in cells where somebody slipped, pasted, or means harm.
    public mutating func strangeContent() -> String {
        let contents = [
            "", " ", "0", "-1", "999999999999999", "-999999999999999", "9223372036854775807", "1e308", "1E-5", "NaN",
            "0,0000001", "1.2.3.4,5", "#N/A", "TRUE", "=1+1", "45.000.000.000.000", "99/99/9999", "00/00/0000",
            "31/12/9999 23:59", "01/01/1900", "29/02/2026", "24/10/2026 24:00", "24:00", "2958466", "99999.99999", "60",
            "-46319", "Phát thành công", "mất", "Tổng cộng", "TỔNG", "STT", "EB403117830VN", "EB4O3117830VN",
            "2,61923E+12", "2619231100193", "000.00.16.H40-261003-0003", "H40.16-261003-0003", "\u{0}", "\u{FEFF}",
            "\u{202E}abc", "e\u{301}\u{323}", "👩‍👩‍👧‍👦", "\u{10FFFF}", "\"", "'", ";;;;", "a\nb", "a\r\nb", "\t", "đ",
            "%s%n%x",
            "../../../etc/passwd", "'; DROP TABLE statements; --", "{\"a\":[1", "<b>", "&#0;", "_x0000_",
            String(repeating: "9", count: 400), String(repeating: "Nguyễn ", count: 300),
            String(repeating: "-", count: 3000), String(repeating: "1/", count: 500),
        ]
        return contents.randomElement(using: &generator) ?? ""
    }
}
