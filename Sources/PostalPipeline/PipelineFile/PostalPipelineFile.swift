import Dossiers
import Foundation
import Office
import Yams

/// Reads `Pipelines/postal-*.yaml`.
public enum PostalPipelineFile {
    /// The pipelines of a data home: those of ``PostalPipelineSteps/standard``, each replaced by the file of its name
    /// under `rules/postal/` where there is one. Blocks.
    /// - Throws: `PipelineFileFault`.
    public static func load(_ home: DataHome) throws -> [PostalPipelineSteps] {
        let pipelines = try PostalPipelineSteps.standard.map { steps in
            let path = "\(home.rules)/postal/\(steps.name).yaml"
            return FileManager.default.fileExists(atPath: path) ? try load(path) : steps
        }
        let stations = pipelines.map(\.station)
        guard Set(stations).count == stations.count else {
            throw YAMLWalk(file: "\(home.rules)/postal").fault(ofFile: "pipelines that watch different stations")
        }
        return pipelines
    }

    /// Reads one pipeline from a file. Blocks.
    /// - Throws: `PipelineFileFault`.
    public static func load(_ path: String) throws -> PostalPipelineSteps {
        try parse(YAMLWalk.text(of: path), file: path)
    }

    /// Reads one pipeline from text.
    /// - Throws: `PipelineFileFault`.
    public static func parse(_ text: String, file: String) throws -> PostalPipelineSteps {
        try PostalPipelineReader(walk: YAMLWalk(file: file)).pipeline(text)
    }
}

/// Understands the nodes of a postal pipeline.
private struct PostalPipelineReader {
    let walk: YAMLWalk

    private static let form = "a mapping with name and stages"
    /// Two of one place exclude each other.
    private static let order = [
        "watch": 0, "take-statements": 1, "take-events": 1, "file-slips": 2, "reconcile": 3, "report": 4,
    ]
    private static let orderText =
        "the stages watch, take-statements or take-events, file-slips, reconcile, report, each at most once, in this order"
    private static let parameters = [
        "watch": ["station", "stable_seconds"], "take-statements": ["operator"], "report": ["folder"],
    ]

    func pipeline(_ text: String) throws -> PostalPipelineSteps {
        let root = try walk.root(of: text, expected: Self.form)
        var (name, stages): (String?, Node?) = (nil, nil)
        try walk.eachKey(of: root, expected: Self.form) { key, node, value in
            switch key {
            case "name": name = try walk.text(value)
            case "stages": stages = value
            default: throw walk.fault(node, "name or stages")
            }
        }
        guard let name, let stages else { throw walk.fault(root, Self.form) }
        return try steps(named: name, stages)
    }

    private func steps(named name: String, _ node: Node) throws -> PostalPipelineSteps {
        var stages = try walk.list(node, expected: "a list of stages").map { ($0, try stage($0)) }
        guard let (first, watch) = stages.first, watch.name == "watch" else {
            throw walk.fault(node, "watch as the first stage")
        }
        stages.removeFirst()
        var steps = PostalPipelineSteps(name: name, station: try station(watch.parameters, first))
        try apply(watch, to: &steps)
        var last = 0
        for (place, stage) in stages {
            guard let rank = Self.order[stage.name] else {
                throw walk.fault(place, "one of the stages \(Self.order.keys.sorted().joined(separator: ", "))")
            }
            guard rank > last else { throw walk.fault(place, Self.orderText) }
            last = rank
            try apply(stage, to: &steps)
        }
        if steps.reportFolder != nil, !steps.reconciles {
            throw walk.fault(node, "reconcile before report")
        }
        return steps
    }

    private struct Stage {
        var name: String
        var parameters: Node?
    }

    /// A stage is a name, or a mapping of its name to its parameters.
    private func stage(_ node: Node) throws -> Stage {
        if let name = node.string { return Stage(name: name) }
        guard case .mapping(let mapping) = node, mapping.count == 1, let (key, value) = mapping.first,
            let name = key.string
        else { throw walk.fault(node, "one stage, with its parameters indented below it") }
        return Stage(name: name, parameters: value)
    }

    private func station(_ parameters: Node?, _ stage: Node) throws -> StationName {
        var station: StationName?
        guard let parameters else { throw walk.fault(stage, "watch with a station") }
        try walk.eachKey(of: parameters, expected: "parameters of watch") { name, _, value in
            guard name == "station" else { return }
            station = value.string.flatMap(StationName.init(rawValue:))
            if station == nil { throw walk.fault(value, "a station's name, as in postal") }
        }
        guard let station else { throw walk.fault(parameters, "watch with a station") }
        return station
    }

    private func apply(_ stage: Stage, to steps: inout PostalPipelineSteps) throws {
        switch stage.name {
        case "take-statements": steps.spreadsheets = .statements(operatorName: "VNPOST")
        case "take-events": steps.spreadsheets = .events
        case "file-slips": steps.filesSlips = true
        case "reconcile": steps.reconciles = true
        case "report": steps.reportFolder = "reports"
        default: break
        }
        guard let parameters = stage.parameters else { return }
        let names = Self.parameters[stage.name] ?? []
        let expected =
            names.isEmpty
            ? "no parameters of \(stage.name)" : "a parameter of \(stage.name): \(names.joined(separator: ", "))"
        try walk.eachKey(of: parameters, expected: expected) { name, key, value in
            guard names.contains(name) else { throw walk.fault(key, expected) }
            try apply(name, value, of: stage.name, to: &steps)
        }
    }

    private func apply(_ name: String, _ value: Node, of stage: String, to steps: inout PostalPipelineSteps) throws {
        switch (stage, name) {
        case ("watch", "stable_seconds"): steps.stableSeconds = try walk.integer(value, 1...86_400)
        case ("take-statements", "operator"): steps.spreadsheets = .statements(operatorName: try walk.text(value))
        case ("report", "folder"): steps.reportFolder = try folder(value)
        default: break
        }
    }

    /// Reports stay in the data home, so that it is whole wherever it is copied.
    private func folder(_ node: Node) throws -> String {
        let expected = "the name of a folder in the data home"
        let text = try walk.text(node, expected: expected)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let taken = ["artifacts", "inbox", "uploads", "work", "rules"]
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }), !taken.contains(String(parts[0])) else {
            throw walk.fault(node, expected)
        }
        return text
    }
}
