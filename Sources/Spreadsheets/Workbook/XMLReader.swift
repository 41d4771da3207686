import ExpatLibrary
import Glibc

/// Reads one XML part of a workbook with expat, in pieces.
///
/// A document type is refused, so that there are no entities. A tag or attribute that is longer than any that a
/// spreadsheet program writes is refused too: expat starts anew on it with every piece.
final class XMLReader<Events: XMLEvents & ~Copyable> {
    /// What has received the events.
    let events: UnsafeMutablePointer<Events>
    private let parser: XML_Parser
    private var entry: ZipEntry
    private var skipper: RowSkipper?
    private var fed = 0
    private var isPaused = false
    private var isAtEnd = false

    private static var pieceLength: Int32 { 1 << 16 }
    private static var tokenLength: Int { 1 << 20 }

    /// - Parameter skipper: Leaves the rows of a sheet out.
    init(_ entry: consuming ZipEntry, events: consuming Events, skipper: consuming RowSkipper? = nil)
        throws(SpreadsheetFault)
    {
        guard let parser = XML_ParserCreateNS(nil, XMLName.separator) else {
            throw SpreadsheetFault(.damagedXML, file: events.place.file, detail: "expat: no memory")
        }
        self.parser = parser
        self.entry = entry
        self.skipper = skipper
        self.events = .allocate(capacity: 1)
        self.events.initialize(to: events)
        self.events.pointee.control = XMLControl(parser: parser)
        let callbacks = Events.callbacks
        XML_SetUserData(parser, self.events)
        XML_SetElementHandler(parser, callbacks.start, callbacks.end)
        XML_SetCharacterDataHandler(parser, callbacks.text)
        XML_SetStartDoctypeDeclHandler(parser, callbacks.documentType)
    }

    deinit {
        XML_ParserFree(parser)
        events.deinitialize(count: 1)
        events.deallocate()
    }

    /// Reads the next piece, up to the receiver's pause; `false` when the part is at its end.
    func advance() throws(SpreadsheetFault) -> Bool {
        if isAtEnd && !isPaused { return false }
        let status = isPaused ? XML_ResumeParser(parser) : try feed()
        if let fault = events.pointee.fault { throw fault }
        isPaused = status == XML_STATUS_SUSPENDED
        guard status != XML_STATUS_ERROR else { throw parserFault() }
        if !isPaused, fed - Int(XML_GetCurrentByteIndex(parser)) > Self.tokenLength {
            throw fault(.damagedXML, "a tag or comment is too long")
        }
        return true
    }

    /// Reads the part to its end.
    func readAll() throws(SpreadsheetFault) {
        while try advance() {}
    }

    private func feed() throws(SpreadsheetFault) -> XML_Status {
        guard let buffer = XML_GetBuffer(parser, Self.pieceLength) else { throw parserFault() }
        let count = try readPiece(into: buffer)
        isAtEnd = count == 0
        if skipper != nil {
            return feedSkipping(
                UnsafeBufferPointer(
                    start: buffer.assumingMemoryBound(to: UInt8.self), count: count))
        }
        fed += count
        return XML_ParseBuffer(parser, Int32(count), isAtEnd ? 1 : 0)
    }

    private func feedSkipping(_ piece: UnsafeBufferPointer<UInt8>) -> XML_Status {
        var kept = ByteBuffer()
        skipper?.pass(piece, isLast: isAtEnd, into: &kept)
        fed += kept.count
        let start = kept.bytes.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
        return XML_Parse(parser, start, Int32(kept.count), isAtEnd ? 1 : 0)
    }

    /// Reads from the archive, whose faults do not know the sheet and row.
    private func readPiece(into buffer: UnsafeMutableRawPointer) throws(SpreadsheetFault) -> Int {
        do {
            return try entry.read(into: buffer, count: Int(Self.pieceLength))
        } catch {
            var fault = error
            fault.sheet = events.pointee.place.sheet
            fault.row = events.pointee.row
            throw fault
        }
    }

    private func parserFault() -> SpreadsheetFault {
        let code = XML_GetErrorCode(parser)
        let text = XML_ErrorString(code).map { String(cString: $0) } ?? "expat \(code.rawValue)"
        let line = XML_GetCurrentLineNumber(parser)
        return fault(.damagedXML, "\(entry.part): \(text), XML line \(line)")
    }

    private func fault(_ code: SpreadsheetFault.Code, _ detail: String) -> SpreadsheetFault {
        var fault = events.pointee.place
        fault.code = code
        fault.row = events.pointee.row
        fault.detail = detail
        return fault
    }
}
