import Basics
import Dossiers
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("Looks at lists") struct ListedLookTests {
    private static let purpose = LookPurpose(.reuse)

    private static func record(
        _ tx: LedgerTransaction, _ codes: Set<CaseCode>, at minute: Int, by account: String = "lan"
    ) throws {
        try tx.recordLook(
            by: account, roles: [.reuse], in: SessionID(rawValue: "s"), at: .listing("search"), showing: codes,
            for: purpose, at: Office.time(minute))
    }

    @Test(
        "A list's look names the cases that it showed, is found by them and holds in the chain",
        arguments: LedgerMaker.all)
    func named(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            try Self.record(tx, [], at: 1)
            try Self.record(tx, [Office.birth, Office.land], at: 2)
            try tx.recordLook(
                by: "minh", roles: [], in: nil, at: .case(Office.birth), for: Self.purpose, at: Office.time(3))
        }
        let all = try await ledger.read { try $0.looks(limit: 10) }
        #expect(all.map(\.cases) == [[], [Office.birth, Office.land].sorted(), []])
        let ofCase = try await ledger.read { try $0.looks(LookFilter(case: Office.birth), limit: 10) }
        #expect(ofCase.map(\.number) == [3, 2])
        #expect(try await ledger.read { try $0.looks(LookFilter(case: Office.unknown), limit: 10) } == [])
        #expect(try await ledger.read { try $0.lookFaults() } == [])
    }

    @Test("Who was shown a case is known for a while, for each person and purpose", arguments: LedgerMaker.all)
    func again(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { try Self.record($0, [Office.birth], at: 2) }
        let both: Set<CaseCode> = [Office.birth, Office.land]
        func shown(_ account: String, _ kind: LookPurpose.Kind, since minute: Int) async throws -> Set<CaseCode> {
            try await ledger.read {
                try $0.casesShown(
                    among: both, to: account, for: LookPurpose(kind), in: SessionID(rawValue: "s"),
                    since: Office.time(minute))
            }
        }
        #expect(try await shown("lan", .reuse, since: 1) == [Office.birth])
        #expect(try await shown("lan", .reuse, since: 3) == [])
        #expect(try await shown("minh", .reuse, since: 1) == [])
        #expect(try await shown("lan", .review, since: 1) == [])
    }

    @Test("A case that is added to a look, or taken from it, is found")
    func forged() async throws {
        let home = TemporaryHome()
        let driver = try SQLiteDriver(home: home.url, identifiers: .init())
        let ledger = Ledger(driver: driver)
        try await ledger.write { tx in
            try Self.record(tx, [Office.birth], at: 1)
            _ = try tx.sql.run("INSERT INTO look_cases (case_code, look) VALUES (?, 1)", [SQLValue(Office.land)])
        }
        #expect(try await ledger.read { try $0.lookFaults() }.map(\.subject) == ["look 1"])
        try await ledger.write { tx in
            _ = try tx.sql.run("DROP TRIGGER look_cases_stay", [])
            _ = try tx.sql.run("DELETE FROM look_cases", [])
        }
        #expect(try await ledger.read { try $0.lookFaults() }.map(\.subject) == ["look 1"])
    }
}
