import DocumentModel
import VietnameseText
import Yams

/// The words by which fields are read: labels of forms, kinds of papers with their headings.
///
/// What the program knows stands in `Data/labels.yaml` and `Data/kinds.yaml`; an office can add forms of its own.
public struct FieldVocabulary: Hashable, Sendable {
    /// Labels that mean the same and come from the same source.
    public struct LabelGroup: Hashable, Sendable, Codable {
        /// What the labels announce, as `Data/labels.yaml` lists it.
        public var means: String
        /// Where the labels are from: decree, circular, form.
        public var source: String
        /// Whether the value follows without a colon even in running text.
        public var bare: Bool?
        /// Kinds of the development corpora for which the labels were written after such papers had been seen.
        public var addedFor: [String]?
        /// Labels without marks and in lower case; brackets hold alternatives.
        public var texts: [String]
    }

    /// A kind of paper.
    public struct Kind: Hashable, Sendable, Codable {
        /// Its name, as exports give it.
        public var kind: String
        /// What its title is; see ``PaperKind/TitleStyle``.
        public var title: String
        /// Where its headings are from.
        public var source: String
        /// The fields that it has about itself.
        public var states: [String]?
        /// What its number is abbreviated with.
        public var code: [String]?
        /// Whether its address is that of a head office.
        public var seat: Bool?
        /// Whether it lists many persons, so that it is about none.
        public var list: Bool?
        /// Phrases of which two tell the kind.
        public var traces: [String]?
        /// Kinds of the development corpora for which it was written after such papers had been seen.
        public var addedFor: [String]?
        /// In their right spelling.
        public var headings: [String]
    }

    /// A file of words that is none: says which file, and what is wrong where.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        public var file: String
        public var detail: String
        public var description: String { "\(file): \(detail)" }
    }

    /// What the words were read from.
    public private(set) var labelGroups: [LabelGroup]
    /// What the kinds were read from.
    public private(set) var kindEntries: [Kind]

    /// Folded labels and headings that are left out.
    private let omitted: Set<String>
    let labels: LabelIndex
    let kinds: PaperKinds

    /// - Throws: ``Fault`` for a meaning, field or style of title that does not exist, and for brackets that do not close.
    public init(labels groups: [LabelGroup], kinds entries: [Kind]) throws {
        try self.init(labels: groups, kinds: entries, without: [])
    }

    private init(labels groups: [LabelGroup], kinds entries: [Kind], without omitted: Set<String>) throws {
        labelGroups = groups
        kindEntries = entries
        self.omitted = omitted
        labels = try LabelIndex(groups, without: omitted)
        kinds = try PaperKinds(entries, without: omitted)
    }

    /// The words that the program knows.
    public static let standard: FieldVocabulary = {
        do {
            return try FieldVocabulary(
                labelsFile: String(decoding: PackageResources.labels_yaml, as: UTF8.self),
                kindsFile: String(decoding: PackageResources.kinds_yaml, as: UTF8.self))
        } catch {
            // The file is compiled into the program, and every test of fields reads it: this ends a build, not a batch.
            fatalError("the built-in words are broken: \(error)")
        }
    }()

    // MARK: Files

    private struct LabelsFile: Decodable {
        var version: String
        var labels: [LabelGroup]
    }

    private struct KindsFile: Decodable {
        var version: String
        var kinds: [Kind]
    }

    /// Most bytes that a file of words may have.
    public static let maximumFileSize = 1_000_000

    /// Most labels and headings, all alternatives counted, that all files together may have.
    static let maximumCount = 50_000

    private init(labelsFile: String, kindsFile: String) throws {
        try self.init(labels: Self.labelGroups(labelsFile), kinds: Self.kindEntries(kindsFile))
    }

    /// The labels that a file like `labels.yaml` has.
    /// - Throws: ``Fault``.
    public static func labelGroups(_ text: String, file: String = "labels.yaml") throws -> [LabelGroup] {
        try decoded(LabelsFile.self, text, file).labels
    }

    /// The kinds that a file like `kinds.yaml` has.
    /// - Throws: ``Fault``.
    public static func kindEntries(_ text: String, file: String = "kinds.yaml") throws -> [Kind] {
        try decoded(KindsFile.self, text, file).kinds
    }

    private static func decoded<File: Decodable>(_ type: File.Type, _ text: String, _ file: String) throws -> File {
        guard text.utf8.count <= maximumFileSize else { throw Fault(file: file, detail: "too large") }
        do {
            return try YAMLDecoder().decode(type, from: text)
        } catch {
            throw Fault(file: file, detail: "\(error)")
        }
    }

    // MARK: Identity

    public static func == (left: FieldVocabulary, right: FieldVocabulary) -> Bool {
        left.labelGroups == right.labelGroups && left.kindEntries == right.kindEntries && left.omitted == right.omitted
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(labelGroups)
        hasher.combine(kindEntries)
    }

    /// Everything of which what is read depends, in a fixed order.
    public var words: [String] {
        let labels = labelGroups.flatMap { group -> [String] in
            [group.means, group.bare ?? false ? "bare" : ""] + group.texts
        }
        let kinds = kindEntries.flatMap { kind -> [String] in
            let parts: [[String]?] = [
                [kind.kind, kind.title, kind.seat ?? false ? "seat" : "", kind.list ?? false ? "list" : ""],
                kind.states, kind.code, kind.traces,
                kind.headings,
            ]
            return parts.flatMap { $0 ?? [] }
        }
        return labels + kinds
    }

    // MARK: Other vocabularies

    /// The words with those of an office's own files added.
    /// - Throws: ``Fault``.
    public func adding(labels: [LabelGroup], kinds: [Kind]) throws -> FieldVocabulary {
        try FieldVocabulary(labels: labelGroups + labels, kinds: kindEntries + kinds)
    }

    /// The folded labels and headings that occur on a page, each as it is known.
    public func words(on page: PageText) -> Set<String> {
        let passage = Passage(page.lines.map { (page: 0, line: $0) })
        var found: Set<String> = []
        for start in 0..<passage.scan.count where passage.scan.isWordStart(start) {
            for match in labels.matches(in: passage.scan, at: start) {
                found.insert(String(decoding: match.label.text, as: UTF8.self))
            }
            for heading in kinds.headings where passage.scan.matches(heading.pattern, at: start) {
                found.insert(String(decoding: heading.pattern, as: UTF8.self))
            }
        }
        return found
    }

    /// The words without some folded labels and headings.
    /// - Throws: ``Fault``.
    public func without(_ words: Set<String>) throws -> FieldVocabulary {
        try FieldVocabulary(labels: labelGroups, kinds: kindEntries, without: omitted.union(words))
    }

    /// The words without those that were written for a kind of the development corpora.
    /// - Throws: ``Fault``.
    public func withoutWords(addedFor template: String) throws -> FieldVocabulary {
        let isAdded = { (added: [String]?) in added?.contains(template) ?? false }
        return try FieldVocabulary(
            labels: labelGroups.filter { !isAdded($0.addedFor) }, kinds: kindEntries.filter { !isAdded($0.addedFor) })
    }
}

extension FieldVocabulary {
    /// What papers of each kind that the program knows bear as their heading: the first one of each kind, in its right
    /// spelling. A letter has no heading.
    public static let headingByKind: [String: String] = {
        var names = ["cong_van": "Công văn"]
        for entry in standard.kindEntries { names[entry.kind] = entry.headings.first ?? names[entry.kind] }
        return names
    }()
}
