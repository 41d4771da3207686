import DocumentModel
import Foundation
import Testing

/// Fingerprints as they travel between processes and lie in the store.
struct PageFingerprintCodingTests {
    private static let print = PageFingerprint(columns: 3, rows: 2, ink: [0, 1, 127, 128, 254, 255])

    @Test(arguments: [print, .none]) func aFingerprintComesBackAsItWas(print: PageFingerprint) throws {
        #expect(try JSONDecoder().decode(PageFingerprint.self, from: JSONEncoder().encode(print)) == print)
    }

    @Test func fingerprintsFromBeforeStayReadable() throws {
        let json = #"{"columns":3,"rows":2,"ink":[0,1,127,128,254,255]}"#
        #expect(try JSONDecoder().decode(PageFingerprint.self, from: Data(json.utf8)) == Self.print)
    }

    @Test(arguments: [
        #"{"columns":3,"rows":3,"ink":"AAF/gP7/"}"#, #"{"columns":-3,"rows":-2,"ink":"AAF/gP7/"}"#,
        #"{"columns":3,"rows":2,"ink":"AAF/gP7"}"#, #"{"columns":3,"rows":2,"ink":"!"}"#,
        #"{"columns":9223372036854775807,"rows":2,"ink":""}"#, #"{"columns":3,"rows":2,"ink":[256,1,1,1,1,1]}"#,
    ])
    func damagedOnesAreRefused(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PageFingerprint.self, from: Data(json.utf8))
        }
    }
}
