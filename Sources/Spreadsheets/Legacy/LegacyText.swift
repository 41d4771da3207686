import DocumentModel
import VietnameseText

/// The old Vietnamese encodings of one byte. Their text also stands inside Unicode files, as the Latin letters of the
/// same bytes, when it was typed with a font of the time: `Sè hiÖu b­u göi` for *Số hiệu bưu gửi*.
public enum LegacyText: String, Hashable, Sendable, Codable, CaseIterable {
    case tcvn3
    case vniWindows = "vni-windows"
    case windows1258 = "windows-1258"

    /// The encoding that the Latin letters of the cells' text are in; `nil` when they make sense as they are, or nothing
    /// does. Words with letters that only Unicode has are not asked, so that a title in Unicode above old text, or the
    /// other way round, does no harm.
    public static func recognized(in rows: [SheetRow]) -> LegacyText? {
        var words = LegacyWords()
        for row in rows where !words.isFull {
            for cell in row.cells {
                guard case .text(let text) = cell, let bytes = latinBytes(of: text) else { continue }
                words.collect(bytes)
            }
        }
        return words.encoding(orAsWritten: true)
    }

    /// The text that Latin letters stand for; the same text where it cannot be in the encoding.
    public func converted(_ text: String) -> String {
        Self.latinBytes(of: text).flatMap(decoded) ?? text
    }

    /// The bytes decoded, composed; `nil` when one stands for nothing.
    func decoded(_ bytes: [UInt8]) -> String? {
        var decoder = LegacyDecoder(self)
        var result = ByteBuffer()
        let isWhole = bytes.withUnsafeBufferPointer { decoder.decode($0, isLast: true, into: &result) }
        return isWhole ? CellText.text(result.bytes) : nil
    }

    /// The bytes of text that has letters beyond ASCII but none beyond Windows-1252.
    static func latinBytes(of text: String) -> [UInt8]? {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = LegacyTable.windows1252Byte(of: scalar) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
