import Basics
import DocumentModel
import Dossiers
import Testing

@testable import Ledger

@Suite("Acts that are sent twice, and what was typed and not sent") struct ReviewActTests {
    private static let lan = Actor(.person, account: "lan")
    private static let minh = Actor(.person, account: "minh")

    /// A document of one page with two words that have to be decided.
    private static func office(_ maker: LedgerMaker) async throws -> (ledger: Ledger, id: DocumentID, page: PageID) {
        let ledger = try maker.make()
        let id = try await ledger.write { tx in
            try tx.openOffice()
            try tx.savePageReading(
                PageReadingRecord(
                    key: "reading of một hai", artifact: Office.digest("json"), text: "một hai", rotation: .none,
                    skew: 0, isBlank: false, confidence: 50, doubts: WordDoubts(unsure: 2, places: [0, 0, 0, 1])),
                at: Office.time())
            switch try tx.digitize(["một hai"], for: Office.birth) {
            case .attached(let id), .unchanged(let id), .keptAsCandidate(let id, _): return id
            }
        }
        let page = try #require(try await ledger.read { try $0.document(id)?.content.pages[0].pageID })
        return (ledger, id, page)
    }

    private static func word(_ place: Int, _ text: String, _ page: PageID) -> NewCorrection {
        NewCorrection(
            subject: .word(page: page, reading: "reading of một hai", place: WordPlace(line: 0, word: place)),
            decision: .replaced, recognized: "cũ", after: text, page: 0, box: nil)
    }

    @Test("An act that is sent again records nothing and gives the first answer", arguments: LedgerMaker.all)
    func again(_ maker: LedgerMaker) async throws {
        let (ledger, id, page) = try await Self.office(maker)
        let (lan, key) = (ledger.acting(as: Self.lan), try ReviewActKey("key-0001", of: ["một", "hai"]))
        let new = [Self.word(0, "một", page), Self.word(1, "hai", page)]
        let first = try await lan.write { try $0.correct(id, new, seen: 0, act: key, at: Office.time(1)) }
        #expect(first.map(\.after) == ["một", "hai"])
        // Somebody decides otherwise meanwhile: the act that is sent again is no conflict, and changes nothing back.
        _ = try await ledger.acting(as: Self.minh).write {
            try $0.correct(id, [Self.word(0, "mốt", page)], seen: 2, at: Office.time(2))
        }
        let again = try await lan.write { try $0.correct(id, new, seen: 0, act: key, at: Office.time(3)) }
        #expect(again == first)
        #expect(try await ledger.read { try $0.corrections(of: id) }.map(\.after) == ["một", "hai", "mốt"])
        #expect(try await ledger.read { try $0.reviewAct(key, on: id, by: "lan") } == first)
        #expect(try await ledger.read { try $0.reviewAct(key, on: id, by: "minh") } == nil)
        #expect(try await ledger.read { try $0.auditFaults() + $0.recordFaults() } == [])
    }

    @Test("By what an act is known is forgotten after a time, what was recorded is not", arguments: LedgerMaker.all)
    func pruned(_ maker: LedgerMaker) async throws {
        let (ledger, id, page) = try await Self.office(maker)
        let lan = ledger.acting(as: Self.lan)
        let keys = try (1...5).map { try ReviewActKey("key-000\($0)", of: ["\($0)"]) }
        for (number, key) in keys.enumerated() {
            _ = try await lan.write {
                try $0.correct(
                    id, [Self.word(0, "chữ \(number)", page)], seen: number, act: key, at: Office.time(number))
            }
        }
        #expect(try await ledger.read { try $0.hasReviewActToPrune(recordedBefore: Office.time(0)) } == false)
        let limit = Office.time(3)
        #expect(try await ledger.write { try $0.pruneReviewActs(recordedBefore: limit, limit: 2) } == 2)
        #expect(try await ledger.read { try $0.hasReviewActToPrune(recordedBefore: limit) })
        #expect(try await ledger.write { try $0.pruneReviewActs(recordedBefore: limit, limit: 2) } == 1)
        #expect(try await ledger.read { try $0.hasReviewActToPrune(recordedBefore: limit) } == false)
        let known = try await ledger.read { tx in try keys.map { try tx.reviewAct($0, on: id, by: "lan") != nil } }
        #expect(known == [false, false, false, true, true])
        #expect(try await ledger.read { try $0.corrections(of: id) }.count == 5)
        #expect(try await ledger.read { try $0.auditFaults() + $0.recordFaults() } == [])
    }

