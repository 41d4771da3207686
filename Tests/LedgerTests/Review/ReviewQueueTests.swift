import Basics
import DocumentModel
import Dossiers
import Testing

@testable import Ledger

@Suite("What people have to see, as a queue") struct ReviewQueueTests {
    /// A reading of which some words are unsure.
    private static func reading(_ key: String, _ text: String, below: Int, unsure: Int) -> PageReadingRecord {
        PageReadingRecord(
            key: key, artifact: Office.digest("json of \(text)"), text: text, rotation: .half, skew: 0.5,
            isBlank: false, confidence: 93,
            doubts: WordDoubts(unsure: unsure, places: (0..<below).flatMap { [0, $0] }))
    }

    /// Attaches a document of one page.
    @discardableResult
    private static func attach(
        _ text: String, below: Int, unsure: Int, fields: DocumentFields = [:], to code: CaseCode = Office.birth,
        in tx: LedgerTransaction
    ) throws -> DocumentID {
        try tx.savePageReading(reading("reading of \(text)", text, below: below, unsure: unsure), at: Office.time())
        switch try tx.digitize([text], for: code, fields: fields) {
        case .attached(let id), .unchanged(let id), .keptAsCandidate(let id, _): return id
        }
    }

    private static func office(_ maker: LedgerMaker, sample: Double = 0) async throws -> Ledger {
        let ledger = try maker.make()
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.setReviewPolicy(ReviewPolicy(sampleShare: sample), at: Office.time())
        }
        return ledger
    }

    private static let lan = Actor(.person, account: "lan")
    private static let minh = Actor(.person, account: "minh")

    private static func word(_ place: Int, _ text: String, of reading: String = "một hai", _ page: PageID)
        -> NewCorrection
    {
        NewCorrection(
            subject: .word(page: page, reading: "reading of \(reading)", place: WordPlace(line: 0, word: place)),
            decision: .replaced, recognized: "cũ", after: text, page: 0, box: nil)
    }

    @Test(
        "What is all sure never comes in; what is not does, with how much there is to decide",
        arguments: LedgerMaker.all)
    func comesIn(_ maker: LedgerMaker) async throws {
        let ledger = try await Self.office(maker)
        let unsure = FieldValue(value: "12", confidence: 50, page: 0, box: nil)
        let (sure, words) = try await ledger.write { tx in
            (
                try Self.attach("chắc", below: 0, unsure: 3, to: Office.land, in: tx),
                try Self.attach("một hai", below: 2, unsure: 5, fields: [.number: unsure], in: tx)
            )
        }
        try await ledger.read { tx in
            #expect(try tx.reviewItem(sure, at: Office.time(2)) == nil)
            let items = try tx.reviewItems(.open, limit: 10, at: Office.time(2))
            #expect(items.map(\.id) == [words])
            #expect(items.map(\.openWords) == [2])
            #expect(items.map(\.openFields) == [1])
            #expect(items.map(\.unsureWords) == [5])
            #expect(items.first?.due == CalendarDay(rawValue: "2026-11-25"))
            #expect(try tx.reviewCounts(at: Office.time(2)).open == 1)
        }
    }

    @Test("Of the sure ones a share is drawn, and whoever wants to look at one opens it", arguments: LedgerMaker.all)
    func sample(_ maker: LedgerMaker) async throws {
        let all = try await Self.office(maker, sample: 1)
        let id = try await all.write { try Self.attach("chắc", below: 0, unsure: 0, in: $0) }
        #expect(try await all.read { try $0.reviewItem(id, at: Office.time()) }?.reason == .sample)
        let none = try await Self.office(maker)
        let other = try await none.write { try Self.attach("chắc", below: 0, unsure: 0, in: $0) }
        try await none.acting(as: Self.lan).write { try $0.takeReview(other, at: Office.time()) }
        #expect(try await none.read { try $0.reviewItem(other, at: Office.time()) }?.reason == .asked)
    }

    @Test("An item is one person's until the lease ends; taking over is shown", arguments: LedgerMaker.all)
    func lease(_ maker: LedgerMaker) async throws {
        let ledger = try await Self.office(maker)
        let id = try await ledger.write { try Self.attach("một hai", below: 2, unsure: 2, in: $0) }
        let (lan, minh) = (ledger.acting(as: Self.lan), ledger.acting(as: Self.minh))
        try await lan.write { try $0.takeReview(id, at: Office.time(10)) }
        let fault = await #expect(throws: ReviewFault.self) {
            try await minh.write { try $0.takeReview(id, at: Office.time(15)) }
        }
        let until = Office.time(20)
        #expect(fault == .taken(ReviewLease(by: "lan", since: Office.time(10), until: until)))
        #expect(fault.map { if case .taken = $0 { true } else { false } } == true)
        #expect(try await ledger.read { try $0.reviewCounts(at: Office.time(15)).leased } == 1)
        #expect(try await ledger.read { try $0.reviewCounts(at: until).leased } == 0)
        try await minh.write { try $0.takeReview(id, takingOver: true, at: Office.time(15)) }
        await #expect(throws: ReviewFault.self) { try await lan.write { try $0.renewReview(id, at: Office.time(16)) } }
        // Not the other's to give back.
        try await lan.write { try $0.releaseReview(id, at: Office.time(16)) }
        #expect(try await ledger.read { try $0.reviewItem(id, at: Office.time(16)) }?.lease?.by == "minh")
        try await minh.write { try $0.releaseReview(id, at: Office.time(17)) }
        #expect(try await ledger.read { try $0.reviewItem(id, at: Office.time(17)) }?.lease == nil)
        let acts = try await ledger.read { try $0.sql.rows("SELECT act FROM audit_entries ORDER BY number", []) }
            .map { try $0.text("act") }.filter { $0.hasPrefix("review.") && $0 != "review.policy_changed" }
        #expect(acts == ["review.opened", "review.taken", "review.taken_over", "review.released"])
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    @Test("Done when all below the floor is decided, open again when that is taken back", arguments: LedgerMaker.all)
    func done(_ maker: LedgerMaker) async throws {
        let ledger = try await Self.office(maker)
        let id = try await ledger.write { try Self.attach("một hai", below: 2, unsure: 2, in: $0) }
        let page = try #require(try await ledger.read { try $0.document(id)?.content.pages[0].pageID })
        let lan = ledger.acting(as: Self.lan)
        _ = try await lan.write { try $0.correct(id, [Self.word(0, "một", page)], seen: 0, at: Office.time(2)) }
        let fault = await #expect(throws: ReviewFault.self) {
            try await lan.write { try $0.finishReview(id, at: Office.time(2)) }
        }
        #expect(fault == .unfinished(words: 1, fields: 0))
        _ = try await lan.write { try $0.correct(id, [Self.word(1, "hai", page)], seen: 1, at: Office.time(3)) }
        try await lan.write { try $0.finishReview(id, at: Office.time(3)) }
        let item = try #require(try await ledger.read { try $0.reviewItem(id, at: Office.time(3)) })
        #expect(item.state == .done)
        #expect(item.doneBy == "lan")
        #expect(try await ledger.read { try $0.reviewCounts(at: Office.time(3)).done } == 1)
        _ = try await lan.write { try $0.undoCorrections(of: id, at: Office.time(4)) }
        #expect(try await ledger.read { try $0.reviewItem(id, at: Office.time(4)) }?.state == .open)
        let counts = try await ledger.read { try $0.reviewCounts(at: Office.time(4)) }
        #expect((counts.open, counts.done, counts.pendingRebuilds) == (1, 0, 1))
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    @Test("A doubt is left to a senior with a note, and comes back", arguments: LedgerMaker.all)
    func postponed(_ maker: LedgerMaker) async throws {
        let ledger = try await Self.office(maker)
        let id = try await ledger.write { try Self.attach("một hai", below: 2, unsure: 2, in: $0) }
        try await ledger.acting(as: Self.lan).write { try $0.postponeReview(id, note: "chữ mờ", at: Office.time(2)) }
        let item = try #require(
            try await ledger.read { try $0.reviewItems(.postponed, limit: 5, at: Office.time(2)) }.first)
        #expect(item.note == ReviewNote(text: "chữ mờ", by: "lan", at: Office.time(2)))
        try await ledger.acting(as: Self.minh).write { try $0.resumeReview(id, at: Office.time(3)) }
        #expect(try await ledger.read { try $0.reviewItems(.open, limit: 5, at: Office.time(3)) }.map(\.id) == [id])
    }

    @Test(
        "By deadline, a part at a time, only of one's agencies; deadlines follow the register",
        arguments: LedgerMaker.all)
    func order(_ maker: LedgerMaker) async throws {
        let ledger = try await Self.office(maker)
        let codes = (0..<9).map { CaseCode(rawValue: "000.00.\(16 + $0 % 2).H40-261118-10\(10 + $0)")! }
        let ids = try await ledger.write { tx in
            try codes.enumerated().map { number, code in
                var record = Office.record(code)
                record.due = number == 4 ? nil : CalendarDay(rawValue: "2026-12-\(29 - number)")
                _ = try tx.importCases([record], at: Office.time())
                return try Self.attach("giấy \(number)", below: 1, unsure: 1, to: code, in: tx)
            }
        }
        let expected = [8, 7, 6, 5, 3, 2, 1, 0, 4].map { ids[$0] }
        var (found, last) = ([DocumentID](), DocumentID?.none)
        repeat {
            let after = last
            let part = try await ledger.read { try $0.reviewItems(.open, after: after, limit: 4, at: Office.time()) }
            found += part.map(\.id)
            last = part.last?.id
        } while last != nil
        #expect(found == expected)
        let own = Scope.agencies([AgencyScope(rawValue: "H40.16")!])
        let narrow = try await ledger.read { tx in
            (
                try tx.reviewItems(.open, scope: own, limit: 9, at: Office.time()),
                try tx.reviewCounts(scope: own, at: Office.time())
            )
        }
        #expect(narrow.0.map(\.id) == [8, 6, 2, 0, 4].map { ids[$0] })
        #expect(narrow.1.open == 5)
        var changed = Office.record(codes[0])
        changed.due = CalendarDay(rawValue: "2026-11-30")
        let record = changed
        _ = try await ledger.write { try $0.importCases([record], at: Office.time(5)) }
        #expect(try await ledger.read { try $0.reviewItems(.open, limit: 1, at: Office.time()) }.map(\.id) == [ids[0]])
    }

    @Test("A document that another took the place of needs no look", arguments: LedgerMaker.all)
    func withdrawn(_ maker: LedgerMaker) async throws {
        let ledger = try await Self.office(maker)
        let first = try await ledger.write { try Self.attach("một hai", below: 2, unsure: 2, in: $0) }
        let second = try await ledger.write { try Self.attach("ba bốn", below: 2, unsure: 2, in: $0) }
        let waiting = try await ledger.read { try $0.waitingItems() }
        #expect(try await ledger.read { try $0.reviewCounts(at: Office.time()).open } == 2)
        try await ledger.write { try $0.decide(waiting[0].id, .replace, by: "cb", at: Office.time(3)) }
        #expect(try await ledger.read { try $0.reviewItem(first, at: Office.time(3)) }?.state == .withdrawn)
        #expect(try await ledger.read { try $0.reviewItems(.open, limit: 5, at: Office.time(3)) }.map(\.id) == [second])
        await #expect(throws: ReviewFault.notInForce) {
            _ = try await ledger.write { try $0.undoCorrections(of: first, at: Office.time(4)) }
        }
    }

    @Test(
        "The tables themselves refuse to forget",
        arguments: [
            "DELETE FROM corrections", "UPDATE corrections SET after = 'x'", "DELETE FROM review_items",
            """
            INSERT INTO corrections SELECT 99, gesture, document_id, page_id, reading_key, line, word, field, 'undone',
                before, after, evidence_page, evidence_box, NULL, account, person, recorded_at FROM corrections
            """,
        ])
    func refuses(_ edit: String) async throws {
        let ledger = try await Self.office(.sqlite)
        let id = try await ledger.write { try Self.attach("một hai", below: 2, unsure: 2, in: $0) }
        let page = try #require(try await ledger.read { try $0.document(id)?.content.pages[0].pageID })
        _ = try await ledger.write { try $0.correct(id, [Self.word(0, "một", page)], seen: 0, at: Office.time(2)) }
        await #expect(throws: LedgerError.self) { try await ledger.write { _ = try $0.sql.run(edit, []) } }
    }

    @Test("A fact that was changed behind the ledger's back is found", arguments: ["after = 'khác'", "account = 'x'"])
    func tampered(_ edit: String) async throws {
        let ledger = try await Self.office(.sqlite)
        let id = try await ledger.write { try Self.attach("một hai", below: 2, unsure: 2, in: $0) }
        let page = try #require(try await ledger.read { try $0.document(id)?.content.pages[0].pageID })
        _ = try await ledger.write { try $0.correct(id, [Self.word(0, "một", page)], seen: 0, at: Office.time(2)) }
        #expect(try await ledger.read { try $0.recordFaults() + $0.auditFaults() } == [])
        try await ledger.write { tx in
            try tx.sql.run("DROP TRIGGER corrections_are_never_changed", [])
            try tx.sql.run("UPDATE corrections SET \(edit)", [])
        }
        #expect(try await ledger.read { try $0.auditFaults() }.map(\.code) == [.factDiffers])
    }
}
