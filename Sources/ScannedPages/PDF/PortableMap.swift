import CLeptonica
import Glibc

/// Reads the pictures that poppler's tools write: netpbm's raw gray and colour maps of 8 bits (P5, P6).
///
/// Leptonica reads them a byte at a time, which takes longer than poppler takes to draw a page.
enum PortableMap {
    /// The picture at 8 or 32 bits; other kinds are left to Leptonica. `nil` when it is cut short or none.
    static func read(path: String) -> Pix? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        guard let header = header(of: file) else { return Pix(owning: pixRead(path)) }
        let kind = header.samples == 3 ? SampleRows.Kind.colour : .gray
        return SampleRows.picture(kind, width: header.width, height: header.height) { _, row in
            fread(row.baseAddress, 1, row.count, file) == row.count
        }
    }

    private struct Header {
        var width: Int
        var height: Int
        /// 1 for gray, 3 for colour.
        var samples: Int
    }

    /// The header up to the first pixel; `nil` for other kinds, and where comments or odd depths stand in it.
    private static func header(of file: UnsafeMutablePointer<FILE>) -> Header? {
        var text = ""
        while text.utf8.count < mostHeader, text.split(whereSeparator: \.isWhitespace).count < 4 || !endsInSpace(text) {
            let byte = fgetc(file)
            guard byte >= 0, byte < 128 else { return nil }
            text.unicodeScalars.append(Unicode.Scalar(UInt8(byte)))
        }
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 4, parts[0] == "P5" || parts[0] == "P6", parts[3] == "255", let width = Int(parts[1]),
            let height = Int(parts[2]), (1...mostSide).contains(width), (1...mostSide).contains(height)
        else { return nil }
        return Header(width: width, height: height, samples: parts[0] == "P6" ? 3 : 1)
    }

    private static func endsInSpace(_ text: String) -> Bool { text.last?.isWhitespace == true }

    /// Bytes of the longest header that makes sense, and pixels of the longest side.
    private static let (mostHeader, mostSide) = (64, 1 << 20)
}
