import DocumentModel
import Dossiers
import Testing

@testable import Ledger

@Suite("What is made of documents") struct DerivativeTests {
    private static let number = FieldValue(value: "000053374336", confidence: 90, page: 0, box: nil)

    /// One document of two pages.
    private static func office(_ maker: LedgerMaker) async throws -> (ledger: Ledger, id: DocumentID) {
        let ledger = try maker.make()
        let outcome = try await ledger.write { tx in
            try tx.openOffice()
            return try tx.digitize(["một", "hai"], fields: [.idNumber: number])
        }
        guard case .attached(let id) = outcome else { throw LedgerError(.conflict, "test data") }
        return (ledger, id)
    }

    private static func made(_ ledger: Ledger, _ id: DocumentID) async throws -> Derivatives {
        try #require(try await ledger.read { try $0.document(id) }).content.derivatives
    }

    @Test("A document comes with a reading for each page, fields and a PDF", arguments: LedgerMaker.all)
    func kinds(_ maker: LedgerMaker) async throws {
        let (ledger, id) = try await Self.office(maker)
        let found = try await ledger.read { try $0.derivatives(of: id) }
        #expect(found.map(\.value.kind) == [.fields, .pdf, .reading, .reading])
        #expect(found.map(\.value.place) == [0, 0, 0, 1])
        #expect(found.allSatisfy { $0.recordedAt == Office.time(1) && $0.supersededAt == nil && !$0.value.isFrozen })
    }

    @Test("What is made anew takes the place of what differs, and the earlier one is kept", arguments: LedgerMaker.all)
    func replaced(_ maker: LedgerMaker) async throws {
        let (ledger, id) = try await Self.office(maker)
        var new = try await Self.made(ledger, id)
        (new.fields, new.keys) = ([:], DerivationKeys(fields: "f2", pdf: "p2"))
        let made = new
        #expect(try await ledger.write { try $0.replaceDerivatives(of: id, by: made, at: Office.time(2)) })
        let all = try await ledger.read { try $0.derivatives(of: id, includingPast: true) }
        #expect(all.filter { $0.supersededAt == Office.time(2) }.map(\.value.kind) == [.fields])
        #expect(all.filter { $0.supersededAt == nil }.compactMap(\.value.key).contains("p2"))
        #expect(try await ledger.write { try $0.replaceDerivatives(of: id, by: made, at: Office.time(3)) } == false)
        #expect(try await ledger.read { try $0.search(SearchQuery("000053374336")) }.isEmpty)
        #expect(try await ledger.read { try $0.recordFaults() + $0.auditFaults() } == [])
    }

    @Test("What a person corrected stays when a machine makes it again", arguments: LedgerMaker.all)
    func frozen(_ maker: LedgerMaker) async throws {
        let (ledger, id) = try await Self.office(maker)
        var new = try await Self.made(ledger, id)
        new.fields[.idNumber]?.value = "000053374337"
        let corrected = new
        _ = try await ledger.write {
            try $0.replaceDerivatives(of: id, by: corrected, corrected: [.fields], at: Office.time(2))
        }
        #expect(try await ledger.read { try $0.document(id)?.frozen } == [.fields])
        #expect(try await ledger.read { try $0.search(SearchQuery("000053374337")) }.count == 1)
        // A machine comes by with other fields and another PDF.
        (new.fields, new.pdf, new.keys) = ([:], Office.digest("neu"), DerivationKeys(fields: "f9", pdf: "p9"))
        let machine = new
        #expect(try await ledger.write { try $0.replaceDerivatives(of: id, by: machine, at: Office.time(3)) })
        let content = try #require(try await ledger.read { try $0.document(id) }).content
        #expect(content.fields == corrected.fields)
        #expect(content.pdf == machine.pdf)
        #expect(try await ledger.read { try $0.search(SearchQuery("000053374337")) }.count == 1)
        // Another person may correct the correction.
        new.fields = [.number: Self.number]
        let second = new
        _ = try await ledger.write {
            try $0.replaceDerivatives(of: id, by: second, corrected: [.fields], at: Office.time(4))
        }
        #expect(try await Self.made(ledger, id).fields == second.fields)
        #expect(try await ledger.read { try $0.recordFaults() + $0.auditFaults() } == [])
    }

