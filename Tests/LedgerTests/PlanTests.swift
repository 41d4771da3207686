import Basics
import Dossiers
import PostalChannel
import Testing

@testable import Ledger
@testable import LedgerSQLite

/// A session that notes what is asked, and how the engine means to find it.
private final class PlanningSession: SQLSession {
    private let session: any SQLSession
    /// Steps that go through a whole table or index, with the statement.
    private(set) var scans: [(step: String, sql: String)] = []
    private var seen: Set<String> = []

    init(_ session: any SQLSession) { self.session = session }

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try explain(sql, values)
        return try session.run(sql, values)
    }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        try explain(sql, values)
        return try session.rows(sql, values)
    }

    func run(_ sql: String, batch: SQLBatch) throws {
        try explain(sql, Array(repeating: .null, count: batch.columns))
        try session.run(sql, batch: batch)
    }

    func forEachBatch(_ sql: String, _ values: [SQLValue], _ body: (SQLBatch) throws -> Void) throws {
        try explain(sql, values)
        try session.forEachBatch(sql, values, body)
    }

    private func explain(_ sql: String, _ values: [SQLValue]) throws {
        guard seen.insert(sql).inserted else { return }
        for row in try session.rows("EXPLAIN QUERY PLAN \(sql)", values) {
            let step = try row.text("detail")
            // Only the first row of an order or an index is read.
            let isOne = sql.hasSuffix("LIMIT 1") && step.contains("INDEX")
            // What nothing can meet is not looked for.
            let isNothing = sql.contains("1 = 0")
            if step.hasPrefix("SCAN"), !isOne, !isNothing, !PlanTests.isSmall(step) { scans.append((step, sql)) }
        }
    }
}

@Suite("How the engine finds what a verb asks for") struct PlanTests {
    /// What may be gone through: tables that stay small, and indexes of what is open.
    private static let small = [
        "CONSTANT", "(", "period_events", "item_code_ranges", "station_totals", "sealing_rules", "sealed_days",
        "counters", "match_decisions", "legs_due", "waiting_items_open", "waiting_items_reasons", "batches_unfinished",
        "breaks_open", "breaks_agency_open", "waiting_items_agency", "reconciliation_runs_unfollowed",
        "case_imports_open", "entry_versions_lone",
        "statements_settled", "search_text", "corrected_documents_pending",
        // Those in the plan's short names.
        "waiting", "strangers", "excluded", "found",
        // One for each station, one for each statement.
        "stations", "statements",
    ]

    static func isSmall(_ step: String) -> Bool {
        let words = step.split(separator: " ")
        return small.contains { name in words.dropFirst().contains { $0.hasPrefix(name) } }
    }

    /// Runs verbs and tells which of their statements go through a whole table.
    private func scans(_ body: @escaping @Sendable (LedgerTransaction) throws -> Void) async throws -> [String] {
        let ledger = try LedgerMaker.sqlite.make()
        return try await ledger.write { tx in
            try tx.openOffice()
            _ = try tx.digitize(["một trang"])
            _ = try tx.registerParcels((10..<20).map { PostDesk.parcel($0) }, at: Office.time())
            let planning = PlanningSession(tx.sql)
            try body(
                LedgerTransaction(
                    sql: planning, searchIndex: SQLiteSearchIndex(sql: planning), identifiers: tx.identifiers))
            return planning.scans.map { "\($0.step): \($0.sql)" }
        }
    }

    @Test("A look at one case goes through no table")
    func oneCase() async throws {
        let found = try await scans { tx in
            let code = Office.birth
            _ = try tx.caseStatus(code)
            _ = try tx.caseHistory(code)
            _ = try tx.resultReturned(case: code)
            _ = try tx.filingTime(case: code)
            _ = try tx.exportRows(case: code)
            _ = try tx.discrepancies(case: code)
            _ = try tx.parcels(case: code)
            _ = try tx.legsDue(case: code)
            _ = try tx.batchesWaiting(for: [.unknownCase], case: code)
        }
        #expect(found == [])
    }

