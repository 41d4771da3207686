import Basics
import Dossiers
import OneStop
import Testing

struct BookAndListTests {
    @Test func numbersWithoutGapsAndCloses() throws {
        var book = CaseBook(year: 2026)
        for number in 1...3 {
            let entry = try book.enter(caseCode(number), "Hồ sơ \(number)", recorded: moment("2026-11-18 08:00"))
            #expect(entry.number == number)
        }
        let correction = try book.enter(caseCode(2), "Sửa tên", recorded: moment("2026-11-19 08:00"), corrects: 2)
        #expect(correction.number == 4 && book.entries[1].text == "Hồ sơ 2")
        func refusal(_ make: (inout CaseBook) throws -> Void) -> CaseBookRefusal.Code? {
            var copy = book
            return #expect(throws: CaseBookRefusal.self) { try make(&copy) }?.code
        }
        let digest = try #require(ContentDigest(rawValue: String(repeating: "a", count: 64)))
        #expect(refusal { try $0.enter(caseCode(1), "", recorded: moment("2027-01-01 00:00")) } == .otherYear)
        #expect(
            refusal { try $0.enter(caseCode(1), "", recorded: moment("2026-12-01 00:00"), corrects: 2) }
                == .nothingToCorrect)
        #expect(
            refusal { _ = try $0.close(by: head, at: moment("2026-12-30 17:00")) { _ in digest } } == .yearNotOver)
        #expect(
            refusal { _ = try $0.close(by: .program, at: moment("2026-12-31 17:00")) { _ in digest } } == .noSigner)
        let text = book.canonicalText
        let closing = try book.close(by: head, at: moment("2026-12-31 17:00")) { content in
            #expect(content == text)
            return digest
        }
        #expect([closing.count, closing.firstNumber, closing.lastNumber] == [4, 1, 4])
        #expect(refusal { try $0.enter(caseCode(1), "", recorded: moment("2026-12-31 18:00")) } == .closed)
    }

    @Test func putsCasesOnLists() throws {
        let now = try moment("2026-11-23 09:00")
        let next = try day("2026-11-25")
        func lists(_ state: CaseState, due: String, _ change: (inout WatchFacts) throws -> Void = { _ in }) throws
            -> Set<WatchList>
        {
            var facts = WatchFacts(code: try caseCode(1), state: state, due: try moment(due))
            try change(&facts)
            return Set(WatchList.allCases.filter { $0.holds(facts, now: now, nextWorkingDay: next) })
        }
        #expect(try lists(.processing, due: "2026-11-23 17:00") == [.dueToday, .dueSoon])
        #expect(try lists(.processing, due: "2026-11-25 17:00") == [.dueSoon])
        #expect(try lists(.processing, due: "2026-11-20 17:00") == [.lateWithoutApology])
        #expect(try lists(.processing, due: "2026-11-20 17:00") { $0.hasApology = true } == [])
        #expect(try lists(.awaitingSupplement, due: "2026-11-20 17:00") == [.awaitingSupplement, .notPublished])
        #expect(
            try lists(.processing, due: "2026-11-26 17:00") { $0.apologyLastDay = next } == [.apologyDueTomorrow])
        #expect(
            try lists(.received, due: "2026-12-20 17:00") { $0.needsTransferBy = try day("2026-11-23") }
                == [.transferNotConfirmed])
        #expect(try lists(.processed, due: "2026-11-20 17:00") { $0.isPublished = true } == [.signedNotReturned])
        #expect(
            try lists(.processed, due: "2026-11-20 17:00") { ($0.isPublished, $0.isReturnProven) = (true, true) }
                == [.returnedNotRecorded])
        #expect(
            try lists(.returned, due: "2026-11-20 17:00") { ($0.isArchiveIncomplete, $0.isReturnProven) = (true, true) }
                == [.archiveIncomplete, .notPublished])
        #expect(
            try lists(.processing, due: "2026-12-20 17:00") { ($0.hasIncompleteSlip, $0.unapproved) = (true, 1) }
                == [.incompleteSlip, .awaitingApproval])
        let facts = WatchFacts(code: try caseCode(1), state: .processing, due: try moment("2026-11-25 17:00"))
        let today = try day("2026-11-23")
        #expect(try WatchList.isDue(facts, within: 1, today: today, calendar: calendar()))
        #expect(try !WatchList.isDue(facts, within: 0, today: today, calendar: calendar()))
    }
}
