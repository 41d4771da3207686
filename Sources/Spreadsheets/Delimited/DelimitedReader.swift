import CSVLibrary
import DocumentModel

/// Reads the records of a text file with libcsv, in blocks.
final class DelimitedReader {
    private let text: DelimitedFile
    private let parser: UnsafeMutablePointer<csv_parser>
    private let events: UnsafeMutablePointer<RecordEvents>
    private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: DelimitedReader.pieceLength, alignment: 8)
    private var decoder: TextDecoder
    private var decoded = ByteBuffer()
    private var offset: Int
    /// Bytes of UTF-8 still to be passed over: the line that names the delimiter.
    private var passedOver: Int
    private var isAtEnd = false

    private static let pieceLength = 1 << 16

    init(_ text: DelimitedFile) throws(SpreadsheetFault) {
        self.text = text
        decoder = TextDecoder(text.form.encoding)
        offset = text.markLength
        passedOver = text.namingLength
        parser = .allocate(capacity: 1)
        parser.initialize(to: csv_parser())
        events = .allocate(capacity: 1)
        events.initialize(to: RecordEvents(limits: text.limits, firstNumber: text.namingLength > 0 ? 2 : 1))
        // Blank records are reported, so that they count; an option of libcsv that takes CR LF for two ends of records
        // unless CR is white space, which it drops outside quotes.
        guard csv_init(parser, UInt8(CSV_REPALL_NL)) == 0 else {
            throw SpreadsheetFault(.unreadable, file: text.name, detail: "libcsv")
        }
        csv_set_delim(parser, text.form.delimiter.byte)
        csv_set_blk_size(parser, 1 << 12)
        if text.terminator == 0x0D {
            csv_set_term_func(parser) { $0 == 0x0D ? 1 : 0 }
            csv_set_space_func(parser) { _ in 0 }
        } else {
            csv_set_term_func(parser) { $0 == 0x0A ? 1 : 0 }
            csv_set_space_func(parser) { $0 == 0x0D ? 1 : 0 }
        }
    }

    deinit {
        csv_free(parser)
        parser.deinitialize(count: 1)
        parser.deallocate()
        events.deinitialize(count: 1)
        events.deallocate()
        piece.deallocate()
    }

    /// The next rows; none at the end of the file.
    func block() throws(SpreadsheetFault) -> [SheetRow] {
        while !isAtEnd, events.pointee.count < text.limits.blockRows {
            try readPiece()
            if let code = events.pointee.fault { throw fault(code) }
            if parser.pointee.entry_pos > text.limits.cellCharacters * 3 {
                throw fault(parser.pointee.quoted != 0 ? .unclosedQuote : .cellTooLong)
            }
        }
        return events.pointee.take()
    }

    private func readPiece() throws(SpreadsheetFault) {
        let count = try text.file.read(at: offset, into: piece, name: text.name)
        offset += count
        isAtEnd = count < piece.count
        let bytes = UnsafeBufferPointer(rebasing: piece.bindMemory(to: UInt8.self)[..<count])
        if decoder.isIdentity {
            try parse(bytes)
        } else {
            decoded.removeAll()
            guard decoder.decode(bytes, isLast: isAtEnd, into: &decoded) else { throw fault(.damagedText) }
            try parse(decoded.bytes)
        }
        if isAtEnd { try finish() }
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault) {
        let passed = min(passedOver, bytes.count)
        passedOver -= passed
        let rest = UnsafeBufferPointer(rebasing: bytes[passed...])
        let parsed = csv_parse(
            parser, rest.baseAddress, rest.count, Self.takeField, Self.takeRecord, events)
        guard parsed == rest.count else {
            throw SpreadsheetFault(.unreadable, file: text.name, detail: csvError)
        }
    }

    private func finish() throws(SpreadsheetFault) {
        // Quoted and still within the field: the states of libcsv have no public names.
        if parser.pointee.quoted != 0, parser.pointee.pstate == 2 { throw fault(.unclosedQuote) }
        guard csv_fini(parser, Self.takeField, Self.takeRecord, events) == 0 else {
            throw SpreadsheetFault(.unreadable, file: text.name, detail: csvError)
        }
    }

    private static let takeField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
        $2?.assumingMemoryBound(to: RecordEvents.self).pointee.field($0, $1)
    }

    private static let takeRecord: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = {
        $1?.assumingMemoryBound(to: RecordEvents.self).pointee.endRecord()
    }

    private var csvError: String { String(cString: csv_strerror(csv_error(parser))) }

    private func fault(_ code: SpreadsheetFault.Code) -> SpreadsheetFault {
        SpreadsheetFault(code, file: text.name, row: events.pointee.number, column: events.pointee.column + 1)
    }
}
