import Foundation
import Testing

@testable import DigitizationPipeline

@Suite("Pipeline files")
struct PipelineFileTests {
    @Test("The shipped file says what the program does without one")
    func shipped() throws {
        let root = URL(filePath: #filePath).appending(path: "../../../Pipelines/digitize.yaml").standardized
        #expect(try PipelineFile.load(root.path(percentEncoded: false)) == Pipeline())
    }

    @Test(
        "A wrong file is refused with its line",
        arguments: [
            ("stages: [read-pages]", 1),
            ("name: x\nstages:\n  - read-pages:\n      languag: vie\n  - split", 4),
            ("name: x\nstages:\n  - read-pages:\n      max_megapixels: -3", 4),
            ("name: x\nstages:\n  - read-pages:\n      language: ../../etc/passwd", 4),
            ("name: x\ncolour: red", 2),
            ("name: x\nstages:\n  - attach\n  - split", 3),
            ("- a\n- b", 1),
        ])
    func refused(_ text: String, _ line: Int) throws {
        let fault = #expect(throws: PipelineFile.Fault.self) { try PipelineFile.parse(text, file: "p.yaml") }
        #expect(fault?.line == line)
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
