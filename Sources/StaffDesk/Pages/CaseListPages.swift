import Basics
import Dossiers
import Hummingbird
import Ledger
import PostalChannel
import Presentation
import Spreadsheets
import UseCases

/// The cases: those that are due first at the beginning, with what each lacks.
struct CaseListPages: Sendable {
    private static let listed = 50
    /// Cases of a state that are counted one by one.
    private static let maxCounted = 9_999

    func addRoutes(to routes: DeskRoutes) {
        routes.get("cases", list)
        routes.get("cases.xlsx", export)
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let (language, workspace) = (visit.language, visit.workspace(for: .caseWork))
        let today = try workspace.today()
        let asked = CaseListAsked(visit.query, today: today)
        // A code that was typed or scanned leads to its case.
        if let code = visit.query["code"].flatMap({ CaseCode(rawValue: $0.uppercased()) }) {
            return .redirect(to: "/cases/\(code)")
        }
        let isWrong = visit.query["code"] != nil || asked.isWrong
        let page = try await workspace.cases.page(
            PageRequest(after: visit.query["after"], limit: Self.listed), asked.filter)
        var uncounted = asked.filter
        uncounted.states = Set(CaseProgressState.allCases)
        let counts = try await workspace.cases.counts(uncounted, upTo: Self.maxCounted + 1)
        let rows = page.elements
        let model: Model = [
            "rows": .list(
                rows.enumerated().map { place, found in
                    row(found, today, language).adding([
                        "isFirst": .flag(place == 0), "isLast": .flag(place == rows.count - 1),
                    ])
                }),
            "states": .list(states(asked, counts, language)), "dues": .list(dues(asked, language)),
            "agency": .text(visit.query["agency"]), "state": .text(visit.query["state"]),
            "due": .text(visit.query["due"]), "code": .text(visit.query["code"]),
            "fault": .text(
                isWrong
                    ? language.say(
                        "Mã hồ sơ hoặc mã cơ quan không đúng, ví dụ 000.00.16.H40-261118-0042 và H40.16",
                        "That is no case code or agency code; as in 000.00.16.H40-261118-0042 and H40.16") : nil),
            "next": .text(page.next.map { asked.address("/cases").with("after", $0).text }),
            "export": .text(rows.isEmpty ? nil : asked.address("/cases.xlsx").text),
            "empty": .text(
                language.say(
                    "Không có hồ sơ nào theo bộ lọc này. Bỏ bớt bộ lọc, hoặc nhập sổ hồ sơ từ hệ thống một cửa (sohoa cases import).",
                    "No case is like that. Take filters away, or import the register of the one-stop shop (sohoa cases import)."
                )),
        ]
        return try visit.page("cases", language.say("Hồ sơ", "Cases"), in: .cases, model)
    }

    private func row(_ found: ListedCase, _ today: CalendarDay, _ language: InterfaceLanguage) -> Model {
        let names = found.missing.prefix(4).map { "\($0.code) \($0.name)" }
        let more = found.missing.count - names.count
        return [
            "href": .text("/cases/\(found.code)"), "code": .text(found.code.rawValue),
            "applicant": .text(found.applicant), "procedure": .text(found.procedure),
            "due": .text(found.due.map(LocalTime.text)),
            "isOverdue": .flag(found.state != .complete && found.due.map { $0 < today } ?? false),
            "state": .text(found.state.phrase.text(language)), "tone": .text(found.state.tone),
            "missing": .text(
                names.joined(separator: "; ") + (more > 0 ? language.say("; và \(more) nữa", "; and \(more) more") : "")
            ),
            "waiting": .text(
                found.waiting > 0
                    ? language.say("\(found.waiting) mục chờ", "\(found.waiting) items wait") : nil),
        ]
    }

    private func states(
        _ asked: CaseListAsked, _ counts: [CaseProgressState: Int], _ language: InterfaceLanguage
    ) -> [Model] {
        CaseListAsked.States.allCases.map { states in
            let count = states.states.reduce(0) { $0 + counts[$1, default: 0] }
            let isCut = states.states.contains { counts[$0, default: 0] > Self.maxCounted }
            return [
                "name": .text(states.phrase.text(language)), "isCurrent": .flag(states == asked.states),
                "count": .text(isCut ? "> \(language.grouped(Self.maxCounted))" : language.grouped(count)),
                "href": .text(asked.address("/cases", states: states).text),
            ]
        }
    }

    private func dues(_ asked: CaseListAsked, _ language: InterfaceLanguage) -> [Model] {
        CaseListAsked.Due.allCases.map { due in
            [
                "value": .text(due.rawValue), "name": .text(due.phrase.text(language)),
                "isChosen": .flag(due == asked.due),
            ]
        }
    }

