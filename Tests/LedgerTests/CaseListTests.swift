import Basics
import DocumentModel
import Dossiers
import Testing

@testable import Ledger

@Suite("The list of cases") struct CaseListTests {
    private static let school = CaseCode(rawValue: "000.00.17.H40-261118-0001")

    /// A case of the same day with a number of its own.
    private static func code(_ agency: String, _ number: Int) -> CaseCode? {
        let digits = String(number)
        let padded = String(repeating: "0", count: 4 - digits.count) + digits
        return CaseCode(rawValue: "000.00.\(agency).H40-261118-\(padded)")
    }

    private static func listed(
        _ ledger: Ledger, _ filter: CaseFilter = CaseFilter(), in scope: Scope = .everything
    ) async throws -> [ListedCase] {
        try await ledger.read { try $0.listedCases(filter, in: scope, after: nil, limit: 100) }
    }

    private static func state(_ ledger: Ledger, _ code: CaseCode) async throws -> CaseProgressState? {
        try await listed(ledger).first { $0.code == code }?.state
    }

    @Test("What a case lacks and what waits follow every act", arguments: LedgerMaker.all)
    func follows(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        // Pages that name the case came before the register had it.
        let batch = try await ledger.write { tx in
            let batch = try tx.scan(["trang"], name: "Lô 0")
            let held = HeldPages(
                reason: .unknownCase, pageIDs: [batch.pageID(0)], proposedCase: Office.birth.rawValue)
            try tx.replaceSplit(
                batch: batch.record.id, pages: [batch.page(0)], issues: [], waiting: [held], at: Office.time(1))
            return batch
        }
        try await ledger.write { try $0.openOffice() }
        #expect(try await Self.state(ledger, Office.birth) == .missingAndWaiting)
        #expect(try await Self.state(ledger, Office.land) == .missing)
        try await ledger.write { tx in
            let item = try #require(try tx.waitingItems().first)
            try tx.discardHeldPages(item.id, by: "lan", at: Office.time(2))
        }
        #expect(try await Self.state(ledger, Office.birth) == .missing)
        let made = try await ledger.write { try $0.digitize(["tờ khai"]) }
        #expect(try await Self.state(ledger, Office.birth) == .complete)
        // Left out again, and a held paper in its place, which is undone.
        try await ledger.write { tx in
            let id = try #require(try tx.documents(case: Office.birth).first?.id)
            try tx.setState(.discarded, of: id, by: "lan", at: Office.time(3))
        }
        #expect(try await Self.state(ledger, Office.birth) == .missing)
        let link = try await ledger.write { tx in
            try tx.digitize(["giấy cũ"], for: Office.land, Office.form)
            let paper = try #require(try tx.documents(case: Office.land).first)
            return try tx.link(
                ReuseLink(
                    id: ReuseLinkID(rawValue: ""), document: paper.id,
                    slot: ComponentSlot(caseCode: Office.birth, component: Office.form), purpose: "giải quyết",
                    legalBasis: "NĐ 61", evidence: [.numberInRegister], linkedAt: Office.time(4), linkedBy: "lan"),
                at: Office.time(4))
        }
        #expect(try await Self.state(ledger, Office.birth) == .complete)
        try await ledger.write { _ = try $0.undoLink(link.id, by: "lan", reason: "nhầm", at: Office.time(5)) }
        #expect(try await Self.state(ledger, Office.birth) == .missing)
        // The register asks for less, and later for another day.
        var changed = Office.record(Office.birth)
        changed.components = []
        changed.due = CalendarDay(rawValue: "2026-12-24")
        let record = changed
        try await ledger.write { _ = try $0.importCases([record], at: Office.time(6)) }
        let last = try #require(try await Self.listed(ledger).first { $0.code == Office.birth })
        #expect(last.state == .complete && last.due == record.due && last.missing.isEmpty)
        #expect(try await ledger.read { try $0.recordFaults() }.filter { $0.code == .progressDiffers } == [])
        _ = (batch, made)
    }

