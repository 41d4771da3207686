import DocumentModel
import Foundation
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("The ledger's safekeeping") struct CustodyTests {
    private func office(_ home: TemporaryHome) async throws -> Ledger {
        let ledger = try SQLiteHome(opening: home.url, mustOwn: true).ledger
        try await ledger.write { tx in
            try tx.openOffice()
            let number = FieldValue(value: "907/QĐ-UBND", confidence: 96, page: 0, box: nil)
            try tx.digitize(["Nguyễn Văn Đông", "trang hai"], fields: [.number: number])
            try tx.digitize(["trang ba"], for: Office.land, Office.proof)
            try tx.digitize(["bản khác"])
        }
        return ledger
    }

    @Test("A sound ledger has no faults, nor after much work")
    func sound() async throws {
        let home = TemporaryHome()
        let ledger = try await office(home)
        #expect(try await ledger.faults() == [])
        let texts = (0..<1_200).map { "trang \($0) của ông Nguyễn Văn Đông, số \($0 * 7)" }
        _ = try await ledger.write { try $0.digitize(texts, for: Office.land, Office.form) }
        #expect(try await ledger.faults() == [])
        try ledger.close()
    }

    /// What was done to the ledger behind its back, and what must be found.
    private static let damages: [(String, Set<LedgerFault.Code>)] = [
        ("DELETE FROM search_entries WHERE page_number = 2", [.searchEntryMissing, .searchEntryOrphan]),
        ("UPDATE page_readings SET text = 'Nguyễn Văn Dũng' WHERE text = 'Nguyễn Văn Đông'", [.searchEntryDiffers]),
        ("UPDATE page_readings SET text = 'Đông Văn Nguyễn' WHERE text = 'Nguyễn Văn Đông'", [.searchEntryDiffers]),
        (
            "DROP TRIGGER derivatives_are_not_edited; UPDATE derivatives SET content = '{}' WHERE kind = 'fields'",
            [.searchEntryDiffers, .factDiffers]
        ),
        (
            "DROP TRIGGER derivatives_stay; DELETE FROM derivatives WHERE kind = 'fields'",
            [.derivativeMissing, .factDiffers, .factUnaccounted, .searchEntryOrphan]
        ),
        (
            "UPDATE derivatives SET superseded_at = 1 WHERE kind = 'pdf'", [.derivativeMissing]
        ),
        (
            "DROP TRIGGER derivatives_are_not_edited; UPDATE derivatives SET artifact = NULL WHERE kind = 'pdf'",
            [.factDiffers]
        ),
        (
            "DROP TRIGGER artifact_references_stay; DELETE FROM artifact_references WHERE role = 'reading'",
            [.artifactUnnamed]
        ),
        ("UPDATE case_versions SET superseded_at = 1", [.versionsDiffer]),
        ("INSERT INTO search_text (rowid, exact) VALUES (99, 'thừa')", [.searchEntryOrphan]),
        ("INSERT INTO search_text (search_text) VALUES ('delete-all')", [.searchEntryDiffers]),
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
        ("UPDATE waiting_items SET resolved_at = 1", [.besideWithoutQuestion, .factDiffers]),
        ("UPDATE batches SET finished_at = 1", [.batchStateBroken]),
    ]

    @Test("Every damage is found, and nothing else", arguments: damages)
    func findsDamage(_ damage: (String, Set<LedgerFault.Code>)) async throws {
        let home = TemporaryHome()
        let ledger = try await office(home)
        try await ledger.write { tx in
            for statement in damage.0.split(separator: ";") { _ = try tx.sql.run(String(statement), []) }
        }
        #expect(Set(try await ledger.faults().map(\.code)) == damage.1)
        try ledger.close()
    }

    @Test("A current page twice in one component is found")
    func currentTwice() async throws {
        let home = TemporaryHome()
        let ledger = try await office(home)
        try await ledger.write { tx in
            try tx.digitize(["Nguyễn Văn Đông", "ba"])
            _ = try tx.sql.run("UPDATE documents SET state = 'current' WHERE component = 'TP01'", [])
        }
        #expect(try await ledger.faults().contains { $0.code == .contentCurrentTwice })
        try ledger.close()
    }

    @Test("The search index can be made anew")
    func rebuild() async throws {
        let home = TemporaryHome()
        let ledger = try await office(home)
        try await ledger.write { tx in
            _ = try tx.sql.run("INSERT INTO search_text (search_text) VALUES ('delete-all')", [])
            _ = try tx.sql.run("DELETE FROM search_entries WHERE page_number = 1", [])
        }
        #expect(try await ledger.read { try $0.search(SearchQuery("nguyen van dong")) }.isEmpty)
        #expect(try await ledger.write { try $0.rebuildSearchIndex() } == 4)
        #expect(try await ledger.faults() == [])
        #expect(try await ledger.read { try $0.search(SearchQuery("nguyen van dong")) }.count == 1)
        #expect(try await ledger.read { try $0.search(SearchQuery("907/QĐ-UBND")) }.count == 1)
        try ledger.close()
    }

    @Test("A file that was written over is found damaged", arguments: [4_096 * 8, 4_096 * 20, 4_096 * 40])
    func damagedFile(from place: Int) async throws {
        let (home, other) = (TemporaryHome(), TemporaryHome())
        let ledger = try await office(home)
        try FileManager.default.createDirectory(at: other.url, withIntermediateDirectories: true)
        let file = other.url.appending(path: "ledger.sqlite")
        try await ledger.backup(to: file)
        try ledger.close()
        #expect(try LedgerCopy(file: file).faults() == [])
        #expect(try LedgerCopy(file: file).referencedArtifacts().isEmpty == false)
        var bytes = try Data(contentsOf: file)
        for page in stride(from: place, to: bytes.count - 600, by: 4_096 * 5) {
            bytes.replaceSubrange(page..<page + 600, with: Data(repeating: 0xA5, count: 600))
        }
        try bytes.write(to: file)
        #expect(try LedgerCopy(file: file).faults().contains { $0.code == .storageDamaged })
    }

    @Test("A copy taken while work goes on is one moment's ledger, whole and sound")
    func backup() async throws {
        let (home, copies) = (TemporaryHome(), TemporaryHome())
        let ledger = try await office(home)
        try FileManager.default.createDirectory(at: copies.url, withIntermediateDirectories: true)
        let work = Task {
            var number = 0
            while !Task.isCancelled {
                number += 1
                let text = "trang \(number)"
                try await ledger.write { _ = try $0.digitize([text, text + " sau"], for: Office.land, Office.form) }
            }
        }
        for number in 0..<4 {
            let copy = copies.url.appending(path: "\(number)")
            try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
            try await ledger.backup(to: copy.appending(path: "ledger.sqlite"))
            let restored = try SQLiteHome(opening: copy, mustOwn: true).ledger
            #expect(try await restored.faults() == [])
            #expect(try await restored.read { try $0.documents(case: Office.birth) }.count == 2)
            try restored.close()
        }
        work.cancel()
        _ = await work.result
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.backup(to: copies.url.appending(path: "0/ledger.sqlite"))
        }
        #expect(error?.code == .conflict)
        try ledger.close()
    }

    @Test("A process that works with another one's ledger asks the owner")
    func throughTheOwner() async throws {
        let (served, copies) = (try ServedHome(), TemporaryHome())
        defer { served.stop() }
        let ledger = Ledger(driver: try served.connect())
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize(["một"])
        }
        #expect(try await ledger.faults() == [])
        try FileManager.default.createDirectory(at: copies.url, withIntermediateDirectories: true)
        let copy = copies.url.appending(path: "ledger.sqlite")
        try await ledger.backup(to: copy)
        #expect(try LedgerCopy(file: copy).faults() == [])
        #expect(try LedgerCopy(file: copy).referencedArtifacts().count == 3)
        let error = await #expect(throws: LedgerError.self) { try await ledger.backup(to: copy) }
        #expect(error?.code == .conflict)
        try await ledger.write { _ = try $0.sql.run("DELETE FROM search_entries", []) }
        #expect(try await ledger.faults().contains { $0.code == .searchEntryMissing })
        try ledger.close()
    }
}