    private static let signed = Derivative(.signedPDF, artifact: Office.digest("ký"), maker: .signature)

    @Test("Nothing takes the place of what is signed", arguments: LedgerMaker.all, Derivative.Maker.allCases)
    func signed(_ maker: LedgerMaker, _ other: Derivative.Maker) async throws {
        let (ledger, id) = try await Self.office(maker)
        try await ledger.write { try $0.add(Self.signed, to: id, at: Office.time(2)) }
        try await ledger.write { try $0.add(Self.signed, to: id, at: Office.time(3)) }
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.write {
                try $0.add(
                    Derivative(.signedPDF, artifact: Office.digest("khác"), maker: other), to: id, at: Office.time(4))
            }
        }
        #expect(error?.code == .conflict)
        let kept = try await ledger.read { try $0.derivatives(of: id) }.filter { $0.value.kind == .signedPDF }
        #expect(kept == [RecordedDerivative(value: Self.signed, recordedAt: Office.time(2), supersededAt: nil)])
    }

    /// What a program that forgets the rules would run.
    private static let edits = [
        "UPDATE derivatives SET content = '{}' WHERE kind = 'fields'", "DELETE FROM derivatives",
        "UPDATE derivatives SET maker = 'machine'",
        "UPDATE derivatives SET superseded_at = 1 WHERE kind = 'signed_pdf'",
        """
        INSERT INTO derivatives (generation, document_id, kind, place, maker, recorded_at)
        SELECT 'x', id, 'signed_pdf', 0, 'machine', 1 FROM documents
        """,
        "DELETE FROM artifact_references", "UPDATE artifact_references SET owner = 'x'",
    ]

    @Test("The tables themselves refuse to forget", arguments: edits)
    func tablesRefuse(_ edit: String) async throws {
        let (ledger, id) = try await Self.office(.sqlite)
        try await ledger.write { try $0.add(Self.signed, to: id, at: Office.time(2)) }
        let error = await #expect(throws: LedgerError.self) { try await ledger.write { _ = try $0.sql.run(edit, []) } }
        #expect(error?.code == .conflict)
    }

    @Test("A person's fields stay a person's, even once they are superseded", arguments: ["fields"])
    func neverTheMachines(_ kind: String) async throws {
        let (ledger, id) = try await Self.office(.sqlite)
        let made = try await Self.made(ledger, id)
        try await ledger.write {
            try $0.replaceDerivatives(of: id, by: made, corrected: [.fields], at: Office.time(2))
            _ = try $0.sql.run("UPDATE derivatives SET superseded_at = 9 WHERE maker = 'person'", [])
        }
        await #expect(throws: LedgerError.self) {
            try await ledger.write {
                try $0.sql.run(
                    """
                    INSERT INTO derivatives (generation, document_id, kind, place, content, maker, recorded_at)
                    SELECT 'x', id, ?, 0, '{}', 'machine', 1 FROM documents
                    """, [SQLValue(kind)])
            }
        }
    }

    @Test("Whatever names an artifact is known to whoever sweeps the store", arguments: LedgerMaker.all)
    func references(_ maker: LedgerMaker) async throws {
        let (ledger, id) = try await Self.office(maker)
        // A kind that no room has yet.
        let file = Office.digest("bản dịch")
        let translation = Derivative(DerivativeKind(rawValue: "translation"), artifact: file, key: "dịch 1")
        try await ledger.write { try $0.add(translation, to: id, at: Office.time(2)) }
        let (named, uses) = try await ledger.read { (try $0.referencedArtifacts(), try $0.uses(of: file)) }
        #expect(named.contains(file))
        #expect(named == named.sorted())
        #expect(uses.map(\.role.rawValue) == ["translation"])
        #expect(uses.map(\.owner) == [id.rawValue])
        // Superseded, it is still named.
        let next = Derivative(DerivativeKind(rawValue: "translation"), artifact: Office.digest("bản 2"))
        try await ledger.write { try $0.add(next, to: id, at: Office.time(3)) }
        let start = String(file.rawValue.prefix(2))
        #expect(try await ledger.read { try $0.referencedArtifacts(startingWith: start) }.contains(file))
        #expect(try await ledger.read { try $0.recordFaults() + $0.auditFaults() } == [])
    }
}
