/// What the head of an ICC profile says (ICC.1:2001-04, 6.1).
struct ICCProfileHeader {
    /// Major version.
    let version: Int
    /// Device class: `scnr`, `mntr`, `prtr`, `spac` and others.
    let kind: String
    /// Colour space of the samples: `GRAY`, `RGB `, `CMYK` and others.
    let space: String

    /// Bytes of the largest profile that is carried along; a printer's have half a megabyte.
    private static let largest = 2 << 20

    /// - Returns: `nil` when it is no profile, or not all of one.
    init?(_ data: [UInt8]) {
        guard (132...Self.largest).contains(data.count), data[36..<40].elementsEqual("acsp".utf8),
            data[0..<4].reduce(0, { $0 << 8 | Int($1) }) <= data.count
        else { return nil }
        // A table of tags, each within the profile.
        let integer = { (at: Int) in data[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        let count = integer(128)
        guard (1...100).contains(count), 132 + 12 * count <= data.count,
            (0..<count).allSatisfy({ tag in
                let (offset, length) = (integer(136 + 12 * tag), integer(140 + 12 * tag))
                return offset <= data.count && length <= data.count - offset
            })
        else { return nil }
        version = Int(data[8])
        kind = String(decoding: data[12..<16], as: UTF8.self)
        space = String(decoding: data[16..<20], as: UTF8.self)
    }

    /// Whether PDF/A-1 takes it for samples of so many components: version 2, of a device or colour space.
    func isUsable(components: Int) -> Bool {
        let spaces = [1: "GRAY", 3: "RGB ", 4: "CMYK"]
        return version == 2 && ["scnr", "mntr", "prtr", "spac"].contains(kind) && space == spaces[components]
    }
}
