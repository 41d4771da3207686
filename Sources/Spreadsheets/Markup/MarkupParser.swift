import ExpatLibrary

/// Reads XML that lies in memory, element by element, with the texts: the parts of an OpenDocument file, a spreadsheet in
/// XML of 2003. A document type is refused, so that there are no entities.
final class MarkupParser {
    /// What happens in a part. Names are without their namespaces.
    enum Event {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    private let visit: (Event) throws(SpreadsheetFault) -> Void
    private let parser: XML_Parser
    fileprivate var fault: SpreadsheetFault?
    private var depth = 0

    /// Reads bytes to their end.
    /// - Parameter visit: called for each event, in order; what it throws ends the reading.
    static func read(
        _ bytes: [UInt8], visit: @escaping (Event) throws(SpreadsheetFault) -> Void
    ) throws(SpreadsheetFault) {
        guard let parser = XML_ParserCreateNS(nil, XMLName.separator) else {
            throw SpreadsheetFault(.damagedXML, detail: "expat: no memory")
        }
        defer { XML_ParserFree(parser) }
        try MarkupParser(parser, visit).read(bytes)
    }

    private init(_ parser: XML_Parser, _ visit: @escaping (Event) throws(SpreadsheetFault) -> Void) {
        self.parser = parser
        self.visit = visit
    }

    private static let pieceLength = 1 << 20

    private func read(_ bytes: [UInt8]) throws(SpreadsheetFault) {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, attributes in
                guard let name, let parser = MarkupParser.of(data) else { return }
                parser.start(MarkupParser.local(name), MarkupParser.values(attributes))
            },
            { data, name in
                guard let name, let parser = MarkupParser.of(data) else { return }
                parser.depth -= 1
                parser.send(.end(MarkupParser.local(name)))
            })
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let text, let parser = MarkupParser.of(data) else { return }
            let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
            parser.send(.text(String(decoding: bytes, as: UTF8.self)))
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            MarkupParser.of(data)?.stop(SpreadsheetFault(.documentType))
        }
        var place = 0
        repeat {
            let end = min(place + Self.pieceLength, bytes.count)
            let status = bytes[place..<end].withUnsafeBytes { piece in
                XML_Parse(
                    parser, piece.bindMemory(to: CChar.self).baseAddress, Int32(piece.count), end == bytes.count ? 1 : 0
                )
            }
            if let fault { throw fault }
            guard status != XML_STATUS_ERROR else {
                let text = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
                throw SpreadsheetFault(.damagedXML, detail: "\(text), XML line \(XML_GetCurrentLineNumber(parser))")
            }
            place = end
        } while place < bytes.count
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> MarkupParser? {
        data.map { Unmanaged<MarkupParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func local(_ name: UnsafePointer<CChar>) -> String {
        let whole = String(cString: name)
        return whole.lastIndex(of: "\n").map { String(whole[whole.index(after: $0)...]) } ?? whole
    }

    private static func values(_ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> [String: String] {
        guard var pair = attributes else { return [:] }
        var values: [String: String] = [:]
        while let key = pair[0], let value = pair[1] {
            values[local(key)] = String(cString: value)
            pair += 2
        }
        return values
    }

    private func start(_ name: String, _ values: [String: String]) {
        depth += 1
        if depth > XMLDepth.limit { return stop(SpreadsheetFault(.badStructure, detail: "elements too deep")) }
        send(.start(name, values))
    }

    private func send(_ event: Event) {
        guard fault == nil else { return }
        do { try visit(event) } catch { stop(error) }
    }

    private func stop(_ fault: SpreadsheetFault) {
        if self.fault == nil { self.fault = fault }
        XML_StopParser(parser, XML_Bool(0))
    }
}
