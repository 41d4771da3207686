import DocumentModel
import FieldReading
import Foundation
import Office
import Testing

@testable import DigitizationPipeline
@testable import Office

@Suite("Words of papers that an office adds")
struct PaperWordsTests {
    private static let labels = """
        version: "1"
        labels:
          - means: total
            source: the office's own form
            texts: [so tien phai dong them]
        """
    private static let kinds = """
        version: "1"
        kinds:
          - {kind: phieu_cua_so, title: heading, source: own form, states: [date, amount], headings: [Phiếu cửa sổ]}
        """

    /// Loads the words of a new data home with such files, whose name speaks of kinds.
    private func load(labels: String? = nil, kinds: String? = nil) throws -> FieldVocabulary {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinds-\(UUID().uuidString)")
        let home = DataHome(path: folder.path)
        try FileManager.default.createDirectory(atPath: home.paperRules, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [("labels", labels), ("kinds", kinds)] {
            try text?.write(toFile: "\(home.paperRules)/\(name).yaml", atomically: true, encoding: .utf8)
        }
        return try PaperWords.load(home)
    }

    private func fields(_ lines: [String], _ vocabulary: FieldVocabulary) -> DocumentFields {
        let text = lines.enumerated().map { row, text in
            TextLine(
                words: text.split(separator: " ").enumerated().map { place, word in
                    let box = PixelBox(x: 200 + 120 * place, y: 300 + 80 * row, width: 100, height: 40)
                    return Word(text: String(word), box: box, confidence: 96)
                }, box: PixelBox(x: 200, y: 300 + 80 * row, width: 1_800, height: 40))
        }
        return FieldReader.read(texts: [(PageText(lines: text), [])], vocabulary: vocabulary)
    }

    @Test("are read like those of the program")
    func added() throws {
        let paper = ["PHIẾU CỬA SỔ", "Số tiền phải đóng thêm: 1.250.000 đồng", "Ngày 05 tháng 10 năm 2026"]
        let vocabulary = try load(labels: Self.labels, kinds: Self.kinds)
        #expect(fields(paper, vocabulary)[.docType]?.value == "phieu_cua_so")
        #expect(fields(paper, vocabulary)[.amount]?.value == "1250000")
        #expect(fields(paper, .standard)[.docType]?.value != "phieu_cua_so")
        #expect(try load() == .standard)
        #expect(try load(labels: Self.labels).words != FieldVocabulary.standard.words)
    }

    @Test(
        "A file that is none of words is named, with what is wrong",
        arguments: [
            ("labels", "labels: none"), ("labels", "["), ("labels", "version: \"1\""),
            ("labels", "version: \"1\"\nlabels:\n  - {means: nothing, source: x, texts: [a b]}"),
            ("kinds", "kinds: {}"),
            ("kinds", "version: \"1\"\nkinds:\n  - {kind: a, title: loud, source: x, headings: [A]}"),
        ])
    func refused(file: String, text: String) {
        let fault = #expect(throws: PipelineFileFault.self) {
            _ = try load(labels: file == "labels" ? text : nil, kinds: file == "kinds" ? text : nil)
        }
        #expect(fault?.file.hasSuffix("/rules/papers/\(file).yaml") == true, "\(fault?.file ?? "no fault")")
        #expect(fault?.expected.isEmpty == false)
    }
}
