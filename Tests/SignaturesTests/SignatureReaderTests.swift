import DocumentModel
import Foundation
import Testing

@testable import Signatures

@Suite struct SignatureReaderTests {
    private static func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        return [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    @Test(arguments: [
        ("rsa.pdf", "sha256", SignatureFacts.Integrity.intact), ("pss.pdf", "sha256", .intact),
        ("sha1.pdf", "sha1", .intact), ("brainpool.pdf", "sha256", .notVerifiable),
        ("pss-long-salt.pdf", "sha256", .notVerifiable),
    ])
    func oneSigner(name: String, digest: String, integrity: SignatureFacts.Integrity) throws {
        let found = try SignatureReader().signatures(in: Self.fixture(name))
        #expect(found.map(\.field) == ["First"])
        #expect(found.map(\.integrity) == [integrity])
        #expect(found.map(\.digest) == [digest])
        #expect(found.map(\.hasWeakDigest) == [digest == "sha1"])
        #expect(found.map(\.coverage) == [.wholeFile])
        #expect(found.map(\.signer) == ["Nguyễn Văn Mẫu"])
        #expect(found.map(\.taxCode) == ["0000000001"])
    }

    @Test func theEarlierOfTwoSignersCoversItsRevision() throws {
        let found = try SignatureReader().signatures(in: Self.fixture("two.pdf"))
        #expect(found.map(\.field) == ["First", "Second"])
        #expect(found.map(\.integrity) == [.intact, .intact])
        #expect(found.map(\.coverage) == [.revision, .wholeFile])
    }

    /// No changed byte of what is covered leaves the signature intact.
    @Test func changedBytes() throws {
        let bytes = try Self.fixture("rsa.pdf")
        let range = try #require(SignatureReader().signatures(in: bytes).first).byteRange
        var state: UInt64 = 19
        for _ in 0..<300 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let position = Int(state >> 33) % bytes.count
            if (range[1]..<range[2]).contains(position) { continue }
            var changed = bytes
            changed[position] ^= UInt8(truncatingIfNeeded: state >> 20) | 1
            let found = (try? SignatureReader().signatures(in: changed)) ?? []
            #expect(!found.contains { $0.integrity == .intact }, "byte \(position)")
        }
    }

    @Test func addedBytesAreNotCovered() throws {
        let bytes = try Self.fixture("rsa.pdf") + Array("\n% more\n".utf8)
        #expect(try SignatureReader().signatures(in: bytes).map(\.coverage) == [.revision])
    }
}
