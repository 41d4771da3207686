import DocumentModel
import Foundation
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("Safekeeping of the ledger's file") struct SQLiteCustodyTests {
    private func office(_ home: TemporaryHome) async throws -> Ledger {
        let ledger = try SQLiteHome(opening: home.url, mustOwn: true).ledger
        try await ledger.write(CustodyTests.fill)
        return ledger
    }

    /// What was done to what only this engine has, and what must be found.
    private static let damages: [(String, Set<LedgerFault.Code>)] = [
        ("DELETE FROM search_entries WHERE page_number = 2", [.searchEntryMissing, .searchEntryOrphan]),
        (
            "DROP TRIGGER derivatives_are_not_edited; UPDATE derivatives SET content = '{}' WHERE kind = 'fields'",
            [.searchEntryDiffers, .factDiffers]
        ),
        (
            "DROP TRIGGER derivatives_stay; DELETE FROM derivatives WHERE kind = 'fields'",
            [.derivativeMissing, .factDiffers, .factUnaccounted, .searchEntryOrphan]
        ),
        (
            "DROP TRIGGER derivatives_are_not_edited; UPDATE derivatives SET artifact = NULL WHERE kind = 'pdf'",
            [.factDiffers]
        ),
        (
            "DROP TRIGGER artifact_references_stay; DELETE FROM artifact_references WHERE role = 'reading'",
            [.artifactUnnamed]
        ),
        ("INSERT INTO search_text (rowid, exact) VALUES (99, 'thừa')", [.searchEntryOrphan]),
        ("INSERT INTO search_text (search_text) VALUES ('delete-all')", [.searchEntryDiffers]),
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
        #expect(try SQLiteCopy(file: file).faults() == [])
        #expect(try SQLiteCopy(file: file).referencedArtifacts().isEmpty == false)
        var bytes = try Data(contentsOf: file)
        for page in stride(from: place, to: bytes.count - 600, by: 4_096 * 5) {
            bytes.replaceSubrange(page..<page + 600, with: Data(repeating: 0xA5, count: 600))
        }
        try bytes.write(to: file)
        #expect(try SQLiteCopy(file: file).faults().contains { $0.code == .storageDamaged })
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
        #expect(try SQLiteCopy(file: copy).faults() == [])
        #expect(try SQLiteCopy(file: copy).referencedArtifacts().count == 3)
        let error = await #expect(throws: LedgerError.self) { try await ledger.backup(to: copy) }
        #expect(error?.code == .conflict)
        try await ledger.write { _ = try $0.sql.run("DELETE FROM search_entries", []) }
        #expect(try await ledger.faults().contains { $0.code == .searchEntryMissing })
        try ledger.close()
    }
}
