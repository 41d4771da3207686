import Basics
import Dossiers
import Ledger

extension Workspace.Cases {
    /// Cases by their last day; the key of a page is the place of its last one.
    /// - Throws: `Refusal` `bad_request` for a place that there cannot be.
    public func page(_ request: PageRequest, _ filter: CaseFilter = CaseFilter()) async throws -> Page<ListedCase> {
        let page = try await unrecordedPage(request, filter)
        try await workspace.look(listing: "cases", showing: Set(page.elements.map(\.code)))
        return page
    }

    /// How many cases are in each state, at most `limit` of each.
    public func counts(_ filter: CaseFilter, upTo limit: Int) async throws -> [CaseProgressState: Int] {
        let scope = try caller.scope(for: .readPapers)
        return try await ledger.read { try $0.caseCounts(filter, in: scope, upTo: limit) }
    }

    /// Cases of the caller's agencies that were received on a day, by code: for their separator sheets.
    public func received(on day: CalendarDay, limit: Int) async throws -> [CaseCode] {
        let scope = try caller.scope(for: .handIn)
        let codes = try await ledger.read { try $0.cases(receivedOn: day, in: scope, limit: limit) }
        try await workspace.look(listing: "cases", showing: Set(codes))
        return codes
    }

    /// The same where the look is recorded for the whole list.
    func unrecordedPage(_ request: PageRequest, _ filter: CaseFilter) async throws -> Page<ListedCase> {
        let scope = try caller.scope(for: .readPapers)
        let last = try request.after.map { after in
            guard let place = CasePlace(rawValue: after) else { throw Refusal.badListPlace }
            return place
        }
        return try await ledger.read { tx in
            let cases = try tx.listedCases(filter, in: scope, after: last, limit: request.limit)
            return Page(cases, next: cases.count == request.limit ? cases.last?.place.rawValue : nil)
        }
    }
}

extension Refusal {
    static let badListPlace = Refusal(
        "bad_request", .badInput, "Địa chỉ không chỉ đúng chỗ nào trong danh sách; hãy mở lại danh sách từ đầu.",
        "The address names no place in the list; open the list from its beginning.")
}
