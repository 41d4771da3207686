import Basics
import Dossiers
import Ledger
import Presentation
import UseCases

/// What the queue says.
struct ReviewText: Sendable {
    let language: InterfaceLanguage

    func figures(_ counts: ReviewCounts) -> [Model] {
        let figures: [(Int, Phrase)] = [
            (counts.open, Phrase("cần kiểm tra", "to review")),
            (counts.leased, Phrase("đang có người làm", "in somebody's hands")),
            (counts.postponed, Phrase("chờ người phụ trách", "left to a senior")),
            (counts.done, Phrase("đã xong", "done")),
            (counts.pendingRebuilds, Phrase("PDF đang làm lại", "PDFs being made again")),
        ]
        return figures.map { count, label in
            ["count": .text(language.grouped(count)), "label": .text(label.text(language))]
        }
    }

    func row(_ item: ReviewItem, today: CalendarDay, isOwn: Bool) -> Model {
        [
            "case": .text(item.caseCode.rawValue), "component": .text(item.component.rawValue),
            "pages": .text(language.grouped(item.pages)), "left": .text(left(item)),
            "reason": .text(item.reason.phrase.text(language)), "due": .text(item.due.map(LocalTime.text)),
            "isOverdue": .flag(item.state == .open && item.due.map { $0 < today } ?? false),
            "who": .text(
                item.lease.map { isOwn ? language.say("bạn", "you") : $0.by } ?? item.doneBy),
            "note": .text(item.note.map { "\($0.text) (\($0.by), \(LocalTime.text($0.at)))" }),
        ]
    }

    /// What is still to be decided.
    func left(_ item: ReviewItem) -> String {
        var parts: [String] = []
        if item.openWords > 0 {
            parts.append(language.say("\(item.openWords) chữ phải gõ", "\(item.openWords) words to type"))
        }
        if item.openFields > 0 {
            parts.append(language.say("\(item.openFields) trường", "\(item.openFields) fields"))
        }
        if item.unsureWords > item.openWords {
            parts.append(
                language.say("khi đọc \(item.unsureWords) chữ chưa chắc", "\(item.unsureWords) not sure when read"))
        }
        return parts.isEmpty
            ? language.say("không còn gì bắt buộc", "nothing that must be") : parts.joined(separator: ", ")
    }
}

/// What was refused, and of a conflict both texts.
struct ReviewFailure {
    let error: (any Error)?
    let language: InterfaceLanguage

    init(_ error: (any Error)?, _ language: InterfaceLanguage) { (self.error, self.language) = (error, language) }

    var model: Model {
        let refusal = error.map { Refusal(explaining: $0) }
        let conflicts = (error as? ReviewConflict)?.items ?? []
        return [
            "failure": .text(refusal.map { language.text($0) }), "failureCode": .text(refusal?.code),
            "conflicts": .list(
                conflicts.enumerated().map { number, item in
                    [
                        "isFirst": .flag(number == 0), "isLast": .flag(number == conflicts.count - 1),
                        "where": .text(place(item.standing)), "standing": .text(Self.shown(item.standing, language)),
                        "by": .text(item.standing.by), "at": .text(LocalTime.text(item.standing.recordedAt)),
                        "wanted": .text(
                            item.wanted.isEmpty ? language.say("không có chữ", "no text") : item.wanted),
                    ]
                }),
        ]
    }

    private func place(_ fact: Correction) -> String {
        switch fact.subject {
        case .field(let name): language == .vietnamese ? name.vietnamese : name.english
        case .word(_, _, let place):
            language.say(
                "trang \((fact.page ?? 0) + 1), dòng \(place.line + 1), chữ \(place.word + 1)",
                "page \((fact.page ?? 0) + 1), line \(place.line + 1), word \(place.word + 1)")
        }
    }

    private static func shown(_ fact: Correction, _ language: InterfaceLanguage) -> String {
        fact.after.isEmpty ? language.say("không có chữ", "no text") : fact.after
    }
}

extension ReviewItem.State {
    var phrase: Phrase {
        switch self {
        case .open: Phrase("Cần kiểm tra", "To review")
        case .postponed: Phrase("Chờ người phụ trách", "Left to a senior")
        case .done: Phrase("Đã xong", "Done")
        case .withdrawn: Phrase("Không còn cần", "Needed no longer")
        }
    }

    /// What a list of none says, and what to do.
    var emptyPhrase: Phrase {
        switch self {
        case .open:
            Phrase(
                "Không có giấy tờ nào cần kiểm tra. Mục mới hiện ở đây khi máy không chắc chữ hoặc trường nào.",
                "Nothing is to be reviewed. Items come here when the machine is not sure of a word or field.")
        case .postponed:
            Phrase(
                "Không có mục nào chờ người phụ trách. Ai còn ngờ thì để lại mục kèm lý do.",
                "Nothing waits for a senior. Whoever is in doubt leaves an item here, with the reason.")
        case .done: Phrase("Chưa có mục nào xong.", "No item is done yet.")
        case .withdrawn: Phrase("Không có mục nào bị rút.", "No item was withdrawn.")
        }
    }
}

extension ReviewItem.Reason {
    var phrase: Phrase {
        switch self {
        case .unsure: Phrase("máy chưa chắc", "the machine is not sure")
        case .sample: Phrase("mẫu rút ngẫu nhiên", "drawn at random")
        case .asked: Phrase("có người muốn xem", "somebody wanted to look")
        }
    }
}
