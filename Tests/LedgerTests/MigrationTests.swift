import Basics
import Dossiers
import Foundation
import PostalChannel
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("Ledgers of released programs") struct MigrationTests {
    /// One for each released schema; see the folder's README.
    private static let schemas = [11, 15, 19, 29, 32]

    /// What the programs that made them had in their tables.
    private static let rows = [
        ("cases", 200), ("case_versions", 200), ("documents", 4), ("document_pages", 6), ("waiting_items", 3),
        ("parcel_versions", 199), ("statement_lines", 103), ("breaks", 42), ("leg_events", 710), ("station_tokens", 1),
    ]
    private static let rowsOfSchema = [
        11: [("break_events", 45), ("reconciliation_runs", 1), ("derivatives", 14), ("artifact_references", 23)],
        15: [("break_events", 52), ("reconciliation_runs", 2), ("derivatives", 28), ("artifact_references", 27)],
        19: [("break_events", 52), ("reconciliation_runs", 2), ("derivatives", 22), ("artifact_references", 27)],
        29: ofReviewed, 32: ofReviewed,
    ]
    private static let ofReviewed = [
        ("break_events", 52), ("reconciliation_runs", 2), ("derivatives", 31), ("artifact_references", 29),
        ("accounts", 1), ("sessions", 1), ("looks", 2), ("corrections", 2), ("review_items", 4),
    ]

    private static func fixture(_ schema: Int) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/homes/schema-\(schema).sqlite")
    }

    private static func opened(_ schema: Int) throws -> (home: TemporaryHome, ledger: Ledger) {
        let home = TemporaryHome()
        try FileManager.default.createDirectory(at: home.url, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: fixture(schema), to: home.url.appending(path: "ledger.sqlite"))
        return (home, try SQLiteHome(opening: home.url, mustOwn: true).ledger)
    }

    @Test("Every fact is kept, and nothing contradicts another", arguments: schemas)
    func keepsFacts(_ schema: Int) async throws {
        let (home, ledger) = try Self.opened(schema)
        defer { withExtendedLifetime(home) {} }
        for (table, count) in Self.rows + (Self.rowsOfSchema[schema] ?? []) {
            let found = try await ledger.read { try $0.sql.row("SELECT COUNT(*) AS n FROM \(table)", [])?.integer("n") }
            #expect(found == count, "\(table)")
        }
        #expect(try await ledger.faults() == [])
        let record = try await ledger.read { try $0.breakRecord(DiscrepancyID(rawValue: "P/P0000126/cod_differs")) }
        #expect(record?.value.state == .approved)
        #expect(record?.value.events.map(\.actor).suffix(3) == ["lan", "lan", "hoa"])
        #expect(try await ledger.read { try $0.search(SearchQuery("giay khai sinh")) }.isEmpty == false)
        try ledger.close()
    }

    /// The document that was reviewed in each.
    private static let reviewed = [29: "01M8NTBQA8E1031W970SWX10KB", 32: "01M8NTC8XK9RB6ZA0E7BFDJRWK"]

    @Test("What a person decided stands, and so does who that was", arguments: reviewed.keys.sorted())
    func keepsDecisions(_ schema: Int) async throws {
        let (home, ledger) = try Self.opened(schema)
        defer { withExtendedLifetime(home) {} }
        let id = DocumentID(rawValue: try #require(Self.reviewed[schema]))
        let name = try #require(LoginName(rawValue: "hoa"))
        let (facts, texts, account) = try await ledger.read { tx in
            let pages = try tx.document(id)?.content.pages ?? []
            let texts = try pages.map { try tx.pageReading(key: $0.readingKey)?.text ?? "" }
            return (try tx.corrections(of: id), texts, try tx.account(named: name))
        }
        #expect(facts.map(\.after) == ["Nữ", "Ngô Thị Bưởi"])
        #expect(facts.map(\.by) == ["lan", "hoa"])
        #expect(texts.contains { $0.contains("Giới tính: Nữ") })
        #expect(account?.hasPassword == true)
        try ledger.close()
    }

    @Test("A copy that an earlier program made can be looked at before it is restored", arguments: schemas)
    func looksAtCopies(_ schema: Int) throws {
        let home = TemporaryHome()
        try FileManager.default.createDirectory(at: home.url, withIntermediateDirectories: true)
        let copy = home.url.appending(path: "copy.sqlite")
        try FileManager.default.copyItem(at: Self.fixture(schema), to: copy)
        #expect(try SQLiteCopy(file: copy).storageFaults() == [])
        let file = try FileHandle(forWritingTo: copy)
        try file.seek(toOffset: 40_000)
        try file.write(contentsOf: Data(repeating: 0xFF, count: 8_000))
        try file.close()
        #expect(try SQLiteCopy(file: copy).storageFaults().map(\.code).contains(.storageDamaged))
    }

    @Test("Records from before are those agencies' whose cases they are about", arguments: schemas)
    func agencies(_ schema: Int) async throws {
        let (home, ledger) = try Self.opened(schema)
        defer { withExtendedLifetime(home) {} }
        let all = DiscrepancyFilter(states: Set(DiscrepancyState.allCases))
        let (records, codes) = try await ledger.read { (try $0.discrepancies(all), try $0.caseCodes()) }
        let agencies = Set(codes.compactMap { AgencyScope(rawValue: $0.agency) })
        #expect(!agencies.isEmpty)
        for agency in agencies {
            let scope = Scope.agencies([agency])
            var narrow = all
            narrow.scope = scope
            let wanted = narrow
            let (found, documents, whole) = try await ledger.read {
                (try $0.discrepancies(wanted), try $0.documents(in: scope), try $0.documents())
            }
            #expect(found == records.filter { $0.value.subject.caseCode.map { scope.covers($0.agency) } ?? false })
            #expect(documents == whole.filter { scope.covers($0.content.caseCode.agency) })
        }
        try ledger.close()
    }

    @Test("Work goes on, and what is added is vouched for", arguments: schemas)
    func goesOn(_ schema: Int) async throws {
        let (home, ledger) = try Self.opened(schema)
        defer { withExtendedLifetime(home) {} }
        let rules = DiscrepancyRules(fourEyesAbove: .zero)
        try await ledger.acting(as: Actor(.system, account: "minh")).write { tx in
            let now = Instant(milliseconds: 1_800_000_000_000)
            try tx.addDiscrepancyEvent(
                DiscrepancyEvent(
                    id: DiscrepancyEventID(rawValue: ""), kind: .closed, occurred: now, recorded: now, actor: "minh"),
                to: DiscrepancyID(rawValue: "P/P0000126/cod_differs"), rules: rules)
        }
        #expect(try await ledger.read { try $0.auditFaults() } == [])
        try await ledger.write { _ = try $0.sql.run("UPDATE break_events SET actor = 'x' WHERE actor = 'minh'", []) }
        #expect(try await ledger.read { try $0.auditFaults().map(\.code) } == [.factDiffers])
        try ledger.close()
    }
}
