import ArtifactStore
import Basics
import Dossiers
import Foundation
import Ledger
import Testing

@testable import DigitizationPipeline
@testable import Office

@Suite("What a change touches is made again, and nothing else")
struct RedoTests {
    /// A change of what is in force, and the work that it makes necessary.
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var pipeline = Pipeline()
        var rules = PipelineRules()
        var model: String?
        var pages: [String] = []
        var assembled = 0
        var redone = 0

        static let all = ["giấy khai sinh", "mặt sau", "tờ khai"]
    }

    static let english = RedoOffice.pipeline { $0.readPages.recognition.language = "vie+eng" }

    static let changes = [
        Change(testDescription: "nothing"),
        Change(
            testDescription: "how long things may take",
            pipeline: RedoOffice.pipeline {
                $0.readPages.pageDeadlineSeconds = 7
                $0.readPages.maxPixels = 1_000_000
                $0.readPages.memoryLimitMegabytes = 4096
                $0.assemble.deadlineSeconds = 5
            }),
        Change(testDescription: "language", pipeline: english, pages: Change.all, assembled: 2, redone: 2),
        Change(testDescription: "model", model: "b", pages: Change.all, assembled: 2, redone: 2),
        Change(
            testDescription: "version of read-pages", pipeline: RedoOffice.pipeline { $0.readPages.version += 1 },
            pages: Change.all, assembled: 2, redone: 2),
        // The fields turn out the same, so that the PDFs stay.
        Change(
            testDescription: "version of read-fields", pipeline: RedoOffice.pipeline { $0.readFields.version += 1 },
            redone: 2),
        Change(
            testDescription: "least confidence", pipeline: RedoOffice.pipeline { $0.readFields.minimumConfidence = 99 },
            redone: 2),
        Change(
            testDescription: "version of assemble", pipeline: RedoOffice.pipeline { $0.assemble.version += 1 },
            assembled: 2, redone: 2),
        Change(
            testDescription: "pipeline of one component", rules: RedoOffice.rules(component: "TP01", english),
            pages: ["mặt sau", "tờ khai"], assembled: 1, redone: 1),
        Change(
            testDescription: "pipeline of a component that is not there",
            rules: RedoOffice.rules(component: "TP03", english)),
        Change(
            testDescription: "pipeline of papers that come later",
            rules: RedoOffice.rules(component: "TP01", from: "2190-01-01", english)),
    ]

    @Test("A change touches exactly its documents, and a second run does nothing", arguments: changes)
    func touches(_ change: Change) async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let before = try await office.identities()
        if let model = change.model { await office.test.recognizer.use(model: model) }
        let redo = office.redo(change.pipeline, change.rules)
        #expect(try await redo.plan().outdated.count == change.redone)
        let work = try await office.work {
            let report = try await redo.run()
            #expect(report.plan.looked == 2)
            #expect(report.plan.outdated.count == change.redone)
            #expect(report.plan.outdated.reduce(0) { $0 + $1.pages } == change.pages.count)
            #expect(report.left.isEmpty)
        }
        #expect(work == .init(pages: change.pages, assembled: change.assembled))
        #expect(try await office.identities() == before)
        let again = try await office.work {
            let report = try await redo.run()
            #expect(report.plan.outdated.isEmpty)
        }
        #expect(again == .none)
        #expect(try await office.verifies())
    }

    @Test("Search finds the new text and not the old; the earlier derivatives stay kept")
    func supersedes() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let old = try await office.document("TP01")
        _ = try await office.redo(Self.english).run()
        let new = try await office.document("TP01")
        #expect(new.id == old.id)
        #expect(new.content.pdf != old.content.pdf)
        #expect(try await office.hits("\"tờ khai vieeng\"") == 1)
        #expect(try await office.hits("tờ khai") == 1)
        let kept = try await office.ledger.read { try $0.derivatives(of: old.id, includingPast: true) }
            .filter { $0.supersededAt != nil }
        #expect(kept.filter { $0.value.kind == .reading }.map(\.value.key) == old.content.derivatives.readingKeys)
        #expect(kept.filter { $0.value.kind == .pdf }.map(\.value.artifact) == [old.content.pdf])
        #expect(kept.allSatisfy { $0.recordedAt == old.recordedAt })
        let pdf = try #require(old.content.pdf)
        #expect(try office.test.office.store.verify(pdf))
        #expect(try await office.ledger.read { try $0.referencedArtifacts() }.contains(pdf))
        let batch = office.batch
        let export = try await office.ledger.read { try $0.exportRows(batch: batch).documents }
        #expect(export.flatMap { $0.pages.map(\.text) }.sorted().first == "giấy khai sinh vieeng")
        // Back again: the readings are still there.
        let back = try await office.work { _ = try await office.redo().run() }
        #expect(back.pages.isEmpty)
        #expect(try await office.hits("vieeng") == 0)
        #expect(try await office.document("TP01").content.derivatives == old.content.derivatives)
        #expect(try await office.verifies())
    }

    @Test("A dry look changes nothing and asks the recognizer nothing")
    func dry() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let before = try await office.ledger.read { try $0.documents() }
        let work = try await office.work {
            let plan = try await office.redo(Self.english).plan()
            #expect(plan.outdated.map(\.pages).sorted() == [1, 2])
            #expect(plan.outdated.allSatisfy { $0.fields && $0.pdf })
        }
        #expect(work == .none)
        #expect(try await office.ledger.read { try $0.documents() } == before)
    }

    @Test("Only the case or batch that is asked for is looked at")
    func scope() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let other = CaseCode(rawValue: "000.00.16.H40-261118-9917")!
        try await office.test.importCase(other)
        let second = try office.test.batch("L2", ["1.tif": "sep \(other)/TP01\nđơn"])
        let batch = try await office.test.digitizer.digitize(second).batch.id
        let redo = office.redo(Self.english)
        #expect(try await redo.plan().looked == 3)
        #expect(try await redo.plan(.init(caseCode: other)).outdated.map(\.caseCode) == [other])
        let work = try await office.work { _ = try await redo.run(.init(batches: [batch])) }
        #expect(work == .init(pages: ["đơn"], assembled: 1))
        #expect(try await redo.plan(.init(batches: [])).looked == 0)
        #expect(try await redo.plan().outdated.count == 2)
    }

    @Test("Stopped after any number of pages, the same call goes on without reading a page again", arguments: 0...3)
    func resumes(afterPages stop: Int) async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let before = try await office.ledger.read { try $0.documents() }
        await office.test.recognizer.interrupt(afterPages: stop)
        let work = try await office.work {
            if stop < 3 {
                await #expect(throws: CancellationError.self) { try await office.redo(Self.english).run() }
            }
            for document in try await office.ledger.read({ try $0.documents() }) where !before.contains(document) {
                #expect(
                    document.content.pages.allSatisfy { page in
                        !before.contains { $0.content.pages.contains(page) }
                    })
            }
            await office.test.recognizer.interrupt(afterPages: nil)
            #expect(try await office.redo(Self.english).run().left.isEmpty)
        }
        #expect(work.pages == Change.all)
        // One that was made, but not recorded any more, is made again.
        #expect((2...3).contains(work.assembled))
        #expect(try await office.verifies())
    }

    @Test("A page that cannot be read any more leaves its document as it is, for a person; the others go on")
    func poison() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let old = try await office.document("TP01")
        await office.test.recognizer.failToAssemble(component: "TP01")
        let report = try await office.redo(Self.english).run()
        #expect(report.left.keys.sorted() == [old.id])
        #expect(report.left[old.id]??.code == "redo_failed")
        #expect(try await office.document("TP01") == old)
        #expect(try await office.hits("vieeng") == 1)
        #expect(try await office.redo(Self.english).run().left.keys.sorted() == [old.id])
        #expect(try await office.ledger.read { try $0.deadLetters(kind: .redoDocument) }.count == 1)
        #expect(try await office.verifies())
        await office.test.recognizer.assembleAll()
        #expect(try await office.redo(Self.english).run().left.isEmpty)
        #expect(try await office.ledger.read { try $0.deadLetters(kind: .redoDocument) }.isEmpty)
    }

    @Test("What waits beside is made again and goes on waiting; what was decided stays so")
    func beside() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let script = [TestOffice.separator("TP02"), "giấy khác"].joined(separator: "\n")
        _ = try await office.test.digitizer.digitize(try office.test.batch("L2", ["1.tif": script]))
        let (waiting, before) = (try await office.test.waiting(), try await office.identities())
        _ = try await office.redo(Self.english).run()
        #expect(try await office.hits("khác vieeng") == 1)
        #expect(try await office.test.waiting() == waiting)
        #expect(try await office.identities() == before)
        let item = try #require(waiting.first)
        try await office.ledger.write { try $0.decide(item.id, .replace, by: "cb", at: TimeSource.system.now()) }
        let work = try await office.work { _ = try await office.redo().run() }
        #expect(work.pages.isEmpty)
        // The one that was replaced is in force no longer and stays as it was last.
        #expect(try await office.document("TP02", .superseded).content.derivation != nil)
        #expect(try await office.hits("khai sinh vieeng") == 1)
        #expect(try await office.verifies())
    }

    @Test("Fields that are no longer sure enough go, from the document, its PDF and the search")
    func fewerFields() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let script = [
            TestOffice.separator("TP01"), "Số: 907/QĐ-UBND QUYẾT ĐỊNH", TestOffice.separator("TP02"), "giấy khác",
        ].joined(separator: "\n")
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": script]))
        let old = try #require(try await test.status("TP01").documents.first)
        try #require(!old.content.fields.isEmpty)
        let strict = RedoOffice.pipeline { $0.readFields.minimumConfidence = 100 }
        let redo = Redo(office: test.office, recognizer: test.recognizer, pipeline: strict, jobs: 2)
        #expect(try await redo.run().left.isEmpty)
        let new = try #require(try await test.status("TP01").documents.first)
        #expect(new.content.fields.values.allSatisfy { $0.confidence >= 100 })
        #expect(new.content.fields != old.content.fields)
        #expect(await test.recognizer.assembled == 3)
        #expect(await test.recognizer.readPages.count == 4)
        #expect(try await Verification(office: test.office).run().findings.isEmpty)
    }

    @Test("A page that a person put back stays in its document")
    func restored() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let script = [TestOffice.separator("TP01"), "một", "blank", "hai"].joined(separator: "\n")
        let batch = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": script])).batch.id
        let pages = try await test.office.ledger.read { try $0.pages(batch: batch) }
        let blank = try #require(pages.first { $0.kind == .blank })
        try await Decisions(office: test.office, recognizer: test.recognizer, pipeline: Pipeline())
            .restore(blank.id, by: "cb")
        let redo = Redo(office: test.office, recognizer: test.recognizer, pipeline: Self.english, jobs: 2)
        #expect(try await redo.run().plan.outdated.map(\.pages) == [3])
        let document = try #require(try await test.status("TP01").documents.first)
        #expect(document.content.pages.map(\.pageID) == pages.dropFirst().map(\.id))
        let after = try await test.office.ledger.read { try $0.pages(batch: batch) }
        #expect(after.map(\.kind) == [.separator, .content, .content, .content])
        #expect(try await Verification(office: test.office).run().findings.isEmpty)
    }

    @Test("A signed original is never rewritten; its text is read again")
    func signed() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let manifest =
            #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.pdf"]}]}"#
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.pdf": "signed", "batch.json": manifest]))
        let old = try #require(try await test.status("TP01").documents.first)
        let redo = Redo(office: test.office, recognizer: test.recognizer, pipeline: Self.english, jobs: 2)
        #expect(try await redo.run().plan.outdated.map(\.pdf) == [false])
        let new = try #require(try await test.status("TP01").documents.first)
        #expect(new.content.signedOriginal == old.content.signedOriginal)
        #expect(new.content.pdf == nil)
        #expect(new.content.derivation?.pdf == old.content.derivation?.pdf)
        #expect(await test.recognizer.assembled == 0)
        #expect(try await test.office.ledger.read { try $0.search(SearchQuery("vieeng")).count } == 1)
        #expect(try await redo.plan().outdated.isEmpty)
    }

    @Test("Documents that were made before keys were recorded are made once with the readings that are there")
    func withoutKeys() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        for document in try await office.ledger.read({ try $0.documents() }) {
            var derivatives = document.content.derivatives
            derivatives.keys = nil
            let unkeyed = derivatives
            _ = try await office.ledger.write {
                try $0.replaceDerivatives(of: document.id, by: unkeyed, at: TimeSource.system.now())
            }
        }
        let work = try await office.work { _ = try await office.redo().run() }
        #expect(work == .init(pages: [], assembled: 2))
        #expect(try await office.redo().plan().outdated.isEmpty)
        let kept = try await office.document("TP01").id
        let all = try await office.ledger.read { try $0.derivatives(of: kept, includingPast: true) }
        #expect(all.allSatisfy { $0.supersededAt == nil })
    }
}
