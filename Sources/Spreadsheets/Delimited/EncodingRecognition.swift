/// Decides by the whole content of a text file in which encoding it is. What cannot be decided is a fault; nothing is
/// guessed.
struct EncodingRecognition {
    var encoding: TextEncoding
    /// Bytes of the byte order mark.
    var markLength = 0

    /// - Parameter given: What the caller knows; a byte order mark knows better.
    init(_ file: borrowing InputFile, name: String, given: TextEncoding?) throws(SpreadsheetFault) {
        let head = try file.head(1 << 16, name: name)
        if let marked = Self.marked(head) {
            self = marked
            if encoding == .utf8 { try Self.requireUTF8(try Self.check(file, name), name) }
            return
        }
        if let given {
            self.init(encoding: given)
            if given == .utf8 { try Self.requireUTF8(try Self.check(file, name), name) }
            return
        }
        if let wide = Self.wide(head) {
            self.init(encoding: wide)
            return
        }
        let check = try Self.check(file, name)
        guard check.zeros == 0, check.controls * 200 <= check.byteCount else {
            throw SpreadsheetFault(.unknownKind, file: name)
        }
        if check.isValid {
            self.init(encoding: .utf8)
        } else if check.characters > 50 {
            // So much well-formed UTF-8 is no accident; a later byte was damaged.
            throw SpreadsheetFault(.damagedText, file: name, row: check.line, detail: "UTF-8")
        } else {
            let words = try Self.words(file, name)
            guard let legacy = words.encoding(orAsWritten: false) else {
                throw SpreadsheetFault(.unknownEncoding, file: name)
            }
            self.init(encoding: Self.encoding(of: legacy))
        }
    }

    private init(encoding: TextEncoding, markLength: Int = 0) {
        self.encoding = encoding
        self.markLength = markLength
    }

    private static func marked(_ head: [UInt8]) -> EncodingRecognition? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return EncodingRecognition(encoding: .utf8, markLength: 3) }
        if head.starts(with: [0xFF, 0xFE]) { return EncodingRecognition(encoding: .utf16LittleEndian, markLength: 2) }
        if head.starts(with: [0xFE, 0xFF]) { return EncodingRecognition(encoding: .utf16BigEndian, markLength: 2) }
        return nil
    }

    /// UTF-16 without a mark: ASCII makes every second byte 0, on one side only.
    private static func wide(_ head: [UInt8]) -> TextEncoding? {
        var zeros = [0, 0]
        for (index, byte) in head.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let pairs = head.count / 2
        guard pairs >= 4 else { return nil }
        if zeros[1] * 2 > pairs, zeros[0] * 20 <= zeros[1] { return .utf16LittleEndian }
        if zeros[0] * 2 > pairs, zeros[1] * 20 <= zeros[0] { return .utf16BigEndian }
        return nil
    }

    private static func encoding(of legacy: LegacyText) -> TextEncoding {
        switch legacy {
        case .tcvn3: .tcvn3
        case .vniWindows: .vniWindows
        case .windows1258: .windows1258
        }
    }

    private static func requireUTF8(_ check: UTF8Check, _ name: String) throws(SpreadsheetFault) {
        if !check.isValid { throw SpreadsheetFault(.damagedText, file: name, row: check.line, detail: "UTF-8") }
    }

    private static let pieceLength = 1 << 20

    private static func check(_ file: borrowing InputFile, _ name: String) throws(SpreadsheetFault) -> UTF8Check {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceLength, alignment: 8)
        defer { piece.deallocate() }
        var check = UTF8Check()
        var offset = 0
        while true {
            let count = try file.read(at: offset, into: piece, name: name)
            if count == 0 { break }
            check.check(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            offset += count
        }
        check.finish()
        return check
    }

    /// Words from all over the file.
    private static func words(_ file: borrowing InputFile, _ name: String) throws(SpreadsheetFault) -> LegacyWords {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceLength, alignment: 8)
        defer { piece.deallocate() }
        var words = LegacyWords()
        var offset = 0
        while !words.isFull {
            let count = try file.read(at: offset, into: piece, name: name)
            if count == 0 { break }
            words.collect(piece[..<count])
            offset += count
        }
        return words
    }
}
