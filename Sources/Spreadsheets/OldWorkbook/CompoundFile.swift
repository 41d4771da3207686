/// A compound file ([MS-CFB]), the container of Excel 97–2003: its streams by name.
///
/// Read here and not by a C library, so that nothing of a foreign file is parsed outside checked memory: every offset is
/// checked, every chain has an end.
struct CompoundFile {
    private struct Entry {
        var start: UInt32
        var size: Int
    }

    private let bytes: [UInt8]
    private let sectorShift: Int
    private let table: [UInt32]
    private let smallTable: [UInt32]
    private var small: [UInt8] = []
    private var entries: [String: Entry] = [:]
    /// Streams below this size stand in the small stream.
    private let smallLimit: Int
    private static let smallShift = 6

    private static let endOfChain: UInt32 = 0xFFFF_FFFE
    private static let maxSectors: UInt32 = 0xFFFF_FFFA

    /// - Throws: ``SpreadsheetFault/Code/damagedWorkbook`` without a place.
    init(_ bytes: [UInt8]) throws(SpreadsheetFault) {
        let header = ByteCursor(bytes)
        guard let shift = header.word(at: 30), shift == 9 || shift == 12, let first = header.long(at: 48),
            let limit = header.long(at: 56), let smallFirst = header.long(at: 60), limit <= 1 << 20
        else { throw Self.fault }
        self.bytes = bytes
        sectorShift = Int(shift)
        smallLimit = Int(limit)
        var table: [UInt32] = []
        for sector in try Self.tableSectors(header, shift: Int(shift)) {
            table += try Self.longs(header, at: Self.offset(sector, Int(shift)), count: (1 << Int(shift)) / 4)
        }
        self.table = table
        smallTable = try Self.longs(Self.chain(first: smallFirst, table), header, shift: Int(shift))
        let directory = try stream(first: first)
        try readEntries(ByteCursor(directory), length: directory.count)
    }

    static let fault = SpreadsheetFault(.damagedWorkbook)

    var names: [String] { Array(entries.keys) }

    /// The content of a stream; `nil` when there is none of that name.
    func stream(_ name: String) throws(SpreadsheetFault) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        if entry.size < smallLimit {
            var content: [UInt8] = []
            for sector in try Self.chain(first: entry.start, smallTable) {
                let start = Int(sector) << Self.smallShift
                guard start + 1 << Self.smallShift <= small.count + 63, start < small.count else { throw Self.fault }
                content += small[start..<min(start + 64, small.count)]
            }
            guard content.count >= entry.size else { throw Self.fault }
            return Array(content.prefix(entry.size))
        }
        let content = try stream(first: entry.start)
        guard content.count >= entry.size else { throw Self.fault }
        return Array(content.prefix(entry.size))
    }

    // MARK: Sectors

    private static func offset(_ sector: UInt32, _ shift: Int) -> Int { (Int(sector) + 1) << shift }

    private static func tableSectors(_ header: ByteCursor, shift: Int) throws(SpreadsheetFault) -> [UInt32] {
        var sectors: [UInt32] = []
        for place in 0..<109 {
            if let sector = header.long(at: 76 + place * 4), sector < maxSectors { sectors.append(sector) }
        }
        guard var next = header.long(at: 68) else { throw fault }
        var seen = 0
        while next < maxSectors {
            seen += 1
            guard seen <= 4_096 else { throw fault }
            let list = try longs(header, at: offset(next, shift), count: (1 << shift) / 4)
            sectors += list.dropLast().filter { $0 < maxSectors }
            next = list[list.count - 1]
        }
        return sectors
    }

    private static func longs(_ cursor: ByteCursor, at offset: Int, count: Int) throws(SpreadsheetFault) -> [UInt32] {
        var longs: [UInt32] = []
        longs.reserveCapacity(count)
        for place in 0..<count {
            // The last sector of a file may be cut off behind what is used of it.
            longs.append(cursor.long(at: offset + place * 4) ?? endOfChain)
        }
        return longs
    }

    private static func longs(_ sectors: [UInt32], _ cursor: ByteCursor, shift: Int) throws(SpreadsheetFault)
        -> [UInt32]
    {
        var all: [UInt32] = []
        for sector in sectors { all += try longs(cursor, at: offset(sector, shift), count: (1 << shift) / 4) }
        return all
    }

    /// The sectors of a chain, each once.
    private static func chain(first: UInt32, _ table: [UInt32]) throws(SpreadsheetFault) -> [UInt32] {
        var sectors: [UInt32] = []
        var next = first
        while next < maxSectors {
            guard Int(next) < table.count, sectors.count <= table.count else { throw fault }
            sectors.append(next)
            next = table[Int(next)]
        }
        return sectors
    }

    private func stream(first: UInt32) throws(SpreadsheetFault) -> [UInt8] {
        var content: [UInt8] = []
        for sector in try Self.chain(first: first, table) {
            let start = Self.offset(sector, sectorShift)
            guard start < bytes.count else { throw Self.fault }
            content += bytes[start..<min(start + 1 << sectorShift, bytes.count)]
        }
        return content
    }

    private mutating func readEntries(_ directory: ByteCursor, length: Int) throws(SpreadsheetFault) {
        for start in stride(from: 0, to: length - 127, by: 128) {
            guard let nameLength = directory.word(at: start + 64), nameLength >= 2, nameLength <= 64,
                let kind = directory.byte(at: start + 66), let first = directory.long(at: start + 116),
                let size = directory.long(at: start + 120)
            else { continue }
            let units = (0..<Int(nameLength) / 2 - 1).compactMap { directory.word(at: start + $0 * 2) }
            if kind == 5 {
                small = Array(try stream(first: first).prefix(Int(size)))
            } else if kind == 2 {
                entries[String(decoding: units, as: UTF16.self)] = Entry(start: first, size: Int(size))
            }
        }
    }
}

/// Numbers at places of some bytes, little-endian; `nil` beyond their end.
struct ByteCursor {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(at place: Int) -> UInt8? { place >= 0 && place < bytes.count ? bytes[place] : nil }

    func word(at place: Int) -> UInt16? {
        guard place >= 0, place + 2 <= bytes.count else { return nil }
        return UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
    }

    func long(at place: Int) -> UInt32? {
        guard let low = word(at: place), let high = word(at: place + 2) else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }

    func double(at place: Int) -> Double? {
        guard let low = long(at: place), let high = long(at: place + 4) else { return nil }
        return Double(bitPattern: UInt64(low) | UInt64(high) << 32)
    }

    func slice(from place: Int, count length: Int) -> [UInt8]? {
        guard place >= 0, length >= 0, place + length <= bytes.count else { return nil }
        return Array(bytes[place..<place + length])
    }
}
