import Glibc

/// An ICC profile of version 2.1 for sRGB (IEC 61966-2-1), made from the standard's figures, so that nothing with a
/// licence of its own is shipped.
enum SRGBProfile {
    /// The profile file.
    static var data: [UInt8] {
        let curve = toneCurve
        return ICCProfile.file(
            kind: "mntr", space: "RGB ",
            tags: [
                ("desc", ICCProfile.description("sRGB IEC61966-2.1")), ("cprt", ICCProfile.copyright),
                // D50, and the primaries adapted to D50 by Bradford (ICC.1:2001-04; W3C's sRGB page).
                ("wtpt", ICCProfile.xyz(ICCProfile.white)), ("rXYZ", ICCProfile.xyz(red)),
                ("gXYZ", ICCProfile.xyz(green)), ("bXYZ", ICCProfile.xyz(blue)),
                ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
            ])
    }

    static let red = (0.43607, 0.22249, 0.01392)
    static let green = (0.38515, 0.71687, 0.09708)
    static let blue = (0.14307, 0.06061, 0.71410)

    /// Points of the transfer function. Between them programs draw straight lines, which miss it by a tenth of a step of
    /// 8 bits at most; poppler inverts the table anew for each page, and takes four times as long for 256 points.
    static let points = 64

    /// The transfer function of sRGB.
    private static var toneCurve: [UInt8] {
        var tag = Bytes()
        tag.bytes.append(contentsOf: "curv".utf8)
        tag.u32(0)
        tag.u32(UInt32(points))
        for step in 0..<points {
            let value = Double(step) / Double(points - 1)
            let light = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            tag.u16(Int((light * 65535).rounded()))
        }
        return tag.bytes
    }
}
