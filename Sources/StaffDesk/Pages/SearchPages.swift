import Basics
import Dossiers
import Hummingbird
import Ledger
import Presentation
import Spreadsheets
import UseCases

/// Finding papers: as one types, with and without marks, by person, number, case, agency, kind and day.
struct SearchPages: Sendable {
    private static let maxHits = 40

    func addRoutes(to routes: DeskRoutes) {
        routes.get("search", show)
        routes.get("search.xlsx", export)
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let (language, query) = (visit.language, visit.query)
        try visit.need(.readPapers)
        let asked = SearchAsked(query)
        var model: Model = [
            "isFiltered": .flag(asked.isFiltered), "past": .flag(query.isOn("past")), "fault": .text(nil),
            "hits": .list([]), "summary": .text(nil), "facets": .list([]), "cases": .list([]), "export": .text(nil),
            "chosen": .list(asked.chosen(language)),
            "none": .text(
                language.say(
                    "Gõ số định danh, họ tên, số ký hiệu, mã hồ sơ hoặc từ trong giấy tờ; có dấu hay không đều tìm được.",
                    "Type an identity number, a name, a paper's number, a case code or words of a paper, with or without marks."
                )),
        ]
        for name in SearchAsked.filters + ["q"] { model[name] = .text(query[name]) }
        model["kind"] = .text(query["kind"].map(PaperKindNames.name))
        switch asked.scope(language) {
        case .failure(let fault): model["fault"] = .text(fault.text)
        case .success(let scope):
            if !asked.isEmpty { model = model.adding(try await find(asked, scope, visit)) }
        }
        return try visit.page(
            "search", language.say("Tìm giấy tờ", "Find papers"), in: .search, part: "search-hits", model)
    }

    private func find(_ asked: SearchAsked, _ scope: SearchScope, _ visit: Visit) async throws -> Model {
        let language = visit.language
        let found = try await visit.workspace(for: .reuse).documents.find(
            SearchQuery(asked.words, in: scope, completesLastWord: true), limit: Self.maxHits)
        let papers = found.papers
        let text = SearchText(language: language, asked: asked)
        return [
            "hits": .list(
                papers.hits.map { text.hit($0, papers.papers[$0.documentID], page: found.pages[HitPlace($0)]) }),
            "facets": .list(text.facets(papers)), "cases": .list(found.cases.map(text.personCase)),
            "summary": .text(papers.hits.isEmpty ? nil : text.summary(papers)),
            "export": .text(papers.hits.isEmpty ? nil : asked.address("/search.xlsx").text),
            "none": .text(
                papers.hits.isEmpty
                    ? language.say(
                        "Không tìm thấy. Thử ít từ hơn, bỏ bộ lọc, hoặc tìm theo số định danh.",
                        "Nothing found. Try fewer words, no filters, or the identity number.") : nil),
        ]
    }

    /// The pages that are found, as many as are counted.
    @Sendable private func export(_ visit: Visit) async throws -> Response {
        let (language, asked) = (visit.language, SearchAsked(visit.query))
        try visit.need(.readPapers)
        let scope: SearchScope
        switch asked.scope(language) {
        case .failure(let fault): throw Refusal.badField("\(fault.text)", "\(fault.text)")
        case .success(let found): scope = found
        }
        let sheet = ListSheet(
            name: "search", title: language.say("Giấy tờ tìm thấy", "Papers found"),
            columns: [
                WrittenColumn(language.say("Hồ sơ", "Case"), width: 28),
                WrittenColumn(language.say("Người nộp", "Applicant"), width: 26),
                WrittenColumn(language.say("Thành phần", "Component"), width: 30, wraps: true),
                WrittenColumn(language.say("Loại giấy tờ", "Kind"), width: 24),
                WrittenColumn(language.say("Số, ký hiệu", "Number"), width: 18),
                WrittenColumn(language.say("Trang", "Page"), width: 8),
                WrittenColumn(language.say("Quét lúc", "Scanned"), width: 17),
                WrittenColumn(language.say("Đoạn chữ", "Text"), width: 60, wraps: true),
            ],
            // Whom or what somebody looked for stays out of the record: it holds no words of papers.
            filters: [("agency", scope.agency?.rawValue), ("kind", scope.kind), ("case", scope.caseCode?.rawValue)])
        return try await sheet.response(visit) { _ in
            let papers = try await visit.workspace(for: .export).documents.find(
                SearchQuery(asked.words, in: scope, completesLastWord: true), limit: 500
            ).papers
            let rows = papers.hits.map { hit -> [WrittenCell] in
                let paper = papers.papers[hit.documentID]
                return [
                    .foreign(hit.caseCode.rawValue), .words(paper?.applicant),
                    .foreign("\(hit.component) \(paper?.componentName ?? "")"),
                    .words(paper.map { PaperKindNames.name($0.kind) }), .words(paper?.number),
                    .integer(hit.pageNumber), .moment(paper?.scannedAt), .words(hit.snippet),
                ]
            }
            return (rows, nil)
        }
    }
}
