import CLeptonica
import Testing

@testable import ScannedPages

/// Pictures of bare samples, against Leptonica's reading of the same samples in a netpbm file.
@Suite struct SampleRowsTests {
    private static let samples = (0..<60).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }

    @Test(arguments: [
        (SampleRows.Kind.colour, 5, 4, "P6\n5 4\n255\n"), (.colour, 4, 5, "P6\n4 5\n255\n"),
        (.gray, 10, 6, "P5\n10 6\n255\n"), (.gray, 13, 4, "P5\n13 4\n255\n"), (.bits, 13, 7, "P4\n13 7\n"),
        (.bits, 64, 7, "P4\n64 7\n"), (.bits, 65, 6, "P4\n65 6\n"),
    ])
    func areTheSamePicture(kind: SampleRows.Kind, width: Int, height: Int, header: String) throws {
        // In netpbm's bits 1 is black.
        let file = kind == .bits ? Self.samples.map(~) : Self.samples
        try Scans.withFile(Array(header.utf8) + file) { path in
            guard let picture = Self.picture(kind, width, height) else {
                Issue.record("no picture")
                return
            }
            let expected = try Pix(pixRead(path), from: "pixRead")
            var areEqual: Int32 = 0
            pixEqual(picture.handle, expected.handle, &areEqual)
            #expect(picture.depth == expected.depth && areEqual == 1)
        }
    }

    @Test(arguments: [(5, 5), (0, 4), (-1, 4), (5, 0)]) func missingRowsAndSenselessSizesAreNone(
        width: Int, height: Int
    ) {
        guard Self.picture(.colour, width, height) == nil else {
            Issue.record("a picture")
            return
        }
    }

    private static func picture(_ kind: SampleRows.Kind, _ width: Int, _ height: Int) -> ScannedPages.Pix? {
        let stride = kind.bytes(width: width)
        return SampleRows.picture(kind, width: width, height: height) { y, row in
            guard (y + 1) * stride <= samples.count else { return false }
            return row.update(fromContentsOf: samples[(y * stride)..<((y + 1) * stride)]) == stride
        }
    }
}
