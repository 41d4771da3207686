import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import Testing

@testable import DigitizationPipeline
@testable import Office

@Suite("Pipelines of procedures and components")
struct PipelineRulesTests {
    private static let example = """
        pipelines:
          - {procedure: 1.001193, component: TP01, from: 2026-01-01, pipeline: both.yaml}
          - {procedure: 1.001193, from: 2026-01-01, pipeline: procedure.yaml}
          - {component: TP01, from: 2026-01-01, pipeline: component.yaml}
          - {component: TP01, from: 2026-07-01, pipeline: later.yaml}
        """

    /// Gives pipelines that are called like their files.
    private static func rules(_ text: String) throws -> PipelineRules {
        try PipelineRules.parse(text, file: "rules.yaml") { name in RedoOffice.pipeline { $0.name = name } }
    }

    @Test(
        "The most specific rule that is valid on the day wins",
        arguments: [
            ("1.001193", "TP01", "2026-12-01", "both.yaml"), ("1.001193", "TP02", "2026-01-01", "procedure.yaml"),
            ("2.000815", "TP01", "2026-06-30", "component.yaml"), ("2.000815", "TP01", "2026-07-01", "later.yaml"),
            ("2.000815", "TP02", "2026-07-01", nil), ("1.001193", "TP01", "2025-12-31", nil),
        ])
    func specific(_ procedure: String, _ component: String, _ day: String, _ file: String?) throws {
        let rule = try Self.rules(Self.example).rule(
            procedure: procedure, component: ComponentCode(rawValue: component)!, on: CalendarDay(rawValue: day))
        #expect(rule?.file == file)
        #expect(rule?.pipeline.name == file)
    }

    static let head = "pipelines:\n  - from: 2026-01-01\n"

    @Test(
        "A wrong file is refused with its line and what was expected",
        arguments: [
            ("", 1, "pipelines"), ("[]", 1, "pipelines"), ("rules: []", 1, "pipelines"), ("{}", 1, "pipelines"),
            ("pipelines: none", 1, "a list of rules"), ("pipelines:\n  - TP01", 2, "a rule with"),
            (head + "    pipeline: a.yaml", 2, "procedure or component"),
            (head + "    component: TP01", 2, "a rule with from, pipeline"),
            ("pipelines:\n  - component: TP01\n    pipeline: a.yaml", 2, "a rule with from"),
            ("pipelines:\n  - from: 2026-13-01", 2, "2026-07-01"),
            ("pipelines:\n  - from: [2026-01-01]", 2, "2026-07-01"),
            (head + "    component: tp 01", 3, "TP01"), (head + "    procedure: []", 3, "1.001193"),
            (head + "    pipeline: /etc/passwd", 3, "within the folder"),
            (head + "    pipeline: a/../../b.yaml", 3, "within the folder"), (head + "    colour: red", 3, "procedure"),
            (head + "    from: 2026-01-02", 2, "each key once"), ("pipelines: [", 2, "YAML"),
            (example + "\n  - {component: TP01, from: 2026-07-01, pipeline: b.yaml}", 6, "there is one already"),
        ])
    func refused(_ text: String, _ line: Int, _ expected: String) throws {
        let fault = #expect(throws: PipelineFileFault.self) { try Self.rules(text) }
        #expect(fault?.file == "rules.yaml")
        #expect(fault?.line == line)
        #expect(fault?.expected.contains(expected) == true, "\(fault?.expected ?? "")")
    }

    @Test("The data home's file is read with the pipelines beside it; a wrong pipeline is refused in its own file")
    func home() throws {
        let home = DataHome(
            path: FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString)").path)
        defer { try? FileManager.default.removeItem(atPath: home.path) }
        #expect(try PipelineRules.load(home).rules.isEmpty)
        try FileManager.default.createDirectory(atPath: home.path + "/rules", withIntermediateDirectories: true)
        let rule = "pipelines:\n  - {component: TP01, from: 2026-01-01, pipeline: one.yaml}"
        try Data(rule.utf8).write(to: URL(fileURLWithPath: home.pipelineRules))
        let missing = #expect(throws: PipelineFileFault.self) { try PipelineRules.load(home) }
        #expect(missing?.file.hasSuffix("/rules/one.yaml") == true)
        let one = URL(fileURLWithPath: home.path + "/rules/one.yaml")
        try Data("name: x".utf8).write(to: one)
        #expect(throws: PipelineFileFault.self) { try PipelineRules.load(home) }
        try Data("name: x\nstages: [read-pages, split, read-fields, assemble, attach]".utf8).write(to: one)
        #expect(try PipelineRules.load(home).rules.map(\.pipeline.name) == ["x"])
    }