    @Sendable private func export(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let workspace = visit.workspace(for: .export)
        let asked = CaseListAsked(visit.query, today: try workspace.today())
        let sheet = ListSheet(
            name: "cases", title: language.say("Danh sách hồ sơ", "Cases"),
            columns: [
                WrittenColumn(language.say("Hồ sơ", "Case"), width: 28),
                WrittenColumn(language.say("Người nộp", "Applicant"), width: 26),
                WrittenColumn(language.say("Thủ tục", "Procedure"), width: 40, wraps: true),
                WrittenColumn(language.say("Nhận lúc", "Received"), width: 17),
                WrittenColumn(language.say("Hạn trả", "Due"), width: 12),
                WrittenColumn(language.say("Trạng thái", "State"), width: 26),
                WrittenColumn(language.say("Còn thiếu", "Missing"), width: 50, wraps: true),
                WrittenColumn(language.say("Mục chờ", "Items that wait"), width: 9),
            ],
            // As they were understood: nobody writes a text of his own into the record.
            filters: [
                ("state", asked.states == .open ? nil : asked.states.rawValue),
                ("due", asked.due == .any ? nil : asked.due.rawValue), ("agency", asked.filter.agency?.rawValue),
            ])
        return try await sheet.response(visit) { request in
            let page = try await workspace.cases.page(request, asked.filter)
            let rows = page.elements.map { found -> [WrittenCell] in
                [
                    .foreign(found.code.rawValue), .words(found.applicant), .words(found.procedure),
                    .moment(found.received), .day(found.due), .text(found.state.phrase.text(language)),
                    .words(found.missing.map { "\($0.code) \($0.name)" }.joined(separator: "; ")),
                    .integer(found.waiting),
                ]
            }
            return (rows, page.next)
        }
    }
}

/// Which cases a list has, as it stands in the address.
struct CaseListAsked: Sendable {
    /// States that are chosen together.
    enum States: String, CaseIterable {
        /// What work is left with.
        case open
        case missing, waiting, complete, all

        var states: Set<CaseProgressState> {
            switch self {
            case .open: [.missing, .waiting, .missingAndWaiting]
            case .missing: [.missing, .missingAndWaiting]
            case .waiting: [.waiting, .missingAndWaiting]
            case .complete: [.complete]
            case .all: Set(CaseProgressState.allCases)
            }
        }

        var phrase: Phrase {
            switch self {
            case .open: Phrase("Chưa đủ", "Not complete")
            case .missing: Phrase("Thiếu giấy tờ", "Papers missing")
            case .waiting: Phrase("Chờ người", "Waits for a person")
            case .complete: Phrase("Đã đủ", "Complete")
            case .all: Phrase("Tất cả", "All")
            }
        }
    }

    enum Due: String, CaseIterable {
        case any, overdue, today, three, seven

        var phrase: Phrase {
            switch self {
            case .any: Phrase("mọi hạn trả", "any day")
            case .overdue: Phrase("đã quá hạn", "overdue")
            case .today: Phrase("hôm nay", "today")
            case .three: Phrase("trong 3 ngày tới", "within 3 days")
            case .seven: Phrase("trong 7 ngày tới", "within 7 days")
            }
        }
    }

    let states: States
    let due: Due
    let filter: CaseFilter
    let isWrong: Bool
    private let agency: String?

    init(_ query: FormFields, today: CalendarDay) {
        states = query["state"].flatMap { States(rawValue: $0) } ?? .open
        due = query["due"].flatMap { Due(rawValue: $0) } ?? .any
        let agency = query["agency"].flatMap { AgencyScope(rawValue: $0) }
        isWrong = query["agency"] != nil && agency == nil
        self.agency = agency?.rawValue
        filter = CaseFilter(states: states.states, due: Self.days(due, today), agency: agency)
    }

    private static func days(_ due: Due, _ today: CalendarDay) -> ClosedRange<CalendarDay>? {
        func later(_ days: Int) -> CalendarDay {
            CalendarDay(daysSinceEpoch: today.daysSinceEpoch + days) ?? today
        }
        switch due {
        case .any: return nil
        case .overdue:
            guard let first = CalendarDay(year: 1990, month: 1, day: 1), first < today else { return nil }
            return first...later(-1)
        case .today: return today...today
        case .three: return today...later(3)
        case .seven: return today...later(7)
        }
    }

    func address(_ path: String, states: States? = nil) -> Address {
        let states = states ?? self.states
        return Address(path).with("state", states == .open ? nil : states.rawValue)
            .with("due", due == .any ? nil : due.rawValue).with("agency", agency)
    }
}

extension CaseProgressState {
    var phrase: Phrase {
        switch self {
        case .complete: Phrase("đã đủ", "complete")
        case .missing: Phrase("thiếu giấy tờ", "papers missing")
        case .waiting: Phrase("chờ người xử lý", "waits for a person")
        case .missingAndWaiting: Phrase("thiếu giấy tờ, chờ người xử lý", "papers missing, waits for a person")
        }
    }

    var tone: String { self == .complete ? "good" : isMissing ? "bad" : "warn" }
}