    @Test("A look at one leg or parcel, and a fact of it, go through no table")
    func oneLeg() async throws {
        let found = try await scans { tx in
            let leg = try tx.openLeg(.return, case: Office.birth, at: Office.time())
            try tx.linkParcel("P10", to: leg.id, at: Office.time())
            _ = try tx.legs(parcel: "P10")
            _ = try tx.parcelLinks(case: Office.birth)
            let event = LegEvent(
                id: LegEventID(rawValue: ""), kind: .step(.return(.packed)), occurred: Office.time(),
                recorded: Office.time(), source: EventSource(.person, "an"), parcel: "P10")
            _ = try tx.addLegEvent(event, to: leg.id)
            _ = try tx.file(
                LegEvidence(
                    leg: leg.id, artifact: Office.digest("scan"), recordedBy: "an", recordedAt: Office.time()))
            _ = try tx.parcel("P10")
            _ = try tx.parcelHistory("P10")
            _ = try tx.parcels(tracking: "EB4031110VN")
            _ = try tx.handoverLists(parcel: "P10")
            _ = try tx.discrepancies(parcel: "P10")
            _ = try tx.parcelEvidence(of: ["P10"])
            _ = try tx.legSources(.statementLine, ofParcels: ["P10"])
            try tx.settle(tx.legsDue(limit: 10))
        }
        #expect(found == [])
    }

    @Test("A batch is taken, read, attached and told of without going through a table")
    func oneBatch() async throws {
        let found = try await scans { tx in
            let batch = try tx.scan(["hai trang", "trang hai"], name: "Lô 2")
            let pages = [batch.page(0, case: Office.land, Office.form), batch.page(1)]
            try tx.replaceSplit(
                batch: batch.record.id, pages: pages, issues: [],
                waiting: [HeldPages(reason: .unknownCase, pageIDs: [batch.pageID(1)])], at: Office.time(2))
            _ = try tx.attach(batch.draft(0..<1, for: Office.land), at: Office.time(2))
            try tx.finishBatch(batch.record.id, at: Office.time(2))
            _ = try tx.pages(batch: batch.record.id)
            _ = try tx.pageSum(batch: batch.record.id)
            _ = try tx.issues(batch: batch.record.id)
            _ = try tx.waitingItems(batch: batch.record.id)
            _ = try tx.exportRows(batch: batch.record.id)
            _ = try tx.batches(named: "Lô 2")
            _ = try tx.batches(calledFirst: "Lô 2")
        }
        #expect(found == [])
    }

    @Test("What is registered is compared with what it concerns only")
    func registering() async throws {
        let found = try await scans { tx in
            var parcel = PostDesk.parcel(11)
            parcel.address = "số 1"
            _ = try tx.registerParcels([parcel, PostDesk.parcel(30)], at: Office.time(1))
            _ = try tx.importCases([Office.record(Office.unknown)], at: Office.time(1))
            _ = try tx.store((1...3).map(PostDesk.row), of: "ky")
        }
        #expect(found == [])
    }

    @Test("Reviewing, and arranging pages, go through no table")
    func reviewing() async throws {
        let found = try await scans { tx in
            let batch = try tx.scan(["hai trang", "trang hai"], name: "Lô 3")
            let pages = [batch.page(0, case: Office.land, Office.form), batch.page(1, case: Office.land, Office.form)]
            try tx.replaceSplit(batch: batch.record.id, pages: pages, issues: [], waiting: [], at: Office.time(2))
            guard case .attached(let id) = try tx.attach(batch.draft(0..<2, for: Office.land), at: Office.time(2))
            else { return }
            let agency = Scope.agencies(AgencyScope(rawValue: "H40.16").map { [$0] } ?? [])
            try tx.takeReview(id, at: Office.time(3))
            for scope in [Scope.everything, agency] {
                _ = try tx.reviewItems(.open, batch: nil, scope: scope, after: nil, limit: 50, at: Office.time(3))
                _ = try tx.reviewItems(.open, batch: nil, scope: scope, after: id, limit: 50, at: Office.time(3))
                _ = try tx.reviewCounts(scope: scope, at: Office.time(3))
                _ = try tx.caseCodes(beginning: "000.00.16", in: scope, limit: 10)
                _ = try tx.documentsInForce(holding: batch.pageID(0), in: scope)
            }
            _ = try tx.corrections(of: id)
            _ = try tx.replacements(inBatch: batch.record.id)
            let split = NewArrangement(
                .split, pages: [batch.pageID(0), batch.pageID(1)], replaced: [id],
                made: [
                    .init(batch.draft(0..<1, for: Office.land), heirOf: [id]),
                    .init(batch.draft(1..<2, for: Office.land), heirOf: []),
                ])
            let act = try tx.arrange(split, key: ReviewActKey("key-of-act", of: []), by: "lan", at: Office.time(4))
            _ = try tx.pageActs(of: batch.pageID(0))
            _ = try tx.pageActs(of: id)
            _ = try tx.undoPageAct(act.number, by: "lan", at: Office.time(5))
            _ = try tx.sendBack([batch.pageID(0)], reason: "mờ", at: Office.time(6))
            _ = try tx.decidedPages(of: batch.record.id)
            _ = try tx.decidedReadings(of: id)
            _ = try tx.decidedReadings(ofBatch: batch.record.id)
        }
        #expect(found == [])
    }

