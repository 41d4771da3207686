import Basics
import Foundation
import Office
import PostalChannel
import Yams

/// What the postal channel goes by: dated files that ship with the program, each replaced by the file of the same name
/// under `rules/postal/` of the data home where there is one.
public struct PostalRules: Sendable {
    public var reconciliation: ReconciliationRules
    public var vocabulary: StatementVocabulary
    public var calendar: WorkingCalendar
    public var breaks: DiscrepancyRules
    public var transit: TransitTable
    /// Until when the post takes complaints.
    public var complaints: ComplaintLimits
    /// The files that the rules come from, with their versions, in order of their names.
    public var files: [RuleFile]

    /// Where a set of rules comes from.
    public struct RuleFile: Hashable, Sendable {
        public var name: String
        public var version: String
        /// The first digits of the SHA-256 of its content.
        public var digest: String
        /// Path of the office's own file; `nil` for the one that ships with the program.
        public var path: String?
    }

    /// Reads the rules. Blocks.
    /// - Parameter folder: `rules/postal` of a data home; need not exist.
    /// - Throws: ``PostalRulesFault``.
    public static func load(folder: String) throws -> PostalRules {
        var source = RuleSource(folder: folder)
        let numbers: TrackingNumbersFile = try source.decode("tracking-numbers", PackageResources.tracking_numbers_yaml)
        let limits: ReconciliationFile = try source.decode("reconciliation", PackageResources.reconciliation_yaml)
        let words: StatementsFile = try source.decode("statements", PackageResources.statements_yaml)
        let calendars: CalendarsFile = try source.decode("calendars", PackageResources.calendars_yaml)
        let transit: TransitFile = try source.decode("transit-limits", PackageResources.transit_limits_yaml)
        return PostalRules(
            reconciliation: limits.rules(version: try source.version, formats: TrackingFormats(numbers.formats)),
            vocabulary: try words.vocabulary(),
            calendar: try source.checked("calendars") {
                try WorkingCalendar(calendars.years)
            },
            breaks: DiscrepancyRules(fourEyesAbove: Dong(limits.fourEyesAbove)), transit: transit.table,
            complaints: limits.complaintLimits, files: source.files)
    }
}

extension PostalRules {
    /// The calendar of working days alone, for rooms that need no more. Blocks.
    /// - Throws: ``PostalRulesFault``.
    public static func calendar(folder: String) throws -> WorkingCalendar {
        var source = RuleSource(folder: folder)
        let calendars: CalendarsFile = try source.decode("calendars", PackageResources.calendars_yaml)
        return try source.checked("calendars") { try WorkingCalendar(calendars.years) }
    }
}

/// A file of rules that cannot be used.
public struct PostalRulesFault: RefusalConvertible, Hashable, CustomStringConvertible {
    /// Path of the file, or its name when it ships with the program.
    public var file: String
    /// Where in the file and what is wrong.
    public var detail: String

    public var refusal: Refusal {
        Refusal(
            "bad_postal_rules", .badInput, "Tệp quy tắc không dùng được: \(file) (\(detail)).",
            "The file of rules cannot be used; correct it, or remove it to go by the rules that ship with the program.",
            at: Refusal.Place(file: file))
    }

    public var description: String { refusal.text.text }
}

/// Reads files of rules and notes where they came from.
struct RuleSource {
    let folder: String
    private(set) var files: [PostalRules.RuleFile] = []

    /// Larger files are no rules, bytes.
    private static let largest = 4 << 20

    init(folder: String) { self.folder = folder }

    /// The version that results name: the latest of the files', and digits that change with the content of any of them,
    /// so that two results of one version went by the same rules even where somebody forgot to raise it.
    var version: String {
        get throws {
            let latest = files.map(\.version).max() ?? ""
            let contents = files.sorted { $0.name < $1.name }.flatMap { [$0.name, $0.digest] }
            return "\(latest)+\(try Self.digest(contents))"
        }
    }

    private static func digest(_ texts: [String]) throws -> String {
        String(try ContentDigest(ofTexts: texts).rawValue.prefix(8))
    }

    mutating func decode<File: VersionedRules>(_ name: String, _ shipped: [UInt8]) throws -> File {
        let path = "\(folder)/\(name).yaml"
        let own = FileManager.default.fileExists(atPath: path)
        let text = own ? try Self.text(path) : String(decoding: shipped, as: UTF8.self)
        do {
            let file = try YAMLDecoder().decode(File.self, from: text)
            files.append(
                PostalRules.RuleFile(
                    name: name, version: file.version, digest: try Self.digest([text]), path: own ? path : nil))
            return file
        } catch {
            throw PostalRulesFault(file: own ? path : "\(name).yaml", detail: Self.detail(error))
        }
    }

    /// What a check of decoded rules complains of, with its file.
    func checked<T>(_ name: String, _ make: () throws -> T) throws -> T {
        do { return try make() } catch {
            let path = files.first { $0.name == name }?.path
            throw PostalRulesFault(file: path ?? "\(name).yaml", detail: "\(error)")
        }
    }

    private static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= largest,
            let text = String(validating: data, as: UTF8.self)
        else { throw PostalRulesFault(file: path, detail: "no readable text in UTF-8 of at most 4 MiB") }
        return text
    }

    private static func detail(_ error: any Error) -> String {
        let context: DecodingError.Context? =
            switch error as? DecodingError {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            default: nil
            }
        guard let context else { return "\(error)" }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    }
}

/// A file of rules says which version it is.
protocol VersionedRules: Decodable {
    var version: String { get }
}
