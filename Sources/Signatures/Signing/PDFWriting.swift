/// Writes values of a PDF (ISO 32000-1, 7.3). Strings are written in hexadecimal: no escape can go wrong.
enum PDFWriting {
    static func bytes(_ value: PDFObject) -> [UInt8] {
        switch value {
        case .null: Array("null".utf8)
        case .boolean(let flag): Array((flag ? "true" : "false").utf8)
        case .integer(let number): Array(String(number).utf8)
        case .real(let number): Array(real(number).utf8)
        case .string(let bytes): Array("<".utf8) + bytes.flatMap { Array(PDFHex.byte($0).utf8) } + Array(">".utf8)
        case .name(let name): self.name(name)
        case .reference(let reference): Array("\(reference.number) \(reference.generation) R".utf8)
        case .array(let items): Array("[".utf8) + items.map(bytes).joined(separator: [0x20]) + Array("]".utf8)
        case .dictionary(let entries): dictionary(entries)
        case .stream(let stream): dictionary(stream.entries)
        }
    }

    /// Keys in a fixed order: the same document comes out of the same input.
    static func dictionary(_ entries: [String: PDFObject]) -> [UInt8] {
        var written = Array("<<".utf8)
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            written += name(key) + [0x20] + bytes(value) + [0x20]
        }
        return written + Array(">>".utf8)
    }

    /// An indirect object.
    static func object(_ reference: PDFReference, _ content: [UInt8]) -> [UInt8] {
        Array("\(reference.number) \(reference.generation) obj\n".utf8) + content + Array("\nendobj\n".utf8)
    }

    /// - Parameter data: as it stands in the file, encoded.
    static func stream(_ entries: [String: PDFObject], _ data: [UInt8]) -> [UInt8] {
        var entries = entries
        entries["Length"] = .integer(data.count)
        return dictionary(entries) + Array("\nstream\n".utf8) + data + Array("\nendstream".utf8)
    }

    /// Characters are bytes here; all but letters and digits are written by their number.
    private static func name(_ name: String) -> [UInt8] {
        var written: [UInt8] = [0x2F]
        for scalar in name.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x2B: written.append(byte)
            default: written += [0x23] + Array(PDFHex.byte(byte).utf8)
            }
        }
        return written
    }

    /// Up to six decimals, never an exponent.
    private static func real(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "0" }
        let millionths = Int64((number * 1e6).rounded())
        let (whole, rest) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        var digits = String(rest)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return (millionths < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
    }
}
