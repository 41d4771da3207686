import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Hummingbird
import Ledger
import Presentation
import RecognizerProtocol
import UseCases

/// What the machine was not sure of: a list, an item with its pictures, and what a person decides.
struct WaitingPages: Sendable {
    let recognition: Recognition

    private static let listed = 50
    private static let maxLarge = 6

    func addRoutes(to routes: DeskRoutes) {
        routes.get("waiting", list)
        routes.post("waiting", decideMany)
        routes.get("waiting/{id}", show)
        routes.post("waiting/{id}", decide)
    }

    // MARK: List

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let (language, workspace) = (visit.language, visit.workspace(for: .review))
        let page = try await workspace.waiting.page(PageRequest(after: visit.query["after"], limit: Self.listed))
        let deadlines = try await workspace.waiting.deadlines(of: page.elements)
        let today = try workspace.today()
        let counts = visit.caller.may(.readStatus) ? try await workspace.status.counts().waiting : []
        // Within one page what is due first comes first; the page itself goes by how long something waits.
        let entries = page.elements.enumerated().sorted { a, b in
            let days = [a, b].map { $0.element.item.proposedCase.flatMap { deadlines[$0] }?.daysSinceEpoch ?? .max }
            return (days[0], a.offset) < (days[1], b.offset)
        }.map(\.element)
        let model: Model = [
            "rows": .list(
                entries.enumerated().map { place, entry in
                    let due = entry.item.proposedCase.flatMap { deadlines[$0] }
                    let message = entry.item.reason.message
                    return [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == entries.count - 1),
                        "href": .text("/waiting/\(entry.item.id)"), "id": .text(entry.item.id.rawValue),
                        "message": .text(language.say(message.vietnamese, message.english)),
                        "pages": .text(String(entry.item.pageIDs.count)),
                        "place": .text(
                            [entry.item.proposedCase, entry.item.proposedComponent].compactMap(\.self)
                                .joined(separator: " / ")),
                        "batch": .text(entry.batchName), "due": .text(due.map(LocalTime.text)),
                        "isOverdue": .flag(due.map { $0 < today } ?? false),
                        "since": .text(LocalTime.text(entry.item.createdAt)),
                    ]
                }),
            "next": .text(page.next.map { Address("/waiting").with("after", $0).text }),
            "canDecide": .flag(visit.caller.may(.decide)),
            "figures": .list(
                counts.sorted { $0.count > $1.count }.prefix(6).map { figure in
                    let message = figure.reason.message
                    return [
                        "count": .text(language.grouped(figure.count)),
                        "label": .text(Self.short(language.say(message.vietnamese, message.english))),
                    ]
                }),
        ]
        return try visit.page("waiting", language.say("Chờ người xử lý", "Waiting for a person"), in: .waiting, model)
    }

    /// The first part of a sentence.
    private static func short(_ sentence: String) -> String {
        String(sentence.prefix { !";.,:".contains($0) }.prefix(60))
    }

    // MARK: One item

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: WaitingID.self)
        let (language, workspace) = (visit.language, visit.workspace(for: .review))
        let shown = try await workspace.waiting.show(id)
        let (item, message) = (shown.item, shown.item.reason.message)
        // A few are shown so that they can be read.
        let isLarge = shown.pages.count + shown.others.count <= Self.maxLarge
        let size: PreviewSize = isLarge ? .screen : .thumbnail
        let next = try? await workspace.waiting.page(PageRequest(after: id.rawValue, limit: 1)).elements.first?.item.id
        let model: Model = [
            "message": .text(language.say(message.vietnamese, message.english)), "action": .text("/waiting/\(id)"),
            "from": .text(next?.rawValue), "list": "/waiting", "nextItem": .text(next.map { "/waiting/\($0)" }),
            "facts": .text(Self.facts(shown, language)), "isOpen": .flag(item.isOpen && visit.caller.may(.decide)),
            "pages": .list(shown.pages.map { PagePicture.thumb($0, language, number: $0.ordinal + 1, size: size) }),
            "grid": .text(isLarge ? "large-ones" : nil),
            "hasOthers": .flag(!shown.others.isEmpty),
            "others": .list(shown.others.map { PagePicture.thumb($0, language, number: $0.ordinal + 1, size: size) }),
            "canAssign": .flag(item.documentID == nil && item.reason != .likelyDuplicate),
            "proposedCase": .text(item.proposedCase ?? shown.record?.code.rawValue),
            "proposedComponent": .text(item.proposedComponent),
            "components": .list(Self.components(shown)), "choices": .list(Self.choices(item, language)),
            "resolved": .text(item.resolution.map { resolved($0, item, language) }),
            "batch": .text(shown.batch.name), "batchHref": .text("/batches/\(shown.batch.id)"),
            "since": .text(LocalTime.text(item.createdAt)), "reason": .text(item.reason.rawValue),
            "caseHref": .text(shown.record.map { "/cases/\($0.code)" }), "detail": .text(item.detail),
        ]
        return try visit.page(
            "waiting-item", language.say("Mục chờ", "Waiting item"), in: .waiting, model)
    }

    private static func facts(_ shown: Workspace.Waiting.Shown, _ language: InterfaceLanguage) -> String {
        var parts = [language.say("\(shown.pages.count) trang", "\(shown.pages.count) pages")]
        if let record = shown.record {
            parts.append(record.procedure)
            if let due = record.due { parts.append(language.say("hạn trả", "due") + " " + LocalTime.text(due)) }
        }
        return parts.joined(separator: " · ")
    }

    private static func components(_ shown: Workspace.Waiting.Shown) -> [Model] {
        let rules = shown.record?.components ?? []
        return rules.enumerated().map { place, rule in
            [
                "isFirst": .flag(place == 0), "isLast": .flag(place == rules.count - 1),
                "code": .text(rule.code.rawValue),
                "name": .text(rule.name), "isProposed": .flag(rule.code.rawValue == shown.item.proposedComponent),
            ]
        }
    }

    private func resolved(
        _ resolution: WaitingItem.Resolution, _ item: WaitingItem, _ language: InterfaceLanguage
    ) -> String {
        let time = item.resolvedAt.map(LocalTime.text) ?? ""
        return language.say("Đã quyết định: ", "Decided: ")
            + [resolution.phrase.text(language), item.resolvedBy, time].compactMap(\.self).joined(separator: " · ")
    }

    // MARK: Deciding

    /// What can be decided with one press.
    private enum Verb: String, CaseIterable {
        case assign, keep, replace, join, discard
    }

    private static func choices(_ item: WaitingItem, _ language: InterfaceLanguage) -> [Model] {
        let verbs: [(Verb, Phrase, Phrase)] =
            if item.documentID != nil {
                [
                    (
                        .replace, Phrase("Thay bản hiện hành", "Replace the current one"),
                        Phrase("bản cũ vẫn được giữ", "the earlier one stays kept")
                    ),
                    (
                        .join, Phrase("Ghép thêm", "Join it"),
                        Phrase("cả hai cùng là thành phần này", "both are this component")
                    ),
                    (
                        .discard, Phrase("Không dùng bản mới", "Discard the new one"),
                        Phrase("trang vẫn được giữ", "its pages stay kept")
                    ),
                ]
            } else if item.reason == .likelyDuplicate {
                [
                    (
                        .keep, Phrase("Giữ trang", "Keep the page"),
                        Phrase("không phải quét lặp", "it was not scanned twice")
                    ),
                    (
                        .discard, Phrase("Bỏ trang quét lặp", "Leave the repeat out"),
                        Phrase("trang vẫn được lưu", "the page stays kept")
                    ),
                ]
            } else {
                [
                    (
                        .discard, Phrase("Không dùng các trang này", "Discard these pages"),
                        Phrase("trang vẫn được lưu", "the pages stay kept")
                    )
                ]
            }
        return verbs.map { verb, label, hint in
            [
                "verb": .text(verb.rawValue), "label": .text(label.text(language)), "hint": .text(hint.text(language)),
                "isMain": .flag(verb == .keep), "isDanger": .flag(verb == .discard),
            ]
        }
    }

    @Sendable private func decide(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: WaitingID.self)
        let fields = try await visit.form()
        let workspace = visit.workspace(for: .review)
        // An item of another agency is as one that there is not, before anything is decided.
        _ = try await workspace.waiting.show(id)
        guard let verb = Verb(rawValue: fields["verb"] ?? "") else { throw Refusal.noSuchPage }
        switch verb {
        case .assign:
            _ = try await workspace.waiting.assign(id, to: try Self.slot(fields), with: recognition)
        case .keep: try await workspace.waiting.keep(id)
        case .replace: try await workspace.waiting.decide(id, .replace)
        case .join: try await workspace.waiting.decide(id, .join)
        case .discard: try await workspace.waiting.discard(id, with: recognition)
        }
        let notice: Notice = verb == .assign ? .assigned : .decided
        // On with the next one of the list that the person came from.
        if let next = fields["from"].map({ WaitingID(rawValue: $0) }),
            (try? await workspace.waiting.show(next))?.item.isOpen == true
        {
            return visit.done("/waiting/\(next.rawValue.queryEncoded)", saying: notice)
        }
        return visit.done("/waiting", saying: notice)
    }

    /// The same decision about several items; each is carried out or refused by itself.
    @Sendable private func decideMany(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        let workspace = visit.workspace(for: .review)
        let ids = fields.all("item").prefix(Self.listed).map { WaitingID(rawValue: $0) }
        guard let verb = Verb(rawValue: fields["verb"] ?? ""), verb == .keep || verb == .discard else {
            throw Refusal.noSuchPage
        }
        guard !ids.isEmpty else {
            throw Refusal.badField("Chưa chọn mục nào.", "No item was chosen.")
        }
        var refused: [(WaitingID, Refusal)] = []
        for id in ids {
            do {
                _ = try await workspace.waiting.show(id)
                if verb == .keep {
                    try await workspace.waiting.keep(id)
                } else {
                    try await workspace.waiting.discard(id, with: recognition)
                }
            } catch {
                refused.append((id, Refusal(explaining: error)))
            }
        }
        guard let (first, refusal) = refused.first else { return visit.done("/waiting", saying: .decided) }
        let (done, all) = (ids.count - refused.count, ids.count)
        throw Refusal(
            refusal.code, refusal.kind,
            "Đã quyết định \(done) trên \(all) mục. Còn lại chưa quyết định được, mục đầu tiên \(first.rawValue): \(refusal.vietnamese)",
            "\(done) of \(all) items are decided. The rest could not be, the first one \(first.rawValue): \(refusal.english)"
        )
    }

    static func slot(_ fields: FormFields) throws -> ComponentSlot {
        guard let code = CaseCode(rawValue: fields["case"] ?? "") else { throw Refusal.badCaseCode }
        guard let component = ComponentCode(rawValue: (fields["component"] ?? "").uppercased()) else {
            throw Refusal.badField("Mã thành phần không đúng, ví dụ: TP01", "That is no component code; as in TP01.")
        }
        return ComponentSlot(caseCode: code, component: component)
    }
}

extension Refusal {
    static let badCaseCode = Refusal.badField(
        "Mã hồ sơ không đúng, ví dụ: 000.00.16.H40-261118-0042",
        "That is no case code; as in 000.00.16.H40-261118-0042.")
}