    @Test("Signing in, being somebody and looking go through no table")
    func accounts() async throws {
        let found = try await scans { tx in
            guard let name = LoginName(rawValue: "lan"), let agency = AgencyScope(rawValue: "H40.16") else { return }
            let account = try tx.addAccount(
                NewAccount(name, displayName: "Lan", roles: [.administrator], scope: .agencies([agency])), by: "x",
                at: Office.time())
            _ = try tx.hasAccounts()
            _ = try tx.credentials(of: name)
            _ = try tx.activeCount(of: .administrator)
            _ = try tx.hasActive(.supervisor)
            let filter = AccountFilter(state: .active, role: .reviewer, namePrefix: "l")
            _ = try tx.accounts(after: name, filter, within: .agencies([agency]), limit: 10)
            let (token, session) = try tx.openSession(
                NewSession(
                    account: account.id, kind: .web, stage: .open, idleEnd: nil, absoluteEnd: Office.time(9),
                    address: "", agent: ""), at: Office.time())
            _ = try tx.findSession(with: token, at: Office.time())
            try tx.noteUse(of: session.id, idleEnd: nil, since: Office.time(), at: Office.time())
            try tx.forgetSessions(of: account.id, endedBefore: Office.time())
            try tx.endSessions(of: account.id, at: Office.time())
            let link = try tx.makeLink(.reset, for: account.id, until: Office.time(9), by: "x", at: Office.time())
            _ = try tx.useLink(link, at: Office.time())
            try tx.endLinks(of: nil, at: Office.time())
            let subject = FailureSubject.account("lan")
            try tx.setFailures(SignInFailures(count: 1, lastAt: Office.time(), lockedUntil: nil), of: subject)
            _ = try tx.failures(of: subject)
            try tx.forgetFailures(before: Office.time())
            let (look, purpose) = (LookSubject.case(Office.birth), LookPurpose(.review))
            _ = try tx.hasLooked("lan", at: look, for: purpose, in: session.id, since: Office.time())
            _ = try tx.hasLooked("lan", times: 10, since: Office.time())
            try tx.recordLook(by: "lan", roles: [], in: nil, at: look, for: purpose, at: Office.time())
            let day = PostDesk.day("2026-11-18")
            for filter in [LookFilter(), LookFilter(account: name), LookFilter(case: Office.birth)] {
                _ = try tx.looks(before: 5, filter, limit: 10)
            }
            _ = try tx.looks(LookFilter(days: day...day), limit: 10)
        }
        // Lists by key go along their index, as far as the page reaches.
        #expect(found.filter { !$0.hasPrefix("SCAN look_head") } == [])
    }

    @Test("Held papers are found by an index, whatever they are looked for by")
    func heldPapers() async throws {
        let day = try #require(CalendarDay(rawValue: "1990-03-05"))
        let agency = try #require(AgencyScope(rawValue: "H40.16"))
        let found = try await scans { tx in
            try tx.openOffice()
            for scope in [Scope.everything, .agencies([agency])] {
                _ = try tx.papers(bearing: "001090012345", in: scope)
                _ = try tx.papers(ofApplicant: "001090012345", in: scope)
                _ = try tx.papers(ofApplicantCalled: "Nguyễn Văn Đông", born: day, in: scope)
                _ = try tx.papers(numbered: "907/QĐ-UBND", in: scope)
                _ = try tx.paper(DocumentID(rawValue: "D"), in: scope)
            }
            _ = try tx.reuseLinks(serving: Office.birth)
            _ = try tx.reuseLinks(of: DocumentID(rawValue: "D"))
        }
        #expect(found.isEmpty)
    }

    @Test("A search goes through the full-text index and no table, whatever its scope")
    func searching() async throws {
        let day = PostDesk.day("2026-11-18")
        let scopes = [
            SearchScope(), SearchScope(agency: AgencyScope(rawValue: "H40.16")), SearchScope(caseCode: Office.birth),
            SearchScope(kind: "giấy khai sinh"), SearchScope(person: "000053374336"),
            SearchScope(person: "nguyễn văn đông"), SearchScope(days: day...day),
        ]
        let found = try await scans { tx in
            for scope in scopes {
                _ = try tx.search(SearchQuery("một trang", in: scope))
                if scope.isLimited { _ = try tx.search(SearchQuery("", in: scope)) }
            }
        }
        #expect(found == [])
    }

