import Basics
import Dossiers
import Hummingbird
import Ledger
import UseCases

/// Finding papers: as one types, with and without marks, by person, case, agency, kind and day.
struct SearchPages: Sendable {
    private static let maxHits = 40

    func addRoutes(to routes: DeskRoutes) { routes.get("search", show) }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let (language, query) = (visit.language, visit.query)
        try visit.need(.readPapers)
        var model: Model = [
            "isFiltered": .flag(Self.filters.contains { query[$0] != nil } || query.isOn("past")),
            "past": .flag(query.isOn("past")), "fault": .text(nil), "hits": .list([]), "summary": .text(nil),
            "none": .text(
                language.say(
                    "Gõ họ tên, số định danh, số ký hiệu, mã hồ sơ hoặc từ trong giấy tờ; có dấu hay không đều tìm được.",
                    "Type a name, an identity number, a number, a case code or words of a paper, with or without marks."
                )),
        ]
        for name in Self.filters + ["q"] { model[name] = .text(query[name]) }
        switch Self.scope(of: query, language) {
        case .failure(let fault): model["fault"] = .text(fault.text)
        case .success(let scope):
            if query["q"] != nil || Self.filters.contains(where: { query[$0] != nil }) {
                model = model.adding(try await find(query["q"] ?? "", scope, visit))
            }
        }
        return try visit.page(
            "search", language.say("Tìm giấy tờ", "Find papers"), in: .search, part: "search-hits", model)
    }

    private func find(_ words: String, _ scope: SearchScope, _ visit: Visit) async throws -> Model {
        let language = visit.language
        let hits = try await visit.workspace(for: .reuse).documents.search(
            SearchQuery(words, in: scope, completesLastWord: true), limit: Self.maxHits + 1)
        let shown = hits.prefix(Self.maxHits)
        let documents = try await visit.workspace(for: .reuse).documents.pages(of: Array(shown))
        let more = hits.count > Self.maxHits
        let count = more ? language.say("hơn \(Self.maxHits)", "more than \(Self.maxHits)") : String(hits.count)
        return [
            "hits": .list(shown.map { hit(_: $0, page: documents[HitPlace($0)], language) }),
            "summary": .text(
                hits.isEmpty
                    ? nil
                    : language.say("\(count) trang tìm thấy", "\(count) pages found")
                        + (more ? language.say("; hãy gõ thêm để thu hẹp", "; type more to narrow it down") : "")),
            "none": .text(
                hits.isEmpty
                    ? language.say(
                        "Không tìm thấy. Thử ít từ hơn, bỏ bộ lọc, hoặc tìm theo số định danh.",
                        "Nothing found. Try fewer words, no filters, or the identity number.") : nil),
        ]
    }

    private func hit(_ hit: SearchHit, page: PageID?, _ language: InterfaceLanguage) -> Model {
        let sure = hit.confidence.map {
            language.say(", độ tin cậy \(Int($0.rounded())) %", ", confidence \(Int($0.rounded())) %")
        }
        let state = hit.state == .current ? "" : " · " + hit.state.phrase.text(language)
        return [
            "href": .text(page.map { "/pages/\($0)" } ?? "/documents/\(hit.documentID)"),
            "picture": .text(page.map { "/pages/\($0)/thumbnail.jpg" }),
            "title": .text(
                language.say("\(hit.component), trang \(hit.pageNumber)", "\(hit.component), page \(hit.pageNumber)")),
            "facts": .text((sure.map { String($0.dropFirst(2)) } ?? "") + state), "parts": .list(Self.parts(hit)),
            "case": .text(hit.caseCode.rawValue), "caseHref": .text("/cases/\(hit.caseCode)"),
        ]
    }

    /// The piece of text, what was looked for apart from the rest.
    static func parts(_ hit: SearchHit) -> [Model] {
        let characters = Array(hit.snippet)
        var (parts, position): ([Model], Int) = ([], 0)
        func add(_ range: Range<Int>, isMark: Bool) {
            guard !range.isEmpty else { return }
            parts.append(["isMark": .flag(isMark), "text": .text(String(characters[range]))])
        }
        for range in hit.highlights where range.lowerBound >= position && range.upperBound <= characters.count {
            add(position..<range.lowerBound, isMark: false)
            add(range, isMark: true)
            position = range.upperBound
        }
        add(position..<characters.count, isMark: false)
        return parts
    }

    // MARK: Filters

    private static let filters = ["person", "case", "agency", "kind", "from", "to"]

    /// A filter that means nothing, as it is told.
    struct Fault: Error {
        var text: String
    }

    static func scope(of query: FormFields, _ language: InterfaceLanguage) -> Result<SearchScope, Fault> {
        var scope = SearchScope(kind: query["kind"], person: query["person"], includesPast: query.isOn("past"))
        if let text = query["agency"] {
            guard let agency = AgencyScope(rawValue: text) else {
                return .failure(
                    Fault(
                        text: language.say(
                            "Mã cơ quan không đúng, ví dụ: H40.16", "That is no agency code; as in H40.16")))
            }
            scope.agency = agency
        }
        if let text = query["case"] {
            guard let code = CaseCode(rawValue: text) else {
                return .failure(
                    Fault(
                        text: language.say(
                            "Mã hồ sơ không đúng, ví dụ: 000.00.16.H40-261118-0042",
                            "That is no case code; as in 000.00.16.H40-261118-0042")))
            }
            scope.caseCode = code
        }
        guard query["from"] != nil || query["to"] != nil else { return .success(scope) }
        let from = query["from"].map(Self.day) ?? CalendarDay(year: 1990, month: 1, day: 1)
        let to = query["to"].map(Self.day) ?? CalendarDay(year: 2199, month: 12, day: 31)
        guard let from, let to, from <= to else {
            return .failure(
                Fault(
                    text: language.say(
                        "Ngày không đúng; hãy viết dd/MM/yyyy, từ ngày trước đến ngày sau.",
                        "The days are not right; write dd/MM/yyyy, the earlier one first.")))
        }
        scope.days = from...to
        return .success(scope)
    }

    /// `dd/MM/yyyy`, or with points or hyphens.
    static func day(_ text: String) -> CalendarDay? {
        let parts = text.split(whereSeparator: { "/-. ".contains($0) }).map { Int($0) }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }
}