    @Test("Undo that is sent again takes back no further act", arguments: LedgerMaker.all)
    func undoAgain(_ maker: LedgerMaker) async throws {
        let (ledger, id, page) = try await Self.office(maker)
        let lan = ledger.acting(as: Self.lan)
        for (number, text) in ["một", "mốt"].enumerated() {
            _ = try await lan.write {
                try $0.correct(id, [Self.word(0, text, page)], seen: number, at: Office.time(number))
            }
        }
        let key = try ReviewActKey("key-undo", of: ["undo"])
        let first = try await lan.write { try $0.undoCorrections(of: id, act: key, at: Office.time(3)) }
        #expect(first.map(\.after) == ["một"])
        #expect(try await lan.write { try $0.undoCorrections(of: id, act: key, at: Office.time(4)) } == first)
        let standing = StandingCorrections(try await ledger.read { try $0.corrections(of: id) })
        #expect(standing.bySubject.values.map(\.after) == ["một"])
        let next = try ReviewActKey("key-undo-2", of: ["undo"])
        #expect(try await lan.write { try $0.undoCorrections(of: id, act: next, at: Office.time(5)) }.count == 1)
    }

    @Test("A key stands for one thing; what stood so already is known as well", arguments: LedgerMaker.all)
    func otherContent(_ maker: LedgerMaker) async throws {
        let (ledger, id, page) = try await Self.office(maker)
        let lan = ledger.acting(as: Self.lan)
        let key = try ReviewActKey("key-0001", of: ["một"])
        _ = try await lan.write {
            try $0.correct(id, [Self.word(0, "một", page)], seen: 0, act: key, at: Office.time())
        }
        let other = try ReviewActKey("key-0001", of: ["mốt"])
        await #expect(throws: ReviewFault.actDiffers) {
            _ = try await lan.write {
                try $0.correct(id, [Self.word(0, "mốt", page)], seen: 1, act: other, at: Office.time())
            }
        }
        #expect(try await ledger.read { try $0.corrections(of: id) }.count == 1)
        let same = try ReviewActKey("key-0002", of: ["một"])
        let nothing = try await lan.write {
            try $0.correct(id, [Self.word(0, "một", page)], seen: 1, act: same, at: Office.time())
        }
        #expect(nothing.isEmpty)
        #expect(try await ledger.read { try $0.reviewAct(same, on: id, by: "lan") } == [])
    }

    @Test(
        "Keys of another form are refused",
        arguments: ["", "short", "has blank", "đườngdẫn", "x'--0000", String(repeating: "a", count: 65)])
    func badKeys(_ key: String) { #expect(throws: ReviewFault.badActKey) { _ = try ReviewActKey(key, of: []) } }

    @Test("A draft is its writer's until the item is finished", arguments: LedgerMaker.all)
    func drafts(_ maker: LedgerMaker) async throws {
        let (ledger, id, page) = try await Self.office(maker)
        let (lan, minh) = (ledger.acting(as: Self.lan), ledger.acting(as: Self.minh))
        try await lan.write { try $0.saveReviewDraft("w.0.0.0=m", of: id, seen: 0, at: Office.time(1)) }
        try await lan.write { try $0.saveReviewDraft("w.0.0.0=một", of: id, seen: 0, at: Office.time(2)) }
        try await minh.write { try $0.saveReviewDraft("w.0.0.1=hai", of: id, seen: 0, at: Office.time(2)) }
        let draft = ReviewDraft(revision: 0, body: "w.0.0.0=một", changedAt: Office.time(2))
        #expect(try await ledger.read { try $0.reviewDraft(of: id, by: "lan") } == draft)
        let long = String(repeating: "ộ", count: ReviewDraft.maxBytes / 3 + 1)
        await #expect(throws: ReviewFault.draftTooLarge) {
            try await lan.write { try $0.saveReviewDraft(long, of: id, seen: 0, at: Office.time(3)) }
        }
        #expect(try await ledger.read { try $0.reviewDraft(of: id, by: "lan") } == draft, "the earlier one stays")
        _ = try await lan.write {
            try $0.correct(
                id, [Self.word(0, "một", page), Self.word(1, "hai", page)], seen: 0, at: Office.time(4))
        }
        try await lan.write { try $0.finishReview(id, at: Office.time(5)) }
        #expect(try await ledger.read { try $0.reviewDraft(of: id, by: "lan") } == nil)
        #expect(try await ledger.read { try $0.reviewDraft(of: id, by: "minh") } != nil, "nobody's work is lost")
        try await minh.write { try $0.saveReviewDraft("", of: id, seen: 0, at: Office.time(6)) }
        #expect(try await ledger.read { try $0.reviewDraft(of: id, by: "minh") } == nil)
    }

    @Test("What people wrote in a batch is offered for the same words", arguments: LedgerMaker.all)
    func replacements(_ maker: LedgerMaker) async throws {
        let (ledger, id, page) = try await Self.office(maker)
        _ = try await ledger.acting(as: Self.lan).write {
            try $0.correct(id, [Self.word(0, "một", page), Self.word(1, "một", page)], seen: 0, at: Office.time())
        }
        let batch = try #require(try await ledger.read { try $0.document(id)?.content.batchID })
        #expect(try await ledger.read { try $0.replacements(inBatch: batch) } == ["cũ": ["một"]])
        #expect(try await ledger.read { try $0.replacements(inBatch: BatchID(rawValue: "x")) } == [:])
    }
}
