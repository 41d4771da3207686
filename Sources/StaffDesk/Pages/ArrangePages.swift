import Basics
import Dossiers
import Hummingbird
import UseCases

/// A document whose pages are moved, divided, put together or brought into another order: plain forms, each act recorded
/// once however often it is sent, and taken back by a form of its own.
struct ArrangePages: Sendable {
    let recognition: Recognition

    /// Pages of a document that one form shows: it stays within the most fields of a form.
    static let shown = 100

    func addRoutes(to routes: DeskRoutes) {
        routes.get("documents/{id}/arrange", show)
        routes.post("documents/{id}/arrange", act)
        routes.post("page-acts/{number}/undo", undo)
    }

    // MARK: The form

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DocumentID.self)
        let workspace = visit.workspace(for: .review)
        _ = try visit.caller.scope(for: .decide)
        let shown = try await workspace.documents.show(id)
        let (content, language) = (shown.document.content, visit.language)
        let slot = ComponentSlot(caseCode: content.caseCode, component: content.component)
        let others = try await workspace.arranging.documents(of: slot).filter { $0.id != id }
        let target = try await target(visit, workspace)
        let found = try await visit.query["q"].asyncMap { try await workspace.cases.find($0) }
        let part = min(max(Int(visit.query["part"] ?? "") ?? 1, 1), (content.pages.count - 1) / Self.shown + 1) - 1
        let places = content.pages.indices.dropFirst(part * Self.shown).prefix(Self.shown)
        let chosen = Set(visit.query.all("p"))
        let root = "/documents/\(id)/arrange"
        let model: Model = [
            "root": .text(root), "documentHref": .text("/documents/\(id)"), "key": .text(ReviewScreen.newKey()),
            "facts": .text("\(content.caseCode) / \(content.component)"),
            "isInForce": .flag([.current, .candidate].contains(shown.document.state)),
            "isSigned": .flag(content.signedOriginal != nil),
            "pages": .list(
                places.map { place in
                    PagePicture.thumb(content.pages[place].pageID, language, number: place + 1).adding([
                        "place": .number(place), "number": .number(place + 1),
                        "isChosen": .flag(chosen.contains(content.pages[place].pageID.rawValue)),
                        "name": .text(language.say("trang \(place + 1)", "page \(place + 1)")),
                    ])
                }),
            "previousPart": .text(part > 0 ? Address(root).with("part", String(part)).text : nil),
            "nextPart": .text(
                (part + 1) * Self.shown < content.pages.count
                    ? Address(root).with("part", String(part + 2)).text : nil),
            "hasOthers": .flag(!others.isEmpty),
            "others": .list(others.map { Self.other($0, language) }),
            "targetCase": .text((target?.code ?? content.caseCode).rawValue),
            "applicant": .text(target?.applicant),
            "components": .list(
                (target ?? shown.record).components.enumerated().map { place, rule in
                    [
                        "isFirst": .flag(place == 0), "code": .text(rule.code.rawValue), "name": .text(rule.name),
                        "isLast": .flag(place == (target ?? shown.record).components.count - 1),
                        "isProposed": .flag(target == nil && rule.code == content.component),
                    ]
                }),
            "q": .text(visit.query["q"]), "wasSearched": .flag(found != nil),
            "found": .list((found ?? []).map { Self.found($0, root) }),
        ]
        return try visit.page("arrange", language.say("Sắp xếp trang", "Arrange pages"), in: nil, model)
    }

    private func target(_ visit: Visit, _ workspace: Workspace) async throws -> CaseRecord? {
        guard let text = visit.query["case"] else { return nil }
        guard let code = CaseCode(rawValue: text) else { throw Refusal.badCaseCode }
        return try await workspace.cases.register(code)
    }

    private static func other(_ document: DigitizedDocument, _ language: InterfaceLanguage) -> Model {
        let pages = document.content.pages.count
        return [
            "id": .text(document.id.rawValue), "href": .text("/documents/\(document.id)"),
            "label": .text(
                [
                    language.say("\(pages) trang", "\(pages) pages"), document.state.phrase.text(language),
                    LocalTime.text(document.recordedAt),
                ].joined(separator: " · ")),
        ]
    }

    private static func found(_ record: CaseRecord, _ root: String) -> Model {
        [
            "code": .text(record.code.rawValue), "label": .text("\(record.applicant) · \(record.procedure)"),
            "href": .text(Address(root).with("case", record.code.rawValue).text),
        ]
    }

    // MARK: Acting

    @Sendable private func act(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DocumentID.self)
        let fields = try await visit.form()
        let workspace = visit.workspace(for: .review)
        // A document of another agency is as one that there is not, before anything is decided.
        let document = try await workspace.documents.show(id).document
        var seen: Set<DocumentID> = [id]
        let wish: PageWish
        switch fields["verb"] {
        case "move":
            let slot = try WaitingPages.slot(fields)
            let target = fields["joining"] == nil ? nil : try await joined(slot, workspace)
            if let target { seen.insert(target) }
            wish = .move(pages: try Self.chosen(fields, document), to: slot, joining: target)
        case "split": wish = .split(id, before: try Self.chosen(fields, document))
        case "reorder": wish = .reorder(id, pages: try Self.order(fields, document))
        case "merge":
            let others = fields.all("with").map { DocumentID(rawValue: $0) }
            guard !others.isEmpty else {
                throw Refusal.badField("Chưa chọn giấy tờ để gộp.", "No document was chosen to merge.")
            }
            seen.formUnion(others)
            wish = .merge(documents: [id] + others)
        default: throw Refusal.noSuchPage
        }
        let act = try await workspace.arranging.carryOut(
            wish, reason: fields["reason"] ?? "", seen: seen, key: fields["key"], with: recognition)
        return visit.done(Self.place(after: act), saying: .arranged)
    }

    @Sendable private func undo(_ visit: Visit) async throws -> Response {
        guard let number = Int(try visit.parameter("number")) else { throw Refusal.noSuchPage }
        let fields = try await visit.form()
        let act = try await visit.workspace(for: .review).arranging.undo(number, key: fields["key"], with: recognition)
        return visit.done(Self.place(after: act), saying: .undone)
    }

    /// Where the person goes on: at the document in which what they decided about stands now.
    static func place(after act: PageAct) -> String {
        if let document = act.after.documents.last { return "/documents/\(document.id)" }
        return act.pages.first.map { "/pages/\($0)" } ?? "/review"
    }

    /// The document that pages are added to; `nil` where the component has none.
    private func joined(_ slot: ComponentSlot, _ workspace: Workspace) async throws -> DocumentID? {
        let documents = try await workspace.arranging.documents(of: slot).filter { $0.state == .current }
        guard documents.count < 2 else {
            throw Refusal(
                "several_documents", .conflict,
                "Thành phần này có \(documents.count) giấy tờ; hãy chuyển thành giấy tờ riêng rồi gộp.",
                "The component has \(documents.count) documents; move the pages as one of their own, then merge.")
        }
        return documents.first?.id
    }

    private static func chosen(_ fields: FormFields, _ document: DigitizedDocument) throws -> [PageID] {
        let pages = document.content.pages
        let places = fields.all("p").compactMap { Int($0) }.filter(pages.indices.contains).sorted()
        guard !places.isEmpty else { throw Refusal.badField("Chưa chọn trang nào.", "No page was chosen.") }
        return places.map { pages[$0].pageID }
    }

    /// The pages by the numbers that were typed: one that is given the number of another goes to its place, and the
    /// others move up.
    static func order(_ fields: FormFields, _ document: DigitizedDocument) throws -> [PageID] {
        let pages = document.content.pages
        let wanted = try pages.indices.map { place -> (number: Int, rank: Int, place: Int) in
            guard let typed = fields["n.\(place)"] else { return (place + 1, 1, place) }
            guard let number = Int(typed), (1...pages.count).contains(number) else {
                throw Refusal.badField(
                    "Số thứ tự phải từ 1 đến \(pages.count).", "A page's number is from 1 to \(pages.count).")
            }
            return (number, number < place + 1 ? 0 : number > place + 1 ? 2 : 1, place)
        }
        return wanted.sorted { ($0.number, $0.rank, $0.place) < ($1.number, $1.rank, $1.place) }.map {
            pages[$0.place].pageID
        }
    }
}

/// Acts on pages as a page shows them.
struct PageActText {
    let language: InterfaceLanguage
    let mayUndo: Bool

    func rows(_ entries: [Workspace.Arranging.Entry]) -> [Model] {
        entries.reversed().map { entry in
            let act = entry.act
            let what = language.say(act.verb.vietnamese, act.verb.english)
            let count = language.say("\(act.pages.count) trang", "\(act.pages.count) pages")
            return [
                "time": .text(LocalTime.text(act.recordedAt)), "text": .text("\(what) (\(count))"),
                "by": .text(act.by), "reason": .text(act.reason),
                "undone": .text(entry.isUndone ? language.say("đã hoàn tác", "taken back") : nil),
                "undo": .text(mayUndo && entry.canBeUndone ? "/page-acts/\(act.number)/undo" : nil),
                "key": .text(ReviewScreen.newKey()),
            ]
        }
    }
}

extension Optional {
    /// The value made of what is there.
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let value = self else { return nil }
        return try await transform(value)
    }
}
