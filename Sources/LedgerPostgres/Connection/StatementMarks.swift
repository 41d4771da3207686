/// The marks of values in statements: `?` in the ledger's, `$1`, `$2` … in PostgreSQL's.
enum StatementMarks {
    /// The statement with its marks numbered. What stands in quotes and comments stays.
    static func numbered(_ sql: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(sql.utf8.count + 32)
        var (number, quote) = (0, UInt8?.none)
        var isComment = false
        var previous = UInt8(0)
        for byte in sql.utf8 {
            if isComment {
                isComment = byte != UInt8(ascii: "\n")
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "-"), previous == byte {
                isComment = true
            } else if byte == UInt8(ascii: "?") {
                number += 1
                result.append(UInt8(ascii: "$"))
                result.append(contentsOf: String(number).utf8)
                previous = byte
                continue
            }
            previous = byte
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
