import DocumentModel
import Testing

@testable import Ledger

/// What every engine must find wrong with a ledger; what only one can be damaged in stands with that one.
@Suite("The ledger's safekeeping") struct CustodyTests {
    static func fill(_ tx: LedgerTransaction) throws {
        try tx.openOffice()
        let number = FieldValue(value: "907/QĐ-UBND", confidence: 96, page: 0, box: nil)
        try tx.digitize(["Nguyễn Văn Đông", "trang hai"], fields: [.number: number])
        try tx.digitize(["trang ba"], for: Office.land, Office.proof)
        try tx.digitize(["bản khác"])
    }

    private func office(_ maker: LedgerMaker) async throws -> Ledger {
        let ledger = try maker.make()
        try await ledger.write(Self.fill)
        return ledger
    }

    @Test("A sound ledger has no faults, nor after much work", arguments: LedgerMaker.all)
    func sound(_ maker: LedgerMaker) async throws {
        let ledger = try await office(maker)
        #expect(try await ledger.faults() == [])
        let texts = (0..<600).map { "trang \($0) của ông Nguyễn Văn Đông, số \($0 * 7)" }
        _ = try await ledger.write { try $0.digitize(texts, for: Office.land, Office.form) }
        #expect(try await ledger.faults() == [])
    }

    /// What was done to the ledger behind its back, and what must be found.
    private static let damages: [(String, Set<LedgerFault.Code>)] = [
        ("UPDATE page_readings SET text = 'Nguyễn Văn Dũng' WHERE text = 'Nguyễn Văn Đông'", [.searchEntryDiffers]),
        ("UPDATE page_readings SET text = 'Đông Văn Nguyễn' WHERE text = 'Nguyễn Văn Đông'", [.searchEntryDiffers]),
        (
            "UPDATE derivatives SET superseded_at = 1 WHERE kind = 'pdf'", [.derivativeMissing]
        ),
        ("UPDATE case_versions SET superseded_at = 1", [.versionsDiffer]),
        (
            "UPDATE documents SET state = 'superseded' WHERE component = 'TP02'",
            [.componentWithoutCurrent, .historyDiffers]
        ),
        (
            "UPDATE document_pages SET ordinal = 5 WHERE ordinal = 1",
            [.documentPagesBroken, .searchEntryMissing, .readingMissing, .factDiffers]
        ),
        ("UPDATE document_pages SET page_index = 3 WHERE ordinal = 1", [.originalDiffers, .factDiffers]),
        ("UPDATE batch_files SET sha256 = 'x' WHERE ordinal = 1", [.originalDiffers, .artifactUnnamed]),
        ("UPDATE pages SET reading_key = 'x' WHERE ordinal = 1", [.readingMissing]),
        ("UPDATE pages SET file_ordinal = 9 WHERE ordinal = 1", [.batchFileMissing, .factDiffers]),
        (
            "UPDATE waiting_items SET resolved_at = 1", [.besideWithoutQuestion, .factDiffers, .progressDiffers]
        ),
        ("UPDATE case_progress SET missing = missing + 1", [.progressDiffers]),
        ("UPDATE batches SET finished_at = 1", [.batchStateBroken]),
        ("UPDATE waiting_items SET agency = 'H99.'", [.agencyDiffers]),
    ]

    @Test("Every damage is found, and nothing else", arguments: LedgerMaker.all, damages)
    func findsDamage(_ maker: LedgerMaker, _ damage: (String, Set<LedgerFault.Code>)) async throws {
        let ledger = try await office(maker)
        _ = try await ledger.write { try $0.sql.run(damage.0, []) }
        #expect(Set(try await ledger.faults().map(\.code)) == damage.1)
    }

    @Test("A current page twice in one component is found", arguments: LedgerMaker.all)
    func currentTwice(_ maker: LedgerMaker) async throws {
        let ledger = try await office(maker)
        try await ledger.write { tx in
            try tx.digitize(["Nguyễn Văn Đông", "ba"])
            _ = try tx.sql.run("UPDATE documents SET state = 'current' WHERE component = 'TP01'", [])
        }
        #expect(try await ledger.faults().contains { $0.code == .contentCurrentTwice })
    }
}
