import Glibc

/// An ICC profile of version 2.1 for CMYK of unknown inks, as most programs show it: each ink takes away its share of
/// red, green or blue, black of all three. PDF/A-1 forbids CMYK without a profile beside an sRGB output intent.
///
/// Made of the formula, so that nothing with a licence of its own is shipped. The inks' curves turn values into light
/// of sRGB's gamma; what is left of red light is then the product of what cyan and black leave. A table of two points
/// for each ink would hold that exactly, were it not that most programs divide its cells into tetrahedra, on whose edges
/// they take a product for a straight line: so cells are small.
enum CMYKProfile {
    private static let gamma = 2.2
    private static let curvePoints = 256
    private static let pointsPerInk = 7

    /// The profile file.
    static var data: [UInt8] {
        ICCProfile.file(
            kind: "scnr", space: "CMYK",
            tags: [
                ("desc", ICCProfile.description("CMYK as sRGB")), ("cprt", ICCProfile.copyright),
                ("wtpt", ICCProfile.xyz(ICCProfile.white)), ("A2B0", table),
            ])
    }

    /// A table of type lut16 (ICC.1:2001-04, 6.5.7).
    private static var table: [UInt8] {
        var tag = Bytes()
        tag.bytes.append(contentsOf: "mft2".utf8)
        tag.u32(0)
        tag.bytes += [4, 3, UInt8(pointsPerInk), 0]  // channels in and out, points for each ink
        for row in 0..<3 { for column in 0..<3 { tag.u32(row == column ? 0x1_0000 : 0) } }
        tag.u16(curvePoints)
        tag.u16(2)
        for _ in 0..<4 {
            for step in 0..<curvePoints {
                let left = pow(1 - Double(step) / Double(curvePoints - 1), gamma)
                tag.u16(Int(((1 - left) * 65535).rounded()))
            }
        }
        // Cyan varies slowest, black fastest.
        let left = (0..<pointsPerInk).map { 1 - Double($0) / Double(pointsPerInk - 1) }
        for cyan in left {
            for magenta in left {
                for yellow in left {
                    for black in left {
                        for value in xyz((cyan * black, magenta * black, yellow * black)) {
                            tag.u16(Int((value * 32768).rounded()))
                        }
                    }
                }
            }
        }
        for _ in 0..<3 { for end in [0, 65535] { tag.u16(end) } }
        return tag.bytes
    }

    private static func xyz(_ light: (Double, Double, Double)) -> [Double] {
        let (red, green, blue) = (SRGBProfile.red, SRGBProfile.green, SRGBProfile.blue)
        return [
            light.0 * red.0 + light.1 * green.0 + light.2 * blue.0,
            light.0 * red.1 + light.1 * green.1 + light.2 * blue.1,
            light.0 * red.2 + light.1 * green.2 + light.2 * blue.2,
        ]
    }
}
