import Basics
import Dossiers
import Foundation
import Office
import VietnameseText
import Yams

/// Reads `rules/validity.yaml` of a data home, or the rules that come with the program.
enum ValidityRulesFile {
    /// Most rules that a file may have.
    private static let maxRules = 1_000

    /// The rules in force. Blocks.
    /// - Throws: `PipelineFileFault` for a file that is none of rules.
    static func load(_ home: DataHome) throws -> ValidityRules {
        let path = home.rules + "/validity.yaml"
        guard FileManager.default.fileExists(atPath: path) else {
            let text = String(decoding: PackageResources.validity_yaml, as: UTF8.self)
            return try parse(text, file: "validity.yaml")
        }
        return try parse(YAMLWalk.text(of: path), file: path)
    }

    /// - Throws: `PipelineFileFault`.
    static func parse(_ text: String, file: String) throws -> ValidityRules {
        try ValidityReader(walk: YAMLWalk(file: file), limit: maxRules).rules(text)
    }
}

private struct ValidityReader {
    let walk: YAMLWalk
    let limit: Int

    private static let form = "a mapping with version, rules and one_case"
    private static let ruleForm = "a rule with kinds, term and source, and digits or title where it needs them"
    private static let termForm = "unlimited, {months: N}, {until: yyyy-MM-dd} or {ages: [..], years_before: N}"

    func rules(_ text: String) throws -> ValidityRules {
        var found = ValidityRules([])
        let root = try walk.root(of: text, expected: Self.form)
        try walk.eachKey(of: root, expected: Self.form) { name, key, value in
            switch name {
            case "version": _ = try walk.text(value)
            case "rules":
                let nodes = try walk.list(value, expected: "a list of rules")
                guard nodes.count <= limit else { throw walk.fault(value, "at most \(limit) rules") }
                found.rules = try nodes.map(rule)
            case "one_case": found.kindsOfOneCase = try kinds(value)
            default: throw walk.fault(key, "version, rules or one_case")
            }
        }
        return found
    }

    private func rule(_ node: Node) throws -> ValidityRule {
        var rule = ValidityRule(kinds: [], term: .unlimited, source: "")
        var missing: Set = ["kinds", "term", "source"]
        try walk.eachKey(of: node, expected: Self.ruleForm) { name, key, value in
            missing.remove(name)
            switch name {
            case "kinds": rule.kinds = try kinds(value)
            case "digits": rule.digits = try walk.integer(value, 1...20)
            case "title": rule.title = Folding.folded(try walk.text(value))
            case "term": rule.term = try term(value)
            case "source": rule.source = try walk.text(value)
            default: throw walk.fault(key, "kinds, digits, title, term or source")
            }
        }
        guard missing.isEmpty else {
            throw walk.fault(node, "\(Self.ruleForm); missing: \(missing.sorted().joined(separator: ", "))")
        }
        return rule
    }

    private func kinds(_ node: Node) throws -> Set<String> {
        Set(try walk.list(node, expected: "a list of kinds").map { try walk.text($0, expected: "a kind of paper") })
    }

    private func term(_ node: Node) throws -> ValidityRule.Term {
        if node.string == "unlimited" { return .unlimited }
        var (months, until, ages, before): (Int?, CalendarDay?, [Int], Int) = (nil, nil, [], 0)
        try walk.eachKey(of: node, expected: Self.termForm) { name, key, value in
            switch name {
            case "months": months = try walk.integer(value, 1...1_200)
            case "until":
                guard let day = value.string.flatMap(CalendarDay.init) else { throw walk.fault(value, "a day") }
                until = day
            case "ages": ages = try walk.list(value, expected: "ages").map { try walk.integer($0, 0...150) }
            case "years_before": before = try walk.integer(value, 0...50)
            default: throw walk.fault(key, Self.termForm)
            }
        }
        switch (months, until, ages.isEmpty) {
        case (let months?, nil, true): return .months(months)
        case (nil, let day?, true): return .until(day)
        case (nil, nil, false): return .ages(ages, yearsBefore: before)
        default: throw walk.fault(node, Self.termForm)
        }
    }
}
