/// Which number formats show a number as a date or time.
enum NumberFormats {
    /// Ids that need no format code (ECMA-376 part 1, 18.8.30, with the East Asian ones).
    static func isDate(builtIn id: Int) -> Bool {
        switch id {
        case 14...22, 27...36, 45...47, 50...58: true
        default: false
        }
    }

    /// Whether a format code has a letter of day, month, year, hour or second outside quotes, escapes and brackets, or
    /// an elapsed time in brackets such as `[hh]`.
    static func isDate(code: String) -> Bool {
        var bytes = Array(code.utf8)[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): skip(past: UInt8(ascii: "\""), &bytes)
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): bytes = bytes.dropFirst()
            case UInt8(ascii: "["):
                let content = bytes.prefix { $0 != UInt8(ascii: "]") }
                if !content.isEmpty, content.allSatisfy({ "hHmMsS".utf8.contains($0) }) { return true }
                bytes = bytes.dropFirst(content.count + 1)
            case _ where "dDmMyYhHsS".utf8.contains(byte): return true
            default: break
            }
        }
        return false
    }

    private static func skip(past end: UInt8, _ bytes: inout ArraySlice<UInt8>) {
        while let byte = bytes.popFirst(), byte != end {}
    }
}
