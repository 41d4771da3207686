import Basics
import DocumentModel
import Dossiers
import Ledger
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

/// What the page of a case says.
struct CaseText {
    private let file: Workspace.Cases.File
    private let happened: Workspace.Cases.History
    private let legs: [LegFile]
    private let today: CalendarDay
    private let visit: Visit

    private var record: CaseRecord { file.status.record }
    private var language: InterfaceLanguage { visit.language }

    /// Pictures of one document in the checklist.
    private static let maxPictures = 12

    init(
        _ file: Workspace.Cases.File, _ history: Workspace.Cases.History, _ legs: [LegFile], today: CalendarDay,
        _ visit: Visit
    ) {
        (self.file, happened, self.legs, self.today, self.visit) = (file, history, legs, today, visit)
    }

    var model: Model {
        let components = file.status.components
        let have = components.count { $0.state == .digitized }
        let isOver = record.due.map { $0 < today && file.returned == nil } ?? false
        let timeline = CaseTimeline(language: language, caller: visit.caller, today: today).model(
            happened, legs, due: record.due, all: Address("/cases/\(record.code)").with("all", "1").text,
            showsAll: visit.query.isOn("all"))
        let own: Model = [
            "code": .text(record.code.rawValue), "procedure": .text(record.procedure), "agency": .text(record.agency),
            "applicant": .text(record.applicant), "received": .text(LocalTime.text(record.received)),
            "due": .text(record.due.map(LocalTime.text) ?? language.say("không quy định", "none")),
            "overdue": .text(isOver ? language.say("quá hạn", "overdue") : nil),
            "channel": .text(record.channel.phrase.text(language)),
            "zip": .text("/cases/\(record.code)/documents.zip"),
            "separators": .text(
                visit.caller.may(.handIn) ? Address("/separators.pdf").with("case", record.code.rawValue).text : nil),
            "held": .text(visit.caller.may(.reusePapers) ? ReusePages.address(of: record.code) : nil),
            "hasDocuments": .flag(components.contains { !$0.documents.isEmpty }),
            "summary": .text(
                language.say(
                    "\(have)/\(components.count) thành phần đã số hóa", "\(have) of \(components.count) digitized")),
            "components": .list(components.map(component)),
            "filing": .text(filing), "returned": .text(returned),
            "hasLegs": .flag(!legs.isEmpty), "legs": .list(legs.map(leg)), "printed": .text(printed),
        ]
        return own.adding(timeline)
    }

    /// Whose copy a printed page is.
    private var printed: String {
        let now = LocalTime.text(visit.workspace().now())
        return language.say(
            "In từ Sohoa lúc \(now) bởi \(visit.account.displayName)",
            "Printed from Sohoa \(now) by \(visit.account.displayName)")
    }

    // MARK: Checklist

    private func component(_ status: ComponentStatus) -> Model {
        let state = language == .vietnamese ? status.state.vietnamese : status.state.english
        let isRequired = status.rule?.isRequired ?? false
        return [
            "code": .text(status.code.rawValue),
            "name": .text(status.rule?.name ?? language.say("không còn trong thành phần hồ sơ", "no longer asked for")),
            "optional": .text(isRequired ? nil : language.say("không bắt buộc", "not required")),
            "state": .text(state), "tone": .text(status.state == .missing && isRequired ? "bad" : status.state.tone),
            "documents": .list((status.documents + status.candidates).map(document)),
            "waitingItems": .list(status.waiting.map(waiting)),
            "missing": .text(status.state == .missing ? missing(isRequired) : nil),
        ]
    }

    private func missing(_ isRequired: Bool) -> String {
        isRequired
            ? language.say(
                "Chưa quét. In tờ phân cách, đặt trước giấy tờ rồi quét; hoặc hỏi người nộp.",
                "Not scanned. Print a separator sheet, put it before the paper and scan; or ask the applicant.")
            : language.say("Chưa quét; không bắt buộc.", "Not scanned; not required.")
    }

