import DocumentModel

/// Reads the records of a text file in blocks.
final class DelimitedReader {
    private let text: DelimitedFile
    private let parser: UnsafeMutablePointer<RecordParser>
    private var decoder: TextDecoder
    /// UTF-8 that is read but not yet parsed, from `parsed` on.
    private var pending = ByteBuffer()
    private var parsed = 0
    private var piece = UnsafeMutableRawBufferPointer.allocate(byteCount: DelimitedReader.pieceLength, alignment: 8)
    private var offset: Int
    /// Bytes of UTF-8 still to be passed over: the line that names the delimiter.
    private var passedOver: Int
    private var isAtEnd = false

    private static let pieceLength = 1 << 17

    init(_ text: DelimitedFile) {
        self.text = text
        decoder = TextDecoder(text.form.encoding)
        offset = text.markLength
        passedOver = text.namingLength
        parser = .allocate(capacity: 1)
        parser.initialize(
            to: RecordParser(
                form: text.form, terminator: text.terminator, firstNumber: text.namingLength > 0 ? 2 : 1,
                limits: text.limits))
    }

    deinit {
        parser.deinitialize(count: 1)
        parser.deallocate()
        piece.deallocate()
    }

    /// The next rows; none at the end of the file.
    func block() throws(SpreadsheetFault) -> [SheetRow] {
        while !parser.pointee.hasFullBlock {
            let bytes = UnsafeBufferPointer(rebasing: pending.bytes[parsed...])
            parsed += parser.pointee.parse(bytes, isLast: isAtEnd)
            if let fault = parser.pointee.fault { throw place(fault.code, column: fault.column) }
            if parser.pointee.hasFullBlock || (isAtEnd && parsed == pending.count) { break }
            try readOn()
        }
        return parser.pointee.take()
    }

    /// Reads as much as is pending, at least a piece, so that a long record is not looked at too often.
    private func readOn() throws(SpreadsheetFault) {
        pending.removeFirst(parsed)
        parsed = 0
        let wanted = max(pending.count, Self.pieceLength)
        var added = 0
        while added < wanted, !isAtEnd {
            let count = try text.file.read(at: offset, into: piece, name: text.name)
            offset += count
            added += count
            isAtEnd = count < piece.count
            let bytes = UnsafeBufferPointer(rebasing: piece.bindMemory(to: UInt8.self)[..<count])
            guard decoder.decode(bytes, isLast: isAtEnd, into: &pending) else { throw place(.damagedText, column: nil) }
        }
        let passed = min(passedOver, pending.count)
        pending.removeFirst(passed)
        passedOver -= passed
    }

    private func place(_ code: SpreadsheetFault.Code, column: Int?) -> SpreadsheetFault {
        SpreadsheetFault(code, file: text.name, row: parser.pointee.number, column: column.map { $0 + 1 })
    }
}
