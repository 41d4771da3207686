import Basics
import DocumentModel
import Dossiers
import Ledger
import Presentation
import UseCases

/// One page of a document with its words and fields, and the form by which they are decided.
struct ReviewScreen {
    let language: InterfaceLanguage
    let place: ReviewPlace
    let opened: OpenedReview
    let typed: ReviewTyped
    let draft: ReviewDraft?
    /// Whether the visitor works on it: only then there is a form.
    let isOpen: Bool
    let mayTake: Bool
    /// What people wrote in this batch, by what the machine had read.
    let replacements: [String: [String]]

    /// Most words of one form: each of the longest text, a form stays below what is taken of one.
    static let wordsInForm = 24
    private static let maxAlternatives = 9

    private var item: ReviewItem { opened.item }
    private var page: ReviewPage? { opened.pages.first { $0.number == place.page } }

    var model: Model {
        let (text, here) = (ReviewText(language: language), place.address(of: item.id))
        let (listed, words) = (listedWords, page?.words ?? [])
        let parts = max(1, (listed.count + Self.wordsInForm - 1) / Self.wordsInForm)
        let part = min(place.part, parts - 1)
        let shown = listed.dropFirst(part * Self.wordsInForm).prefix(Self.wordsInForm)
        let root = "/review/\(item.id.rawValue.queryEncoded)"
        return [
            "id": .text(item.id.rawValue), "root": .text(root), "list": .text(place.list),
            "caseHref": .text("/cases/\(item.caseCode)"), "documentHref": .text("/documents/\(item.id)"),
            "facts": .text(
                [
                    language.say(
                        "trang \(place.page + 1) trên \(item.pages)", "page \(place.page + 1) of \(item.pages)"),
                    text.left(item), item.reason.phrase.text(language),
                    item.due.map { language.say("hạn trả ", "due ") + LocalTime.text($0) },
                ].compactMap(\.self).joined(separator: " · ")),
            "state": .text(item.state.phrase.text(language)), "tone": .text(item.state == .done ? "good" : ""),
            "previous": .text(place.page > 0 ? place.at(page: place.page - 1).address(of: item.id) : nil),
            "following": .text(
                place.page + 1 < item.pages ? place.at(page: place.page + 1).address(of: item.id) : nil),
            "nextOpen": .text(nextOpenPage.map { place.at(page: $0).address(of: item.id) }),
            "nextOpenText": .text(
                nextOpenPage.map {
                    language.say("Trang \($0 + 1) còn chữ phải quyết định", "Page \($0 + 1) has words to decide")
                }),
            "picture": .text(page.map { "/pages/\($0.pageID)/screen.jpg" }),
            "closeHref": .text(page.map { "/pages/\($0.pageID)?close=1" }),
            "alt": .text(language.say("Hình trang \(place.page + 1)", "Picture of page \(place.page + 1)")),
            "runs": .list(runs(words)), "hasText": .flag(!words.isEmpty),
            "lease": .text(leaseText), "canTakeOver": .flag(mayTake && item.lease != nil),
            "canTake": .flag(mayTake && item.lease == nil && item.state != .postponed),
            "canResume": .flag(mayTake && item.state == .postponed && item.lease == nil),
            "note": .text(item.note.map { "\($0.by), \(LocalTime.text($0.at)): \($0.text)" }),
            "isSigned": .flag(opened.isSigned), "isOpen": .flag(isOpen),
            "draft": .text(
                draft.map {
                    language.say(
                        "Có bản nháp chưa ghi, giữ lúc \(LocalTime.text($0.changedAt)).",
                        "There is a draft that is not recorded, kept at \(LocalTime.text($0.changedAt)).")
                }),
            "seen": .number(opened.revision), "key": .text(isOpen ? Self.newKey() : nil),
            "page": .number(place.page + 1), "part": .number(part + 1),
            "words": .text(place.showsAll ? "all" : nil), "fromState": .text(place.state.rawValue),
            "fromBatch": .text(place.batch?.rawValue),
            "rows": .list(shown.map { row($0, words) }), "hasRows": .flag(!shown.isEmpty),
            "fields": .list(opened.fields.map(field)),
            "partText": .text(
                parts > 1 ? language.say("phần \(part + 1) trên \(parts)", "part \(part + 1) of \(parts)") : nil),
            "previousPart": .text(part > 0 ? place.at(part: part - 1).address(of: item.id) : nil),
            "nextPart": .text(part + 1 < parts ? place.at(part: part + 1).address(of: item.id) : nil),
            "allHref": .text(place.showsAll ? nil : place.showing(all: true).address(of: item.id)),
            "unsureHref": .text(place.showsAll ? place.showing(all: false).address(of: item.id) : nil),
            "canConfirmRest": .flag(words.contains { $0.isUnsure && !$0.mustDecide }), "here": .text(here),
        ]
    }

    /// The next page with words to decide, in turn after this one.
    private var nextOpenPage: Int? {
        let others = opened.openPages.filter { $0 != place.page }
        return others.first { $0 > place.page } ?? others.first
    }

    private var leaseText: String? {
        guard let lease = item.lease, opened.isTakenOver else { return nil }
        let since = LocalTime.text(lease.since)
        return language.say(
            "\(lease.by) đang kiểm tra mục này từ \(since). Những gì bạn đã ghi vẫn còn.",
            "\(lease.by) has been working on this item since \(since). What you recorded stays.")
    }

    // MARK: Words

    private func name(_ word: ReviewWord) -> ReviewTyped.Name {
        ReviewTyped.Name(page: word.page, place: word.place)
    }