    private func document(_ document: DigitizedDocument) -> Model {
        let content = document.content
        let pages = content.pages.count
        let toCheck = FieldName.allCases.compactMap { name -> String? in
            guard let field = content.fields[name], !field.isSure else { return nil }
            let label = language == .vietnamese ? name.vietnamese : name.english
            return "\(label) \(name.shown(field.value)) (\(language.say("trang", "page")) \(field.page + 1))"
        }
        let scanned = LocalTime.text(content.occurredAt)
        return [
            "href": .text("/documents/\(document.id)"), "title": .text(document.state.phrase.text(language)),
            "facts": .text(
                language.say("\(pages) trang, quét lúc \(scanned)", "\(pages) pages, scanned \(scanned)")),
            "file": .text((content.signedOriginal ?? content.pdf) == nil ? nil : "/documents/\(document.id)/file"),
            "check": .text(toCheck.joined(separator: "; ")),
            "pages": .list(
                content.pages.prefix(Self.maxPictures).enumerated().map { place, page in
                    PagePicture.thumb(page.pageID, language, number: place + 1)
                }),
        ]
    }

    private func waiting(_ item: WaitingItem) -> Model {
        let message = item.reason.message
        return [
            "href": .text(visit.caller.may(.decide) ? "/waiting/\(item.id)" : nil),
            "message": .text(language.say(message.vietnamese, message.english)),
            "pages": .text(language.say("\(item.pageIDs.count) trang", "\(item.pageIDs.count) pages")),
        ]
    }

    // MARK: Post

    private var filing: String? {
        guard let filing = file.filing else { return nil }
        let time = PostalTime(filing.occurred, isWholeDay: filing.precision == .day).text
        let records = filing.evidence.map { "\($0.kind.phrase.text(language)) \($0.reference)" }.joined(separator: ", ")
        return language.say(
            "\(time), theo \(records); hạn trả tính từ lúc này", "\(time), by \(records); the time limit runs from then"
        )
    }

    private var returned: String? {
        guard let returned = file.returned else { return nil }
        let time =
            returned.precision == .minute
            ? LocalTime.text(returned.occurred) : LocalTime.day(of: returned.occurred).map(LocalTime.text) ?? ""
        let recorded = LocalTime.text(returned.recorded)
        return language.say("\(time), ghi nhận \(recorded)", "\(time), recorded \(recorded)")
    }

    private func leg(_ file: LegFile) -> Model {
        let leg = file.leg
        let missing = leg.history.notRecorded.map { $0.phrase.text(language) }.joined(separator: ", ")
        return [
            "name": .text(leg.direction.phrase.text(language)),
            "state": .text(leg.state?.phrase.text(language) ?? language.say("chưa bắt đầu", "not begun")),
            "tone": .text(leg.state.map { $0.isGood ? "good" : $0.isBad ? "bad" : "" }),
            "parcels": .text(file.parcels.map { $0.tracking.isEmpty ? $0.id : $0.tracking }.joined(separator: ", ")),
            "events": .list(leg.history.events.filter { $0.keeps == nil }.map(event)),
            "missing": .text(missing.isEmpty ? nil : language.say("Chưa ai ghi nhận: ", "Nobody recorded: ") + missing),
        ]
    }

    private func event(_ event: LegEvent) -> Model {
        let occurred =
            event.precision == .minute
            ? LocalTime.text(event.occurred) : LocalTime.day(of: event.occurred).map(LocalTime.text) ?? ""
        let recorded = LocalTime.text(event.recorded)
        let source = "\(event.source.kind.phrase.text(language)) \(event.source.reference)"
        return [
            "occurred": .text(occurred), "event": .text(event.kind.phrase.text(language)),
            "place": .text(
                [event.place, event.amount?.description ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")),
            "recorded": .text(
                language.say("ghi nhận \(recorded), theo \(source)", "recorded \(recorded), by \(source)")),
        ]
    }
}
