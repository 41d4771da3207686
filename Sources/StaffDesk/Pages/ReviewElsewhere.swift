import Basics
import Dossiers
import Hummingbird
import UseCases

/// The same error elsewhere in the batch, offered after a correction: what is chosen is corrected with one press.
struct ReviewElsewhere: Sendable {
    let language: InterfaceLanguage
    let errors: [SameError]

    func model(_ root: String) -> Model {
        [
            "elsewhereAction": .text("\(root)/elsewhere"), "elsewhereKey": .text(ReviewScreen.newKey()),
            "elsewhere": .list(
                errors.enumerated().map { number, error in
                    [
                        "isFirst": .flag(number == 0), "isLast": .flag(number == errors.count - 1),
                        "value": .text(Self.value(of: error)), "before": .text(error.before),
                        "recognized": .text(error.recognized), "after": .text(error.after),
                        "replacement": .text(error.replacement), "href": .text("/pages/\(error.pageID)"),
                        "where": .text(
                            "\(error.caseCode) / \(error.component) · "
                                + language.say("trang \(error.page + 1)", "page \(error.page + 1)")),
                    ]
                }),
        ]
    }

    private static func value(of error: SameError) -> String {
        [
            error.document.rawValue, String(error.revision), String(error.page), String(error.place.line),
            String(error.place.word), error.replacement,
        ].joined(separator: " ")
    }

    /// A word that somebody chose.
    struct Chosen {
        var document: DocumentID
        var revision: Int
        var correction: WordCorrection

        /// - Returns: `nil` for what no form of ours has.
        init?(_ value: String) {
            let parts = value.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 6, let revision = Int(parts[1]), let page = Int(parts[2]), let line = Int(parts[3]),
                let word = Int(parts[4]), page >= 0, line >= 0, word >= 0
            else { return nil }
            document = DocumentID(rawValue: parts[0])
            self.revision = revision
            correction = WordCorrection(
                page: page, place: WordPlace(line: line, word: word), .replace(parts[5]))
        }
    }
}

extension ReviewPages {
    /// Corrects what was chosen, each document by itself: where somebody else decided meanwhile, that stays.
    @Sendable func elsewhere(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DocumentID.self)
        let fields = try await visit.form()
        let review = visit.workspace(for: .review).review
        let chosen = fields.all("e").compactMap(ReviewElsewhere.Chosen.init)
        guard !chosen.isEmpty else { throw Refusal.badField("Chưa chọn chữ nào.", "No word was chosen.") }
        var refusals: [Refusal] = []
        for (document, words) in Dictionary(grouping: chosen, by: \.document).sorted(by: { $0.key < $1.key }) {
            do {
                _ = try await review.correct(
                    document, words: words.map(\.correction), seen: words.map(\.revision).min() ?? 0,
                    key: fields["key"].map { "\($0)-\(document.rawValue.suffix(20))" })
            } catch { refusals.append(Refusal(explaining: error)) }
        }
        if let first = refusals.first { throw first }
        return visit.done(ReviewPlace(fields).address(of: id), saying: .decidedElsewhere)
    }
}
