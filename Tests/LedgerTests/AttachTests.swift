import DocumentModel
import Dossiers
import Testing

@testable import Ledger

@Suite struct AttachTests {
    @Test(arguments: LedgerMaker.all)
    func theFirstDocumentBecomesCurrentAndIsFound(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let fields: DocumentFields = [
            .number: FieldValue(value: "907/QĐ-UBND", confidence: 96, page: 0, box: nil),
            .docType: FieldValue(value: "quyet_dinh", confidence: 99, page: 0, box: nil),
        ]
        let outcome = try await ledger.write { tx in
            try tx.openOffice()
            return try tx.digitize(["một", "hai"], fields: fields)
        }
        guard case .attached(let id) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        let document = try #require(try await ledger.read { try $0.document(id) })
        #expect(document.state == .current)
        #expect(document.content.fields == fields)
        #expect(document.content.pages.count == 2)
        #expect(document.content.occurredAt == Office.time(1))
        #expect(document.recordedAt == Office.time(1))
        #expect(try await ledger.read { try $0.pages(batch: document.content.batchID) }.map(\.documentID) == [id, id])
        #expect(try await ledger.read { try $0.search(SearchQuery("hai")) }.map(\.pageNumber) == [2])
    }

    @Test(arguments: LedgerMaker.all)
    func attachingAgainChangesNothing(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { try $0.openOffice() }
        let first = try await ledger.write { try $0.digitize(["một", "hai"]) }
        guard case .attached(let id) = first else {
            Issue.record("\(first)")
            return
        }
        let (same, part, reordered) = try await ledger.write { tx in
            (
                try tx.digitize(["một", "hai"], at: Office.time(5)), try tx.digitize(["hai"], at: Office.time(6)),
                try tx.digitize(["hai", "một"], at: Office.time(7))
            )
        }
        #expect([same, part, reordered] == [.unchanged(id), .unchanged(id), .unchanged(id)])
        #expect(try await ledger.read { try $0.documents() }.count == 1)
        #expect(try await ledger.read { try $0.waitingItems() } == [])
        #expect(try await ledger.read { try $0.search(SearchQuery("một")) }.count == 1)
    }

