/// A JPEG stream taken apart into its segments (ITU-T T.81, annex B), to be put together otherwise without decoding it.
struct JPEGStream {
    struct Segment: Equatable {
        var marker: UInt8
        /// Without marker and length.
        var body: [UInt8]
    }

    /// What stands before the only scan, in order.
    var segments: [Segment] = []
    /// Body of the scan's header.
    var scanHeader: [UInt8] = []
    /// Entropy-coded data up to the end marker; of a file with several scans the rest of them as they stand.
    var scan: ArraySlice<UInt8> = []

    /// - Returns: `nil` when it is no JPEG with a scan and an end.
    init?(_ data: [UInt8]) {
        guard data.count > 4, data[0] == 0xFF, data[1] == 0xD8 else { return nil }
        var position = 2
        while position + 4 <= data.count {
            guard data[position] == 0xFF else { return nil }
            let marker = data[position + 1]
            if marker == 0xFF {
                position += 1
                continue
            }
            guard marker != 0xD9, marker != 0xD8 else { return nil }
            let length = Int(data[position + 2]) << 8 | Int(data[position + 3])
            guard length >= 2, position + 2 + length <= data.count else { return nil }
            let body = Array(data[(position + 4)..<(position + 2 + length)])
            position += 2 + length
            if marker == 0xDA {
                guard let end = data.lastIndex(of: 0xD9), end > position, data[end - 1] == 0xFF else { return nil }
                scanHeader = body
                scan = data[position..<(end - 1)]
                return
            }
            segments.append(Segment(marker: marker, body: body))
        }
        return nil
    }

    /// The tables of an abbreviated stream (TIFF's JPEGTables): segments alone between start and end.
    static func tables(_ data: [UInt8]) -> [Segment]? {
        guard data.count >= 4, data.suffix(2) == [0xFF, 0xD9] else { return nil }
        // A header and data make a whole stream of it.
        let whole = data.dropLast(2) + [0xFF, 0xDA, 0, 2, 0, 0xFF, 0xD9]
        return JPEGStream(Array(whole))?.segments
    }

    /// The frame header.
    var frame: Segment? {
        segments.first { (0xC0...0xCF).contains($0.marker) && ![0xC4, 0xC8, 0xCC].contains($0.marker) }
    }

    /// Number of components.
    var components: Int { frame.map { $0.body.count > 5 ? Int($0.body[5]) : 0 } ?? 0 }

    /// Adobe's word on the colours: 0 none, 1 YCbCr, 2 YCCK; `nil` without its segment.
    var adobeTransform: Int? {
        segments.first { $0.marker == 0xEE && $0.body.starts(with: Array("Adobe".utf8)) && $0.body.count >= 12 }
            .map { Int($0.body[11]) }
    }

    /// Whether three components stand for red, green and blue as libjpeg judges without Adobe's segment.
    var hasRGBNames: Bool {
        guard let body = frame?.body, body.count >= 15, !segments.contains(where: { $0.isJFIF }) else { return false }
        return [body[6], body[9], body[12]] == [0x52, 0x47, 0x42]
    }

    /// Says what the colours are, in Adobe's segment, which goes before every other sign.
    mutating func declare(transform: UInt8) {
        segments.removeAll { $0.marker == 0xEE && $0.body.starts(with: Array("Adobe".utf8)) }
        // JFIF means YCbCr to those who know nothing of Adobe.
        if transform == 0 { segments.removeAll(where: \.isJFIF) }
        segments.insert(Segment(marker: 0xEE, body: Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, transform]), at: 0)
    }

    /// The stream in one piece.
    var data: [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8]
        for segment in segments + [Segment(marker: 0xDA, body: scanHeader)] {
            let length = segment.body.count + 2
            bytes += [0xFF, segment.marker, UInt8(length >> 8), UInt8(length & 255)]
            bytes += segment.body
        }
        bytes += scan
        return bytes + [0xFF, 0xD9]
    }
}

extension JPEGStream.Segment {
    fileprivate var isJFIF: Bool { marker == 0xE0 && body.starts(with: Array("JFIF".utf8)) }
}

