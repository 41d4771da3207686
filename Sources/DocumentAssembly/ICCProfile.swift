/// The form of an ICC profile of version 2.1 (ICC.1:2001-04).
enum ICCProfile {
    typealias XYZ = (Double, Double, Double)

    /// D50, to which all colours are adapted.
    static let white: XYZ = (0.9642, 1.0, 0.8249)

    /// A profile of its tags; those of equal content share their data.
    ///
    /// - Parameters:
    ///   - kind: the device class: `mntr`, `scnr`.
    ///   - space: the colour space of the samples, four characters.
    static func file(kind: String, space: String, tags: [(signature: String, bytes: [UInt8])]) -> [UInt8] {
        var directory = Bytes()
        var content = Bytes()
        directory.u32(UInt32(tags.count))
        let start = 128 + 4 + 12 * tags.count
        var offsets: [[UInt8]: Int] = [:]
        for tag in tags {
            let offset = offsets[tag.bytes] ?? start + content.bytes.count
            if offsets[tag.bytes] == nil { content.padded(tag.bytes) }
            offsets[tag.bytes] = offset
            directory.bytes.append(contentsOf: tag.signature.utf8)
            directory.u32(UInt32(offset))
            directory.u32(UInt32(tag.bytes.count))
        }
        return header(kind + space, size: start + content.bytes.count) + directory.bytes + content.bytes
    }

    private static func header(_ names: String, size: Int) -> [UInt8] {
        var header = Bytes()
        header.u32(UInt32(size))
        header.u32(0)  // no preferred colour engine
        header.u32(0x0210_0000)  // version 2.1
        header.bytes.append(contentsOf: (names + "XYZ ").utf8)
        for value in [2026, 1, 1, 0, 0, 0] { header.u16(value) }
        header.bytes.append(contentsOf: "acsp".utf8)
        for _ in 0..<6 { header.u32(0) }  // platform, flags, device, attributes
        header.u32(0)  // rendering intent: perceptual
        header.bytes.append(contentsOf: numbers(white))
        while header.bytes.count < 128 { header.bytes.append(0) }
        return header.bytes
    }

    static func description(_ name: String) -> [UInt8] {
        var tag = Bytes()
        tag.bytes.append(contentsOf: "desc".utf8)
        tag.u32(0)
        tag.u32(UInt32(name.utf8.count + 1))
        tag.bytes.append(contentsOf: name.utf8)
        tag.bytes.append(0)
        // Unicode and Macintosh descriptions are obligatory in version 2 and stay empty.
        tag.bytes.append(contentsOf: [UInt8](repeating: 0, count: 4 + 4 + 2 + 1 + 67))
        return tag.bytes
    }

    static var copyright: [UInt8] {
        Array("text".utf8) + [0, 0, 0, 0] + Array("No copyright, use freely".utf8) + [0]
    }

    static func xyz(_ colour: XYZ) -> [UInt8] { Array("XYZ ".utf8) + [0, 0, 0, 0] + numbers(colour) }

    /// Three fixed-point numbers with 16 bits behind the point.
    private static func numbers(_ colour: XYZ) -> [UInt8] {
        var bytes = Bytes()
        for value in [colour.0, colour.1, colour.2] { bytes.u32(UInt32((value * 65536).rounded())) }
        return bytes.bytes
    }
}
