/// The records of an Excel stream ([MS-XLS]), each with the records that continue it.
struct RecordStream {
    struct Record {
        var kind: UInt16
        /// The record's own bytes, and those of each record that continues it.
        var pieces: [[UInt8]]

        var data: ByteCursor { ByteCursor(pieces[0]) }
    }

    private let cursor: ByteCursor
    private(set) var place: Int

    static let continuation: UInt16 = 0x003C

    init(_ cursor: ByteCursor, from place: Int = 0) {
        self.cursor = cursor
        self.place = place
    }

    /// The next record; `nil` at the end, or where the stream is cut off.
    mutating func next() -> Record? {
        guard let (kind, first) = take() else { return nil }
        var pieces = [first]
        while cursor.word(at: place) == Self.continuation, let (_, more) = take() { pieces.append(more) }
        return Record(kind: kind, pieces: pieces)
    }

    private mutating func take() -> (UInt16, [UInt8])? {
        guard let kind = cursor.word(at: place), let length = cursor.word(at: place + 2),
            let bytes = cursor.slice(from: place + 4, count: Int(length))
        else { return nil }
        place += 4 + Int(length)
        return (kind, bytes)
    }
}

/// Reads the texts of a record whose pieces may be cut anywhere: where a text is cut, the next piece begins with whether its
/// characters have one byte or two.
struct TextPieces {
    private let pieces: [[UInt8]]
    private var piece = 0
    private var place = 0

    init(_ pieces: [[UInt8]], from place: Int = 0) {
        self.pieces = pieces
        self.place = place
    }

    mutating func byte() -> UInt8? {
        while piece < pieces.count, place >= pieces[piece].count {
            piece += 1
            place = 0
        }
        guard piece < pieces.count else { return nil }
        defer { place += 1 }
        return pieces[piece][place]
    }

    mutating func word() -> Int? {
        guard let low = byte(), let high = byte() else { return nil }
        return Int(low) | Int(high) << 8
    }

    mutating func long() -> Int? {
        guard let low = word(), let high = word() else { return nil }
        return low | high << 16
    }

    /// A text with a count of 16 bits (XLUnicodeString, XLUnicodeRichExtendedString), or of 8 bits.
    mutating func text(hasShortCount: Bool = false) -> String? {
        guard let count = hasShortCount ? byte().map(Int.init) : word(), let flags = byte() else { return nil }
        let runs = flags & 8 != 0 ? word() : 0
        let extra = flags & 4 != 0 ? long() : 0
        guard let runs, let extra else { return nil }
        var units: [UInt16] = []
        units.reserveCapacity(count)
        var isWide = flags & 1 != 0
        while units.count < count {
            if place >= pieces[min(piece, pieces.count - 1)].count {
                // The next piece says anew how wide its characters are.
                guard let flag = byte() else { return nil }
                isWide = flag & 1 != 0
            }
            guard let unit = isWide ? word() : byte().map(Int.init) else { return nil }
            units.append(UInt16(unit))
        }
        guard skip(runs * 4 + extra) else { return nil }
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func skip(_ count: Int) -> Bool {
        guard count >= 0 else { return false }
        for _ in 0..<count where byte() == nil { return false }
        return true
    }
}
