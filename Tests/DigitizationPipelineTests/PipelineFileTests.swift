import Foundation
import Office
import Testing

@testable import DigitizationPipeline

@Suite("Pipeline files")
struct PipelineFileTests {
    @Test("The shipped file says what the program does without one")
    func shipped() throws {
        let root = URL(filePath: #filePath).appending(path: "../../../Pipelines/digitize.yaml").standardized
        #expect(try PipelineFile.load(root.path(percentEncoded: false)) == Pipeline())
    }

    /// A wrong file, the line of what is wrong, and what the message names.
    struct Wrong: Sendable, CustomTestStringConvertible {
        var text: String
        var line: Int
        var expected: String
        var testDescription: String { expected }

        init(_ text: String, _ line: Int, _ expected: String) {
            (self.text, self.line, self.expected) = (text, line, expected)
        }

        /// A file whose third line and following are these stages.
        static func stages(_ stages: String, _ line: Int, _ expected: String) -> Wrong {
            Wrong("name: x\nstages:\n" + stages, line, expected)
        }

        /// A file with one parameter on line 4, whole otherwise.
        static func parameter(_ text: String, of stage: String = "read-pages", _ expected: String) -> Wrong {
            let order = ["read-pages", "split", "read-fields", "assemble", "attach"]
            let stages = order.map { $0 == stage ? "  - \($0):\n      \(text)" : "  - \($0)" }
            let line = 4 + (order.firstIndex(of: stage) ?? 0)
            return .stages(stages.joined(separator: "\n"), line, expected)
        }
    }

    static let wrong: [Wrong] = [
        // YAML
        Wrong("", 1, "name and stages"),
        Wrong("# nothing but a comment", 1, "name and stages"),
        Wrong("just text", 1, "name and stages"),
        Wrong("- a\n- b", 1, "name and stages"),
        Wrong("name: x\nstages: [read-pages", 3, "YAML"),
        Wrong("name: x\n\tstages: 1", 2, "YAML"),
        Wrong("name: x\nstages: *nobody", 2, "YAML"),
        Wrong("name: x\n---\nname: y", 2, "YAML"),
        Wrong("name: x\nname: y", 1, "each key once"),
        Wrong("name: x\nstages: \"\u{1}\"", 2, "control characters"),
        Wrong("[a, b]: c", 1, "name and stages"),
        // The whole
        Wrong("name: x", 1, "missing: stages"),
        Wrong("stages: [read-pages, split, read-fields, assemble, attach]", 1, "missing: name"),
        Wrong("name: x\ncolour: red", 2, "name or stages"),
        Wrong("name: [x]", 1, "a text"),
        Wrong("name: ''", 1, "a text"),
        // Stages
        Wrong("name: x\nstages: split", 2, "a list of stages"),
        Wrong("stages: [read-pages]", 1, "in this order"),
        .stages("  - attach\n  - split", 3, "in this order"),
        .stages("  - read-pages\n  - read-pages", 4, "in this order"),
        .stages("  - read-pages\n  - split\n  - read-fields\n  - assemble\n  - attach\n  - attach", 8, "in this order"),
        .stages("  - read-pages\n  - spilt", 4, "one of the stages"),
        .stages("  - [read-pages]", 3, "one stage"),
        .stages("  - read-pages: {}\n    split: {}", 3, "one stage"),
        .stages("  - read-pages:\n  - split", 3, "parameters of read-pages"),
        // Parameters
        .parameter("languag: vie", "language, engine"),
        .parameter("language: ../../etc/passwd", "vie+eng"),
        .parameter("language: vie++eng", "vie+eng"),
        .parameter("language: [vie]", "vie+eng"),
        .parameter("engine: abacus", "sohoa, tesseract"),
        .parameter("correct: perhaps", "true or false"),
        .parameter("correct: 1", "true or false"),
        .parameter("drawing_resolution: 99", "100 to 600"),
        .parameter("drawing_resolution: 601", "100 to 600"),
        .parameter("drawing_resolution: 300.5", "100 to 600"),
        .parameter("max_megapixels: -3", "1 to 2000"),
        .parameter("max_megapixels: 99999999999999999999", "1 to 2000"),
        .parameter("page_deadline_seconds: 0", "1 to 3600"),
        .parameter("page_deadline_seconds: soon", "1 to 3600"),
        .parameter("memory_limit_megabytes: 1", "256 to 65536"),
        .parameter("minimum_confidence: 64", of: "read-fields", "65 to 100"),
        .parameter("minimum_confidence: 101", of: "read-fields", "65 to 100"),
        .parameter("language: vie", of: "read-fields", "minimum_confidence"),
        .parameter("deadline_seconds: 0", of: "assemble", "1 to 86400"),
        .parameter("speed: 1", of: "split", "no parameters of split"),
        .parameter("speed: 1", of: "attach", "no parameters of attach"),
    ]

    @Test("A wrong file is refused with its line and what was expected", arguments: wrong)
    func refused(_ wrong: Wrong) throws {
        let fault = #expect(throws: PipelineFileFault.self) { try PipelineFile.parse(wrong.text, file: "p.yaml") }
        #expect(fault?.line == wrong.line)
        #expect(fault?.expected.contains(wrong.expected) == true, "\(fault?.expected ?? "")")
        #expect(fault?.description.contains("p.yaml:\(wrong.line): expected ") == true)
    }

    @Test("A file that is none, is too large or no text is refused")
    func unreadable() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pipeline-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: path) }
        func fault() -> PipelineFileFault? {
            #expect(throws: PipelineFileFault.self) { try PipelineFile.load(path.path(percentEncoded: false)) }
        }
        #expect(fault()?.line == nil)
        try Data(repeating: UInt8(ascii: "#"), count: (1 << 20) + 1).write(to: path)
        #expect(fault()?.expected.contains("1 MiB") == true)
        try Data("name: x\nstages: ".utf8 + [0xE1, 0xBB]).write(to: path)
        #expect(fault()?.line == 2)
        #expect(fault()?.expected == "text in UTF-8")
    }

    @Test("A file changes just what it names")
    func parameters() throws {
        let text = """
            name: tem
            stages:
              - read-pages: {language: vie+eng, page_deadline_seconds: 30}
              - split
              - read-fields
              - assemble
              - attach
            """
        var expected = Pipeline()
        expected.name = "tem"
        expected.readPages.recognition.language = "vie+eng"
        expected.readPages.pageDeadlineSeconds = 30
        #expect(try PipelineFile.parse(text, file: "p.yaml") == expected)
    }
}
