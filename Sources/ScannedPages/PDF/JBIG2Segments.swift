/// The segments of a JBIG2 picture as PDF embeds them (ITU-T T.88, clause 7; ISO 32000-1, 7.4.7): headers one behind the
/// other, each followed by its data.
///
/// Decoders show what they have of a stream that is cut, and say nothing: a page half of which is white. So the headers
/// are followed to the end of the data, which must be the end of a segment.
enum JBIG2Segments {
    /// What is missing or makes no sense; `nil` for a stream that is whole as far as its headers tell.
    static func fault(in data: [UInt8], height: Int) -> String? {
        var position = 0
        var hasRegion = false
        var page: Page?
        while position < data.count {
            // Encoders pad with zeros or a line feed, and a segment's header has eleven bytes at least.
            let rest = data[position...]
            if hasRegion, rest.count < 11, rest.allSatisfy({ $0 == 0 || $0 == 10 || $0 == 13 }) { break }
            guard let header = Header(data, at: position) else { return "header at byte \(position) makes no sense" }
            let start = position + header.size
            guard let length = header.length ?? unknownLength(data, from: start), length <= data.count - start else {
                return "segment \(header.number) is cut"
            }
            let body = data[start..<(start + length)]
            switch header.type {
            case 48: page = Page(body)
            case 4...7, 20...23, 36...43:
                hasRegion = true
                page?.isInStripe = true
            case 50: page?.note(endOfStripe: body)
            case 51: return whole(hasRegion, page, height)
            default: break
            }
            position = start + length
        }
        return whole(hasRegion, page, height)
    }

    /// Whether a stream uses what hardly any scanner does, and what not every decoder gets right: refinement, Huffman
    /// codes, halftones, many dictionaries for one text.
    static func isRare(_ data: [UInt8]) -> Bool {
        var position = 0
        while position < data.count, let header = Header(data, at: position) {
            let start = position + header.size
            guard let length = header.length ?? unknownLength(data, from: start), length <= data.count - start else {
                return false
            }
            if header.isLong || isRare(header.type, data[start..<(start + length)]) { return true }
            position = start + length
        }
        return false
    }

    private static func isRare(_ type: Int, _ body: ArraySlice<UInt8>) -> Bool {
        /// Bits 0 and 1 of a segment's flags: Huffman codes; refinement.
        func hasFlags(at place: Int) -> Bool { body.count > place + 1 && body[body.startIndex + place + 1] & 3 != 0 }
        return switch type {
        case 0: hasFlags(at: 0)
        // What is common to regions takes 17 bytes.
        case 4, 6, 7: hasFlags(at: 17)
        case 16, 20, 22, 23, 40, 42, 43, 53: true
        default: false
        }
    }

    /// The eight bytes with which a JBIG2 file begins (annex D.4).
    private static let fileMark: [UInt8] = [0x97, 0x4A, 0x42, 0x32, 0x0D, 0x0A, 0x1A, 0x0A]

    static func isFile(_ data: [UInt8]) -> Bool { data.count > 13 && data.starts(with: fileMark) }

    /// What a PDF should hold of a JBIG2 file that was put into it as it is: without the file's header, each segment's
    /// data behind its header, and without the ends of page and file, of which a PDF knows nothing.
    ///
    /// - Returns: `nil` for what is no file, and where the segments make no sense.
    static func embedded(_ data: [UInt8]) -> [UInt8]? {
        guard isFile(data) else { return nil }
        let (isSequential, hasPageCount) = (data[8] & 1 != 0, data[8] & 2 == 0)
        var position = hasPageCount ? 13 : 9
        var segments: [(header: Range<Int>, type: Int, length: Int)] = []
        var result: [UInt8] = []
        func append(_ segment: (header: Range<Int>, type: Int, length: Int), dataAt start: Int) {
            guard segment.type != 49, segment.type != 51 else { return }
            result += data[segment.header] + data[start..<(start + segment.length)]
        }
        while position < data.count, let header = Header(data, at: position) {
            let start = position + header.size
            guard let length = header.length ?? (isSequential ? unknownLength(data, from: start) : nil) else {
                return nil
            }
            let segment = (position..<start, header.type, length)
            position = start
            if isSequential {
                guard length <= data.count - start else { return nil }
                append(segment, dataAt: start)
                position += length
            } else {
                segments.append(segment)
            }
            if header.type == 51 { break }
        }
        for segment in segments {
            guard segment.length <= data.count - position else { return nil }
            append(segment, dataAt: position)
            position += segment.length
        }
        return result.isEmpty ? nil : result
    }

    private static func whole(_ hasRegion: Bool, _ page: Page?, _ height: Int) -> String? {
        guard let page else { return "no page information" }
        guard hasRegion else { return "no picture on the page" }
        // Pages in stripes tell how far they have come; some leave out the last word.
        if page.isStriped, !page.isInStripe, let last = page.lastRow, last + 1 < height {
            return "stripes up to row \(last) of \(height)"
        }
        return nil
    }

    /// Page information: whether the page comes in stripes, and the last row of the latest one.
    private struct Page {
        var isStriped = false
        var lastRow: Int?
        /// Whether there is more to see than the stripes that have ended.
        var isInStripe = false

        init(_ body: ArraySlice<UInt8>) {
            guard body.count >= 19 else { return }
            isStriped = body[body.startIndex + 17] & 0x80 != 0
        }

        mutating func note(endOfStripe body: ArraySlice<UInt8>) {
            isInStripe = false
            if body.count >= 4 { lastRow = body.prefix(4).reduce(0) { $0 << 8 | Int($1) } }
        }
    }

    private struct Header {
        var number: Int
        var type: Int
        /// Bytes of the header.
        var size: Int
        /// Bytes of data; `nil` when the encoder did not know.
        var length: Int?
        /// Whether it refers to more than four other segments.
        var isLong: Bool

        /// The types of clause 7.3.
        private static let types: Set = [
            0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 52, 53, 62,
        ]

        init?(_ data: [UInt8], at start: Int) {
            func integer(_ at: Int, _ count: Int) -> Int? {
                guard at + count <= data.count else { return nil }
                return data[at..<(at + count)].reduce(0) { $0 << 8 | Int($1) }
            }
            guard let number = integer(start, 4), let flags = integer(start + 4, 1), let short = integer(start + 5, 1)
            else { return nil }
            var position = start + 6
            var references = short >> 5
            if references == 7 {
                guard let long = integer(start + 5, 4) else { return nil }
                references = long & 0x1FFF_FFFF
                guard references <= data.count else { return nil }
                position = start + 9 + (references + 8) / 8
            }
            position += references * (number <= 256 ? 1 : number <= 65_536 ? 2 : 4)
            position += flags & 0x40 != 0 ? 4 : 1
            guard Self.types.contains(flags & 0x3F), let length = integer(position, 4) else { return nil }
            self.number = number
            type = flags & 0x3F
            isLong = short >> 5 == 7
            size = position + 4 - start
            self.length = length == 0xFFFF_FFFF ? nil : length
        }
    }

    /// A generic region of unknown length ends with two bytes of its coding and the number of its rows (7.2.7).
    private static func unknownLength(_ data: [UInt8], from start: Int) -> Int? {
        guard start + 18 < data.count else { return nil }
        let end: [UInt8] = data[start + 17] & 1 != 0 ? [0, 0] : [0xFF, 0xAC]
        var position = start + 18
        while position + 6 <= data.count {
            if data[position] == end[0], data[position + 1] == end[1] { return position + 6 - start }
            position += 1
        }
        return nil
    }
}
