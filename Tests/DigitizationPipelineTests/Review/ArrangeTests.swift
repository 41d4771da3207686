import Basics
import DocumentModel
import Dossiers
import Ledger
import Testing
import UseCases

@testable import DigitizationPipeline

/// Pages that people move, divide, put together and bring into another order.
@Suite("Arranging pages") struct ArrangeTests {
    private func check(_ office: ArrangeOffice, _ expected: [String], _ comment: Comment? = nil) async throws {
        #expect(try await office.standing() == expected, comment)
        try await office.office.follow()
        #expect(try await office.office.findings() == [], comment)
        let batch = office.batch
        let sum = try await office.ledger.read { try $0.pageSum(batch: batch) }
        #expect(sum.seen == 8 && sum.unaccounted == 0 && sum.waiting == 0, comment)
    }

    static let begin = ["TP01 1,2,3", "TP02 4,5,6"]

    /// What is wanted of the pages 1 to 3 of TP01 and 4 to 6 of TP02, and what stands after it.
    enum Case: String, CaseIterable, Sendable {
        case moveToComponent, moveAndJoin, moveToCase, moveWhole, split, splitTwice, reorder, rescan, rescanWithin

        func wish(_ office: ArrangeOffice) async throws -> PageWish {
            let pages = office.pages
            let (first, second) = (try await office.document(holding: 1).id, try await office.document(holding: 4).id)
            return switch self {
            case .moveToComponent: .move(pages: [pages[2]], to: ArrangeOffice.slot("TP03"), joining: nil)
            case .moveAndJoin: .move(pages: [pages[2], pages[0]], to: ArrangeOffice.slot("TP02"), joining: second)
            case .moveToCase:
                .move(pages: [pages[1]], to: ArrangeOffice.slot("TP01", of: ArrangeOffice.other), joining: nil)
            case .moveWhole: .move(pages: Array(pages[0...2]), to: ArrangeOffice.slot("TP03"), joining: nil)
            case .split: .split(first, before: [pages[1]])
            case .splitTwice: .split(first, before: [pages[1], pages[2]])
            case .reorder: .reorder(second, pages: [pages[5], pages[3], pages[4]])
            case .rescan: .rescan(pages[1], by: pages[4])
            case .rescanWithin: .rescan(pages[0], by: pages[2])
            }
        }

        var outcome: [String] {
            switch self {
            case .moveToComponent: ["TP01 1,2", "TP02 4,5,6", "TP03 3"]
            case .moveAndJoin: ["TP01 2", "TP02 4,5,6,3,1"]
            case .moveToCase: ["0077/TP01 2", "TP01 1,3", "TP02 4,5,6"]
            case .moveWhole: ["TP02 4,5,6", "TP03 1,2,3"]
            case .split: ["TP01 1", "TP01 2,3", "TP02 4,5,6"]
            case .splitTwice: ["TP01 1", "TP01 2", "TP01 3", "TP02 4,5,6"]
            case .reorder: ["TP01 1,2,3", "TP02 6,4,5"]
            case .rescan: ["TP01 1,5,3", "TP02 4,6"]
            case .rescanWithin: ["TP01 3,2", "TP02 4,5,6"]
            }
        }
    }

