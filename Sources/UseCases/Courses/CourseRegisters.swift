import Basics
import Dossiers
import Ledger
import OneStop

extension Workspace.Courses {
    /// Enters a case in its agency's register of this year; one that stands there keeps its number.
    /// - Parameters:
    ///   - corrects: number of the entry that the text corrects.
    ///   - correction: what the correcting entry says.
    /// - Throws: `CaseBookRefusal`; `Refusal` `unknown_case`, `text_missing`.
    public func enter(
        _ code: CaseCode, correcting corrects: Int? = nil, with correction: String = ""
    ) async throws -> CaseBookEntry {
        try caller.require(.workCases, on: code)
        let text = try Self.text(correction, "correction")
        if corrects != nil, text.isEmpty { throw Refusal.courseTextMissing("correction") }
        let (actor, now) = (caller.actor, now())
        return try await ledger.write { tx in
            guard let corrects else { return try Self.enter(code, by: actor, at: now, in: tx) }
            guard try tx.findCase(code) != nil else { throw Refusal.unknownCase(code) }
            return try tx.enter(code, text, corrects: corrects, by: actor, at: now)
        }
    }

    /// The next entries of a register; the key of a page is the last number.
    /// - Throws: `Refusal` `outside_scope`.
    public func entries(
        of agency: AgencyScope, year: Int, _ request: PageRequest
    ) async throws -> (page: Page<CaseBookEntry>, closing: CaseBook.Closing?) {
        let book = try book(agency, year, .readPapers)
        try await workspace.look(at: .listing("register"))
        return try await ledger.read { tx in
            let page = try tx.entries(of: book, after: request.after.flatMap { Int($0) } ?? 0, limit: request.limit)
            let next = page.count == request.limit ? page.last.map { String($0.entry.number) } : nil
            return (Page(page, next: next), try tx.closing(of: book))
        }
    }

    /// Closes a year's register: nothing is entered in it from then on.
    /// - Throws: `CaseBookRefusal`; `Refusal` `outside_scope`.
    public func close(_ agency: AgencyScope, year: Int) async throws -> CaseBook.Closing {
        let (book, actor, now) = (try book(agency, year, .approveCases), caller.actor, now())
        return try await ledger.write { try $0.close(book, by: actor, at: now) }
    }

    private func book(_ agency: AgencyScope, _ year: Int, _ permission: Permission) throws -> CaseBookName {
        guard try caller.scope(for: permission).covers(key: agency.key) else { throw caller.outsideScope }
        return CaseBookName(agency: agency.key, year: year)
    }
}
