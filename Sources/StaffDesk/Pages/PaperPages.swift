import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Presentation
import RecognizerProtocol
import UseCases

/// Papers looked at one by one: pictures of pages, a page with its words, a document.
struct PaperPages: Sendable {
    let previews: PagePreviews

    func addRoutes(to routes: DeskRoutes) {
        routes.get("pages/{id}", page)
        routes.get("pages/{id}/original", original)
        routes.get("pages/{id}/{size}.jpg", picture)
        routes.get("documents/{id}", document)
        routes.get("documents/{id}/file", file)
    }

    // MARK: Pictures

    /// A picture of ours, never the file that was handed in. The browser may keep it but asks each time: who may see it
    /// can change.
    @Sendable private func picture(_ visit: Visit) async throws -> Response {
        let size = try visit.parameter("size", as: PreviewSize.self)
        let id = try visit.parameter("id", as: PageID.self)
        let picture = try await visit.workspace(for: .caseWork).pages.picture(id, size, from: previews)
        var headers: HTTPFields = [
            .contentType: "image/jpeg", .eTag: "\"\(picture.key)\"", .cacheControl: "private, no-cache",
        ]
        guard visit.request.headers[.ifNoneMatch] != headers[.eTag] else {
            return Response(status: .notModified, headers: headers)
        }
        let bytes = try await previews.bytes(of: picture)
        headers[.contentLength] = String(bytes.count)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    @Sendable private func original(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: PageID.self)
        return try await Download.response(
            try await visit.workspace(for: .caseWork).pages.original(of: id), type: "application/octet-stream", visit)
    }

    // MARK: One page