    @Test("Figures and pages of lists go through what is open only")
    func lists() async throws {
        let found = try await scans { tx in
            let waiting = try tx.waitingItems(after: nil, limit: 10)
            _ = try tx.waitingItems(after: waiting.last, limit: 10)
            _ = try tx.waitingFigures()
            _ = try tx.stationFigures()
            _ = try tx.unfinishedBatches()
            _ = try tx.pagesRead(since: Office.time())
            _ = try tx.discrepancies(DiscrepancyFilter(), after: nil, limit: 10)
            let place = DiscrepancyPlace(day: PostDesk.day("2026-11-18"), id: DiscrepancyID(rawValue: "P/1"))
            _ = try tx.discrepancies(DiscrepancyFilter(), after: place, limit: 10)
            let jobs = try tx.jobs(states: Set(JobState.allCases), limit: 10)
            _ = try tx.jobs(states: [.available], kind: .digitizeBatch, before: jobs.first?.place, limit: 10)
            _ = try tx.deadLetters(limit: 10)
            _ = try tx.statements(after: nil, limit: 10)
            let documents = try tx.exportedDocuments(after: nil, cases: 10)
            _ = try tx.exportedDocuments(after: documents.last, cases: 10)
            _ = try tx.exportedBatches(
                after: nil, limit: 10, parts: [.loosePages, .issues, .separators, .sums])
            _ = try tx.hasRunToCompact(recordedBefore: Office.time())
            _ = try tx.hasLegsDue()
            _ = try tx.latestRun()
            _ = try tx.latestParcelVersion()
            _ = try tx.discrepancies(DiscrepancyFilter(states: Set(DiscrepancyState.allCases)), after: place, limit: 10)
            _ = try tx.deadLetterCount()
            _ = try tx.changes(
                of: ReconciliationResult(
                    input: ReconciliationInput(
                        parcels: [], lines: [], statements: [],
                        rules: ReconciliationRules(version: "1", formats: TrackingFormats([]))), entries: []),
                parcels: RegisteredParcels(), basis: RunBasis(rulesVersion: "1", statements: [], additionalInputs: ""))
            _ = try tx.planFiling([])
        }
        #expect(found == [])
    }

    @Test("What is of some agencies is found without going through what is of others")
    func scopes() async throws {
        let names = ["H40.16", "H40.17", "H41"].compactMap(AgencyScope.init(rawValue:))
        let scope = Scope.agencies(Set(names))
        let found = try await scans { tx in
            let day = PostDesk.day("2026-11-18")
            for scope in [scope, .agencies([])] {
                let waiting = try tx.waitingItems(in: scope, after: nil, limit: 10)
                _ = try tx.waitingItems(in: scope, after: waiting.last, limit: 10)
                _ = try tx.waitingItem(WaitingID(rawValue: "x"), in: scope)
                _ = try tx.waitingFigures(in: scope)
                _ = try tx.unfinishedBatches(in: scope)
                _ = try tx.stationFigures(in: scope)
                for states in [[], Set(DiscrepancyState.allCases)] {
                    let filter = DiscrepancyFilter(states: states, scope: scope)
                    _ = try tx.discrepancies(filter, after: nil, limit: 10)
                    _ = try tx.discrepancies(
                        filter, after: DiscrepancyPlace(day: day, id: DiscrepancyID(rawValue: "P/1")), limit: 10)
                    _ = try tx.discrepancies(filter)
                }
                _ = try tx.breakRecord(DiscrepancyID(rawValue: "P/1"), in: scope)
                _ = try tx.parcel("P10", in: scope)
                _ = try tx.handoverLists(days: day...day, in: scope)
                let documents = try tx.exportedDocuments(in: scope, after: nil, cases: 1)
                _ = try tx.exportedDocuments(in: scope, after: documents.last, cases: 10)
                _ = try tx.exportedDocuments(in: scope, since: Office.time(), after: nil, limit: 10)
                let batches = try tx.exportedBatches(
                    in: scope, after: nil, limit: 1, parts: [.loosePages, .issues, .separators, .sums])
                _ = try tx.exportedBatches(in: scope, after: batches.last, limit: 10, parts: [.loosePages])
                _ = try tx.exportRows(case: Office.birth, in: scope)
                _ = try tx.exportRows(batch: BatchID(rawValue: "x"), in: scope)
                _ = try tx.document(DocumentID(rawValue: "x"), in: scope)
                _ = try tx.hasPage(PageID(rawValue: "x.0.0"), in: scope)
                _ = try tx.pages(batch: BatchID(rawValue: "x"), in: scope)
                _ = try tx.search(SearchQuery("một", in: SearchScope(bounds: scope)))
            }
            let station = try #require(StationName(rawValue: "mot"))
            _ = try tx.addStation(station, agency: names[0], by: "an", at: Office.time())
            _ = try tx.adoptBatches(of: station)
        }
        #expect(found == [])
    }
}
