import Foundation
import Yams

/// Walks the nodes of a YAML file; every complaint carries its line.
package struct YAMLWalk {
    package let file: String

    /// - Parameter file: what complaints call the file.
    package init(file: String) { self.file = file }

    /// Largest file that is read, bytes.
    private static let maxBytes = 1 << 20

    /// The text of a file.
    /// - Throws: ``PipelineFileFault``.
    package static func text(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= maxBytes else {
            throw PipelineFileFault(file: path, line: nil, expected: "a readable file of at most 1 MiB")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let wrong = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            throw PipelineFileFault(file: path, line: wrong.map { $0 + 1 }, expected: "text in UTF-8")
        }
        return text
    }

    /// The root of a text.
    /// - Parameter expected: what an empty file lacks.
    /// - Throws: ``PipelineFileFault``.
    package func root(of text: String, expected: String) throws -> Node {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw Self.fault(error, file)
        }
        guard let root, root.mapping != nil || root.sequence != nil || root.string?.isEmpty == false else {
            throw PipelineFileFault(file: file, line: 1, expected: expected)
        }
        return root
    }

    /// Calls `body` with each key of a mapping as text, its place and its value.
    package func eachKey(of node: Node, expected: String, _ body: (String, Node, Node) throws -> Void) throws {
        guard case .mapping(let mapping) = node else { throw fault(node, expected) }
        for (key, value) in mapping {
            guard let name = key.string else { throw fault(key, expected) }
            try body(name, key, value)
        }
    }

    /// The elements of a list.
    package func list(_ node: Node, expected: String) throws -> [Node] {
        guard case .sequence(let sequence) = node else { throw fault(node, expected) }
        return Array(sequence)
    }

    package func text(_ node: Node, expected: String = "a text") throws -> String {
        guard let text = node.string, !text.isEmpty, text.utf8.count <= 1_000 else { throw fault(node, expected) }
        return text
    }

    package func integer(_ node: Node, _ range: ClosedRange<Int>) throws -> Int {
        guard let value = node.int, range.contains(value) else {
            throw fault(node, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A complaint about the file as a whole.
    package func fault(ofFile expected: String) -> PipelineFileFault {
        PipelineFileFault(file: file, line: nil, expected: expected)
    }

    package func fault(_ node: Node, _ expected: String) -> PipelineFileFault {
        PipelineFileFault(file: file, line: node.mark?.line, expected: expected)
    }

    private static func fault(_ error: any Error, _ file: String) -> PipelineFileFault {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            PipelineFileFault(file: file, line: mark.line, expected: "YAML (\(problem))")
        case .duplicatedKeysInMapping(let keys, let context):
            PipelineFileFault(
                file: file, line: context.mark.line, expected: "each key once; twice: \(keys.joined(separator: ", "))")
        case .reader(_, let offset, _, let yaml):
            PipelineFileFault(
                file: file, line: 1 + yaml.prefix(offset ?? 0).count(where: \.isNewline),
                expected: "text without control characters")
        default: PipelineFileFault(file: file, line: 1, expected: "YAML")
        }
    }
}
