import Office

/// How far a TIFF file reaches by its own directories: to tell one that is still being written from a whole one.
///
/// TIFF 6.0, section 2, and BigTIFF. Checks where the data lies, not what it is.
struct TIFFExtent {
    /// Whether a directory or what it points to lies beyond the end of the file, or there is no directory yet.
    let reachesBeyondEnd: Bool

    /// Directories that are looked at; the rest of a longer chain counts as there.
    private static let maximumDirectories = 4_096
    /// Strips or tiles of one page that are looked at.
    private static let maximumPieces = 65_536

    init(_ file: borrowing ReadFile) {
        let isBig = file.bytes(at: 2, 2).contains(0x2B)
        let layout = Layout(isBig: isBig, isBigEndian: file.bytes(at: 0, 1) == [0x4D])
        var next = file.integer(at: isBig ? 8 : 4, layout.offsetWidth, isBigEndian: layout.isBigEndian)
        var seen: Set<UInt64> = []
        while seen.count < Self.maximumDirectories {
            guard let place = next, place > 0 || !seen.isEmpty else {
                reachesBeyondEnd = true
                return
            }
            // The end of the chain, or a circle, which is another kind of damage.
            guard place > 0, seen.insert(place).inserted else { break }
            guard let directory = Directory(file, at: place, layout), !directory.reachesBeyondEnd(file, layout) else {
                reachesBeyondEnd = true
                return
            }
            next = directory.next
        }
        reachesBeyondEnd = false
    }

    private struct Layout {
        var isBig: Bool
        var isBigEndian: Bool

        var offsetWidth: Int { isBig ? 8 : 4 }
        var countWidth: Int { isBig ? 8 : 2 }
        var entryWidth: Int { isBig ? 20 : 12 }

        func number(_ bytes: some Collection<UInt8>) -> UInt64 {
            (isBigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// The fields of one page that say where its picture lies.
    private struct Directory {
        /// Values of a field: how many, how wide, and where they stand.
        struct Field {
            var count: Int
            var width: Int
            var place: Int
        }

        var offsets: Field?
        var counts: Field?
        var next: UInt64?

        /// - Returns: `nil` when the directory itself is not wholly in the file.
        init?(_ file: borrowing ReadFile, at place: UInt64, _ layout: Layout) {
            guard place < UInt64(file.size),
                let count = file.integer(at: Int(place), layout.countWidth, isBigEndian: layout.isBigEndian),
                count <= 65_535
            else { return nil }
            let start = Int(place) + layout.countWidth
            let length = Int(count) * layout.entryWidth
            let entries = file.bytes(at: start, length)
            guard entries.count == length,
                let next = file.integer(
                    at: start + length, layout.offsetWidth, isBigEndian: layout.isBigEndian)
            else { return nil }
            self.next = next
            for index in 0..<Int(count) {
                let entry = entries[(index * layout.entryWidth)..<((index + 1) * layout.entryWidth)]
                let tag = layout.number(entry.prefix(2))
                guard [273, 279, 324, 325].contains(tag),
                    let field = Self.field(Array(entry), at: start + index * layout.entryWidth, layout)
                else { continue }
                if tag == 273 || tag == 324 { offsets = field } else { counts = field }
            }
        }

        private static func field(_ entry: [UInt8], at place: Int, _ layout: Layout) -> Field? {
            let widths: [UInt64: Int] = [3: 2, 4: 4, 16: 8]
            guard let width = widths[layout.number(entry[2..<4])] else { return nil }
            let count = layout.number(entry[4..<(4 + layout.offsetWidth)])
            guard count > 0, count <= UInt64(maximumPieces) else { return nil }
            let valuePlace = 4 + layout.offsetWidth
            let isInline = Int(count) * width <= layout.offsetWidth
            let target = layout.number(entry[valuePlace..<(valuePlace + layout.offsetWidth)])
            guard isInline || target <= UInt64(Int32.max) * 64 else { return nil }
            return Field(count: Int(count), width: width, place: isInline ? place + valuePlace : Int(target))
        }

        func reachesBeyondEnd(_ file: borrowing ReadFile, _ layout: Layout) -> Bool {
            guard let offsets, let counts, offsets.count == counts.count else { return false }
            let (places, lengths) = (values(offsets, file, layout), values(counts, file, layout))
            guard places.count == offsets.count, lengths.count == counts.count else { return true }
            return zip(places, lengths).contains { place, length in
                let (end, overflow) = place.addingReportingOverflow(length)
                return overflow || end > UInt64(file.size)
            }
        }

        private func values(_ field: Field, _ file: borrowing ReadFile, _ layout: Layout) -> [UInt64] {
            let bytes = file.bytes(at: field.place, field.count * field.width)
            return stride(from: 0, to: bytes.count - bytes.count % field.width, by: field.width).map {
                layout.number(bytes[$0..<($0 + field.width)])
            }
        }
    }
}
