import Dossiers
import Ledger
import Testing

@testable import DigitizationPipeline

@Suite("Words that are not in a PDF's text layer are told of, whoever had the document made")
struct UnwrittenWordsTests {
    private func incomplete(_ test: TestOffice) async throws -> [Int?] {
        try await test.office.ledger.read { tx in
            try tx.issues().filter { $0.code == .textLayerIncomplete }.map(\.pageIndex)
        }
    }

    @Test("A person gives waiting pages to a component")
    func decided() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": "một\nodd hai"]))
        #expect(try await incomplete(test).isEmpty)
        let item = try #require(try await test.waiting().first)
        let slot = ComponentSlot(
            caseCode: TestOffice.caseCode, component: try #require(ComponentCode(rawValue: "TP01")))
        let decisions = Decisions(office: test.office, recognizer: test.recognizer, pipeline: Pipeline())
        _ = try await decisions.assign(item.id, to: slot, by: "Lan")
        #expect(try await incomplete(test) == [1])
    }

    @Test("A document is made again: what its new PDF has is not missed any more, and the other way round")
    func madeAgain() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let script = [TestOffice.separator("TP01"), "một", "odd hai"].joined(separator: "\n")
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": script]))
        #expect(try await incomplete(test) == [2])
        for (pipeline, missing) in [(RedoTests.english, [] as [Int?]), (Pipeline(), [2])] {
            let redo = Redo(office: test.office, recognizer: test.recognizer, pipeline: pipeline, jobs: 1)
            #expect(try await redo.run().plan.outdated.count == 1)
            #expect(try await incomplete(test) == missing)
        }
        // Only fields are made again; the PDF stays, and so does what is told of it.
        let fields = RedoOffice.pipeline { $0.readFields.version += 1 }
        _ = try await Redo(office: test.office, recognizer: test.recognizer, pipeline: fields, jobs: 1).run()
        #expect(try await incomplete(test) == [2])
    }
}
