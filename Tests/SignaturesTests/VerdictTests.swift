import DocumentModel
import Foundation
import Testing

@testable import Signatures

/// The cases of `Fixtures/cases`, drawn by `Making/cases.py`, with what pyHanko and pdfsig said of them then.
@Suite struct VerdictTests {
    struct Table: Decodable {
        var now: Int64
        var root: Data
        var cases: [Case]
    }

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var file: String
        /// An outcome, or outcome and reason, of each signature; `fault` where none can be had.
        var expected: [String]
        var crls: [Data]
        var ocsps: [Data]
        var oracle: Oracle

        var testDescription: String { file }
    }

    struct Oracle: Decodable, Sendable {
        struct Word: Decodable, Sendable {
            var field: String?
            var ok: Bool?
        }
        var pyhanko: [Word]
        var pdfsig: [String]
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/cases")

    private static let table: Table? = try? JSONDecoder().decode(
        Table.self, from: Data(contentsOf: folder.appending(path: "cases.json")))

    private static func verdict(on entry: Case) throws -> DocumentVerdict {
        let table = try #require(table)
        let trust = TrustStore(
            roots: [[UInt8](table.root)], revocationLists: entry.crls.map { [UInt8]($0) },
            statusAnswers: entry.ocsps.map { [UInt8]($0) })
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: entry.file)))
        return try SignatureVerifier(trust: trust, now: table.now).verdict(on: bytes)
    }

    @Test func theTableIsWhole() throws {
        #expect(try #require(Self.table).cases.count >= 60)
    }

    @Test(arguments: table?.cases ?? []) func outcome(entry: Case) throws {
        guard entry.expected != ["fault"] else {
            #expect(throws: SignatureReader.Fault.self) { try Self.verdict(on: entry) }
            return
        }
        let verdicts = try Self.verdict(on: entry).signatures
        #expect(verdicts.map { $0.outcome.rawValue + ($0.reason.map { ":" + $0 } ?? "") } == entry.expected)
    }

    /// Nothing is called valid that an oracle refuses; pdfsig does not look at document time stamps.
    @Test(arguments: table?.cases ?? []) func neverBetterThanAnOracle(entry: Case) throws {
        let verdicts = (try? Self.verdict(on: entry).signatures) ?? []
        for (index, verdict) in verdicts.enumerated() where verdict.outcome == .valid {
            let word = entry.oracle.pyhanko.first { $0.field == verdict.facts.field }
            #expect(word?.ok == true)
            if !verdict.facts.isDocumentTimeStamp {
                #expect(entry.oracle.pdfsig.indices.contains(index))
                #expect(entry.oracle.pdfsig.dropFirst(index).first == "Signature is Valid.")
            }
        }
    }

    @Test(arguments: [
        ("annotation-added", RevisionChange.Kind.annotationAdded, "1"), ("page-redrawn", .page, "1"),
        ("page-added", .pageAdded, "2"), ("page-removed", .pageRemoved, "2"), ("field-filled", .formField, "Number"),
        ("open-action", .catalog, "OpenAction"), ("two-signers", .signature, "Second"),
        ("document-time-stamp", .documentTimeStamp, "Stamp"), ("store-good", .validationData, "DSS"),
        ("dangling-reference-defined", .page, "1"), ("object-stream-replaced", .page, "1"),
        ("annotation-changed", .annotationChanged, "1"), ("annotation-removed", .annotationRemoved, "1"),
    ])
    func laterIncrementsAreDescribed(name: String, kind: RevisionChange.Kind, subject: String) throws {
        let entry = try #require(Self.table?.cases.first { $0.file == name + ".pdf" })
        let changes = try #require(Self.verdict(on: entry).signatures.first).changes
        #expect(changes.contains { $0.kind == kind && $0.subject == subject })
    }

    @Test(arguments: [
        ("certified-1-filled", SignatureVerdict.Warning.changeForbidden, true),
        ("certified-2-filled", .changeForbidden, false), ("certified-2-annotated", .changeForbidden, true),
        ("certified-3-annotated", .changeForbidden, false), ("locked-all-filled", .changeForbidden, true),
        ("locked-one-filled", .changeForbidden, true), ("locked-others-signed", .changeForbidden, false),
        ("plain", .noTrustedTime, true), ("token", .noTrustedTime, false), ("plain", .revocationNotAsked, true),
        ("list-good", .revocationNotAsked, false), ("revoked-after-token", .revokedLater, true),
    ])
    func warnings(name: String, warning: SignatureVerdict.Warning, isGiven: Bool) throws {
        let entry = try #require(Self.table?.cases.first { $0.file == name + ".pdf" })
        let verdict = try #require(Self.verdict(on: entry).signatures.first)
        #expect(verdict.warnings.contains(warning) == isGiven)
    }

    @Test func nothingIsTrustedByItself() throws {
        let entry = try #require(Self.table?.cases.first { $0.file == "plain.pdf" })
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: entry.file)))
        let verdict = try SignatureVerifier(trust: TrustStore(roots: []), now: #require(Self.table).now).verdict(
            on: bytes)
        #expect(verdict.outcome == .notVerifiable)
        #expect(verdict.signatures.map(\.facts.integrity) == [.intact])
    }
}
