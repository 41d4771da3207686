import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Synchronization
import Testing
import UseCases

@testable import DigitizationPipeline
@testable import Office

@Suite("What people correct, and what follows from it")
struct CorrectionTests {
    private typealias Office = ReviewOffice

    @Test("A corrected word reaches text, PDF and search, and the machine's word is kept")
    func word() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let review = office.review()
        let opened = try await review.open(office.document)
        #expect(opened.item.openWords == 2)
        #expect(opened.pages[0].words.filter(\.mustDecide).map(\.text) == ["~nghỉ"])
        let change = try await review.correct(
            office.document, words: [Office.word(0, 2, .replace("nghỉ"))], seen: opened.revision)
        #expect(change.item.openWords == 1)
        #expect(change.words.map(\.text) == ["nghỉ"])
        #expect(change.words.map(\.recognized) == ["~nghỉ"])
        #expect(try await office.texts().ledger[0] == "tờ khai ~nghỉ việc")
        #expect(try await office.follow() == 1)
        let texts = try await office.texts()
        #expect(texts.ledger == ["tờ khai nghỉ việc", "mặt ~sao chép"])
        #expect(texts.pdf == texts.ledger)
        #expect(try await office.hits("khai nghỉ việc") == 1)
        let document = try await office.inForce()
        #expect(document.frozenPages == [0])
        let fact = try #require(try await review.history(office.document).first)
        #expect((fact.before, fact.after, fact.by) == ("~nghỉ", "nghỉ", "lan"))
        #expect(fact.box != nil)
        #expect(try await office.findings().isEmpty)
        #expect(try await review.counts().pendingRebuilds == 0)
    }

    @Test("Taken back, all is as before; no word of it is lost")
    func undo() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let (review, before) = (office.review(), try await office.texts().ledger)
        var change = try await review.correct(
            office.document, words: [Office.word(0, 2, .replace("nghỉ")), Office.word(0, 3, .notText)], seen: 0)
        try await office.follow()
        #expect(try await office.texts().ledger[0] == "tờ khai nghỉ")
        change = try await review.undo(office.document)
        #expect(change.facts.map(\.decision) == [.undone, .undone])
        #expect(change.words.map(\.text) == ["~nghỉ", "việc"])
        #expect(change.item.openWords == 2)
        try await office.follow()
        let texts = try await office.texts()
        #expect(texts.ledger == before)
        #expect(texts.pdf == before)
        #expect(try await review.history(office.document).count == 4)
        let refusal = await #expect(throws: Refusal.self) { try await review.undo(office.document) }
        #expect(refusal?.code == "nothing_to_undo")
        #expect(try await office.findings().isEmpty)
    }

    @Test("Of two people at one page nobody's work is lost; only the same word is refused, with what stands")
    func twoPeople() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let (lan, minh) = (office.review("lan"), office.review("minh"))
        _ = try await lan.correct(office.document, words: [Office.word(0, 2, .replace("nghỉ"))], seen: 0)
        _ = try await minh.correct(office.document, words: [Office.word(0, 0, .replace("Tờ"))], seen: 0)
        let conflict = await #expect(throws: ReviewConflict.self) {
            try await minh.correct(
                office.document, words: [Office.word(0, 1, .replace("khái")), Office.word(0, 2, .replace("nghĩ"))],
                seen: 0)
        }
        #expect(conflict?.items.map(\.standing.after) == ["nghỉ"])
        #expect(conflict?.items.map(\.wanted) == ["nghĩ"])
        #expect(conflict?.refusal.code == "correction_conflict")
        // Nothing of the refused act was recorded; the same decision is no conflict; having seen it, one may change it.
        #expect(try await lan.history(office.document).count == 2)
        let same = try await minh.correct(office.document, words: [Office.word(0, 2, .replace("nghỉ"))], seen: 0)
        #expect(same.facts.isEmpty)
        _ = try await minh.correct(
            office.document, words: [Office.word(0, 2, .replace("nghĩ"))], seen: try #require(conflict?.revision))
        try await office.follow()
        #expect(try await office.texts().ledger[0] == "Tờ khai nghĩ việc")
        // What one takes back is one's own.
        _ = try await lan.undo(office.document)
        _ = try await minh.undo(office.document)
        try await office.follow()
        #expect(try await office.texts().ledger[0] == "Tờ khai ~nghỉ việc")
        #expect(try await office.findings().isEmpty)
    }

    @Test("An act that is sent twice is done once, also when the page was read anew or the item was lost meanwhile")
    func twice() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let (review, id) = (office.review("lan"), office.document)
        let words = [Office.word(0, 2, .replace("nghỉ"))]
        let first = try await review.correct(id, words: words, seen: 0, key: "key-0001")
        #expect(first.facts.count == 1 && !first.isTakenOver)
        _ = try await office.review("minh").open(id)
        let again = try await review.correct(id, words: words, seen: 0, key: "key-0001")
        #expect(again.facts == first.facts && again.isTakenOver, "who has it now is told")
        let rest = try await review.confirmRest(ofPage: 0, of: id, seen: first.revision, key: "key-0002")
        #expect(try await review.confirmRest(ofPage: 0, of: id, seen: 0, key: "key-0002").facts == rest.facts)
        let undone = try await review.undo(id, key: "key-0003")
        #expect(try await review.undo(id, key: "key-0003").facts == undone.facts)
        let other = await #expect(throws: Refusal.self) {
            try await review.correct(id, words: [Office.word(0, 2, .notText)], seen: 0, key: "key-0001")
        }
        #expect(other?.code == "act_differs")
        let bad = await #expect(throws: Refusal.self) { try await review.undo(id, key: "x") }
        #expect(bad?.code == "bad_act_key")
    }

    @Test("A page at a time, drafts of one's own, and a next item without a look at the list")
    func screen() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let (lan, minh, id) = (office.review("lan"), office.review("minh"), office.document)
        let shown = try await lan.open(id, pages: [1])
        #expect(shown.pages.map(\.number) == [1] && lan.isOwn(shown.item))
        #expect(try await minh.show(id, pages: []).isTakenOver)
        try await lan.saveDraft("w.0.0.2=ngh", of: id, seen: shown.revision)
        #expect(try await lan.draft(of: id)?.body == "w.0.0.2=ngh")
        #expect(try await minh.draft(of: id) == nil)
        let looks = { try await office.ledger.read { try $0.looks(limit: 100).count } }
        let before = try await looks()
        #expect(try await minh.next(after: id) == nil)
        #expect(try await looks() == before)
        _ = try await lan.correct(id, words: [Office.word(0, 2, .replace("nghỉ"))], seen: 0)
        #expect(try await lan.replacements(inBatchOf: id) == ["~nghỉ": ["nghỉ"]])
    }

    private static let newer = RedoOffice.pipeline {
        $0.readPages.recognition.language = "vie+eng"
        $0.readPages.version += 1
        $0.readFields.version += 1
        $0.assemble.version += 1
    }

    @Test("No redo replaces what people corrected: text, PDF, search and fields keep it, other pages are read anew")
    func redo() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        _ = try await office.review().correct(
            office.document, words: [Office.word(0, 2, .replace("nghỉ"))],
            fields: [FieldCorrection(.number, .set("12/QĐ-UBND"))], seen: 0)
        try await office.follow()
        await office.test.recognizer.use(model: "b")
        let report = try await office.redo(Self.newer).run()
        #expect(report.plan.outdated.map(\.pages) == [1])
        #expect(report.left.isEmpty)
        let texts = try await office.texts()
        #expect(texts.ledger == ["tờ khai nghỉ việc", "mặt ~sao chép b vieeng"])
        #expect(texts.pdf == texts.ledger)
        #expect(try await office.hits("khai nghỉ việc") == 1)
        #expect(try await office.hits("12/QĐ-UBND") == 1)
        #expect(try await office.inForce().content.fields[.number]?.value == "12/QĐ-UBND")
        #expect(try await office.redo(Self.newer).plan().outdated.isEmpty)
        // A correction after that goes on where the others stand.
        let review = office.review()
        let opened = try await review.open(office.document)
        #expect(opened.pages[0].words.map(\.text) == ["tờ", "khai", "nghỉ", "việc"])
        _ = try await review.correct(
            office.document, words: [Office.word(1, 1, .replace("sao"))], seen: opened.revision)
        try await office.follow()
        #expect(try await office.texts().pdf == ["tờ khai nghỉ việc", "mặt sao chép b vieeng"])
        #expect(try await office.findings().isEmpty)
    }

    @Test("A redo that was begun before a correction does not undo it")
    func redoMeanwhile() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let (review, id) = (office.review(), office.document)
        let once = Once()
        await office.test.recognizer.doBeforeAssembling {
            guard once.first() else { return }
            _ = try await review.correct(id, words: [ReviewOffice.word(0, 2, .replace("nghỉ"))], seen: 0)
        }
        #expect(try await office.redo(Self.newer).run().left.isEmpty)
        #expect(try await office.texts().pdf == ["tờ khai nghỉ việc", "mặt ~sao chép vieeng"])
        try await office.follow()
        #expect(try await office.texts().ledger == ["tờ khai nghỉ việc", "mặt ~sao chép vieeng"])
        #expect(try await office.findings().isEmpty)
    }

    @Test("Many corrections in a row make one PDF; what comes while it is made makes one more")
    func burst() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let (review, id) = (office.review(), office.document)
        let before = await office.test.recognizer.assembled
        for number in 0..<30 {
            _ = try await review.correct(id, words: [Office.word(0, 1, .replace("khai\(number)"))], seen: number)
            office.clock.pass(.milliseconds(100))
        }
        let once = Once()
        await office.test.recognizer.doBeforeAssembling {
            guard once.first() else { return }
            _ = try await review.correct(id, words: [ReviewOffice.word(0, 2, .replace("nghỉ"))], seen: 30)
        }
        #expect(try await office.follow() == 1)
        #expect(try await office.texts().pdf[0] == "tờ khai29 ~nghỉ việc")
        #expect(try await review.counts().pendingRebuilds == 1)
        #expect(try await office.follow() == 1)
        #expect(try await office.texts().pdf[0] == "tờ khai29 nghỉ việc")
        #expect(await office.test.recognizer.assembled == before + 2)
        #expect(try await office.findings().isEmpty)
    }

    @Test("Killed at any step, another attempt brings it to the same end", arguments: 0..<3)
    func killed(step: Int) async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        _ = try await office.review().correct(
            office.document, words: [Office.word(0, 2, .replace("nghỉ")), Office.word(1, 1, .replace("sao"))], seen: 0)
        office.clock.pass(.seconds(10))
        let claim = try #require(try await office.claim())
        switch step {
        case 0: break
        case 1:
            // The readings are made, the PDF is not.
            await office.test.recognizer.doBeforeAssembling { throw CancellationError() }
            await #expect(throws: CancellationError.self) {
                try await office.redoer.applyCorrections(to: office.document, as: claim)
            }
            await office.test.recognizer.doBeforeAssembling {}
        default:
            // All is made, but the lease is gone when it is to be recorded.
            let (ledger, clock) = (office.ledger, office.clock)
            await office.test.recognizer.doBeforeAssembling {
                clock.pass(.seconds(600))
                let now = clock.now
                _ = try await ledger.write { try $0.rescueJobs(at: now) { _ in now } }
            }
            await #expect(throws: JobLeaseLost.self) {
                try await office.redoer.applyCorrections(to: office.document, as: claim)
            }
            await office.test.recognizer.doBeforeAssembling {}
        }
        #expect(try await office.texts().pdf[0] == "tờ khai ~nghỉ việc")
        if step < 2 {
            office.clock.pass(.seconds(600))
            let now = office.clock.now
            _ = try await office.ledger.write { try $0.rescueJobs(at: now) { _ in now } }
        }
        try await office.follow(after: .seconds(600))
        #expect(try await office.texts().pdf == ["tờ khai nghỉ việc", "mặt sao chép"])
        #expect(try await office.findings().isEmpty)
    }

    @Test("A signed original is not rewritten; its text and the search follow")
    func signed() async throws {
        let manifest =
            #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.pdf"]}]}"#
        let office = try await Office(["1.pdf": "signed", "batch.json": manifest])
        defer { try? office.test.close() }
        let old = try await office.inForce().content
        let assembled = await office.test.recognizer.assembled
        let opened = try await office.review().open(office.document)
        #expect(opened.isSigned)
        _ = try await office.review().correct(
            office.document, words: [Office.word(0, 0, .replace("ký"))], seen: opened.revision)
        try await office.follow()
        let new = try await office.inForce().content
        #expect(new.signedOriginal == old.signedOriginal)
        #expect(new.pdf == nil)
        #expect(await office.test.recognizer.assembled == assembled)
        #expect(try await office.texts().ledger == ["ký"])
        #expect(try await office.hits("ký") == 1)
        #expect(try await office.findings().isEmpty)
    }

    @Test("A document made anew without a page keeps the corrections of the others, and of its fields")
    func leftOut() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        _ = try await office.review().correct(
            office.document, words: [Office.word(1, 1, .replace("sao"))],
            fields: [FieldCorrection(.number, .set("12/QĐ"), page: 1)], seen: 0)
        try await office.follow()
        let page = try await office.inForce().content.pages[0].pageID
        try await Decisions(office: office.test.office, recognizer: office.test.recognizer, pipeline: Pipeline())
            .leaveOut(page, by: "cb")
        let new = try #require(try await office.test.status("TP01").documents.first).id
        #expect(new != office.document)
        try await office.follow()
        _ = try await office.redo(Self.newer).run()
        #expect(try await office.texts(new).pdf == ["mặt sao chép"])
        #expect(try await office.inForce(new).content.fields[.number]?.value == "12/QĐ")
        #expect(try await office.inForce(new).content.fields[.number]?.page == 0)
        #expect(try await office.findings().isEmpty)
        let item = try await office.review().show(office.document).item
        #expect(item.state == .withdrawn)
    }

    @Test("Verification finds a text that is not what its corrections make of it, and facts that were changed")
    func tampered() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        _ = try await office.review().correct(
            office.document, words: [Office.word(0, 2, .replace("nghỉ"))], seen: 0)
        #expect(try await office.findings().isEmpty)
        try await office.follow()
        let key = try await office.inForce().content.pages[0].readingKey
        let reading = try await CorrectedReadings(office: office.test.office).load(key: key)
        var other = reading
        other.text.lines[0].words[2].text = "nghĩ"
        let codec = ReadingCodec(store: office.test.office.store, files: BlockingWork(label: "test"))
        let artifact = try await codec.save(other)
        let id = office.document
        _ = try await office.ledger.write { tx in
            try tx.sql.run(
                "UPDATE page_readings SET artifact = ? WHERE key = ?",
                [SQLValue(artifact.rawValue), SQLValue(key)])
        }
        let found = try await office.findings()
        #expect(found.contains { $0.code == .ledger(.correctionsDiffer) && $0.subject == id.rawValue })
    }

    @Test("What cannot stand there is refused, and nothing of it recorded")
    func refused() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let (review, id) = (office.review(), office.document)
        let calls: [(String, [WordCorrection], [FieldCorrection])] = [
            ("bad_correction", [Office.word(0, 0, .replace("Tờ")), Office.word(0, 1, .replace("\u{7}"))], []),
            ("bad_correction", [Office.word(0, 9, .confirm)], []),
            ("bad_correction", [Office.word(7, 0, .confirm)], []),
            ("bad_correction", [], [FieldCorrection(.date, .set("31/02/2026"))]),
            ("bad_correction", [], [FieldCorrection(.address, .confirm)]),
        ]
        for (code, words, fields) in calls {
            let refusal = await #expect(throws: Refusal.self) {
                try await review.correct(id, words: words, fields: fields, seen: 0)
            }
            #expect(refusal?.code == code)
        }
        let unknown = await #expect(throws: Refusal.self) { try await review.open(DocumentID(rawValue: "x")) }
        #expect(unknown?.code == "unknown_item")
        #expect(try await review.history(id).isEmpty)
    }

    @Test("Another agency's document is as one that there is not, and its items are in no list")
    func outsiders() async throws {
        let office = try await Office()
        defer { try? office.test.close() }
        let id = office.document
        let other = office.review("minh", scope: .agencies([try #require(AgencyScope(rawValue: "H40.17"))]))
        let calls: [() async throws -> Void] = [
            { _ = try await other.open(id) }, { _ = try await other.show(id) }, { _ = try await other.history(id) },
            { _ = try await other.correct(id, words: [Office.word(0, 0, .confirm)], seen: 0) },
            { _ = try await other.undo(id) }, { try await other.postpone(id, note: "x") },
            { try await other.finish(id) }, { try await other.release(id) },
        ]
        for call in calls {
            let refusal = await #expect(throws: Refusal.self) { try await call() }
            #expect(refusal?.code == "unknown_item")
        }
        #expect(try await other.page(PageRequest()).elements.isEmpty)
        #expect(try await other.counts() == ReviewCounts())
        let own = office.review("lan", scope: .agencies([try #require(AgencyScope(rawValue: "H40.16"))]))
        #expect(try await own.page(PageRequest()).elements.map(\.id) == [id])
        #expect(try await own.counts().open == 1)
    }

    @Test("A reviewer's way through an item: words, the rest of the page, a doubt, the end, the next")
    func day() async throws {
        let script = [
            TestOffice.separator("TP01"), "tờ khai ~nghỉ việc", TestOffice.separator("TP02"), "giấy ~khai sinh",
        ].joined(separator: "\n")
        let office = try await Office(["1.tif": script])
        defer { try? office.test.close() }
        let (lan, minh) = (office.review("lan"), office.review("minh"))
        let ids = try await lan.page(PageRequest()).elements.map(\.id)
        #expect(ids.count == 2)
        let opened = try await lan.open(ids[0])
        #expect(opened.item.lease?.by == "lan")
        let taken = await #expect(throws: Refusal.self) { try await minh.open(ids[0]) }
        #expect(taken?.code == "review_taken")
        let unsure = opened.pages[0].words.first { $0.mustDecide }
        let word = try #require(unsure)
        let rest = try await lan.confirmRest(ofPage: 0, of: ids[0], seen: opened.revision)
        #expect(rest.words.allSatisfy { $0.decision == .confirmed })
        #expect(!rest.words.contains { $0.place == word.place })
        let early = await #expect(throws: Refusal.self) { try await lan.finish(ids[0]) }
        #expect(early?.code == "review_unfinished")
        _ = try await lan.correct(
            ids[0], words: [WordCorrection(page: 0, place: word.place, .confirm)], seen: rest.revision)
        try await lan.finish(ids[0])
        #expect(try await lan.next(after: ids[0]) == ids[1])
        _ = try await minh.open(ids[1])
        #expect(try await lan.next(after: ids[0]) == nil)
        let empty = await #expect(throws: Refusal.self) { try await minh.postpone(ids[1], note: " ") }
        #expect(empty?.code == "bad_note")
        try await minh.postpone(ids[1], note: "chữ  mờ")
        let counts = try await lan.counts()
        #expect((counts.open, counts.postponed, counts.done) == (0, 1, 1))
        #expect(
            try await lan.page(PageRequest(), filter: ReviewFilter(state: .postponed)).elements.map(\.note?.text) == [
                "chữ mờ"
            ])
        try await office.follow()
        #expect(try await office.findings().isEmpty)
    }
}

/// Says yes once.
private final class Once: Sendable {
    private let done = Mutex(false)

    func first() -> Bool {
        done.withLock { done in
            defer { done = true }
            return !done
        }
    }
}