    @Test("The list pages by key, by the last day and then the code", arguments: LedgerMaker.all)
    func pages(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let days = ["2026-11-30", "2026-11-20", nil, "2026-11-20", "2026-12-01", nil, "2026-11-25"]
        let records = try days.enumerated().map { number, day in
            var record = Office.record(try #require(Self.code(number.isMultiple(of: 2) ? "16" : "17", number + 1)))
            record.due = day.flatMap { CalendarDay(rawValue: $0) }
            return record
        }
        try await ledger.write { _ = try $0.importCases(records, at: Office.time()) }
        let expected = records.sorted { ($0.dueKey, $0.code) < ($1.dueKey, $1.code) }.map(\.code)
        for scope in [Scope.everything, .agencies([try #require(AgencyScope(rawValue: "H40"))])] {
            var (found, last): ([CaseCode], CasePlace?) = ([], nil)
            while true {
                let place = last
                let page = try await ledger.read {
                    try $0.listedCases(CaseFilter(), in: scope, after: place, limit: 2)
                }
                guard let end = page.last else { break }
                found += page.map(\.code)
                last = CasePlace(rawValue: end.place.rawValue)
                #expect(last == end.place)
            }
            #expect(found == expected)
        }
    }

    @Test("Only what the scope and the filters have is listed and counted", arguments: LedgerMaker.all)
    func scopes(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let school = try #require(Self.school)
        try await ledger.write { tx in
            try tx.openOffice()
            var record = Office.record(school)
            record.due = CalendarDay(rawValue: "2026-12-02")
            _ = try tx.importCases([record], at: Office.time())
            try tx.digitize(["tờ khai"], for: Office.birth)
        }
        let (first, other) = (
            try #require(AgencyScope(rawValue: "H40.16")), try #require(AgencyScope(rawValue: "H40.17"))
        )
        let november = PostDesk.day("2026-11-01")...PostDesk.day("2026-11-30")
        let table: [(Scope, CaseFilter, Set<CaseCode>)] = [
            (.everything, CaseFilter(), [Office.birth, Office.land, school]),
            (.agencies([first]), CaseFilter(), [Office.birth, Office.land]),
            (.agencies([first]), CaseFilter(agency: other), []),
            (.agencies([first, other]), CaseFilter(agency: other), [school]),
            (.agencies([]), CaseFilter(), []),
            (.everything, CaseFilter(agency: AgencyScope(rawValue: "H40.1")), []),
            (.everything, CaseFilter(states: [.complete]), [Office.birth]),
            (.everything, CaseFilter(states: [.missing]), [Office.land, school]),
            (.everything, CaseFilter(due: november), [Office.birth, Office.land]),
            (.agencies([other]), CaseFilter(states: [.missing], due: november), []),
        ]
        for (scope, filter, codes) in table {
            let found = try await Self.listed(ledger, filter, in: scope)
            #expect(Set(found.map(\.code)) == codes, "\(scope) \(filter)")
            let counts = try await ledger.read { try $0.caseCounts(filter, in: scope, upTo: 2) }
            #expect(counts.values.reduce(0, +) == min(codes.count, 3), "\(scope) \(filter)")
        }
        let lacking = try #require(try await Self.listed(ledger).first { $0.code == Office.land })
        #expect(lacking.missing.map(\.code) == [Office.form], "what need not be there is not missing")
        #expect(CasePlace(rawValue: "2026-11-20_'; DROP") == nil)
    }

    @Test("The cases of a day are found by their codes, each agency's in both forms", arguments: LedgerMaker.all)
    func ofDay(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let codes = try [
            "000.00.16.H40-261117-0001", "000.00.16.H40-261118-0001", "000.00.16.H40-261118-0002",
            "000.00.16.H40-261119-0001", "000.00.17.H40-261118-0001", "H40.16-261118-0007",
        ].map { try #require(CaseCode(rawValue: $0)) }
        try await ledger.write { _ = try $0.importCases(codes.map { Office.record($0) }, at: Office.time()) }
        let day = PostDesk.day("2026-11-18")
        func found(_ scope: Scope, _ limit: Int = 100) async throws -> [CaseCode] {
            try await ledger.read { try $0.cases(receivedOn: day, in: scope, limit: limit) }
        }
        let first = Scope.agencies([try #require(AgencyScope(rawValue: "H40.16"))])
        #expect(try await found(first) == [codes[1], codes[2], codes[5]])
        #expect(try await found(.everything) == [codes[1], codes[2], codes[4], codes[5]])
        #expect(try await found(.everything, 2) == [codes[1], codes[2]])
        #expect(try await found(.agencies([])) == [])
    }

    @Test("What waits is listed by its reason, in the scope", arguments: LedgerMaker.all)
    func byReason(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            try tx.openOffice()
            for (number, reason) in [IssueCode.unknownCase, .orphanPages, .unknownCase].enumerated() {
                let batch = try tx.scan(["trang \(number)"], name: "Lô \(number)")
                let held = HeldPages(
                    reason: reason, pageIDs: [batch.pageID(0)],
                    proposedCase: number == 2 ? nil : Office.birth.rawValue)
                try tx.replaceSplit(
                    batch: batch.record.id, pages: [batch.page(0)], issues: [], waiting: [held],
                    at: Office.time(number))
            }
        }
        let agency = Scope.agencies([try #require(AgencyScope(rawValue: "H40.16"))])
        for (scope, reason, count) in [
            (Scope.everything, IssueCode.unknownCase, 2), (agency, .unknownCase, 1), (agency, .orphanPages, 1),
            (.everything, .likelyDuplicate, 0),
        ] {
            let items = try await ledger.read { try $0.waitingItems(in: scope, for: reason, after: nil, limit: 10) }
            #expect(items.count == count && items.allSatisfy { $0.reason == reason })
            let all = try await ledger.read { try $0.waitingFigures(in: scope) }
            #expect(all.first { $0.reason == reason }?.count ?? 0 == count)
        }
        let history = try await ledger.write { tx in
            let item = try #require(try tx.waitingItems(case: Office.birth).first)
            try tx.discardHeldPages(item.id, by: "lan", at: Office.time(9))
            return try tx.waitingHistory(case: Office.birth)
        }
        #expect(history.count == 2 && history.count(where: \.isOpen) == 1)
    }
}
