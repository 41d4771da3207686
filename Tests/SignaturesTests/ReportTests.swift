import DocumentModel
import Foundation
import Testing

@testable import Signatures

/// What is said of whole files, whatever they are.
@Suite struct ReportTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    private struct Table: Decodable {
        var now: Int64
        var root: Data
    }

    private static func table() throws -> Table {
        try JSONDecoder().decode(Table.self, from: Data(contentsOf: folder.appending(path: "cases/cases.json")))
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    private static func verifier() throws -> SignatureVerifier {
        let table = try table()
        return SignatureVerifier(trust: TrustStore(roots: [[UInt8](table.root)]), now: table.now)
    }

    @Test func whatAVerifierMustShowIsThere() throws {
        let (report, evidence) = try Self.verifier().report(on: Self.bytes("cases/token.pdf"))
        let facts = try #require(report.signatures.first?.facts)
        #expect(report.outcome == .valid && report.fault == nil)
        #expect(facts.signer != nil && facts.issuer != nil && facts.certificateSerial != nil)
        #expect(facts.tokenTime != nil && facts.timeAuthority != nil)
        let (from, to) = try (#require(facts.certificateFrom), #require(facts.certificateTo))
        #expect(from < to)
        // The certificates of both ways, and the token; each once, and named as what they are.
        #expect(report.evidence == evidence.map(\.named))
        #expect(Set(report.evidence).count == report.evidence.count)
        #expect(Set(report.evidence.map(\.kind)) == [.certificate, .timeStamp])
        #expect(report.evidence.contains { $0.digest == facts.certificateDigest })
    }

    @Test(arguments: [
        ("encrypted.pdf", SignatureReport.Fault.encrypted), ("byte-in-content.pdf", nil), ("plain.pdf", nil),
    ])
    func faults(name: String, fault: SignatureReport.Fault?) throws {
        #expect(try Self.verifier().report(on: Self.bytes("cases/\(name)")).0.fault == fault)
    }

    @Test(arguments: [
        ([UInt8](), SignatureReport.Fault.unknownForm), (Array("<?xml version=\"1.0\"?><a/>".utf8), .unknownForm),
        (Array("%PDF-1.7\n".utf8), .malformed), ([0x30, 0x80, 0, 0], .unknownForm),
        ([0x30, 0x03, 2, 1, 1], .unknownForm),
        (Array(repeating: 0x30, count: 4096), .unknownForm), (Array("-----BEGIN CMS-----\nAAAA".utf8), .malformed),
    ])
    func garbage(bytes: [UInt8], fault: SignatureReport.Fault) throws {
        let (report, evidence) = try Self.verifier().report(on: bytes)
        #expect(report.fault == fault)
        #expect(report.outcome == .notVerifiable && evidence.isEmpty && report.awaited == nil)
    }

    @Test func whatIsAwaitedIsKnown() throws {
        let table = try Self.table()
        let bytes = try Self.bytes("cases/plain.pdf")
        let untrusting = SignatureVerifier(trust: TrustStore(roots: []), now: table.now)
        #expect(untrusting.report(on: bytes).0.awaited == .chain)
        #expect(try Self.verifier().report(on: bytes).0.awaited == .revocation)
        #expect(try Self.verifier().report(on: Self.bytes("cases/byte-in-content.pdf")).0.awaited == nil)
    }

    @Test func aRootIsDescribedInBothForms() throws {
        let table = try Self.table()
        let der = try #require(TrustFile([UInt8](table.root)))
        #expect(der.description.kinds == [.root, .timeStampRoot] && der.description.from != nil)
        let pem = "-----BEGIN CERTIFICATE-----\n\(table.root.base64EncodedString())\n-----END CERTIFICATE-----\n"
        #expect(try #require(TrustFile(Array(pem.utf8))).description == der.description)
        // Whoever trusts a bundle does not see what is in it.
        #expect(TrustFile(Array((pem + pem).utf8)) == nil)
        #expect(TrustFile([]) == nil && TrustFile(Array("-----BEGIN CERTIFICATE-----".utf8)) == nil)
    }
}