    @Sendable private func page(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: PageID.self)
        let workspace = visit.workspace(for: .caseWork)
        let entry = try await workspace.pages.show(id)
        let reading = try await workspace.pages.reading(of: entry)
        let (language, page) = (visit.language, entry.page)
        let isClose = visit.query.isOn("close")
        let place = language.say(
            "tệp \(page.fileName), trang \(page.pageIndex + 1)", "file \(page.fileName), page \(page.pageIndex + 1)")
        let owner = [page.caseCode?.rawValue, page.component?.rawValue].compactMap(\.self).joined(separator: " / ")
        let words = reading.map(Self.words) ?? []
        let model: Model = [
            "picture": .text(page.kind == .unreadable ? nil : "/pages/\(id)/\(isClose ? "full" : "screen").jpg"),
            "alt": .text(language.say("Hình trang \(page.ordinal + 1)", "Picture of page \(page.ordinal + 1)")),
            "zoom": .text(isClose ? "close" : nil),
            "close": .text(isClose ? nil : "/pages/\(id)?close=1"), "far": .text(isClose ? "/pages/\(id)" : nil),
            "previous": .text(entry.previous.map { "/pages/\($0)" }), "next": .text(entry.next.map { "/pages/\($0)" }),
            "original": .text("/pages/\(id)/original"),
            "facts": .text(
                [page.kind.phrase.text(language), owner, place].filter { !$0.isEmpty }.joined(separator: " · ")),
            "words": .list(words), "hasText": .flag(!words.isEmpty),
            "confidence": .text(
                page.confidence.map {
                    language.say(
                        "Độ tin cậy trung bình \(Int($0.rounded())) %; chữ cần so với ảnh có gạch chấm.",
                        "Mean confidence \(Int($0.rounded())) %; words to compare with the picture are dotted.")
                }),
        ]
        let title = language.say(
            "Trang \(page.ordinal + 1) · \(entry.batch.name)", "Page \(page.ordinal + 1) · \(entry.batch.name)")
        let acts = try await workspace.arranging.history(of: id)
        let history: Model = [
            "acts": .list(PageActText(language: language, mayUndo: visit.caller.may(.decide)).rows(acts)),
            "hasActs": .flag(!acts.isEmpty),
            "rescans": .list(
                PageActs.rescans(
                    visit.caller.may(.decide) ? try await workspace.arranging.rescans(of: id) : [], language)),
        ]
        return try visit.page("page", title, in: nil, model.adding(PageActs.model(page, visit)).adding(history))
    }

    /// Words with the blanks and line breaks after them.
    private static func words(_ reading: PageReading) -> [Model] {
        var (runs, plain): ([Model], String) = ([], "")
        for line in reading.text.lines {
            for (place, word) in line.words.enumerated() {
                let end = place == line.words.count - 1 ? "\n" : " "
                if word.confidence >= Word.minSure {
                    plain += word.text + end
                } else {
                    if !plain.isEmpty { runs.append(["isUnsure": false, "text": .lines(plain)]) }
                    plain = end
                    runs.append([
                        "isUnsure": true, "text": .text(word.text),
                        "sure": .text("\(Int(word.confidence.rounded())) %"), "box": .text(box(of: word, on: reading)),
                    ])
                }
            }
        }
        if !plain.isEmpty { runs.append(["isUnsure": false, "text": .lines(plain)]) }
        return runs
    }

    /// Left, top, width and height in thousandths of the page.
    private static func box(of word: Word, on reading: PageReading) -> String {
        let (width, height) = (max(reading.width, 1), max(reading.height, 1))
        return [
            word.box.x * 1000 / width, word.box.y * 1000 / height, word.box.width * 1000 / width,
            word.box.height * 1000 / height,
        ].map(String.init).joined(separator: " ")
    }

    // MARK: One document

    @Sendable private func document(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DocumentID.self)
        let workspace = visit.workspace(for: .caseWork)
        let shown = try await workspace.documents.show(id)
        let (content, language) = (shown.document.content, visit.language)
        let name = shown.record.rule(content.component)?.name ?? ""
        let acts = try await workspace.arranging.history(of: id)
        let model: Model = [
            "arrangeHref": .text(
                visit.caller.may(.decide) && [.current, .candidate].contains(shown.document.state)
                    ? "/documents/\(id)/arrange" : nil),
            "acts": .list(PageActText(language: language, mayUndo: visit.caller.may(.decide)).rows(acts)),
            "hasActs": .flag(!acts.isEmpty),
            "id": .text(id.rawValue), "case": .text(content.caseCode.rawValue),
            "canReview": .flag(
                visit.caller.may(.decide) && [.current, .candidate].contains(shown.document.state)),
            "caseHref": .text("/cases/\(content.caseCode)"), "component": .text(content.component.rawValue),
            "componentName": .text(name), "state": .text(shown.document.state.phrase.text(language)),
            "tone": .text(shown.document.state.tone), "scanned": .text(LocalTime.text(content.occurredAt)),
            "recorded": .text(LocalTime.text(shown.document.recordedAt)), "batch": .text(shown.batchName),
            "batchHref": .text("/batches/\(content.batchID)"),
            "file": .text(content.signedOriginal ?? content.pdf == nil ? nil : "/documents/\(id)/file"),
            "fields": .list(Self.fields(content, language)),
            "pages": .list(
                content.pages.enumerated().map { place, page in
                    PagePicture.thumb(page.pageID, language, number: place + 1)
                }),
            "history": .list(shown.history.map { Self.change($0, language) }),
        ]
        return try visit.page("document", "\(content.component) · \(name)", in: nil, model)
    }

    static func fields(_ content: DocumentDraft, _ language: InterfaceLanguage) -> [Model] {
        FieldName.allCases.compactMap { name in
            guard let field = content.fields[name] else { return nil }
            let page = content.pages.indices.contains(field.page) ? content.pages[field.page].pageID : nil
            return [
                "name": .text(language == .vietnamese ? name.vietnamese : name.english),
                "value": .text(name.shown(field.value)),
                "check": .text(field.isSure ? nil : language.say("so với ảnh", "compare")),
                "href": .text(page.map { "/pages/\($0)" }),
            ]
        }
    }

    static func change(_ change: DocumentChange, _ language: InterfaceLanguage) -> Model {
        [
            "time": .text(LocalTime.text(change.recordedAt)),
            "text": .text("\(change.component): \(change.state.change.text(language))"), "by": .text(change.person),
        ]
    }

    @Sendable private func file(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DocumentID.self)
        let workspace = visit.workspace(for: .caseWork)
        let file = try await workspace.documents.file(of: id)
        return try await Download.response(file, type: "application/pdf", visit)
    }
}

extension FieldName {
    var english: String {
        switch self {
        case .docType: "Kind of paper"
        case .number: "Number"
        case .date: "Date of issue"
        case .agency: "Agency"
        case .title: "Subject matter"
        case .subject: "Name"
        case .idNumber: "Identity number"
        case .dateOfBirth: "Date of birth"
        case .address: "Address"
        case .amount: "Amount"
        case .parcelNumber: "Parcel number"
        case .mapSheet: "Map sheet"
        case .area: "Area"
        }
    }
}
