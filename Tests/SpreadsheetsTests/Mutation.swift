import TestSupport

/// Ways in which files get damaged, or are made to do damage.
struct Mutation {
    var generator: SeededGenerator

    /// Changes some bytes of a range.
    mutating func bytes(_ bytes: inout [UInt8], in range: Range<Int>? = nil) {
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
    mutating func markup(_ bytes: inout [UInt8]) {
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
}
