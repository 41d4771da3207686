import DocumentModel
import Foundation
import Yams

/// Reads `Pipelines/*.yaml`.
public enum PipelineFile {
    /// A file that is no pipeline: says where and what was expected.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        public var file: String
        /// 1-based line; `nil` when the file cannot be read at all.
        public var line: Int?
        public var expected: String

        public var description: String {
            let place = line.map { "\(file):\($0)" } ?? file
            return "Tệp quy trình không hợp lệ: \(place)\n\(place): expected \(expected)"
        }
    }

    /// Largest pipeline file that is read, bytes.
    private static let maxBytes = 1 << 20

    /// Reads a pipeline from a file.
    /// - Throws: ``Fault``.
    public static func load(_ path: String) throws -> Pipeline {
        guard let data = FileManager.default.contents(atPath: path), data.count <= maxBytes else {
            throw Fault(file: path, line: nil, expected: "a readable file of at most 1 MiB")
        }
        return try parse(String(decoding: data, as: UTF8.self), file: path)
    }

    /// Reads a pipeline from text.
    /// - Throws: ``Fault``.
    public static func parse(_ text: String, file: String) throws -> Pipeline {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw Fault(file: file, line: yamlLine(error), expected: "YAML")
        }
        guard let root else { throw Fault(file: file, line: 1, expected: "a mapping with name and stages") }
        return try PipelineReader(file: file).pipeline(root)
    }

    private static func yamlLine(_ error: any Error) -> Int? {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}

/// Walks the YAML nodes; every complaint carries its line.
private struct PipelineReader {
    let file: String

    func pipeline(_ root: Node) throws -> Pipeline {
        var pipeline = Pipeline()
        try eachKey(of: root, expected: "a mapping with name and stages") { key, value in
            switch key.string {
            case "name": pipeline.name = try string(value)
            case "stages": try stages(value, into: &pipeline)
            default: throw fault(key, "name or stages")
            }
        }
        return pipeline
    }

    /// The order of the stages; a file states it so that a reader sees it, and may not change it.
    private static let order = ["read-pages", "split", "read-fields", "assemble", "attach"]

    private func stages(_ node: Node, into pipeline: inout Pipeline) throws {
        guard case .sequence(let sequence) = node else { throw fault(node, "a list of stages") }
        var names: [String] = []
        for stage in sequence {
            if let name = stage.string {
                try apply(name, nil, at: stage, to: &pipeline)
                names.append(name)
            } else {
                try eachKey(of: stage, expected: "a stage with its parameters") { key, value in
                    try apply(key.string ?? "", value, at: key, to: &pipeline)
                    names.append(key.string ?? "")
                }
            }
        }
        guard names == Self.order else {
            throw fault(node, "the stages \(Self.order.joined(separator: ", ")), in this order")
        }
    }

    private func apply(_ stage: String, _ parameters: Node?, at place: Node, to pipeline: inout Pipeline) throws {
        guard Self.order.contains(stage) else {
            throw fault(place, "one of the stages \(Self.order.joined(separator: ", "))")
        }
        guard let parameters else { return }
        try eachKey(of: parameters, expected: "parameters of \(stage)") { key, value in
            switch (stage, key.string) {
            case ("read-pages", "language"): pipeline.readPages.recognition.language = try language(value)
            case ("read-pages", "engine"): pipeline.readPages.recognition.engine = try engine(value)
            case ("read-pages", "drawing_resolution"):
                pipeline.readPages.recognition.drawingResolution = try integer(value, 100...600)
            case ("read-pages", "max_megapixels"):
                pipeline.readPages.maxPixels = try integer(value, 1...2000) * 1_000_000
            case ("read-pages", "page_deadline_seconds"):
                pipeline.readPages.pageDeadlineSeconds = try integer(value, 1...3600)
            case ("read-pages", "memory_limit_megabytes"):
                pipeline.readPages.memoryLimitMegabytes = try integer(value, 256...65536)
            case ("read-fields", "minimum_confidence"):
                pipeline.readFields.minimumConfidence = Double(
                    try integer(value, Int(FieldReader.threshold)...100))
            case ("assemble", "deadline_seconds"):
                pipeline.assemble.deadlineSeconds = try integer(value, 1...86400)
            default: throw fault(key, "a parameter of \(stage)")
            }
        }
    }

    private func eachKey(of node: Node, expected: String, _ body: (Node, Node) throws -> Void) throws {
        guard case .mapping(let mapping) = node else { throw fault(node, expected) }
        for (key, value) in mapping { try body(key, value) }
    }

    private func string(_ node: Node) throws -> String {
        guard let text = node.string, !text.isEmpty else { throw fault(node, "a text") }
        return text
    }

    private func language(_ node: Node) throws -> String {
        let text = try string(node)
        guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_" || $0 == "+") }) else {
            throw fault(node, "Tesseract languages such as vie or vie+eng")
        }
        return text
    }

    private func engine(_ node: Node) throws -> RecognitionEngine {
        guard let engine = RecognitionEngine(rawValue: try string(node)) else {
            let names = RecognitionEngine.allCases.map(\.rawValue)
            throw fault(node, "one of the engines \(names.joined(separator: ", "))")
        }
        return engine
    }

    private func integer(_ node: Node, _ range: ClosedRange<Int>) throws -> Int {
        guard let value = node.int, range.contains(value) else {
            throw fault(node, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private func fault(_ node: Node, _ expected: String) -> PipelineFile.Fault {
        PipelineFile.Fault(file: file, line: node.mark?.line, expected: expected)
    }
}
