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

    /// Converts the text of a row's cells. Beside cells that are Unicode, a cell that reads well as it is stays.
    func convert(_ row: inout SheetRow) {
        var isBesideUnicode: Bool?
        for column in row.cells.indices {
            guard case .text(let text) = row.cells[column], let bytes = Self.latinBytes(of: text) else { continue }
            let besideUnicode = isBesideUnicode ?? row.cells.contains(where: Self.isUnicode)
            isBesideUnicode = besideUnicode
            if besideUnicode, LegacyWords(bytes).validShare(in: nil) == 1 { continue }
            if let decoded = decoded(bytes) { row.cells[column] = .text(decoded) }
        }
    }

    /// The bytes decoded, composed; `nil` when one stands for nothing.
    func decoded(_ bytes: [UInt8]) -> String? {
        var decoder = LegacyDecoder(self)
        var result = ByteBuffer()
        let isWhole = bytes.withUnsafeBufferPointer { decoder.decode($0, isLast: true, into: &result) }
        return isWhole ? CellText.text(result.bytes) : nil
    }

    /// The bytes of text that has letters beyond ASCII but none beyond Windows-1252.
    private static func latinBytes(of text: String) -> [UInt8]? {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = LegacyTable.windows1252Byte(of: scalar) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// Whether a cell has a Vietnamese letter that Windows-1252 lacks.
    private static func isUnicode(_ cell: SheetCell) -> Bool {
        guard case .text(let text) = cell else { return false }
        return text.unicodeScalars.contains {
            (0x102..<0x300).contains($0.value) || (0x1E00..<0x1F00).contains($0.value)
        }
            && latinBytes(of: text) == nil
    }
}

/// Decodes text of one byte a character, piece by piece.
struct LegacyDecoder {
    private let table: LegacyTable
    /// A letter at the end of a piece, whose mark may come with the next.
    private var pending: UInt8?

    init(_ encoding: LegacyText) { table = LegacyTable.of(encoding) }

    /// Appends the UTF-8 of the bytes; `false` when one stands for nothing in the encoding.
    mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into result: inout ByteBuffer) -> Bool {
        var index = 0
        var isWhole = true
        if let first = pending, let second = bytes.first {
            let both = table.pair[Int(first) << 8 | Int(second)]
            isWhole = Self.append(both == 0 ? table.single[Int(first)] : both, to: &result)
            index = both == 0 ? 0 : 1
            pending = nil
        }
        table.single.withUnsafeBufferPointer { single in
            table.pair.withUnsafeBufferPointer { pair in
                while index + 1 < bytes.count {
                    let both = pair[Int(bytes[index]) << 8 | Int(bytes[index + 1])]
                    isWhole = Self.append(both == 0 ? single[Int(bytes[index])] : both, to: &result) && isWhole
                    index += both == 0 ? 1 : 2
                }
            }
        }
        if index < bytes.count { pending = bytes[index] }
        if isLast, let last = pending {
            isWhole = Self.append(table.single[Int(last)], to: &result) && isWhole
            pending = nil
        }
        return isWhole
    }

    private static func append(_ scalar: UInt16, to result: inout ByteBuffer) -> Bool {
        if scalar < 0x80 {
            result.append(UInt8(scalar))
        } else if scalar < 0x800 {
            result.append(UInt8(0xC0 | scalar >> 6))
            result.append(UInt8(0x80 | scalar & 0x3F))
        } else {
            result.append(UInt8(0xE0 | scalar >> 12))
            result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            result.append(UInt8(0x80 | scalar & 0x3F))
        }
        return scalar != 0
    }
}
