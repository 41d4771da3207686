import Mustache

/// What a template is filled with.
///
/// Text is made harmless for a screen here (`visible`) and escaped by the template: nothing else writes HTML. A name that
/// is not there is looked for further out, as the language of the page or the token of its forms; so every name that a
/// template asks of a row is set in each row, to `.text(nil)` where there is nothing.
struct Model: MustacheParent, ExpressibleByDictionaryLiteral, Sendable {
    private var fields: [String: Field]

    init(dictionaryLiteral elements: (String, Field)...) {
        fields = Dictionary(elements, uniquingKeysWith: { $1 })
    }

    subscript(name: String) -> Field? {
        get { fields[name] }
        set { fields[name] = newValue }
    }

    /// With the fields of another, which go before its own.
    func adding(_ other: Model) -> Model {
        var sum = self
        sum.fields.merge(other.fields) { $1 }
        return sum
    }

    func child(named name: String) -> Any? { fields[name]?.value }
}

/// One value of a model.
enum Field: Sendable {
    /// One line, whatever it is made of; `nil` and nothing count as absent.
    case text(String?)
    /// Text whose line breaks are kept.
    case lines(String?)
    case flag(Bool)
    case list([Model])
    case model(Model?)
    case phrases(Phrases)

    fileprivate var value: Any {
        switch self {
        case .text(let text): Shown(text?.visible ?? "")
        case .lines(let text):
            Shown(
                (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(\.visible).joined(
                    separator: "\n"))
        case .flag(let flag): flag
        case .list(let list): list
        case .model(let model): model.map { $0 as Any } ?? false
        case .phrases(let phrases): phrases
        }
    }
}

extension Field: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }

    /// A whole number without grouping, for addresses and attributes.
    static func number(_ number: Int) -> Field { .text(String(number)) }
}

/// Text that opens no section where there is none.
private struct Shown: MustacheCustomRenderable {
    // A name that no template asks for: sections look into what they are about.
    private let shownText: String

    init(_ text: String) { shownText = text }

    var renderText: String { shownText }
    var isNull: Bool { shownText.isEmpty }
}
