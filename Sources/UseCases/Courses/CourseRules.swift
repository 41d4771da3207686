import Basics
import Foundation
import Office
import OneStop
import PostalPipeline

/// Reads what courses of cases go by: the files that come with the program, each replaced by the one of the same name
/// under `rules/onestop/` of the data home; the calendar is the postal channel's.
enum CourseRules {
    /// Larger files are no rules, bytes.
    private static let largest = 4 << 20

    /// The rules in force. Blocks.
    /// - Throws: `Refusal` `bad_case_rules`; `PostalRulesFault` for the calendar.
    static func load(_ home: DataHome) throws -> OneStopRules {
        OneStopRules(
            life: try own("life", home).map { try parsed($0) { try LifeRules(yaml: $0) } } ?? .shipped(),
            deadlines: try own("deadlines", home).map { try parsed($0) { try DeadlineRules(yaml: $0) } } ?? .shipped(),
            calendar: try PostalRules.calendar(folder: home.rules + "/postal"))
    }

    private static func own(_ name: String, _ home: DataHome) throws -> String? {
        let path = "\(home.rules)/onestop/\(name).yaml"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    private static func parsed<T>(_ path: String, _ parse: (String) throws -> T) throws -> T {
        guard let data = FileManager.default.contents(atPath: path), data.count <= largest,
            let text = String(validating: data, as: UTF8.self)
        else { throw fault(path, "no readable text in UTF-8 of at most 4 MiB") }
        do { return try parse(text) } catch { throw fault(path, "\(error)") }
    }

    private static func fault(_ path: String, _ detail: String) -> Refusal {
        Refusal(
            "bad_case_rules", .badInput, "Tệp quy tắc không dùng được: \(path).",
            "The file of rules cannot be used; correct it, or remove it to go by the rules that ship with the program.",
            detail: String(detail.prefix(300)), at: Refusal.Place(file: path))
    }
}
