import Basics
import DocumentModel
import Dossiers
import Ledger
import Testing
import UseCases

@testable import DigitizationPipeline
@testable import Office

/// Pages that people turn, and those that they send back.
@Suite("Turning pages and sending them back") struct TurnTests {
    private func turn(
        _ office: ArrangeOffice, _ page: Int, _ turn: QuarterTurn, key: String? = nil
    ) async throws -> PageAct {
        try await office.arranging().turn(office.pages[page - 1], by: turn, key: key, with: office.recognition)
    }

    private func text(_ office: ArrangeOffice, _ page: Int) async throws -> (ledger: String, pdf: String) {
        try await office.office.follow()
        let document = try await office.document(holding: page)
        let place = try #require(document.content.pages.firstIndex { $0.pageID == office.pages[page - 1] })
        let texts = try await office.office.texts(document.id)
        #expect(try await office.office.findings() == [])
        return (texts.ledger[place], texts.pdf[place])
    }

    @Test("A turned page is read anew that way up; no redo and no splitting turns it back, and undoing does")
    func turned() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let before = try await office.document(holding: 2)
        let act = try await turn(office, 2, .clockwise90, key: "key-of-turn")
        #expect(act.verb == .turn && act.pages == [office.pages[1]])
        #expect(try await turn(office, 2, .clockwise90, key: "key-of-turn") == act)
        let id = office.pages[1]
        // What is shown a quarter too far to the left lies three quarters clockwise in its file.
        #expect(try await office.ledger.read { try $0.page(id)?.rotation } == .clockwise270)
        let expected = "tờ khai ~hai turned270"
        #expect(try await text(office, 2) == (expected, expected))
        #expect(try await office.office.hits("turned270") == 1)
        try await office.splitAgain()
        await office.office.test.recognizer.use(model: "m1")
        #expect(try await office.office.redo().run().left.isEmpty)
        #expect(try await text(office, 2) == (expected, expected))
        #expect(try await text(office, 1).pdf == "tờ khai một m1")
        #expect(try await office.ledger.read { try $0.page(id)?.rotation } == .clockwise270)
        #expect(try await office.document(holding: 2).id == before.id)
        // It goes with the page wherever that is moved.
        try await office.act(.move(pages: [id], to: ArrangeOffice.slot("TP03"), joining: nil))
        #expect(try await text(office, 2) == (expected, expected))
        let undoing = try await office.undo(act)
        #expect(undoing.undoes == act.number)
        #expect(try await text(office, 2) == ("tờ khai ~hai", "tờ khai ~hai"))
        #expect(try await office.ledger.read { try $0.page(id)?.rotation } == QuarterTurn.none)
    }

    @Test("Corrections are of the reading that they were made on: they count again when the page is turned back")
    func corrections() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let review = office.office.review("lan")
        let whole = try await office.document(holding: 2).id
        _ = try await review.correct(whole, words: [ReviewOffice.word(1, 2, .replace("mười"))], seen: 0)
        #expect(try await text(office, 2).pdf == "tờ khai mười")
        let act = try await turn(office, 2, .half)
        #expect(try await text(office, 2) == ("tờ khai ~hai turned180", "tờ khai ~hai turned180"))
        let shown = try await review.show(whole)
        #expect(shown.pages[1].rotation == .half && shown.pages[1].words.allSatisfy { $0.decision == nil })
        _ = try await review.correct(
            whole, words: [ReviewOffice.word(1, 3, .replace("ngược"))], seen: shown.revision)
        #expect(try await text(office, 2).pdf == "tờ khai ~hai ngược")
        try await office.undo(act)
        #expect(try await text(office, 2) == ("tờ khai mười", "tờ khai mười"))
        let again = try await turn(office, 2, .half)
        #expect(try await text(office, 2).pdf == "tờ khai ~hai ngược")
        // An earlier turn that another followed cannot be taken back alone.
        _ = try await turn(office, 2, .clockwise90)
        await #expect(throws: PageActFault.self) { try await office.undo(again) }
    }

    @Test("A page that is sent back is told to its station with the reason, until the new scan stands in its place")
    func sentBack() async throws {
        let office = try await ArrangeOffice()
        defer { office.close() }
        let arranging = office.arranging()
        await #expect(throws: PageActFault.badReason) {
            try await arranging.sendBack([office.pages[1]], reason: "  ")
        }
        func asked() async throws -> [IssueRecord] {
            try await office.office.test.issues().filter { $0.code == .sentBack }
        }
        let act = try await arranging.sendBack([office.pages[1]], reason: "mờ  góc phải", key: "key-of-sending")
        #expect(
            try await arranging.sendBack([office.pages[1]], reason: "mờ góc phải", key: "key-of-sending") == act)
        try await office.splitAgain()
        #expect(try await asked().map(\.detail) == ["mờ góc phải"])
        #expect(try await asked().first?.pageIndex == 2)
        try await office.undo(act)
        #expect(try await asked().isEmpty)
        _ = try await arranging.sendBack([office.pages[1]], reason: "mờ")
        try await office.act(.rescan(office.pages[1], by: office.pages[4]))
        #expect(try await asked().isEmpty)
        #expect(try await office.office.findings() == [])
        let stranger = Scope.agencies([try #require(AgencyScope(rawValue: "H40.17"))])
        await #expect(throws: PageActFault.unknown) {
            try await office.arranging("xa", scope: stranger).sendBack([office.pages[0]], reason: "mờ")
        }
    }

    @Test("A signed file stands for itself: it moves as a whole, and nothing is taken out of it or turned in it")
    func signed() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let path = try test.batch(
            "L1",
            [
                "1.tif": TestOffice.separator("TP01"),
                "2.tif": ["signed", "trang hai", "trang ba"].joined(separator: "\n"),
            ])
        _ = try await test.digitizer.digitize(path)
        func current() async throws -> [DigitizedDocument] {
            try await test.office.ledger.read { try $0.documents() }.filter { $0.state == .current }
        }
        let document = try #require(try await current().first)
        #expect(document.content.signedOriginal != nil && document.content.pages.count == 3)
        let pages = document.content.pages.map(\.pageID)
        let caller = Caller(Actor(.person, account: "lan"), roles: [.reviewer], scope: .everything)
        let arranging = Workspace(test.office, caller: caller).arranging
        let recognition = Recognition(recognizer: test.recognizer, rules: PipelineRules())
        let slot = ArrangeOffice.slot("TP02")
        let refused: [PageWish] = [
            .leaveOut(pages[1]), .split(document.id, before: [pages[1]]),
            .reorder(document.id, pages: pages.reversed()),
            .move(pages: [pages[0]], to: slot, joining: nil), .rescan(pages[0], by: pages[1]),
        ]
        for wish in refused {
            await #expect(throws: PageActFault.signed, "\(wish)") {
                try await arranging.carryOut(wish, with: recognition)
            }
        }
        await #expect(throws: PageActFault.signed) {
            try await arranging.turn(pages[0], by: .half, with: recognition)
        }
        #expect(try await current() == [document])
        _ = try await arranging.carryOut(.move(pages: pages, to: slot, joining: nil), with: recognition)
        let moved = try await current()
        #expect(moved.map(\.content.component) == [slot.component])
        #expect(moved.first?.content.signedOriginal == document.content.signedOriginal)
        #expect(PageActFault.signed.refusal.code == "signed_file")
        #expect(try await Verification(office: test.office).run().findings == [])
    }
}
