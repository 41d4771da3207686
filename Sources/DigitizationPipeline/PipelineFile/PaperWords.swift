import FieldReading
import Foundation
import Office

/// Reads the words of forms that an office adds: `rules/papers/labels.yaml` and `rules/papers/kinds.yaml` of a data home.
enum PaperWords {
    /// The words of the program with those of the office. Blocks.
    /// - Throws: ``PipelineFileFault`` for a file that cannot be read or is none of words.
    static func load(_ home: DataHome) throws -> FieldVocabulary {
        let labels = try text(home.paperRules + "/labels.yaml")
        let kinds = try text(home.paperRules + "/kinds.yaml")
        guard labels != nil || kinds != nil else { return .standard }
        do {
            return try FieldVocabulary.standard.adding(
                labels: labels.map { try FieldVocabulary.labelGroups($0.text, file: $0.file) } ?? [],
                kinds: kinds.map { try FieldVocabulary.kindEntries($0.text, file: $0.file) } ?? [])
        } catch let fault as FieldVocabulary.Fault {
            let name =
                fault.file.split(separator: "/").last?.hasPrefix("kinds") == true
                ? "kinds.yaml" : "labels.yaml"
            throw PipelineFileFault(
                file: home.paperRules + "/" + name, line: nil, expected: "words of papers; found \(fault.detail)")
        }
    }

    private static func text(_ path: String) throws -> (file: String, text: String)? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return (path, try YAMLWalk.text(of: path))
    }
}
