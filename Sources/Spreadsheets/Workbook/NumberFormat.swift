/// As what a number format shows a number.
enum NumberFormat: Sendable {
    case number
    case date
    /// A time, with the date or without.
    case time

    /// One that needs no format code, by its id (ECMA-376 part 1, 18.8.30, with the East Asian ones).
    init(builtIn id: Int) {
        switch id {
        case 18...22, 32...35, 45...47: self = .time
        case 14...17, 27...31, 36, 50...58: self = .date
        default: self = .number
        }
    }

    /// A format code: a time with a letter of hour or second outside quotes, escapes and brackets, or an elapsed time in
    /// brackets such as `[hh]`; else a date with one of day, month or year.
    init(code: String) {
        self = .number
        var bytes = Array(code.utf8)[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): Self.skip(past: UInt8(ascii: "\""), &bytes)
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): bytes = bytes.dropFirst()
            case UInt8(ascii: "["):
                let content = bytes.prefix { $0 != UInt8(ascii: "]") }
                if !content.isEmpty, content.allSatisfy({ "hHmMsS".utf8.contains($0) }) {
                    self = .time
                    return
                }
                bytes = bytes.dropFirst(content.count + 1)
            case _ where "hHsS".utf8.contains(byte):
                self = .time
                return
            case _ where "dDmMyY".utf8.contains(byte): self = .date
            default: break
            }
        }
    }

    private static func skip(past end: UInt8, _ bytes: inout ArraySlice<UInt8>) {
        while let byte = bytes.popFirst(), byte != end {}
    }
}