    @Test("The sample is right")
    func sample() throws {
        let path = URL(filePath: #filePath).appending(path: "../../../Samples/service/pipelines.yaml").standardized
        let rules = try Self.rules(YAMLWalk.text(of: path.path(percentEncoded: false))).rules
        #expect(rules.map(\.file) == ["khai-sinh.yaml", "to-khai.yaml"])
    }

    @Test("Recognizers are told all languages and the largest memory limit")
    func needs() {
        let standard = RedoOffice.pipeline { $0.readPages.memoryLimitMegabytes = 1024 }
        let rules = RedoOffice.rules(
            component: "TP01", RedoOffice.pipeline { $0.readPages.recognition.language = "eng+vie" })
        #expect(rules.recognizerNeeds(with: standard) == ("vie+eng", 2048))
        #expect(PipelineRules().recognizerNeeds(with: standard) == ("vie", 1024))
    }

    @Test("A model that a page is not read with does not touch its key")
    func otherModels() throws {
        func key(_ models: [String: String]) throws -> String {
            try PageReadingKey.make(
                original: ContentDigest(ofTexts: ["a"]), pageIndex: 0, options: RecognitionOptions(language: "vie"),
                recognizer: .init(engines: ["script": "1"], models: models))
        }
        #expect(try key(["vie": "1", "eng": "1"]) == key(["vie": "1", "eng": "2"]))
        #expect(try key(["vie": "1"]) != key(["vie": "2"]))
        // What is asked for a second opinion counts, too.
        #expect(try key(["vie": "1"]) != key(["vie": "1", "vie/Vietnamese": "1"]))
        #expect(try key(["vie": "1", "eng/English": "1"]) == key(["vie": "1"]))
    }

    // MARK: While batches are digitized

    private static let english = RedoOffice.pipeline { $0.readPages.recognition.language = "vie+eng" }

    @Test("A component is read as its own pipeline says before its document is made, the others only once")
    func secondReading() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let rules = RedoOffice.rules(component: "TP01", procedure: "1.001193", Self.english)
        let digitizer = Digitizer(
            office: test.office, recognizer: test.recognizer, pipeline: Pipeline(), rules: rules, jobs: 2)
        let batch = try await digitizer.digitize(try test.batch("L1", ["1.tif": RedoOffice.script])).batch.id
        #expect(await test.recognizer.readPages.count == 7)
        let texts = try await test.office.ledger.read { tx in
            try tx.exportRows(batch: batch).documents.flatMap { $0.pages.map(\.text) }
        }
        #expect(texts.sorted() == ["giấy khai sinh", "mặt sau vieeng", "tờ khai vieeng"])
        let search = try await test.office.ledger.read { try $0.search(SearchQuery("vieeng")).count }
        #expect(search == 2)
        let redo = Redo(office: test.office, recognizer: test.recognizer, pipeline: Pipeline(), rules: rules, jobs: 2)
        #expect(try await redo.plan().outdated.isEmpty)
        #expect(try await Verification(office: test.office).run().findings.isEmpty)
    }

    @Test("What a person assigns is read as its component's pipeline says")
    func assigned() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": "giấy không có phiếu"]))
        let item = try #require(try await test.waiting().first)
        let decisions = Decisions(
            office: test.office, recognizer: test.recognizer, pipeline: Pipeline(),
            rules: RedoOffice.rules(component: "TP03", Self.english))
        let slot = ComponentSlot(caseCode: TestOffice.caseCode, component: ComponentCode(rawValue: "TP03")!)
        _ = try await decisions.assign(item.id, to: slot, by: "cb")
        #expect(try await test.office.ledger.read { try $0.search(SearchQuery("vieeng")).count } == 1)
    }

    @Test("A component that cannot be read as its pipeline says waits for a person; the others go on")
    func unreadable() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let rules = RedoOffice.rules(
            component: "TP01", RedoOffice.pipeline { $0.readPages.recognition.language = "broken" })
        let digitizer = Digitizer(
            office: test.office, recognizer: test.recognizer, pipeline: Pipeline(), rules: rules, jobs: 2)
        _ = try await digitizer.digitize(try test.batch("L1", ["1.tif": RedoOffice.script]))
        #expect(try await test.waiting().map(\.reason) == [.assemblyFailed])
        #expect(try await test.status("TP02").state == .digitized)
    }
}
