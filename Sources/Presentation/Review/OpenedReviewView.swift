import Basics
import DocumentModel
import Dossiers
import Ledger
import UseCases

/// A word with what somebody decided about it.
struct ReviewWordView: Encodable, Sendable {
    /// 1-based, as the command line takes them.
    var page: Int
    var line: Int
    var word: Int
    var text: String
    var recognized: String
    var confidence: Double
    var box: PixelBox
    var decision: String?
    var by: String?
    var mustDecide: Bool

    init(_ word: ReviewWord) {
        page = word.page + 1
        line = word.place.line + 1
        self.word = word.place.word + 1
        text = word.text
        recognized = word.recognized
        confidence = word.confidence
        box = word.box
        decision = word.decision?.rawValue
        by = word.decidedBy
        mustDecide = word.mustDecide
    }

    /// As in `1.3.2  ~nghỉ → nghỉ  (lan)`.
    var shown: String {
        let change = decision == nil ? recognized : "\(recognized) → \(text.isEmpty ? "∅" : text)  (\(by ?? ""))"
        return "\(page).\(line).\(word)  \(change)  \(Int(confidence.rounded()))%"
    }
}

/// A field with what somebody decided about it.
struct ReviewFieldView: Encodable, Sendable {
    var name: String
    var value: String?
    var recognized: String?
    var confidence: Double?
    /// 1-based.
    var page: Int?
    var box: PixelBox?
    var decision: String?
    var by: String?
    var mustDecide: Bool

    private let title: String

    private enum CodingKeys: CodingKey {
        case name, value, recognized, confidence, page, box, decision, by, mustDecide
    }

    init(_ field: ReviewField) {
        title = field.name.vietnamese
        name = field.name.rawValue
        value = field.value
        recognized = field.recognized
        confidence = field.confidence
        page = field.page.map { $0 + 1 }
        box = field.box
        decision = field.decision?.rawValue
        by = field.decidedBy
        mustDecide = field.mustDecide
    }

    var row: [String] { [mustDecide ? "?" : "", name, title, value ?? "–", by.map { "(\($0))" } ?? ""] }
}

/// A document as it is reviewed.
public struct OpenedReviewView: View, Sendable {
    struct Page: Encodable, Sendable {
        /// 1-based.
        var number: Int
        var id: String
        var width: Int
        var height: Int
        var dpi: Int
        var words: [ReviewWordView]
    }

    var item: ReviewItemView
    var revision: Int
    var isSigned: Bool
    var pages: [Page]
    var fields: [ReviewFieldView]

    public init(_ opened: OpenedReview) {
        item = ReviewItemView(opened.item)
        revision = opened.revision
        isSigned = opened.isSigned
        pages = opened.pages.map { page in
            Page(
                number: page.number + 1, id: page.pageID.rawValue, width: page.width, height: page.height,
                dpi: page.dpi, words: page.words.map(ReviewWordView.init))
        }
        fields = opened.fields.map(ReviewFieldView.init)
    }

    /// The words that deserve a look or were decided, and the fields that there are.
    public var text: TextPage {
        var lines = item.text
        for page in pages {
            lines.line("Trang \(page.number)")
            for word in page.words where word.decision != nil || word.confidence < Word.minSure {
                lines.line("  \(word.mustDecide ? "?" : " ") \(word.shown)")
            }
        }
        lines.table(fields.filter { $0.value != nil || $0.decision != nil }.map(\.row), indent: 2)
        lines.line("Bản \(revision)")
        return lines
    }
}

/// What a decision came to.
public struct ReviewChangeView: View, Sendable {
    var item: ReviewItemView
    var revision: Int
    var recorded: Int
    var words: [ReviewWordView]
    var fields: [ReviewFieldView]

    public init(_ change: ReviewChange) {
        item = ReviewItemView(change.item)
        revision = change.revision
        recorded = change.facts.count
        words = change.words.map(ReviewWordView.init)
        fields = change.fields.map(ReviewFieldView.init)
    }

    public var text: TextPage {
        var lines = TextPage()
        for word in words { lines.line("  \(word.shown)") }
        lines.table(fields.filter { $0.decision != nil }.map(\.row), indent: 2)
        lines.line("Đã ghi \(recorded) quyết định; bản \(revision)")
        lines += item.text
        return lines
    }
}
