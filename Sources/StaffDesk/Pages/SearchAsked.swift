import Basics
import Dossiers
import Ledger

/// What a search asks for, as it stands in the address.
struct SearchAsked: Sendable {
    private let query: FormFields

    static let filters = ["person", "number", "case", "agency", "kind", "from", "to"]

    init(_ query: FormFields) { self.query = query }

    var words: String { query["q"] ?? "" }
    var isFiltered: Bool { Self.filters.contains { query[$0] != nil } || query.isOn("past") }
    var isEmpty: Bool { query["q"] == nil && !Self.filters.contains { query[$0] != nil } }

    /// The same search with other values; `nil` takes one away.
    func address(_ path: String = "/search", with changes: [String: String?] = [:]) -> Address {
        var address = Address(path)
        for name in ["q"] + Self.filters + ["past"] {
            if let change = changes[name] {
                address = address.with(name, change)
            } else {
                address = address.with(name, query[name])
            }
        }
        return address
    }

    /// The filters that are set, each with the address without it.
    func chosen(_ language: InterfaceLanguage) -> [Model] {
        let names: [(String, Phrase)] = [
            ("person", Phrase("Người", "Person")), ("number", Phrase("Số", "Number")),
            ("case", Phrase("Hồ sơ", "Case")), ("agency", Phrase("Cơ quan", "Agency")),
            ("kind", Phrase("Loại", "Kind")), ("from", Phrase("Từ", "From")), ("to", Phrase("Đến", "To")),
        ]
        return names.compactMap { name, phrase in
            query[name].map { value in
                [
                    "text": .text(
                        "\(phrase.text(language)): \(name == "kind" ? PaperKindNames.name(value) : value)"),
                    "href": .text(address(with: [name: nil]).text),
                ]
            }
        }
    }

    /// A filter that means nothing, as it is told.
    struct Fault: Error {
        var text: String
    }

    func scope(_ language: InterfaceLanguage) -> Result<SearchScope, Fault> {
        var scope = SearchScope(
            kind: query["kind"].map(PaperKindNames.code), person: query["person"], number: query["number"],
            includesPast: query.isOn("past"))
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
