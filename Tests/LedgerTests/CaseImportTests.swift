import Dossiers
import Testing

@testable import Ledger

/// A register that goes in by parts: nothing of it counts, and then all of it.
@Suite("Imports in parts") struct CaseImportTests {
    static func cases(_ count: Int, applicant: String = "Trần Văn Đạt") -> [CaseRecord] {
        (0..<count).compactMap { number in
            CaseCode(rawValue: "000.00.16.H40-261118-\(String(number + 1000))").map { code in
                var record = Office.record(Office.birth)
                (record.code, record.applicant) = (code, applicant)
                return record
            }
        }
    }

    @Test("What is gathered is seen by nobody; what is decided is published in order", arguments: LedgerMaker.all)
    func gatherDecidePublish(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (cases, later) = (Self.cases(7), Self.cases(3, applicant: "Lê Thị Hà"))
        let (first, second) = try await ledger.write { tx in
            let ids = (try tx.beginCaseImport(at: Office.time()), try tx.beginCaseImport(at: Office.time()))
            try tx.gather(cases[..<4], from: 0, into: ids.0, at: Office.time())
            try tx.gather(cases[4...], from: 4, into: ids.0, at: Office.time())
            try tx.gather(later[...], from: 0, into: ids.1, at: Office.time())
            return ids
        }
        try await ledger.write { tx in
            #expect(try tx.publishCases(limit: 9, at: Office.time(1)) == nil)
            #expect(try tx.caseCodes() == [])
            try tx.decide(first, at: Office.time(2))
            try tx.decide(second, at: Office.time(2))
            #expect(throws: LedgerError.self) { try tx.gather(cases[...], from: 7, into: first, at: Office.time(2)) }
        }
        let parts = try await ledger.write { tx in
            var parts: [PublishedCases] = []
            while let part = try tx.publishCases(limit: 3, at: Office.time(3)) { parts.append(part) }
            return parts
        }
        #expect(parts.map(\.cases) == [3, 3, 1, 3])
        #expect(parts.map(\.id) == [first, first, first, second])
        #expect(parts.map(\.isLast) == [false, false, true, true])
        let (done, found, count) = try await ledger.read { tx in
            (
                [try tx.caseImport(first), try tx.caseImport(second)], try tx.findCase(cases[0].code),
                try tx.caseCodes().count
            )
        }
        #expect(done.map { $0?.summary } == [CaseImportSummary(new: 7), CaseImportSummary(changed: 3)])
        #expect(done.allSatisfy { $0?.isFinished == true })
        #expect(found == later[0])
        #expect(count == 7)
        #expect(try await ledger.read { try $0.sql.rows("SELECT 1 AS n FROM case_import_rows", []).isEmpty })
    }

    @Test("What was gathered and left alone is removed, what was decided is not", arguments: LedgerMaker.all)
    func sweeping(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let cases = Self.cases(5)
        try await ledger.write { tx in
            let (left, decided) = (try tx.beginCaseImport(at: Office.time()), try tx.beginCaseImport(at: Office.time()))
            for id in [left, decided] { try tx.gather(cases[...], from: 0, into: id, at: Office.time()) }
            try tx.decide(decided, at: Office.time())
            #expect(try !tx.hasAbandonedCaseImport(untouchedSince: Office.time()))
            var rounds = 0
            while try tx.hasAbandonedCaseImport(untouchedSince: Office.time(1)) {
                try tx.sweepCaseImports(untouchedSince: Office.time(1), limit: 2)
                rounds += 1
            }
            #expect(rounds == 3)
            #expect(throws: LedgerError.self) { try tx.decide(left, at: Office.time(2)) }
            #expect(try tx.recordFaults().map(\.code) == [.importUnfinished])
            #expect(try tx.publishCases(limit: 9, at: Office.time(2))?.cases == 5)
            #expect(try tx.recordFaults() == [])
        }
    }

    @Test("Many cases, some of them twice, are recorded as one after the other would be", arguments: LedgerMaker.all)
    func many(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (cases, changed) = (Self.cases(600), Self.cases(1, applicant: "Lê Thị Hà"))
        let summary = try await ledger.write { tx in
            try tx.importCases(cases + changed + changed, at: Office.time())
        }
        #expect(summary == CaseImportSummary(new: 600, changed: 1, unchanged: 1))
        let again = try await ledger.write { try $0.importCases(cases, at: Office.time(1)) }
        #expect(again == CaseImportSummary(changed: 1, unchanged: 599))
        #expect(try await ledger.read { try $0.findCase(cases[599].code) } == cases[599])
    }
}