    @Test("Each act stands over a new splitting, is done once, is taken back, and done again", arguments: Case.allCases)
    func acts(_ example: Case) async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        #expect(try await office.standing() == Self.begin)
        let wish = try await example.wish(office)
        let act = try await office.act(wish, key: "key-of-act")
        #expect(act.verb == wish.verb && act.account == "lan")
        try await check(office, example.outcome)
        let again = try await office.act(wish, key: "key-of-act")
        #expect(again == act)
        try await office.splitAgain()
        try await check(office, example.outcome, "after the batch was split again")
        #expect(try await office.office.redo().run().left.isEmpty)
        try await check(office, example.outcome, "after redoing")
        let undoing = try await office.undo(act, by: "minh", key: "key-of-undo")
        #expect(undoing.undoes == act.number && undoing.after == act.before)
        try await check(office, Self.begin, "taken back")
        #expect(try await office.undo(act, by: "minh", key: "key-of-undo") == undoing)
        try await office.splitAgain()
        try await check(office, Self.begin, "taken back and split again")
        try await office.act(wish, key: "another-key")
        try await check(office, example.outcome, "done again")
        let history = try await office.ledger.read { try $0.pageActs(of: act.pages[0]) }
        #expect(history.map(\.verb) == [wish.verb, .undo, wish.verb])
    }

    @Test("Documents of one component become one, and its pages are found where they are")
    func merge() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let whole = try await office.document(holding: 1).id
        let split = try await office.act(.split(whole, before: [office.pages[1]]))
        let parts = [try await office.document(holding: 2).id, try await office.document(holding: 1).id]
        try await office.act(.merge(documents: parts))
        try await check(office, ["TP01 2,3,1", "TP02 4,5,6"])
        let stranger = try await office.document(holding: 4).id
        await #expect(throws: PageActFault.differentComponents) {
            try await office.act(.merge(documents: [try await office.document(holding: 1).id, stranger]))
        }
        // The split was overtaken: what rests on it stays.
        await #expect(throws: PageActFault.self) { try await office.undo(split) }
        try await check(office, ["TP01 2,3,1", "TP02 4,5,6"])
    }

    @Test("Corrected words go with their page, corrected fields stay with the document")
    func corrections() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let review = office.office.review("lan")
        let whole = try await office.document(holding: 1).id
        _ = try await review.correct(
            whole, words: [ReviewOffice.word(1, 2, .replace("mười"))],
            fields: [FieldCorrection(.number, .set("12/QĐ"))], seen: 0)
        try await office.office.follow()
        let act = try await office.act(
            .move(pages: [office.pages[1]], to: ArrangeOffice.slot("TP03"), joining: nil))
        try await check(office, ["TP01 1,3", "TP02 4,5,6", "TP03 2"])
        let (rest, moved) = (try await office.document(holding: 1), try await office.document(holding: 2))
        #expect(rest.content.fields[.number]?.value == "12/QĐ" && moved.content.fields[.number] == nil)
        #expect(try await office.office.texts(moved.id).pdf == ["tờ khai mười"])
        // Meanwhile more is corrected; it is there when the act is taken back.
        _ = try await review.correct(
            rest.id, words: [ReviewOffice.word(1, 1, .replace("bảy"))],
            fields: [FieldCorrection(.number, .set("13/QĐ"))], seen: try await review.show(rest.id).revision)
        try await office.office.follow()
        try await office.undo(act)
        try await check(office, Self.begin)
        let back = try await office.document(holding: 1)
        #expect(back.id == whole && back.content.fields[.number]?.value == "13/QĐ")
        let texts = try await office.office.texts(whole)
        #expect(texts.ledger == texts.pdf && texts.pdf == ["tờ khai một", "tờ khai mười", "mặt bảy sao"])
    }

    @Test("Two people who arrange the same pages: the second is told, and nothing is lost")
    func conflict() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let seen = try await office.document(holding: 1).id
        try await office.act(.split(seen, before: [office.pages[1]]), by: "lan")
        do {
            try await office.act(.reorder(seen, pages: office.pages[0...2].reversed()), by: "minh", seen: [seen])
            Issue.record("the document had gone")
        } catch PageActFault.outrun(let act) {
            #expect(act?.account == "lan" && act?.verb == .split)
        }
        do {
            try await office.act(
                .move(pages: [office.pages[1]], to: ArrangeOffice.slot("TP03"), joining: nil), by: "minh", seen: [seen])
            Issue.record("the page stands elsewhere than was seen")
        } catch PageActFault.outrun(let act) {
            #expect(act?.by == "lan")
        }
        try await check(office, ["TP01 1", "TP01 2,3", "TP02 4,5,6"])
    }

    @Test("A reviewer of another agency moves nothing out of it or into it")
    func scopes() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let stranger = Scope.agencies([try #require(AgencyScope(rawValue: "H40.17"))])
        let own = Scope.agencies([try #require(AgencyScope(rawValue: "H40.16"))])
        let slot = ArrangeOffice.slot("TP03")
        let whole = try await office.document(holding: 1).id
        let wishes: [PageWish] = [
            .leaveOut(office.pages[0]), .move(pages: [office.pages[0]], to: slot, joining: nil),
            .split(whole, before: [office.pages[1]]), .reorder(whole, pages: office.pages[0...2].reversed()),
            .move(
                pages: [office.pages[0]], to: ArrangeOffice.slot("TP01", of: ArrangeOffice.abroad), joining: nil),
        ]
        for wish in wishes {
            await #expect(throws: (any Error).self, "\(wish)") {
                try await office.arranging("xa", scope: stranger).carryOut(wish, with: office.recognition)
            }
        }
        await #expect(throws: PageActFault.unknownSlot) {
            try await office.arranging("lan", scope: own).carryOut(wishes[4], with: office.recognition)
        }
        let act = try await office.arranging("lan", scope: own).carryOut(wishes[1], with: office.recognition)
        await #expect(throws: PageActFault.unknown) {
            try await office.arranging("xa", scope: stranger).undo(act.number, with: office.recognition)
        }
        try await check(office, ["TP01 2,3", "TP02 4,5,6", "TP03 1"])
    }

    @Test("What is no arrangement is refused")
    func refused() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let pages = office.pages
        let whole = try await office.document(holding: 1).id
        let nowhere = ComponentSlot(
            caseCode: TestOffice.caseCode, component: try #require(ComponentCode(rawValue: "TP99")))
        let table: [(PageWish, PageActFault)] = [
            (.reorder(whole, pages: Array(pages[0...2])), .nothingChanges),
            (.reorder(whole, pages: [pages[0], pages[1]]), .badPages),
            (.reorder(whole, pages: [pages[0], pages[1], pages[1]]), .badPages),
            (.reorder(whole, pages: [pages[0], pages[1], pages[4]]), .badPages),
            (.split(whole, before: [pages[0]]), .badPages), (.split(whole, before: []), .badPages),
            (.split(whole, before: [pages[4]]), .badPages), (.merge(documents: [whole]), .badPages),
            (.merge(documents: [whole, whole]), .badPages),
            (.move(pages: [], to: ArrangeOffice.slot("TP03"), joining: nil), .badPages),
            (.move(pages: [pages[0], pages[0]], to: ArrangeOffice.slot("TP03"), joining: nil), .badPages),
            (.move(pages: [pages[0]], to: nowhere, joining: nil), .unknownSlot),
            (.move(pages: [pages[0]], to: ArrangeOffice.slot("TP01"), joining: whole), .badPages),
            (.move(pages: Array(pages[0...2]), to: ArrangeOffice.slot("TP01"), joining: nil), .nothingChanges),
            (.rescan(pages[0], by: pages[0]), .badPages),
        ]
        for (wish, fault) in table {
            await #expect(throws: fault, "\(wish)") { try await office.act(wish) }
        }
        try await check(office, Self.begin)
        #expect(try await office.ledger.read { try $0.pageActs(of: pages[0]) }.isEmpty)
    }

    @Test("A page put back goes into the part of its document that stands around it")
    func putBackIntoPart() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let pages = office.pages
        try await office.act(.leaveOut(pages[2]))
        try await check(office, ["TP01 1,2", "TP02 4,5,6"])
        try await office.act(.split(try await office.document(holding: 1).id, before: [pages[1]]))
        try await office.act(.putBack(pages[2]))
        try await check(office, ["TP01 1", "TP01 2,3", "TP02 4,5,6"])
        try await office.act(.reorder(try await office.document(holding: 3).id, pages: [pages[2], pages[1]]))
        try await office.act(.leaveOut(pages[2]))
        try await check(office, ["TP01 1", "TP01 2", "TP02 4,5,6"])
    }

    @Test("A document that waits beside another, and is moved, joined or taken back, asks as it did")
    func beside() async throws {
        let script = [ArrangeOffice.script, TestOffice.separator("TP01"), "bản bảy", "bản tám"]
        let office = try await ArrangeOffice(script: script.joined(separator: "\n"))
        defer { office.close() }
        // Both groups of one batch stand beside each other, or in one document, as splitting has it.
        let before = try await office.standing()
        let whole = try await office.document(holding: 7)
        let act = try await office.act(
            .move(pages: [office.pages[6]], to: ArrangeOffice.slot("TP03"), joining: nil))
        #expect(try await office.office.findings() == [])
        try await office.undo(act)
        #expect(try await office.standing() == before)
        #expect(try await office.document(holding: 7).state == whole.state)
        #expect(try await office.office.findings() == [])
    }

    @Test("Pages of a case that came later stay where a person gave them")
    func assignedStays() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let late = CaseCode(rawValue: "000.00.16.H40-261118-9917")!
        let path = try test.batch("L1", ["1.tif": ["sep \(late)/TP01", "khai sinh"].joined(separator: "\n")])
        _ = try await test.digitizer.digitize(path)
        let item = try #require(try await test.waiting().first)
        let decisions = Decisions(office: test.office, recognizer: test.recognizer, pipeline: Pipeline())
        _ = try await decisions.assign(item.id, to: ArrangeOffice.slot("TP02"), by: "lan")
        try await test.importCase(late)
        let now = TimeSource.system.now()
        _ = try await test.office.ledger.write { try $0.enqueueBatchesWithNewPlaces(at: now) }
        let batch = item.batchID
        try await test.office.ledger.write { tx in
            guard let record = try tx.batch(batch) else { return }
            try tx.enqueue(.digitizing(record, isUrgent: false), at: now)
        }
        _ = try await test.digitizer.digitize(path)
        let documents = try await test.office.ledger.read { try $0.documents() }
        #expect(documents.map(\.content.component.rawValue) == ["TP02"])
        #expect(documents.map(\.content.caseCode) == [TestOffice.caseCode])
    }
}
