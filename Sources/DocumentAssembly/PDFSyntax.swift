/// Spelling of PDF values (ISO 32000-1, 7.3); the subset that PDF 1.4 knows.
enum PDFSyntax {
    /// A number with at most four decimals and never an exponent, which PDF does not know.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let scaled = Int64((min(max(value, -1e9), 1e9) * 10_000).rounded())
        let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: 10_000)
        let sign = scaled < 0 ? "-" : ""
        guard fraction > 0 else { return "\(sign)\(whole)" }
        var digits = String(fraction)
        digits = String(repeating: "0", count: 4 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }

    /// A number with up to seven decimals, for what is multiplied by the size of a page.
    static func fine(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let scaled = Int64((min(max(value, -1e4), 1e4) * 1e7).rounded())
        let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        let digits = String(fraction)
        var decimals = String(repeating: "0", count: 7 - digits.count) + digits
        while decimals.last == "0" { decimals.removeLast() }
        return "\(scaled < 0 ? "-" : "")\(whole)\(decimals.isEmpty ? "" : "." + decimals)"
    }

    /// Numbers with blanks between them.
    static func numbers(_ values: Double...) -> String { values.map(number).joined(separator: " ") }

    /// A text string in UTF-16BE with byte order mark, in hexadecimal, so that nothing needs escaping.
    static func text(_ value: String) -> String {
        "<FEFF" + value.utf16.map(hex4).joined() + ">"
    }

    /// Two hexadecimal digits.
    static func hex2(_ value: UInt8) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return value < 16 ? "0" + digits : digits
    }

    /// Four hexadecimal digits.
    static func hex4(_ value: UInt16) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
