import CLeptonica
import Testing

@testable import ScannedPages

/// Netpbm's maps, against Leptonica's own reading of them.
@Suite struct PortableMapTests {
    private static let pixels = (0..<60).map { UInt8($0 * 4 + 3) }

    @Test(arguments: [
        "P6\n5 4\n255\n", "P6 4 5 255 ", "P5\n10\n6\n255\n", "P5\n# drawn by hand\n10 6\n255\n", "P4\n13 7\n",
    ])
    func areReadAsLeptonicaReadsThem(header: String) throws {
        try Scans.withFile(Array(header.utf8) + Self.pixels) { path in
            guard let found = PortableMap.read(path: path) else {
                Issue.record("not read")
                return
            }
            let expected = try Pix(pixRead(path), from: "pixRead")
            var areEqual: Int32 = 0
            pixEqual(found.handle, expected.handle, &areEqual)
            #expect(found.depth == expected.depth && areEqual == 1)
        }
    }

    @Test(arguments: [
        "P6\n5 5\n255\n", "P5\n61 1\n255\n", "P6\n0 4\n255\n", "P6\n-5 4\n255\n", "P9\n1 1\n255\n", "P6\n5", "",
    ])
    func cutAndSenselessOnesAreRefused(header: String) throws {
        try Scans.withFile(Array(header.utf8) + (header.hasSuffix("\n") ? Self.pixels : [])) { path in
            guard PortableMap.read(path: path) == nil else {
                Issue.record("read")
                return
            }
        }
    }
}
