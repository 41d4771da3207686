import Basics
import Hummingbird
import Presentation
import Spreadsheets
import UseCases
import VietnameseText

/// A list of the desk as a spreadsheet: the same rows by the same filters, page by page, under the same permissions; what
/// was taken away stands in the record of looks. All text is stored as text, whatever it begins with.
struct ListSheet: Sendable {
    /// By which the record knows the list: `cases`.
    var name: String
    var title: String
    var columns: [WrittenColumn]
    /// By what the list was made, without names of persons: for the record.
    var filters: [(name: String, value: String?)] = []

    /// Rows of one spreadsheet at most: more is asked for in parts.
    static let maxRows = 20_000
    /// One at a time for a person: each is made of all the pages of a list.
    private static let places = StreamPlaces(most: 1)

    /// Makes the spreadsheet and answers with it.
    /// - Parameter page: one page of the list, and the key of the next.
    /// - Throws: `Refusal` `export_too_large`, `export_running`, and what reading the list throws.
    func response(
        _ visit: Visit, _ page: (PageRequest) async throws -> (rows: [[WrittenCell]], next: String?)
    ) async throws -> Response {
        guard let place = Self.places.take(visit.account.id.rawValue) else { throw Refusal.exportRunning }
        defer { withExtendedLifetime(place) {} }
        let workspace = visit.workspace(for: .export)
        let (language, now) = (visit.language, workspace.now())
        let filters = filters.compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: ", ")
        let by = "\(visit.account.displayName) (\(visit.account.name)), \(LocalTime.text(now))"
        var titles = [title, language.say("Người xuất: ", "Exported by: ") + by]
        if !filters.isEmpty { titles.append(language.say("Lọc: ", "Filters: ") + filters) }
        let file = try await SheetFile.begin(columns, sheet: "Sohoa", titles: titles.map(Self.line), created: now)
        var (request, count) = (PageRequest(limit: PageRequest.maxLimit), 0)
        while true {
            let part = try await page(request)
            count += part.rows.count
            guard count <= Self.maxRows else { throw Refusal.exportTooLarge(Self.maxRows) }
            try await file.append(part.rows)
            guard let next = part.next else { break }
            request.after = next
        }
        // Before a byte of it goes out: what cannot be recorded is not shown.
        try await workspace.looks.record(export: name, filters: filters, rows: count)
        let day = LocalTime.day(of: now).map(\.rawValue) ?? ""
        return try await file.response(name: "\(name)-\(day).xlsx")
    }

    private static func line(_ text: String) -> String { String(text.visible.prefix(300)) }
}

extension WrittenCell {
    static func day(_ day: CalendarDay?) -> WrittenCell {
        day.flatMap { CivilDate(year: $0.year, month: $0.month, day: $0.day) }.map(WrittenCell.day) ?? .empty
    }

    static func moment(_ instant: Instant?) -> WrittenCell { instant.map { .moment($0.milliseconds) } ?? .empty }

    static func words(_ text: String?) -> WrittenCell { text.map { $0.isEmpty ? .empty : .foreign($0) } ?? .empty }
}

extension Refusal {
    static func exportTooLarge(_ rows: Int) -> Refusal {
        Refusal(
            "export_too_large", .tooLarge,
            "Danh sách có hơn \(rows) dòng. Hãy lọc theo cơ quan, trạng thái hoặc ngày rồi xuất từng phần.",
            "The list has more than \(rows) rows. Filter it by agency, state or days and export it in parts.")
    }

    static let exportRunning = Refusal(
        "export_running", .rateLimited, "Một lần xuất khác của bạn đang chạy; hãy đợi xong.",
        "Another export of yours is running; wait for its end.", retryAfter: .seconds(10))
}
