/// Where revisions of an incrementally saved file end.
struct RevisionBoundary: Equatable, Sendable {
    /// Offset of the cross-reference section that this revision ends with.
    var crossReference: Int
    /// Behind `%%EOF`.
    var end: Int
    /// Behind the line end and blanks that follow `%%EOF`.
    var paddedEnd: Int

    /// Whether a signature that covers the first `count` bytes covers exactly this revision.
    func isCovered(byFirst count: Int) -> Bool { (end...paddedEnd).contains(count) }
}

extension RevisionBoundary {
    private static let startWord = Array("startxref".utf8)
    private static let window = 4096

    /// The last `startxref … %%EOF` that ends at or before `limit`; nothing but it may stand within the last 4 KiB that
    /// could be taken for one.
    static func last(in bytes: [UInt8], before limit: Int) -> RevisionBoundary? {
        let limit = min(max(limit, 0), bytes.count)
        var position = limit - startWord.count
        let lowest = max(0, limit - window)
        while position >= lowest {
            if bytes[position] == startWord[0], bytes[position..<(position + startWord.count)].elementsEqual(startWord),
                let boundary = at(position, in: bytes, limit: limit)
            {
                return boundary
            }
            position -= 1
        }
        return nil
    }

    /// The boundary whose `startxref` stands at or, after blanks, behind `position`.
    static func following(_ position: Int, in bytes: [UInt8], limit: Int) -> RevisionBoundary? {
        var lexer = PDFLexer(bytes, at: position, end: limit)
        lexer.skipSpace()
        return at(lexer.position, in: bytes, limit: limit)
    }

    private static func at(_ position: Int, in bytes: [UInt8], limit: Int) -> RevisionBoundary? {
        var lexer = PDFLexer(bytes, at: position, end: limit)
        guard lexer.take("startxref"), let offset = lexer.takeCount() else { return nil }
        while let byte = lexer.current, PDFLexer.isSpace(byte) { lexer.position += 1 }
        let mark = Array("%%EOF".utf8)
        guard lexer.position + mark.count <= limit,
            bytes[lexer.position..<(lexer.position + mark.count)].elementsEqual(mark)
        else { return nil }
        let end = lexer.position + mark.count
        var padded = end
        while padded < bytes.count, PDFLexer.isSpace(bytes[padded]) { padded += 1 }
        return RevisionBoundary(crossReference: offset, end: end, paddedEnd: padded)
    }
}
