import Basics

/// A file that is no pipeline, or no rules for pipelines: says where and what was expected.
public struct PipelineFileFault: RefusalConvertible, Hashable, CustomStringConvertible {
    public var file: String
    /// 1-based line; `nil` when the file cannot be read at all.
    public var line: Int?
    public var expected: String

    package init(file: String, line: Int?, expected: String) {
        self.file = file
        self.line = line
        self.expected = expected
    }

    public var refusal: Refusal {
        let place = line.map { "\(file):\($0)" } ?? file
        return Refusal(
            "bad_pipeline_file", .badInput, "Tệp quy trình không hợp lệ: \(place)",
            "\(place): expected \(expected)", at: Refusal.Place(file: file, row: line))
    }

    public var description: String { refusal.text.text }
}
