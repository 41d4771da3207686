import DocumentModel
import VietnameseText

/// A kind of paper that a one-stop shop meets: what `Data/kinds.yaml` says about it.
struct PaperKind: Hashable, Sendable {
    /// How the field `title` is taken.
    enum TitleStyle: String, Sendable {
        /// The heading as printed.
        case printed
        /// The heading's first line in sentence case.
        case line
        /// All upper-case lines of the heading in sentence case.
        case heading
        /// The heading and the line in lower case below it, joined.
        case subtitle
        /// The summary of the contents (trích yếu) below the kind's name.
        case summary
    }

    /// The value of the field `doc_type`.
    var name: String
    var titleStyle: TitleStyle
    /// The fields that a paper of this kind states about itself; `nil` when nothing is known.
    var states: Set<FieldName>?
    /// What its number is abbreviated with (Decree 30/2020/NĐ-CP, annex III).
    var codes: [String]
    /// Whether its address is that of a head office, not of a person.
    var hasSeat = false
    /// Whether it lists many persons, so that it is about none.
    var isList = false
    /// Folded phrases of which two tell the kind where the heading could not be read.
    var traces: [String]

    /// Whether it is one of the named kinds.
    func isOne(of names: String...) -> Bool { names.contains(name) }

    /// The kind of papers whose heading is none that is known.
    static let other = "other"
}

/// A heading by which a kind is known, in its right spelling.
struct KindHeading: Sendable {
    let kind: PaperKind
    let name: String
    /// The name's folded bytes.
    let pattern: [UInt8]
}

/// All kinds of papers.
struct PaperKinds: Sendable {
    let all: [PaperKind]
    /// Longer headings stand before those that they begin with.
    let headings: [KindHeading]

    /// - Parameter omitted: folded headings that are left out.
    /// - Throws: ``FieldVocabulary/Fault``.
    init(_ entries: [FieldVocabulary.Kind], without omitted: Set<String> = []) throws {
        all = try entries.map { entry in
            guard let style = PaperKind.TitleStyle(rawValue: entry.title) else {
                throw FieldVocabulary.Fault(file: "kinds", detail: "\(entry.kind): title: \(entry.title)")
            }
            let states = try entry.states?.map { name in
                guard let field = FieldName(rawValue: name) else {
                    throw FieldVocabulary.Fault(file: "kinds", detail: "\(entry.kind): states: \(name)")
                }
                return field
            }
            return PaperKind(
                name: entry.kind, titleStyle: style, states: states.map(Set.init), codes: entry.code ?? [],
                hasSeat: entry.seat ?? false, isList: entry.list ?? false,
                traces: (entry.traces ?? []).map(Folding.folded))
        }
        headings = zip(all, entries).flatMap { kind, entry in
            entry.headings.map { KindHeading(kind: kind, name: $0, pattern: Array(Folding.folded($0).utf8)) }
        }.filter { !omitted.contains(String(decoding: $0.pattern, as: UTF8.self)) }.sorted {
            ($0.name.count, $1.name) > ($1.name.count, $0.name)
        }
        guard headings.count <= FieldVocabulary.maximumCount else {
            throw FieldVocabulary.Fault(file: "kinds", detail: "more than \(FieldVocabulary.maximumCount)")
        }
    }

    func named(_ name: String) -> PaperKind? { all.first { $0.name == name } }
}
