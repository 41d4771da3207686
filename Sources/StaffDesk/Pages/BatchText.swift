import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Ledger
import UseCases

/// What a page says of one batch: what was seen, what is to be scanned again and why, what cases still lack.
struct BatchText {
    private let shown: Workspace.Batches.Shown
    private let visit: Visit
    private let progress: Model?

    /// Most lines of one kind; a page stays small, and the receipt has all of them.
    private static let maxLines = 200
    private static let maxPictures = 240

    private var receipt: BatchReceipt { shown.receipt }
    private var language: InterfaceLanguage { visit.language }
    private var canOpenCases: Bool { visit.caller.may(.readPapers) }

    init(_ shown: Workspace.Batches.Shown, _ visit: Visit, progress: Model?) {
        (self.shown, self.visit, self.progress) = (shown, visit, progress)
    }

    var model: Model {
        let batch = shown.batch
        let here = "/batches/\(batch.id)"
        return [
            "name": .text(batch.name), "id": .text(batch.id.rawValue), "here": .text(here),
            "events": .text(here + "/events"), "isOpen": .flag(batch.state != .finished),
            "state": .text(stateName), "tone": .text(stateTone), "progress": .model(progress),
            "station": .text(batch.station), "taken": .text(LocalTime.text(batch.takenAt)),
            "finished": .text(batch.finishedAt.map(LocalTime.text)),
            "files": .text("\(language.grouped(receipt.files)) (\(language.size(receipt.bytes)))"),
            "declared": .text(
                receipt.declaredPages.map(language.grouped) ?? language.say("không khai", "not declared")),
            "seen": .text(receipt.pages.map(language.grouped) ?? "…"), "sum": .text(receipt.pageSum.map(sum)),
            "pagesDiffer": .text(differ), "putOff": .text(putOff), "failure": .text(failure),
            "sameName": .list(sameName),
            "asides": .text(receipt.asides.flatMap { $0.isEmpty ? nil : $0.joined(separator: ", ") }),
            "hasIssues": .flag(!receipt.issues.isEmpty), "issues": .list(issues),
            "moreIssues": .text(more(receipt.issues.count)),
            "hasMissing": .flag(!receipt.missing.isEmpty), "missing": .list(missing),
            "hasWaiting": .flag(!receipt.waiting.isEmpty), "waitingItems": .list(waiting),
            "hasDocuments": .flag(!receipt.documents.isEmpty), "documents": .list(documents),
            "hasPages": .flag(shown.showsPages && !shown.pages.isEmpty),
            "pages": .list(shown.showsPages ? pictures : []),
            "morePages": .text(
                shown.pages.count > Self.maxPictures
                    ? language.say(
                        "Còn \(shown.pages.count - Self.maxPictures) trang không hiện ở đây.",
                        "\(shown.pages.count - Self.maxPictures) more pages are not shown here.") : nil),
        ]
    }

    private var stateName: String {
        switch receipt.state {
        case .failed: language.say("xử lý không thành công", "could not be processed")
        case .quarantined: language.say("không nhận", "not taken")
        default: shown.batch.state.phrase.text(language)
        }
    }

    private var stateTone: String { receipt.state == .failed ? "bad" : shown.batch.state.tone }

