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
        guard let pix = Pix(width: header.width, height: header.height, depth: header.samples == 3 ? 32 : 8) else {
            return nil
        }
        var row = [UInt8](repeating: 0, count: header.width * header.samples)
        let stride = pix.wordsPerRow
        let isWhole = pix.withMutableWords { words in
            for y in 0..<header.height {
                guard fread(&row, 1, row.count, file) == row.count else { return false }
                let line = UnsafeMutableBufferPointer(rebasing: words[(y * stride)..<((y + 1) * stride)])
                if header.samples == 3 { fill(line, colour: row) } else { fill(line, gray: row) }
            }
            return true
        }
        guard isWhole else { return nil }
        return pix
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

    private static func fill(_ words: UnsafeMutableBufferPointer<UInt32>, colour row: [UInt8]) {
        row.withUnsafeBufferPointer { row in
            for x in 0..<(row.count / 3) {
                words[x] = UInt32(row[3 * x]) << 24 | UInt32(row[3 * x + 1]) << 16 | UInt32(row[3 * x + 2]) << 8
            }
        }
    }

    private static func fill(_ words: UnsafeMutableBufferPointer<UInt32>, gray row: [UInt8]) {
        for (x, gray) in row.enumerated() { words[x / 4] |= UInt32(gray) << UInt32(24 - 8 * (x % 4)) }
    }
}
