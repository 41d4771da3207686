import Basics
import Dossiers
import Foundation
import Office
import Yams

extension PipelineRules {
    /// Most rules that a file may have.
    private static let maximumCount = 10_000

    /// Reads `rules/pipelines.yaml` of a data home, the pipelines that it names, and the office's words of papers;
    /// without such files there are no rules and no words but the program's. Blocks.
    /// - Throws: ``PipelineFileFault`` for a file, or for a pipeline that it names.
    public static func load(_ home: DataHome) throws -> PipelineRules {
        var rules = PipelineRules()
        if FileManager.default.fileExists(atPath: home.pipelineRules) {
            let folder = URL(fileURLWithPath: home.pipelineRules).deletingLastPathComponent()
            rules = try parse(YAMLWalk.text(of: home.pipelineRules), file: home.pipelineRules) { name in
                try PipelineFile.load(folder.appending(path: name).path(percentEncoded: false))
            }
        }
        rules.vocabulary = try PaperWords.load(home)
        return rules
    }

    /// Reads rules from text.
    /// - Parameter pipeline: reads the pipeline file of a name.
    /// - Throws: ``PipelineFileFault``; what `pipeline` throws.
    static func parse(_ text: String, file: String, _ pipeline: (String) throws -> Pipeline) throws -> PipelineRules {
        let reader = RulesReader(walk: YAMLWalk(file: file))
        return PipelineRules(try reader.rules(text, atMost: maximumCount, pipeline))
    }
}

/// Understands the nodes of a file of rules.
private struct RulesReader {
    let walk: YAMLWalk

    private static let form = "a mapping with pipelines, a list of rules"
    private static let ruleForm = "a rule with from, pipeline, and procedure or component or both"

    func rules(
        _ text: String, atMost limit: Int, _ pipeline: (String) throws -> Pipeline
    ) throws -> [PipelineRules.Rule] {
        let root = try walk.root(of: text, expected: Self.form)
        var rules: [PipelineRules.Rule]?
        try walk.eachKey(of: root, expected: Self.form) { name, key, value in
            guard name == "pipelines" else { throw walk.fault(key, "pipelines") }
            rules = try list(value, limit, pipeline)
        }
        guard let rules else { throw walk.fault(root, Self.form) }
        return rules
    }

    private func list(
        _ node: Node, _ limit: Int, _ pipeline: (String) throws -> Pipeline
    ) throws -> [PipelineRules.Rule] {
        let nodes = try walk.list(node, expected: "a list of rules")
        guard nodes.count <= limit else { throw walk.fault(node, "at most \(limit) rules") }
        var (rules, seen): ([PipelineRules.Rule], Set<[String]>) = ([], [])
        var loaded: [String: Pipeline] = [:]
        for node in nodes {
            let rule = try rule(node) { name in
                if let known = loaded[name] { return known }
                let new = try pipeline(name)
                loaded[name] = new
                return new
            }
            let subject = [rule.procedure ?? "", rule.component?.rawValue ?? "", rule.from.rawValue]
            guard seen.insert(subject).inserted else {
                throw walk.fault(node, "one rule for a procedure, component and day; there is one already")
            }
            rules.append(rule)
        }
        return rules
    }

    private func rule(_ node: Node, _ pipeline: (String) throws -> Pipeline) throws -> PipelineRules.Rule {
        var (procedure, component): (String?, ComponentCode?) = (nil, nil)
        var (from, file, loaded): (CalendarDay?, String?, Pipeline?) = (nil, nil, nil)
        try walk.eachKey(of: node, expected: Self.ruleForm) { name, key, value in
            switch name {
            case "procedure": procedure = try walk.text(value, expected: "a procedure's code, as in 1.001193")
            case "component": component = try parsed(value, "a component's code, as in TP01")
            case "from": from = try parsed(value, "the first day, as in 2026-07-01")
            case "pipeline":
                let name = try path(value)
                (file, loaded) = (name, try pipeline(name))
            default: throw walk.fault(key, "procedure, component, from or pipeline")
            }
        }
        guard let from, let file, let loaded, procedure != nil || component != nil else {
            throw walk.fault(node, Self.ruleForm)
        }
        return PipelineRules.Rule(procedure: procedure, component: component, from: from, pipeline: loaded, file: file)
    }

    private func parsed<Value: RawRepresentable<String>>(_ node: Node, _ expected: String) throws -> Value {
        guard let value = node.string.flatMap(Value.init(rawValue:)) else { throw walk.fault(node, expected) }
        return value
    }

    /// Pipeline files lie beside the rules, so that the data home stays whole wherever it is copied.
    private func path(_ node: Node) throws -> String {
        let expected = "the path of a pipeline file within the folder of the rules"
        let path = try walk.text(node, expected: expected)
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw walk.fault(node, expected)
        }
        return path
    }
}