/// Strips of a picture, each a JPEG stream of its own, put together into one stream without decoding them: a strip
/// begins anew like what follows a restart marker, so that such markers go between them.
struct JPEGStrips {
    /// - Parameters:
    ///   - strips: from top to bottom.
    ///   - tables: what the strips share.
    ///   - width: pixels across.
    ///   - height: pixels down, of all of them.
    ///   - rows: pixels down of each strip but the last.
    /// - Returns: `nil` when the strips are not of one kind, so that there is no way without decoding them.
    static func joined(
        _ strips: [[UInt8]], tables: [JPEGStream.Segment], width: Int, height: Int, rows: Int
    ) -> JPEGStream? {
        guard let first = strips.first, var whole = JPEGStream(first), let frame = whole.frame, frame.body.count >= 6,
            frame.marker <= 0xC1, height <= 0xFFFF, let unit = unit(of: frame), rows % unit.height == 0
        else { return nil }
        let interval = (width + unit.width - 1) / unit.width * (rows / unit.height)
        guard interval <= 0xFFFF, strips.count == (height + rows - 1) / rows else { return nil }
        var scan: [UInt8] = []
        for (index, data) in strips.enumerated() {
            guard let strip = JPEGStream(data), isAlike(strip, whole),
                heightOf(strip) >= min(rows, height - index * rows)
            else { return nil }
            // A stream without restart markers: FF is followed by 0 everywhere.
            let codes = Array(strip.scan)
            guard !zip(codes, codes.dropFirst()).contains(where: { $0 == 0xFF && $1 != 0 }) else { return nil }
            if index > 0 { scan += [0xFF, 0xD0 + UInt8((index - 1) % 8)] }
            scan += codes
        }
        whole.scan = scan[...]
        whole.setHeight(height)
        whole.segments.removeAll { $0.marker == 0xDD }
        whole.segments.insert(contentsOf: tables, at: 0)
        whole.segments.append(.init(marker: 0xDD, body: [UInt8(interval >> 8), UInt8(interval & 255)]))
        return whole
    }

    /// Pixels of a minimum coded unit.
    private static func unit(of frame: JPEGStream.Segment) -> (width: Int, height: Int)? {
        let count = Int(frame.body[5])
        guard frame.body.count >= 6 + 3 * count, count > 0 else { return nil }
        // A single component is coded in blocks, whatever its factors are.
        guard count > 1 else { return (8, 8) }
        let factors = (0..<count).map { Int(frame.body[7 + 3 * $0]) }
        let (across, down) = (factors.map { $0 >> 4 }, factors.map { $0 & 15 })
        guard (across + down).allSatisfy({ (1...4).contains($0) }) else { return nil }
        return (8 * (across.max() ?? 1), 8 * (down.max() ?? 1))
    }

    private static func heightOf(_ strip: JPEGStream) -> Int {
        strip.frame.map { Int($0.body[1]) << 8 | Int($0.body[2]) } ?? 0
    }

    /// Whether two strips have the same tables, factors and scan header; only their heights may differ.
    private static func isAlike(_ a: JPEGStream, _ b: JPEGStream) -> Bool {
        guard var first = a.frame, var second = b.frame, first.body.count >= 6, second.body.count >= 6 else {
            return false
        }
        for index in 1...2 { (first.body[index], second.body[index]) = (0, 0) }
        return first == second && a.scanHeader == b.scanHeader && a.tableSegments == b.tableSegments
            && !a.segments.contains { $0.marker == 0xDD && $0.body.contains { $0 != 0 } }
    }
}

extension JPEGStream {
    fileprivate var tableSegments: [Segment] { segments.filter { $0.marker == 0xDB || $0.marker == 0xC4 } }

    fileprivate mutating func setHeight(_ height: Int) {
        for index in segments.indices where segments[index] == frame {
            segments[index].body[1] = UInt8(height >> 8)
            segments[index].body[2] = UInt8(height & 255)
        }
    }
}
