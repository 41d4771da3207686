import CLeptonica
import Foundation
import ScannedPages
import Testing

private typealias Page = ScannedPages.Pix

/// Turning by small angles, against Leptonica's way of doing it.
@Suite struct StraighteningTests {
    @Test(arguments: [0.21, -0.5, 1.7, -3, 8.9])
    func givesWhatLeptonicaGives(degrees: Double) throws {
        let page = try Self.request().inkGray()
        let expected = try page.deskewed(by: degrees)
        let found = try Page(sohoa_straightened(page.handle, Float(-degrees * .pi / 180)), from: "sohoa_straightened")
        try #require(found.width == expected.width && found.height == expected.height)
        var (sum, most) = (0, 0)
        found.withWords { found in
            expected.withWords { expected in
                for (one, other) in zip(found, expected) where one != other {
                    for shift in [0, 8, 16, 24] as [UInt32] {
                        let difference = abs(Int(one >> shift & 255) - Int(other >> shift & 255))
                        sum += difference
                        most = max(most, difference)
                    }
                }
            }
        }
        #expect(Double(sum) / Double(found.width * found.height) < 1)
        // Both interpolate, one in both directions at once; at the edges of strokes they differ by shades.
        #expect(most < (abs(degrees) > 5 ? 120 : 64))
    }

    @Test func refusesWhatItIsNotMadeFor() throws {
        let bits = try Self.request()
        #expect(sohoa_straightened(bits.handle, 0.1) == nil)
        let gray = try bits.inkGray()
        for angle in [0.5, -0.5, .nan, .infinity] as [Float] { #expect(sohoa_straightened(gray.handle, angle) == nil) }
        #expect(sohoa_straightened(nil, 0.1) == nil)
    }

    /// A page in bits of `Tests/Fixtures/Pages`.
    private static func request() throws -> Page {
        let path = Scans.folder.deletingLastPathComponent().appending(path: "Pages/request.tif").path
        return try Page(pixReadTiff(path, 0), from: "pixReadTiff")
    }
}
