import Basics
import Dossiers
import Foundation
import Ledger
import Testing

@testable import DigitizationPipeline
@testable import Office

/// A data home with two documents, TP01 of two pages and TP02 of one, for making them again.
struct RedoOffice {
    let test: TestOffice
    let batch: BatchID

    static let script = [
        TestOffice.separator("TP01"), "tờ khai", "mặt sau", TestOffice.separator("TP02"), "giấy khai sinh",
    ].joined(separator: "\n")

    init() async throws {
        test = try await TestOffice()
        batch = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": Self.script])).batch.id
    }

    var ledger: Ledger { test.office.ledger }

    func redo(_ pipeline: Pipeline = Pipeline(), _ rules: PipelineRules = PipelineRules()) -> Redo {
        Redo(office: test.office, recognizer: test.recognizer, pipeline: pipeline, rules: rules, jobs: 2)
    }

    /// What the recognizer was asked to do meanwhile.
    func work(_ body: () async throws -> Void) async throws -> Work {
        let (pages, assembled) = (await test.recognizer.readPages.count, await test.recognizer.assembled)
        try await body()
        return Work(
            pages: await test.recognizer.readPages.dropFirst(pages).sorted(),
            assembled: await test.recognizer.assembled - assembled)
    }

    struct Work: Hashable {
        var pages: [String]
        var assembled: Int

        static let none = Work(pages: [], assembled: 0)
    }

    func document(_ component: String, _ state: DigitizedDocument.State = .current) async throws -> DigitizedDocument {
        let all = try await ledger.read { try $0.documents(case: TestOffice.caseCode) }
        return try #require(all.first { $0.content.component.rawValue == component && $0.state == state })
    }

    func hits(_ query: String) async throws -> Int {
        try await ledger.read { try $0.search(SearchQuery(query, in: SearchScope(includesPast: true))).count }
    }

    func verifies() async throws -> Bool {
        try await Verification(office: test.office).run().findings.isEmpty
    }

    /// What must never change: everything of the documents but what is made of their pages.
    func identities() async throws -> [DigitizedDocument] {
        try await ledger.read { try $0.documents() }.map { document in
            var document = document
            document.content.pdf = nil
            document.content.fields = [:]
            document.content.derivation = nil
            for place in document.content.pages.indices { document.content.pages[place].readingKey = "" }
            return document
        }
    }

    static func pipeline(_ change: (inout Pipeline) -> Void) -> Pipeline {
        var pipeline = Pipeline()
        change(&pipeline)
        return pipeline
    }

    /// A rule for one component, valid since ever.
    static func rules(
        component: String?, procedure: String? = nil, from: String = "2000-01-01", _ pipeline: Pipeline
    ) -> PipelineRules {
        PipelineRules([
            .init(
                procedure: procedure, component: component.flatMap(ComponentCode.init(rawValue:)),
                from: CalendarDay(rawValue: from)!, pipeline: pipeline, file: "x.yaml")
        ])
    }
}
