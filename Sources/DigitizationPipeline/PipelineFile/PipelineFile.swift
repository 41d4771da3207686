import Basics
import DocumentModel
import FieldReading
import Office
import Yams

/// Reads `Pipelines/*.yaml`.
public enum PipelineFile {
    /// Reads a pipeline from a file.
    /// - Throws: ``Fault``.
    public static func load(_ path: String) throws -> Pipeline { try parse(YAMLWalk.text(of: path), file: path) }

    /// Reads a pipeline from text.
    /// - Throws: ``Fault``.
    public static func parse(_ text: String, file: String) throws -> Pipeline {
        try PipelineReader(walk: YAMLWalk(file: file)).pipeline(text)
    }
}

/// Understands the nodes of a pipeline file.
private struct PipelineReader {
    let walk: YAMLWalk

    private static let form = "a mapping with name and stages"

    func pipeline(_ text: String) throws -> Pipeline {
        let root = try walk.root(of: text, expected: Self.form)
        var pipeline = Pipeline()
        var missing: Set = ["name", "stages"]
        try walk.eachKey(of: root, expected: Self.form) { name, key, value in
            missing.remove(name)
            switch name {
            case "name": pipeline.name = try walk.text(value)
            case "stages": try stages(value, into: &pipeline)
            default: throw walk.fault(key, "name or stages")
            }
        }
        guard missing.isEmpty else {
            throw walk.fault(root, "\(Self.form); missing: \(missing.sorted().joined(separator: ", "))")
        }
        return pipeline
    }

    /// The order of the stages; a file states it so that a reader sees it, and may not change it.
    private static let order = ["read-pages", "split", "read-fields", "assemble", "attach"]
    private static let orderText = "the stages \(order.joined(separator: ", ")), each once, in this order"

    private func stages(_ node: Node, into pipeline: inout Pipeline) throws {
        let stages = try walk.list(node, expected: "a list of stages")
        for (place, stage) in stages.enumerated() {
            let (name, parameters) = try self.stage(stage)
            guard Self.order.contains(name) else {
                throw walk.fault(stage, "one of the stages \(Self.order.joined(separator: ", "))")
            }
            guard place < Self.order.count, Self.order[place] == name else {
                throw walk.fault(stage, Self.orderText)
            }
            guard let parameters else { continue }
            try apply(parameters, of: name, to: &pipeline)
        }
        guard stages.count == Self.order.count else { throw walk.fault(stages.last ?? node, Self.orderText) }
    }

    /// A stage is a name, or a mapping of its name to its parameters.
    private func stage(_ node: Node) throws -> (name: String, parameters: Node?) {
        if let name = node.string { return (name, nil) }
        guard case .mapping(let mapping) = node, mapping.count == 1, let (key, value) = mapping.first,
            let name = key.string
        else { throw walk.fault(node, "one stage, with its parameters indented below it") }
        return (name, value)
    }

    private func apply(_ parameters: Node, of stage: String, to pipeline: inout Pipeline) throws {
        let names = Self.parameters[stage] ?? []
        let expected = names.isEmpty ? "no parameters of \(stage)" : "parameters of \(stage)"
        try walk.eachKey(of: parameters, expected: expected) { name, key, value in
            guard names.contains(name) else {
                throw walk.fault(
                    key, names.isEmpty ? expected : "a parameter of \(stage): \(names.joined(separator: ", "))")
            }
            try apply(name, value, to: &pipeline, of: stage)
        }
    }

    private static let parameters = [
        "read-pages": [
            "language", "engine", "correct", "drawing_resolution", "max_megapixels", "page_deadline_seconds",
            "memory_limit_megabytes",
        ],
        "read-fields": ["minimum_confidence"],
        "assemble": ["deadline_seconds"],
    ]

    private func apply(_ name: String, _ value: Node, to pipeline: inout Pipeline, of stage: String) throws {
        switch (stage, name) {
        case ("read-pages", "language"): pipeline.readPages.recognition.language = try language(value)
        case ("read-pages", "engine"): pipeline.readPages.recognition.engine = try engine(value)
        case ("read-pages", "correct"): pipeline.readPages.recognition.corrects = try flag(value)
        case ("read-pages", "drawing_resolution"):
            pipeline.readPages.recognition.drawingResolution = try walk.integer(value, 100...600)
        case ("read-pages", "max_megapixels"):
            pipeline.readPages.maxPixels = try walk.integer(value, 1...2000) * 1_000_000
        case ("read-pages", "page_deadline_seconds"):
            pipeline.readPages.pageDeadlineSeconds = try walk.integer(value, 1...3600)
        case ("read-pages", "memory_limit_megabytes"):
            pipeline.readPages.memoryLimitMegabytes = try walk.integer(value, 256...65536)
        case ("read-fields", "minimum_confidence"):
            pipeline.readFields.minimumConfidence = Double(
                try walk.integer(value, Int(FieldReader.threshold)...100))
        case ("assemble", "deadline_seconds"):
            pipeline.assemble.deadlineSeconds = try walk.integer(value, 1...86400)
        default: throw walk.fault(value, "a parameter of \(stage)")
        }
    }

    private func language(_ node: Node) throws -> String {
        let expected = "Tesseract languages such as vie or vie+eng"
        let text = try walk.text(node, expected: expected)
        let models = text.split(separator: "+", omittingEmptySubsequences: false)
        guard models.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") } }) else {
            throw walk.fault(node, expected)
        }
        return text
    }

    private func flag(_ node: Node) throws -> Bool {
        guard let value = node.bool else { throw walk.fault(node, "true or false") }
        return value
    }

    private func engine(_ node: Node) throws -> RecognitionEngine {
        guard let engine = node.string.flatMap(RecognitionEngine.init(rawValue:)) else {
            let names = RecognitionEngine.allCases.map(\.rawValue)
            throw walk.fault(node, "one of the engines \(names.joined(separator: ", "))")
        }
        return engine
    }
}
