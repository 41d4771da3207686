import DocumentModel

/// The cells of a row as JSON text, so that what the post wrote can be shown again character by character.
enum RawCells {
    /// A list: texts as texts, numbers as numbers with all their digits, dates and errors as objects of one key, empty
    /// cells as null.
    static func json(_ cells: [SheetCell]) -> String {
        var json = JSONText(capacity: cells.count * 24)
        json.beginList()
        for cell in cells { append(cell, to: &json) }
        json.endList()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func append(_ cell: SheetCell, to json: inout JSONText) {
        switch cell {
        case .empty: json.null()
        case .boolean(let value): json.boolean(value)
        case .text(let text): json.string(text)
        case .number(let written):
            if isPlainNumber(written) { json.number(written) } else { json.string(written) }
        case .date(let serial), .dateTime(let serial): append("date", serial, to: &json)
        case .error(let text): append("error", text, to: &json)
        }
    }

    private static func append(_ key: StaticString, _ value: String, to json: inout JSONText) {
        json.beginObject()
        json.key(key)
        json.string(value)
        json.endObject()
    }

    /// Whether a text is a number by JSON's grammar, without a leading zero, with a fraction or not, and of so few digits
    /// that no reader rounds or refuses it.
    private static func isPlainNumber(_ text: String) -> Bool {
        var digits = 0
        var points = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2E where digits > 0: points += 1
            default: return false
            }
        }
        let hasLeadingZero = text.utf8.first == 0x30 && text.utf8.count > 1
        return (1...15).contains(digits) && points <= 1 && !hasLeadingZero && text.utf8.last != 0x2E
    }
}
