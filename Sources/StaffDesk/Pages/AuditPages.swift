import Basics
import Dossiers
import Hummingbird
import Ledger
import Presentation
import UseCases

/// The record of acts, and who looked at whose papers.
struct AuditPages: Sendable {
    private static let listed = 100

    func addRoutes(to routes: DeskRoutes) {
        routes.get("audit", acts)
        routes.post("audit/verify", verify)
        routes.get("audit/looks", looks)
    }

    @Sendable private func acts(_ visit: Visit) async throws -> Response { try await actsPage(visit, nil) }

    @Sendable private func verify(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        return try await actsPage(visit, try await visit.workspace().audit.verify(expecting: nil))
    }

    private func actsPage(_ visit: Visit, _ checked: Workspace.Audit.Checked?) async throws -> Response {
        let (language, subject) = (visit.language, visit.query["subject"])
        let entries = try await visit.workspace().audit.entries(
            before: visit.query["before"].flatMap { Int($0) }, subject: subject, limit: Self.listed)
        let address = Address("/audit").with("subject", subject)
        let model: Model = [
            "tabs": .list(Self.tabs(language, isActs: true)), "isActs": true, "isLooks": false,
            "subject": .text(subject), "export": .text(Address("/audit.xlsx").with("subject", subject).text),
            "rows": .list(
                entries.enumerated().map { place, entry in
                    let act = AuditAct(rawValue: entry.act)
                    return [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == entries.count - 1),
                        "number": .text(String(entry.number)), "time": .text(LocalTime.text(entry.recorded)),
                        "who": .text(Self.who(entry.actor, language)), "code": .text(entry.act),
                        "act": .text(language == .vietnamese ? act?.vietnamese : nil), "record": .text(entry.subject),
                        "href": .text(Address("/audit").with("subject", entry.subject).text),
                    ]
                }),
            "next": .text(
                entries.count == Self.listed
                    ? entries.last.map { address.with("before", String($0.number)).text } : nil),
            "checked": .text(checked.map { Self.sentence($0, language) }),
            "checkedTone": .text(checked?.isClean == true ? "good" : "bad"),
            "faults": .list(checked?.faults.prefix(50).map { ["text": .text("\($0)")] } ?? []),
        ]
        return try visit.page("audit", language.say("Nhật ký", "Record of acts"), in: .audit, model)
    }

    private static func sentence(_ checked: Workspace.Audit.Checked, _ language: InterfaceLanguage) -> String {
        checked.isClean
            ? language.say(
                "Nhật ký nguyên vẹn tới mục \(checked.head.number). Hãy ghi lại ở nơi khác: \(checked.head.number):\(checked.head.hash)",
                "The record is whole up to entry \(checked.head.number). Note elsewhere: \(checked.head.number):\(checked.head.hash)"
            )
            : language.say(
                "Nhật ký có \(checked.faults.count) chỗ bị sửa, thiếu hoặc đảo thứ tự; chỗ đầu tiên đứng đầu danh sách.",
                "The record was changed, cut or reordered in \(checked.faults.count) places; the first one is listed first."
            )
    }

    private static func who(_ actor: Actor, _ language: InterfaceLanguage) -> String {
        let kind: Phrase =
            switch actor.kind {
            case .system: Phrase("máy", "machine")
            case .station: Phrase("trạm", "station")
            case .person: Phrase("người", "person")
            }
        return "\(actor.name) (\(kind.text(language)))"
    }

    private static func tabs(_ language: InterfaceLanguage, isActs: Bool) -> [Model] {
        [
            ["href": "/audit", "name": .text(language.say("Việc đã làm", "Acts")), "isCurrent": .flag(isActs)],
            [
                "href": "/audit/looks", "name": .text(language.say("Lượt xem giấy tờ", "Looks at papers")),
                "isCurrent": .flag(!isActs),
            ],
        ]
    }

    // MARK: Looks

    @Sendable private func looks(_ visit: Visit) async throws -> Response {
        let (language, query) = (visit.language, visit.query)
        let page = try await visit.workspace().looks.page(
            PageRequest(after: query["after"], limit: Self.listed),
            filter: LookFilter(
                account: query["account"].flatMap { LoginName(typed: $0) },
                case: query["case"].flatMap { CaseCode(rawValue: $0) }))
        let address = Address("/audit/looks").with("account", query["account"]).with("case", query["case"])
        let model: Model = [
            "tabs": .list(Self.tabs(language, isActs: false)), "isActs": false, "isLooks": true,
            "export": .text(
                Address("/audit/looks.xlsx").with("account", query["account"]).with("case", query["case"]).text),
            "accountFilter": .text(query["account"]), "caseFilter": .text(query["case"]),
            "rows": .list(
                page.elements.enumerated().map { place, look in
                    [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == page.elements.count - 1),
                        "time": .text(LocalTime.text(look.recordedAt)), "who": .text(look.account),
                        "record": .text(Self.lookedAt(look, language, upTo: Self.maxCases)),
                        "purpose": .text(Self.purpose(look, language)),
                    ]
                }),
            "next": .text(page.next.map { address.with("after", $0).text }),
        ]
        return try visit.page("audit", language.say("Lượt xem giấy tờ", "Looks at papers"), in: .audit, model)
    }

    /// Cases of one list that are named in a line of the page; the spreadsheet has all of them.
    private static let maxCases = 12

    /// What somebody looked at; of a list whose papers it showed.
    static func lookedAt(_ look: Look, _ language: InterfaceLanguage, upTo limit: Int = .max) -> String {
        let list = subject(look.subject, language)
        guard !look.cases.isEmpty else { return list }
        let named = look.cases.prefix(limit).map(\.rawValue).joined(separator: ", ")
        let more = look.cases.count - min(limit, look.cases.count)
        let count = look.cases.count
        return "\(list) · " + language.say("\(count) hồ sơ: ", count == 1 ? "1 case: " : "\(count) cases: ") + named
            + (more > 0 ? language.say(" và \(more) hồ sơ nữa", " and \(more) more") : "")
    }

    static func purpose(_ look: Look, _ language: InterfaceLanguage) -> String {
        [look.purpose.kind.phrase.text(language), look.purpose.note].compactMap(\.self).joined(separator: ": ")
    }

    private static func subject(_ subject: LookSubject, _ language: InterfaceLanguage) -> String {
        switch subject {
        case .case(let code): "\(language.say("hồ sơ", "case")) \(code)"
        case .document(let id, let code): "\(language.say("giấy tờ", "document")) \(id) · \(code)"
        case .batch(let id): "\(language.say("lô", "batch")) \(id)"
        case .waitingItem(let id, let code):
            "\(language.say("mục chờ", "item")) \(id)" + (code.map { " · \($0)" } ?? "")
        case .listing(let name): "\(language.say("danh sách", "list")) \(name)"
        }
    }
}

extension LookPurpose.Kind {
    var phrase: Phrase {
        switch self {
        case .caseWork: Phrase("giải quyết hồ sơ", "work on the case")
        case .review: Phrase("kiểm tra", "review")
        case .reuse: Phrase("tái sử dụng", "reuse")
        case .postal: Phrase("bưu chính", "post")
        case .sampling: Phrase("kiểm tra mẫu", "sampling")
        case .export: Phrase("tải về", "export")
        case .inspection: Phrase("thanh tra", "inspection")
        }
    }
}
