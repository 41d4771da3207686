import Basics
import PostalChannel

/// A range of item codes that the post issued, and what is left of it.
public struct ItemCodesView: View {
    var id: String
    var first: String
    var last: String
    /// The code that is given out next; `nil` when all are.
    var next: String?
    var remaining: Int
    var issuedOn: String
    var office: String

    private let day: CalendarDay

    private enum CodingKeys: CodingKey {
        case id, first, last, next, remaining, issuedOn, office
    }

    public init(_ range: ItemCodeRange) {
        func code(_ serial: Int) -> String {
            S10.code(prefix: range.prefix, serial: serial, country: range.country) ?? ""
        }
        id = range.id
        first = code(range.first)
        last = code(range.last)
        next = range.isExhausted ? nil : code(range.next)
        remaining = range.remaining
        issuedOn = range.issuedOn.rawValue
        office = range.office
        day = range.issuedOn
    }

    /// That it was recorded.
    public var text: TextPage { TextPage("Đã ghi dải \(id): còn \(remaining) số hiệu.") }
}

extension ItemCodesView: ListedView {
    public static func page(_ ranges: [ItemCodesView]) -> TextPage {
        var page = TextPage()
        page.table(
            ranges.map { range in
                [
                    range.id, "\(range.first) – \(range.last)", "còn \(range.remaining)",
                    "cấp ngày \(LocalTime.text(range.day))", "bưu cục \(range.office)",
                ]
            })
        return page
    }
}
