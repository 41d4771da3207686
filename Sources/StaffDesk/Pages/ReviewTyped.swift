import Basics
import DocumentModel
import Dossiers
import UseCases

/// What a person typed and marked about words and fields, sent or not: the fields of the form by name, and a draft in the
/// same spelling.
///
/// A word is named `PAGE.LINE.WORD`, each from 0: `w.0.3.2` is its text, `c.` marks it right, `n.` marks that no text stands
/// there. A field has `f.NAME`, what was shown of it as `was.NAME`, and the marks `fc.` right, `fe.` absent on the paper.
struct ReviewTyped: Sendable {
    struct Name: Hashable, Comparable, Sendable {
        var page: Int
        var place: WordPlace

        static func < (a: Name, b: Name) -> Bool { (a.page, a.place) < (b.page, b.place) }

        var text: String { "\(page).\(place.line).\(place.word)" }
    }

    struct WordEntry: Hashable, Sendable {
        var text = ""
        var isConfirmed = false
        var isNotText = false

        var isEmpty: Bool { text.isEmpty && !isConfirmed && !isNotText }
        /// Whether one thing is said, and no other.
        var isOne: Bool { [!text.isEmpty, isConfirmed, isNotText].count { $0 } == 1 }
    }

    struct FieldEntry: Sendable {
        /// `nil` where nothing was typed.
        var text: String?
        var was = ""
        var isConfirmed = false
        var isAbsent = false

        var isEmpty: Bool { (text ?? was) == was && !isConfirmed && !isAbsent }
    }

    /// All that the form showed, also where nothing was typed.
    private(set) var words: [Name: WordEntry] = [:]
    private(set) var fields: [FieldName: FieldEntry] = [:]

    init() {}

    init(_ form: FormFields) {
        for (name, sent) in form.pairs {
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            let value = sent.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if parts.count == 4, let word = Self.name(parts.dropFirst()) {
                switch parts[0] {
                case "w": words[word, default: WordEntry()].text = value
                case "c": words[word, default: WordEntry()].isConfirmed = true
                case "n": words[word, default: WordEntry()].isNotText = true
                default: break
                }
            } else if parts.count == 2, let field = FieldName(rawValue: String(parts[1])) {
                switch parts[0] {
                case "f": fields[field, default: FieldEntry()].text = value
                case "was": fields[field, default: FieldEntry()].was = value
                case "fc": fields[field, default: FieldEntry()].isConfirmed = true
                case "fe": fields[field, default: FieldEntry()].isAbsent = true
                default: break
                }
            }
        }
    }

    /// - Parameter draft: as ``draft`` spelt it.
    init(draft: String) { self.init(FormFields(draft, maxFields: ReviewTyped.maxDraftFields)) }

    /// More than there is room for in a draft.
    private static let maxDraftFields = 8_192

    private static func name(_ parts: ArraySlice<Substring>) -> Name? {
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3, numbers.allSatisfy({ (0..<1_000_000).contains($0) }) else { return nil }
        return Name(page: numbers[0], place: WordPlace(line: numbers[1], word: numbers[2]))
    }

    // MARK: Drafts

    /// What was typed, without what was only shown; nothing where nothing was typed.
    var draft: String {
        var pairs: [(String, String)] = []
        for (name, entry) in words.sorted(by: { $0.key < $1.key }) {
            if !entry.text.isEmpty { pairs.append(("w.\(name.text)", entry.text)) }
            if entry.isConfirmed { pairs.append(("c.\(name.text)", "1")) }
            if entry.isNotText { pairs.append(("n.\(name.text)", "1")) }
        }
        for (name, entry) in fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let text = entry.text, text != entry.was { pairs.append(("f.\(name.rawValue)", text)) }
            if entry.isConfirmed { pairs.append(("fc.\(name.rawValue)", "1")) }
            if entry.isAbsent { pairs.append(("fe.\(name.rawValue)", "1")) }
        }
        return pairs.map { "\($0)=\($1.queryEncoded)" }.joined(separator: "&")
    }

    /// With what was typed elsewhere and is not shown by this form.
    func adding(_ earlier: ReviewTyped) -> ReviewTyped {
        var sum = self
        sum.words.merge(earlier.words) { own, _ in own }
        sum.fields.merge(earlier.fields) { own, _ in own }
        return sum
    }

    /// Without what a form showed: that was sent.
    func removing(_ sent: ReviewTyped) -> ReviewTyped {
        var rest = self
        rest.words = words.filter { sent.words[$0.key] == nil }
        rest.fields = fields.filter { sent.fields[$0.key] == nil }
        return rest
    }

    // MARK: Decisions

    /// - Throws: `Refusal` `bad_field` where two things were said about one word.
    func wordDecisions() throws(Refusal) -> [WordCorrection] {
        var decisions: [WordCorrection] = []
        for (name, entry) in words.sorted(by: { $0.key < $1.key }) where !entry.isEmpty {
            guard entry.isOne else {
                let (line, word) = (name.place.line + 1, name.place.word + 1)
                throw Refusal.badField(
                    "Dòng \(line), chữ \(word): chỉ gõ lại, hoặc chỉ đánh dấu một ô.",
                    "Line \(line), word \(word): either type it, or tick one box.")
            }
            decisions.append(
                WordCorrection(
                    page: name.page, place: name.place,
                    entry.isConfirmed ? .confirm : entry.isNotText ? .notText : .replace(entry.text)))
        }
        return decisions
    }

    /// - Throws: `Refusal` `bad_field` where two things were said about one field, or its value was cleared.
    func fieldDecisions() throws(Refusal) -> [FieldCorrection] {
        var decisions: [FieldCorrection] = []
        for (name, entry) in fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !entry.isEmpty {
            let text = entry.text ?? entry.was
            let isTyped = text != entry.was
            guard !(entry.isAbsent && (entry.isConfirmed || (isTyped && !text.isEmpty))) else {
                throw Refusal.badField(
                    "\(name.rawValue): vừa ghi giá trị vừa đánh dấu không có.",
                    "\(name.rawValue): both a value and a mark that there is none.")
            }
            guard !isTyped || !text.isEmpty || entry.isAbsent else {
                throw Refusal.badField(
                    "\(name.rawValue): đã xóa giá trị; hãy đánh dấu “không có trên giấy” nếu đúng vậy.",
                    "\(name.rawValue): its value was cleared; tick “not on the paper” where that is so.")
            }
            decisions.append(
                FieldCorrection(name, entry.isAbsent ? .empty : isTyped ? .set(text) : .confirm))
        }
        return decisions
    }
}