    private func sum(_ sum: PageSum) -> String {
        let parts = [
            (sum.document, language.say("trong giấy tờ", "in documents")),
            (sum.separator, language.say("tờ phân cách", "separators")), (sum.blank, language.say("trống", "blank")),
            (sum.repeated, language.say("quét lặp", "scanned twice")),
            (sum.waiting, language.say("chờ người xử lý", "waiting for a person")),
            (sum.settled, language.say("đã quyết định bỏ hoặc lưu riêng", "discarded or filed by a person")),
            (
                sum.unaccounted,
                language.say("KHÔNG RÕ Ở ĐÂU, hãy báo quản trị", "NOBODY KNOWS WHERE, tell the administrator")
            ),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.isEmpty ? "" : "= " + parts.joined(separator: " + ")
    }

    private var differ: String? {
        guard receipt.pagesDiffer == true, let seen = receipt.pages, let declared = receipt.declaredPages else {
            return nil
        }
        return language.say(
            "Số trang không khớp: thấy \(seen), khai \(declared). Hãy kiểm tra trang thiếu hoặc thừa.",
            "Pages differ: \(seen) seen, \(declared) declared. Look for missing or surplus pages.")
    }

    private var putOff: String? {
        receipt.putOff.map { language.say($0.messageVi, $0.messageEn) + " (\($0.code))" }
    }

    private var failure: String? {
        guard receipt.state == .failed else { return nil }
        let code = receipt.failure.map { " (\($0))" } ?? ""
        return language.say(
            "Lô được giữ an toàn nhưng chưa xử lý được\(code); hãy báo quản trị, không cần nộp lại.",
            "The batch is kept safely but could not be processed\(code); tell the administrator, do not hand it in again."
        )
    }

    private var sameName: [Model] {
        (receipt.sameName ?? []).map { other in
            let time = LocalTime.text(other.handedInAt)
            return [
                "text": .text(
                    language.say(
                        "Một lô khác cùng tên được nộp lúc \(time); nếu là phần trước hoặc sau thì các tờ nằm ở cả hai lô:",
                        "Another batch of the same name was handed in at \(time); if it is an earlier or later part, its "
                            + "sheets are in both:")),
                "href": .text("/batches/\(other.batchID)"), "id": .text(other.batchID.rawValue),
            ]
        }
    }

    private var issues: [Model] {
        let places = Dictionary(
            shown.pages.map { (Place(file: $0.fileName, page: $0.pageIndex + 1), $0.id) },
            uniquingKeysWith: { a, _ in a })
        return receipt.issues.prefix(Self.maxLines).map { issue in
            let page = issue.file.flatMap { places[Place(file: $0, page: issue.page ?? 1)] }
            return [
                "file": .text(issue.file ?? language.say("cả lô", "the whole batch")),
                "page": .text(issue.page.map(String.init)),
                "href": .text(shown.showsPages ? page.map { "/pages/\($0)" } : nil),
                "message": .text(language.say(issue.messageVi, issue.messageEn)), "code": .text(issue.code.rawValue),
            ]
        }
    }

    private struct Place: Hashable {
        var file: String
        var page: Int
    }

    private func more(_ count: Int) -> String? {
        count > Self.maxLines
            ? language.say("Còn \(count - Self.maxLines) dòng nữa.", "\(count - Self.maxLines) more lines.") : nil
    }

    private var missing: [Model] {
        receipt.missing.prefix(Self.maxLines).map { missing in
            [
                "case": .text(missing.caseCode.rawValue), "component": .text(missing.component.rawValue),
                "name": .text(missing.name), "href": .text(canOpenCases ? "/cases/\(missing.caseCode)" : nil),
            ]
        }
    }

    private var waiting: [Model] {
        receipt.waiting.prefix(Self.maxLines).map { item in
            [
                "message": .text(language.say(item.messageVi, item.messageEn)), "code": .text(item.reason.rawValue),
                "pages": .text(String(item.pages)),
                "place": .text([item.caseCode, item.component].compactMap(\.self).joined(separator: " / ")),
            ]
        }
    }

    private var documents: [Model] {
        receipt.documents.prefix(Self.maxLines).map { document in
            let (outcome, tone): (Phrase, String) =
                switch document.outcome {
                case .attached: (Phrase("đã gắn", "attached"), "good")
                case .keptAsCandidate:
                    (Phrase("có bản khác, chờ quyết định", "another one, waits for a decision"), "warn")
                case .alreadyHeld: (Phrase("đã có từ trước", "held already"), "")
                case .replaced: (Phrase("đã được thay thế hoặc bỏ", "replaced or discarded since"), "")
                }
            return [
                "case": .text(document.caseCode.rawValue), "component": .text(document.component.rawValue),
                "name": .text(document.name), "pages": .text(String(document.pages)), "tone": .text(tone),
                "outcome": .text(outcome.text(language)),
                "href": .text(canOpenCases ? "/cases/\(document.caseCode)" : nil),
            ]
        }
    }

    private var pictures: [Model] {
        let bad = Set(receipt.issues.compactMap { issue in issue.file.map { Place(file: $0, page: issue.page ?? 0) } })
        return shown.pages.prefix(Self.maxPictures).map { page in
            let isBad = bad.contains(Place(file: page.fileName, page: page.pageIndex + 1))
            let tone =
                page.kind == .unreadable || isBad ? "bad" : page.caseCode == nil && page.kind == .content ? "warn" : nil
            return PagePicture.thumb(
                page, language, number: page.ordinal + 1, note: page.kind == .content ? nil : page.kind, tone: tone)
        }
    }
}
