import Glibc

/// An ICC profile of version 2.1 for sRGB (IEC 61966-2-1), made from the standard's figures, so that nothing with a
/// licence of its own is shipped.
enum SRGBProfile {
    /// The profile file.
    static var data: [UInt8] {
        let curve = toneCurve
        let tags: [(signature: String, bytes: [UInt8])] = [
            ("desc", description("sRGB IEC61966-2.1")), ("cprt", text("No copyright, use freely")),
            // D50, and the primaries adapted to D50 by Bradford (ICC.1:2001-04; W3C's sRGB page).
            ("wtpt", xyz(0.9642, 1.0, 0.8249)), ("rXYZ", xyz(0.43607, 0.22249, 0.01392)),
            ("gXYZ", xyz(0.38515, 0.71687, 0.09708)), ("bXYZ", xyz(0.14307, 0.06061, 0.71410)),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ]
        var directory = Bytes()
        var content = Bytes()
        directory.u32(UInt32(tags.count))
        let start = 128 + 4 + 12 * tags.count
        var curveOffset: Int?
        for tag in tags {
            let isCurve = tag.signature.hasSuffix("TRC")
            let offset = (isCurve ? curveOffset : nil) ?? start + content.bytes.count
            // The three tone curves are one.
            if !(isCurve && curveOffset != nil) { content.padded(tag.bytes) }
            if isCurve { curveOffset = offset }
            directory.bytes.append(contentsOf: tag.signature.utf8)
            directory.u32(UInt32(offset))
            directory.u32(UInt32(tag.bytes.count))
        }
        return header(size: start + content.bytes.count) + directory.bytes + content.bytes
    }

    private static func header(size: Int) -> [UInt8] {
        var header = Bytes()
        header.u32(UInt32(size))
        header.u32(0)  // no preferred colour engine
        header.u32(0x0210_0000)  // version 2.1
        header.bytes.append(contentsOf: "mntrRGB XYZ ".utf8)
        for value in [2026, 1, 1, 0, 0, 0] { header.u16(value) }
        header.bytes.append(contentsOf: "acsp".utf8)
        for _ in 0..<6 { header.u32(0) }  // platform, flags, device, attributes
        header.u32(0)  // rendering intent: perceptual
        header.bytes.append(contentsOf: xyzNumbers(0.9642, 1.0, 0.8249))
        while header.bytes.count < 128 { header.bytes.append(0) }
        return header.bytes
    }

    private static func description(_ name: String) -> [UInt8] {
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

    private static func text(_ value: String) -> [UInt8] {
        Array("text".utf8) + [0, 0, 0, 0] + Array(value.utf8) + [0]
    }

    private static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
        Array("XYZ ".utf8) + [0, 0, 0, 0] + xyzNumbers(x, y, z)
    }

    /// Three fixed-point numbers with 16 bits behind the point.
    private static func xyzNumbers(_ values: Double...) -> [UInt8] {
        var bytes = Bytes()
        for value in values { bytes.u32(UInt32((value * 65536).rounded())) }
        return bytes.bytes
    }

    /// The transfer function of sRGB at 256 points.
    private static var toneCurve: [UInt8] {
        var tag = Bytes()
        tag.bytes.append(contentsOf: "curv".utf8)
        tag.u32(0)
        tag.u32(256)
        for step in 0..<256 {
            let value = Double(step) / 255
            let light = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            tag.u16(Int((light * 65535).rounded()))
        }
        return tag.bytes
    }
}