    /// What must be decided first, then what deserves a look; whatever was typed stays in sight.
    private var listedWords: [ReviewWord] {
        let words = page?.words ?? []
        guard !place.showsAll else { return words }
        let isFirst = { (word: ReviewWord) in word.mustDecide || entry(word) != nil }
        return words.filter(isFirst) + words.filter { !isFirst($0) && $0.isUnsure }
    }

    /// What was typed about a word and does not stand there yet.
    private func entry(_ word: ReviewWord) -> ReviewTyped.WordEntry? {
        guard let entry = typed.words[name(word)], !entry.isEmpty else { return nil }
        // Two things said at once are refused: both stay in sight.
        guard entry.isOne else { return entry }
        switch word.decision {
        case .replaced: return entry.text == word.text ? nil : entry
        case .confirmed: return entry.isConfirmed || entry.text == word.text ? nil : entry
        case .notText: return entry.isNotText ? nil : entry
        case .emptied, .undone, nil: return entry
        }
    }

    private func row(_ word: ReviewWord, _ words: [ReviewWord]) -> Model {
        let entry = entry(word) ?? ReviewTyped.WordEntry()
        let (line, number) = (word.place.line + 1, word.place.word + 1)
        let others = (replacements[word.recognized] ?? []).filter { $0 != word.recognized }
            .prefix(Self.maxAlternatives)
        return [
            "name": .text(name(word).text), "recognized": .text(word.recognized),
            "sure": .text("\(Int(word.confidence.rounded())) %"), "must": .flag(word.mustDecide),
            "where": .text(language.say("dòng \(line), chữ \(number)", "line \(line), word \(number)")),
            "before": .text(around(word, words).before), "after": .text(around(word, words).after),
            "typed": .text(entry.text), "isConfirmed": .flag(entry.isConfirmed), "isNotText": .flag(entry.isNotText),
            "decided": .text(decided(word.decision, word.text, word.decidedBy)),
            "box": .text(page.map { Self.box(word.box, on: $0) }),
            "alternatives": .list(others.map { ["value": .text($0)] }), "hasAlternatives": .flag(!others.isEmpty),
        ]
    }

    /// A few words of the same line on both sides, as they stand now.
    private func around(_ word: ReviewWord, _ words: [ReviewWord]) -> (before: String, after: String) {
        let line = words.filter { $0.place.line == word.place.line }
        func text(_ words: some Sequence<ReviewWord>) -> String {
            words.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
        }
        return (
            text(line.filter { $0.place.word < word.place.word }.suffix(3)),
            text(line.filter { $0.place.word > word.place.word }.prefix(3))
        )
    }

    private func decided(_ decision: Correction.Decision?, _ text: String, _ by: String?) -> String? {
        guard let decision, let by else { return nil }
        switch decision {
        case .replaced: return language.say("\(by) đã ghi: \(text)", "\(by) wrote: \(text)")
        case .confirmed: return language.say("\(by) đã xác nhận", "\(by) confirmed it")
        case .notText, .emptied: return language.say("\(by): không có", "\(by): there is none")
        case .undone: return nil
        }
    }

    /// The text as it stands now, with what deserves a look marked.
    private func runs(_ words: [ReviewWord]) -> [Model] {
        var (runs, plain): ([Model], String) = ([], "")
        for (number, word) in words.enumerated() {
            let isLast = number + 1 == words.count || words[number + 1].place.line != word.place.line
            let end = isLast ? "\n" : " "
            if word.isUnsure, let page {
                if !plain.isEmpty { runs.append(Self.plainRun(plain)) }
                runs.append([
                    "isUnsure": true, "text": .text(word.text), "must": .flag(word.mustDecide),
                    "sure": .text("\(Int(word.confidence.rounded())) %"), "box": .text(Self.box(word.box, on: page)),
                ])
                plain = end
            } else if !word.text.isEmpty {
                plain += word.text + end
            }
        }
        if !plain.isEmpty { runs.append(Self.plainRun(plain)) }
        return runs
    }

    private static func plainRun(_ text: String) -> Model { ["isUnsure": false, "must": false, "text": .lines(text)] }

    /// Left, top, width and height in thousandths of the page.
    static func box(_ box: PixelBox, on page: ReviewPage) -> String {
        let (width, height) = (max(page.width, 1), max(page.height, 1))
        return [
            box.x * 1000 / width, box.y * 1000 / height, box.width * 1000 / width, box.height * 1000 / height,
        ].map(String.init).joined(separator: " ")
    }

    // MARK: Fields

    private func field(_ field: ReviewField) -> Model {
        let shown = field.value.map { field.name.shown($0) } ?? ""
        let entry = typed.fields[field.name] ?? ReviewTyped.FieldEntry()
        return [
            "field": .text(field.name.rawValue),
            "label": .text(language == .vietnamese ? field.name.vietnamese : field.name.english),
            "was": .text(shown), "value": .text(entry.text ?? shown), "must": .flag(field.mustDecide),
            "isConfirmed": .flag(entry.isConfirmed), "isAbsent": .flag(entry.isAbsent),
            "hasValue": .flag(!shown.isEmpty),
            "sure": .text(field.confidence.map { "\(Int($0.rounded())) %" }),
            "decided": .text(decided(field.decision, shown, field.decidedBy)),
            "evidence": .text(
                field.page.map { page in page == place.page ? nil : place.at(page: page).address(of: item.id) } ?? nil),
        ]
    }

    // MARK: Keys

    /// By which an act is known when its form is sent again.
    static func newKey() -> String {
        [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)].map { String($0, radix: 36) }.joined()
    }
}