    @Test(arguments: LedgerMaker.all)
    func otherContentIsKeptBesideUntilAPersonDecides(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize(["một", "hai"])
        }
        // One page is the same, one is not.
        let (first, again) = try await ledger.write { tx in
            (try tx.digitize(["hai", "ba"], at: Office.time(2)), try tx.digitize(["hai", "ba"], at: Office.time(3)))
        }
        #expect(first == again)
        guard case .keptAsCandidate(let id, let item) = first else {
            Issue.record("\(first)")
            return
        }
        let items = try await ledger.read { try $0.waitingItems(case: Office.birth) }
        #expect(items.map(\.id) == [item])
        #expect(items.map(\.reason) == [.otherContent])
        #expect(items.map(\.documentID) == [id])
        #expect(items.first?.pageIDs.count == 2)
        #expect(try await ledger.read { try $0.documents(case: Office.birth) }.map(\.state) == [.current, .candidate])
        #expect(try await ledger.read { try $0.search(SearchQuery("ba")) } == [])
        #expect(
            try await ledger.read { try $0.search(SearchQuery("ba", in: SearchScope(includesPast: true))) }.map(\.state)
                == [.candidate])
    }

    @Test(
        arguments: LedgerMaker.all,
        [
            (OtherContentDecision.replace, [DigitizedDocument.State.superseded, .current], ["ba"]),
            (.join, [.current, .current], ["một", "ba"]), (.discard, [.current, .discarded], ["một"]),
        ])
    func aPersonsDecisionIsCarriedOutOnce(
        maker: LedgerMaker, expected: (OtherContentDecision, [DigitizedDocument.State], [String])
    ) async throws {
        let ledger = try maker.make()
        let (decision, states, found) = expected
        let item = try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize(["một"])
            try tx.digitize(["ba"], at: Office.time(2))
            return try tx.waitingItems()[0].id
        }
        for minute in 3...4 {
            try await ledger.write { try $0.decide(item, decision, by: "hoa", at: Office.time(minute)) }
        }
        #expect(try await ledger.read { try $0.documents(case: Office.birth) }.map(\.state) == states)
        #expect(try await ledger.read { try $0.waitingItems() } == [])
        #expect(try await ledger.read { try $0.waitingItem(item) }?.resolvedAt == Office.time(3))
        for word in ["một", "ba"] {
            let hits = try await ledger.read { try $0.search(SearchQuery(word)) }
            #expect(hits.isEmpty == !found.contains(word))
        }
        // What was decided stays decided when the same pages are handed in again.
        let again = try await ledger.write { tx in
            [try tx.digitize(["một"], at: Office.time(8)), try tx.digitize(["ba"], at: Office.time(9))]
        }
        for outcome in again {
            guard case .unchanged = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        let other: OtherContentDecision = decision == .join ? .discard : .join
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.write { try $0.decide(item, other, by: "lan", at: Office.time(10)) }
        }
        #expect(error?.code == .conflict)
    }

    @Test(arguments: LedgerMaker.all)
    func draftsThatMakeNoSenseAreRefusedAndLeaveNothing(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let batch = try await ledger.write { tx in
            try tx.openOffice()
            let batch = try tx.scan(["một", "hai"])
            try tx.replaceSplit(
                batch: batch.record.id, pages: [batch.page(0), batch.page(1)], issues: [], waiting: [],
                at: Office.time(2))
            return batch
        }
        var (empty, twice, unread, unheard) = (
            batch.draft(0..<2), batch.draft(0..<2), batch.draft(0..<2), batch.draft(0..<2)
        )
        empty.pages = []
        twice.pages.append(twice.pages[0])
        unread.pages[1].readingKey = "never read"
        unheard.pages[1].pageID = PageID(batch: batch.record.id, fileOrdinal: 9, pageIndex: 0)
        let drafts: [(DocumentDraft, LedgerError.Code)] = [
            (empty, .conflict), (twice, .conflict), (unread, .conflict), (unheard, .conflict),
            (batch.draft(0..<2, for: Office.unknown), .notFound),
        ]
        for (draft, expected) in drafts {
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.write { _ = try $0.attach(draft, at: Office.time(3)) }
            }
            #expect(error?.code == expected)
        }
        #expect(try await ledger.read { try $0.documents() } == [])
        #expect(try await ledger.read { try $0.search(SearchQuery("một", in: SearchScope(includesPast: true))) } == [])
    }

    @Test(arguments: LedgerMaker.all)
    func writersAtTheSameTimeAttachOnce(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { try $0.openOffice() }
        let outcomes = try await withThrowingTaskGroup(of: AttachOutcome.self) { group in
            for minute in 0..<24 {
                group.addTask { try await ledger.write { try $0.digitize(["một", "hai"], at: Office.time(minute)) } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let attached = outcomes.filter { if case .attached = $0 { true } else { false } }
        #expect(attached.count == 1)
        #expect(try await ledger.read { try $0.documents() }.count == 1)
        #expect(try await ledger.read { try $0.batches() }.count == 1)
    }

    @Test(arguments: LedgerMaker.all)
    func aBatchOfAThousandPagesIsOrdinaryWork(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let texts = (0..<1_000).map { "Trang \($0): Ủy ban nhân dân xã Đông Lĩnh xác nhận ông Nguyễn Văn Đông." }
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize(texts)
        }
        let (status, rows, hits) = try await ledger.read {
            (
                try $0.caseStatus(Office.birth), try $0.exportRows(),
                try $0.search(SearchQuery("nguyen van dong"), limit: 5)
            )
        }
        #expect(status?.components.first?.pageCount == 1_000)
        #expect(rows.documents.map(\.pages.count) == [1_000])
        #expect(hits.count == 5)
    }
}
