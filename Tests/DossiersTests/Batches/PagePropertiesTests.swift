import Basics
import DocumentModel
import Foundation
import Testing

@testable import Dossiers

@Suite("What goes with a page of its reading")
struct PagePropertiesTests {
    /// As the first versions stored readings: without what later ones look for.
    private static let stored = """
        {"width": 1200, "height": 1700, "dpi": 200, "rotation": 90, "skew": -1.25, "isBlank": false, "barcodes": [],
         "separatorTraces": {"finderPatterns": 0, "hasUndecodedCode": false, "hasDefacedArea": false},
         "text": {"lines": []}, "textSource": "recognized", "remarks": [],
         "fingerprint": \(fingerprint)}
        """

    private static var fingerprint: String {
        let coded = try? JSONEncoder().encode(PageFingerprint(columns: 1, rows: 1, ink: [7]))
        return coded.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    @Test("A reading that an earlier version stored gives its record the same properties, and is stored as before")
    func stored() throws {
        let reading = try JSONDecoder().decode(PageReading.self, from: Data(Self.stored.utf8))
        let properties = PageProperties(rotation: .clockwise90, skew: -1.25, confidence: nil)
        #expect(reading.properties == properties)
        let digest = try #require(ContentDigest(rawValue: String(repeating: "a", count: 64)))
        let record = PageReadingRecord(key: "k", artifact: digest, imageArtifact: nil, reading: reading)
        #expect(record.properties == properties)
        #expect((record.rotation, record.skew, record.confidence) == (.clockwise90, -1.25, nil))
        let again = try JSONSerialization.jsonObject(with: JSONEncoder().encode(reading)) as? [String: Any]
        #expect(again?["rotation"] as? Int == 90 && again?["skew"] as? Double == -1.25)
    }

    @Test("What is set by its name is set in the value")
    func setting() {
        var page = PageRecord(
            id: PageID(rawValue: "P"), batchID: BatchID(rawValue: "B"), fileOrdinal: 0, fileName: "1.tif", pageIndex: 0,
            ordinal: 0, kind: .content)
        #expect(page.properties == PageProperties())
        (page.rotation, page.skew, page.confidence) = (.half, 0.5, 93)
        #expect(page.properties == PageProperties(rotation: .half, skew: 0.5, confidence: 93))
    }
}
