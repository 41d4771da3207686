import DocumentModel
import Foundation
import Testing

@testable import Signatures

/// Increments that others put behind a signed file by hand, so that what is shown is not what was signed.
@Suite struct AttackTests {
    private struct Signed {
        var bytes: [UInt8]
        var root: Int
        var form: Int
        var field: Int
        var value: Int
        var contents: String
        var byteRange: [Int]
        var crossReference: Int

        init() throws {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/cases")
            bytes = [UInt8](try Data(contentsOf: folder.appending(path: "plain.pdf")))
            let revision = try SignatureReader.lastRevision(of: bytes)
            root = try #require(revision.trailer["Root"]?.reference).number
            let catalog = try #require(revision.resolve(revision.trailer["Root"]).entries)
            form = try #require(catalog["AcroForm"]?.reference).number
            let found = try #require(try FormFieldReader(revision: revision).fields().first)
            field = try #require(found.reference).number
            value = try #require(found.value?.reference).number
            let entries = try #require(found.value.flatMap { try revision.resolve($0).entries })
            contents = try #require(entries["Contents"]?.string).map { PDFHex.byte($0) }.joined()
            byteRange = try #require(entries["ByteRange"]?.array).compactMap(\.integer)
            crossReference = revision.sections[0].offset
        }

        func signature(_ range: String, _ contents: String) -> String {
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached \(range) /Contents <\(contents)> >>"
        }

        /// The file with objects behind it.
        func with(_ objects: [(number: Int, text: String)], previous: Int? = nil) -> [UInt8] {
            var text = "\n"
            var table = "xref\n"
            for (number, body) in objects {
                let offset = String(bytes.count + text.utf8.count)
                table += "\(number) 1\n" + String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
                text += "\(number) 0 obj\n\(body)\nendobj\n"
            }
            let start = bytes.count + text.utf8.count
            text += table + "trailer\n<< /Size 9999 /Root \(root) 0 R /Prev \(previous ?? crossReference) >>\n"
            return bytes + Array("\(text)startxref\n\(start)\n%%EOF\n".utf8)
        }
    }

    private static func outcomes(of bytes: [UInt8]) throws -> [SignatureVerdict] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/cases/cases.json")
        let table = try JSONDecoder().decode(VerdictTests.Table.self, from: Data(contentsOf: file))
        let trust = TrustStore(roots: [[UInt8](table.root)])
        return try SignatureVerifier(trust: trust, now: table.now).verdict(on: bytes).signatures
    }

    /// So that the others fail for what they do and not for how they are written.
    @Test func harmlessIncrement() throws {
        let verdicts = try Self.outcomes(of: Signed().with([(9000, "null")]))
        #expect(verdicts.map(\.outcome) == [.valid])
        #expect(verdicts.map(\.facts.coverage) == [.revision])
    }

    @Test(arguments: ["", "/ByteRange null", "/ByteRange []", "/ByteRange [0 -1 2 3]", "/ByteRange [0 0 0 0]"])
    func signatureWithoutRange(range: String) throws {
        let signed = try Signed()
        let bytes = signed.with([(signed.value, signed.signature(range, signed.contents))])
        #expect(try Self.outcomes(of: bytes).map(\.outcome) == [.notVerifiable])
    }

    @Test(arguments: ["", "00", "3000"]) func signatureWithoutContents(contents: String) throws {
        let signed = try Signed()
        let range = "/ByteRange \(signed.byteRange)".replacing(",", with: "")
        let bytes = signed.with([(signed.value, signed.signature(range, contents))])
        #expect(try Self.outcomes(of: bytes).map(\.outcome) == [.notVerifiable])
    }

    /// What is covered behind the hole is put elsewhere once more, and all between is another's.
    @Test func wrapping() throws {
        let signed = try Signed()
        let tail = String(decoding: signed.bytes[signed.byteRange[2]...], as: UTF8.self)
        let head = "<< /Length \(tail.utf8.count) >>\nstream\n"
        let start = signed.bytes.count + 1 + "9000 0 obj\n".utf8.count + head.utf8.count
        let range = "/ByteRange [0 \(signed.byteRange[1]) \(start) \(tail.utf8.count)]"
        let bytes = signed.with([
            (9000, head + tail + "\nendstream"), (signed.value, signed.signature(range, signed.contents)),
        ])
        #expect(bytes[start..<(start + tail.utf8.count)].elementsEqual(tail.utf8))
        let verdicts = try Self.outcomes(of: bytes)
        #expect(verdicts.map(\.outcome) == [.notVerifiable])
        #expect(verdicts.map(\.reason) == ["byte_range"])
    }

    /// A second field that takes the first one's signature for its own, to draw what it likes.
    @Test func borrowedSignature() throws {
        let signed = try Signed()
        let copy = "<< /FT /Sig /T (Copy) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /V \(signed.value) 0 R >>"
        let bytes = signed.with([
            (signed.form, "<< /Fields [\(signed.field) 0 R 9000 0 R] /SigFlags 3 >>"), (9000, copy),
        ])
        let verdicts = try Self.outcomes(of: bytes)
        #expect(verdicts.count == 2)
        #expect(verdicts.allSatisfy { $0.outcome > .validWithWeakDigest })
        #expect(verdicts.first { $0.facts.field == "Copy" }?.reason == "not_in_its_revision")
    }

    /// The newest part leaves out the signed one: another document with the old field.
    @Test func anotherHistory() throws {
        let signed = try Signed()
        let first = try #require(try SignatureReader.lastRevision(of: signed.bytes).sections.last?.offset)
        let bytes = signed.with([(9000, "null")], previous: first)
        let verdicts = (try? Self.outcomes(of: bytes)) ?? []
        #expect(verdicts.allSatisfy { $0.outcome > .validWithWeakDigest })
    }

    @Test func anotherCatalog() throws {
        var signed = try Signed()
        let old = signed.root
        signed.root = 9000
        let bytes = signed.with([
            (9000, "<< /Type /Catalog /Pages 9001 0 R /AcroForm \(signed.form) 0 R /Old \(old) 0 R >>"),
            (9001, "<< /Type /Pages /Kids [] /Count 0 >>"),
        ])
        let verdicts = try Self.outcomes(of: bytes)
        #expect(verdicts.map(\.outcome) == [.changedAfterwards])
        #expect(verdicts.flatMap(\.changes).map(\.kind) == [.other])
    }
}
