/// Texts as PostgreSQL stores them: it has no U+0000, which stands as U+10FFFF with a `0` after it, and U+10FFFF itself as
/// U+10FFFF with a `1`. Neither means anything, but what was read on a page or in a statement is kept as it was.
enum StoredText {
    /// U+10FFFF.
    private static let escape: [UInt8] = [0xF4, 0x8F, 0xBF, 0xBF]

    /// Whether a text cannot stand as it is.
    static func needsEncoding(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.contains(0) || containsEscape(text)
    }

    static func encoded(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == 0 {
                result += escape + [UInt8(ascii: "0")]
                place += 1
            } else if isEscape(text, at: place) {
                result += escape + [UInt8(ascii: "1")]
                place += escape.count
            } else {
                result.append(text[place])
                place += 1
            }
        }
        return result
    }

    /// The text that was stored; `nil` when it stands as it is.
    static func decoded(_ stored: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard containsEscape(stored) else { return nil }
        var result: [UInt8] = []
        var place = 0
        while place < stored.count {
            guard isEscape(stored, at: place), place + escape.count < stored.count else {
                result.append(stored[place])
                place += 1
                continue
            }
            result += stored[place + escape.count] == UInt8(ascii: "0") ? [0] : escape
            place += escape.count + 1
        }
        return result
    }

    private static func containsEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = text[...]
        // Few texts have the first byte at all.
        while let place = rest.firstIndex(of: escape[0]) {
            if isEscape(text, at: place) { return true }
            rest = text[(place + 1)...]
        }
        return false
    }

    private static func isEscape(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        place + escape.count <= text.count && text[place..<place + escape.count].elementsEqual(escape)
    }
}
