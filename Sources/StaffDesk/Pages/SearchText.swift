import Basics
import Dossiers
import Ledger
import Presentation

/// What a search's answer says.
struct SearchText {
    let language: InterfaceLanguage
    let asked: SearchAsked

    /// Values of one facet that are shown: those with most pages.
    private static let maxValues = 8

    func summary(_ papers: FoundPapers) -> String {
        let counted = language.grouped(papers.total)
        let all = papers.isCut ? language.say("hơn \(counted)", "more than \(counted)") : counted
        let shown =
            papers.hits.count < papers.total
            ? language.say(" · \(papers.hits.count) trang đầu ở dưới", " · the first \(papers.hits.count) below") : ""
        return language.say("\(all) trang tìm thấy", "\(all) pages found") + shown
    }

    func hit(_ hit: SearchHit, _ paper: FoundPaper?, page: PageID?) -> Model {
        let sure = hit.confidence.map {
            language.say("độ tin cậy \(Int($0.rounded())) %", "confidence \(Int($0.rounded())) %")
        }
        let state = hit.state == .current ? nil : hit.state.phrase.text(language)
        let scanned = paper.map { language.say("quét ", "scanned ") + LocalTime.text($0.scannedAt) }
        let kind = paper.flatMap { $0.kind.isEmpty ? nil : PaperKindNames.name($0.kind) }
        let number = paper.flatMap { $0.number.isEmpty ? nil : $0.number }
        let name = paper.flatMap { $0.componentName.isEmpty ? nil : $0.componentName }
        let title = [kind, number].compactMap(\.self).joined(separator: " ")
        return [
            "href": .text(page.map { "/pages/\($0)" } ?? "/documents/\(hit.documentID)"),
            "picture": .text(page.map { "/pages/\($0)/thumbnail.jpg" }),
            "title": .text(title.isEmpty ? name ?? hit.component.rawValue : title),
            "page": .text(language.say("trang \(hit.pageNumber)", "page \(hit.pageNumber)")),
            "facts": .text([sure, scanned, state].compactMap(\.self).joined(separator: " · ")),
            "parts": .list(Self.parts(hit)), "case": .text(hit.caseCode.rawValue),
            "caseHref": .text("/cases/\(hit.caseCode)"), "applicant": .text(paper?.applicant),
            "component": .text("\(hit.component)" + (name.map { " \($0)" } ?? "")),
        ]
    }

    func personCase(_ found: PersonCase) -> Model {
        [
            "href": .text("/cases/\(found.code)"), "code": .text(found.code.rawValue),
            "applicant": .text(found.applicant), "procedure": .text(found.procedure),
            "received": .text(LocalTime.text(found.received)),
        ]
    }

    /// Values by which the search can be narrowed, with how many of the counted pages each has; a facet of one value that
    /// all have narrows nothing.
    func facets(_ papers: FoundPapers) -> [Model] {
        let facets = papers.facets
        let months = facets.months.compactMap { count in month(count).map { (count, $0.name, $0.change) } }
        return [
            facet(
                Phrase("Loại giấy tờ", "Kind of paper"), papers,
                facets.kinds.map { ($0, PaperKindNames.name($0.value), ["kind": $0.value]) }),
            facet(
                Phrase("Cơ quan", "Agency"), papers,
                facets.agencies.map { ($0, $0.value, ["agency": $0.value]) }),
            facet(Phrase("Tháng quét", "Month of scanning"), papers, months),
        ].compactMap(\.self)
    }

    private func facet(
        _ name: Phrase, _ papers: FoundPapers, _ values: [(SearchFacets.Count, String, [String: String?])]
    ) -> Model? {
        guard values.count > 1 || values.contains(where: { $0.0.pages < papers.total }) else { return nil }
        return [
            "name": .text(name.text(language)),
            "values": .list(
                values.prefix(Self.maxValues).map { count, text, change in
                    [
                        "text": .text(text), "pages": .text(language.grouped(count.pages)),
                        "href": .text(asked.address(with: change).text),
                    ]
                }),
        ]
    }

    /// `2026-11` as `11/2026`, and the days between which it lies.
    private func month(_ count: SearchFacets.Count) -> (name: String, change: [String: String?])? {
        let parts = count.value.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, let first = CalendarDay(year: parts[0], month: parts[1], day: 1) else { return nil }
        let last = (28...31).compactMap { CalendarDay(year: parts[0], month: parts[1], day: $0) }.last ?? first
        return (
            "\(parts[1])/\(parts[0])", ["from": LocalTime.text(first), "to": LocalTime.text(last)]
        )
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
}
