import Crypto
import CryptoExtras
import DocumentModel
import Foundation
import Testing

@testable import Signatures

/// What is signed here, by keys that never are ours to read.
@Suite struct SigningTests {
    /// 2026-11-30T08:00:00+07:00.
    private static let time: Int64 = 1_796_000_400_000

    private static let keys: [(name: String, make: @Sendable () throws -> TestAuthority.Signer.Key)] = [
        ("ECDSA", { .curve(P256.Signing.PrivateKey()) }),
        ("RSASSA-PSS", { .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048)) }),
    ]

    private static func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        return [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    /// A PDF of one page, drawn here.
    /// - Parameter rotation: of the page, degrees.
    private static func unsigned(rotation: Int = 0) -> [UInt8] {
        let objects = [
            "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842]>>",
            "<</Type /Page /Parent 2 0 R /Rotate \(rotation) /Resources <<>> /Contents 4 0 R>>",
            "<</Length 15>>\nstream\n0 0 m 9 9 l S  \nendstream",
        ]
        var (text, offsets) = ("%PDF-1.7\n", [Int]())
        for (place, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(place + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 5\n0000000000 65535 f\r\n"
        for offset in offsets {
            text += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n\r\n"
        }
        return Array((text + "trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n").utf8)
    }

    private static func sign(
        _ bytes: [UInt8], _ authority: TestAuthority, _ key: TestAuthority.Signer.Key, field: String = "SAO Y",
        block: UnsignedDocument.Block? = nil, isStamped: Bool = true
    ) async throws -> [UInt8] {
        let document = try UnsignedDocument(of: bytes, field: field, block: block, time: time)
        guard isStamped else { return try await document.signed(by: authority.signer(key)) }
        return try await document.signed(by: authority.signer(key)) { value in
            let exchange = TimeStampExchange(signature: value, nonce: 12_345)
            return try exchange.token(from: authority.answer(to: exchange.request, at: time))
        }
    }

    private static func verdict(_ bytes: [UInt8], _ authority: TestAuthority) throws -> DocumentVerdict {
        try SignatureVerifier(trust: TrustStore(roots: [authority.root]), now: time + 60_000).verdict(on: bytes)
    }

    @Test(arguments: [0, 1], ["two.pdf", "cases/object-streams.pdf", ""])
    func whatIsSignedIsValid(key: Int, file: String) async throws {
        let authority = TestAuthority()
        let original = try file.isEmpty ? Self.unsigned() : Self.fixture(file)
        let signed = try await Self.sign(original, authority, try Self.keys[key].make())
        // Nothing of what was there has changed.
        #expect(signed.starts(with: original))
        let verdict = try #require(try Self.verdict(signed, authority).signatures.last)
        #expect(verdict.outcome == .valid, "\(verdict.reason ?? "")")
        #expect(verdict.facts.coverage == .wholeFile && verdict.facts.field == "SAO Y")
        #expect(verdict.facts.tokenTime == Self.time && verdict.facts.claimedTime == Self.time)
        #expect(verdict.warnings == [.revocationNotAsked])
    }

    @Test func aSecondSignatureLeavesTheFirstValid() async throws {
        let authority = TestAuthority()
        let key = try Self.keys[0].make()
        let once = try await Self.sign(Self.unsigned(), authority, key)
        let twice = try await Self.sign(once, authority, key, field: "SAO LỤC", isStamped: false)
        let verdicts = try Self.verdict(twice, authority).signatures
        #expect(verdicts.map(\.outcome) == [.valid, .valid])
        #expect(verdicts.first?.changes.map(\.kind) == [.signature])
        #expect(throws: UnsignedDocument.Fault.fieldExists) {
            try UnsignedDocument(of: twice, field: "SAO Y", block: nil, time: Self.time)
        }
    }

    /// The block stands in the corner that is the upper right one when the page is shown.
    @Test(arguments: [
        (0, [425.0, 782, 565, 812]), (90, [30, 672, 60, 812]), (180, [30, 30, 170, 60]), (270, [535, 30, 565, 170]),
    ])
    func theBlockStandsInItsCorner(rotation: Int, rectangle: [Double]) async throws {
        let authority = TestAuthority()
        let drawing = String(decoding: Self.unsigned(), as: UTF8.self)
            .replacingOccurrences(of: "[0 0 595 842]", with: "[0 0 140 30]")
        // One digit fewer: the cross-references follow.
        let block = UnsignedDocument.Block(drawing: Self.shifted(drawing), margin: 30)
        let signed = try await Self.sign(
            Self.unsigned(rotation: rotation), authority, try Self.keys[0].make(), block: block)
        let revision = try SignatureReader.lastRevision(of: signed)
        let field = try #require(try FormFieldReader(revision: revision).fields().first)
        #expect(field.entries["Rect"]?.array?.compactMap(\.number) == rectangle)
        let appearance = try revision.resolve(field.entries["AP"]).entries ?? [:]
        let form = try #require(try revision.resolve(appearance["N"]).stream)
        #expect(try revision.decoded(form).starts(with: Array("0 0 m 9 9 l S".utf8)))
        #expect(try Self.verdict(signed, authority).outcome == .valid)
    }

    private static func shifted(_ text: String) -> [UInt8] {
        // Where the objects begin now.
        var text = text
        let body = text
        let starts = (1...4).compactMap { number in
            body.range(of: "\n\(number) 0 obj").map { body.utf8.distance(from: body.startIndex, to: $0.lowerBound) + 1 }
        }
        guard let table = body.range(of: "xref\n0 5") else { return [] }
        let head = body[..<table.lowerBound]
        text = head + "xref\n0 5\n0000000000 65535 f\r\n"
        for start in starts {
            text += String(repeating: "0", count: 10 - String(start).count) + "\(start) 00000 n\r\n"
        }
        return Array((text + "trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n\(head.utf8.count)\n%%EOF\n").utf8)
    }

    @Test(arguments: ["cases/certified-1.pdf", "cases/locked-all.pdf"]) func whatASignerForbadeIsNotDone(file: String)
        throws
    {
        let bytes = try Self.fixture(file)
        #expect(throws: UnsignedDocument.Fault.forbidden) {
            try UnsignedDocument(of: bytes, field: "SAO Y", block: nil, time: Self.time)
        }
    }

    @Test func aWrongKeyLeavesNothing() async throws {
        let authority = TestAuthority()
        let document = try UnsignedDocument(of: Self.unsigned(), field: "SAO Y", block: nil, time: Self.time)
        let certified = authority.signer(.curve(P256.Signing.PrivateKey()))
        let wrong = TestAuthority.Signer(
            certificate: certified.certificate, key: .curve(P256.Signing.PrivateKey()))
        await #expect(throws: UnsignedDocument.Fault.wrongSignature) { try await document.signed(by: wrong) }
        let garbage = TestAuthority.Signer(certificate: [0x30, 0x00], key: certified.key)
        await #expect(throws: UnsignedDocument.Fault.badCertificate) { try await document.signed(by: garbage) }
    }

    @Test func anAnswerToAnotherQuestionIsNotTaken() throws {
        let authority = TestAuthority()
        let mine = TimeStampExchange(signature: [1, 2, 3], nonce: 8)
        let answer = try authority.answer(to: mine.request, at: Self.time)
        #expect(try !mine.token(from: answer).isEmpty)
        #expect(throws: TimeStampExchange.Fault.other) {
            try TimeStampExchange(signature: [1, 2, 3], nonce: 88).token(from: answer)
        }
        #expect(throws: TimeStampExchange.Fault.other) {
            try TimeStampExchange(signature: [1, 2], nonce: 8).token(from: answer)
        }
        #expect(throws: TimeStampExchange.Fault.refused(2)) {
            try mine.token(from: DEREncoding.sequence(DEREncoding.sequence(DEREncoding.integer(2))))
        }
        for bytes in [[], [0x30], Array(answer.dropLast(9))] as [[UInt8]] {
            #expect(throws: TimeStampExchange.Fault.malformed) { try mine.token(from: bytes) }
        }
    }
}
