import Basics
import Dossiers
import Hummingbird
import UseCases

/// What a person decides about a single page where it is looked at: it is left out of its document, or put back. Each is a
/// decision of its own that stays on record; the other one takes it back.
struct PageActs: Sendable {
    let recognition: Recognition

    private enum Verb: String {
        case leaveOut = "leave-out"
        case putBack = "put-back"
    }

    func addRoutes(to routes: DeskRoutes) { routes.post("pages/{id}", act) }

    /// What the page offers.
    static func model(_ page: PageRecord, _ visit: Visit) -> Model {
        let isGiven = page.caseCode != nil && visit.caller.may(.decide)
        let isLeftOut = page.kind == .blank || page.kind == .duplicate
        let isIn = isGiven && page.kind == .content && page.documentID != nil
        return [
            "action": .text("/pages/\(page.id)"), "canLeaveOut": .flag(isIn), "canPutBack": .flag(isGiven && isLeftOut),
            "arrangeHref": .text(
                isIn
                    ? page.documentID.map { Address("/documents/\($0)/arrange").with("p", page.id.rawValue).text } : nil),
            "documentHref": .text(isIn ? page.documentID.map { "/documents/\($0)" } : nil),
        ]
    }

    @Sendable private func act(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: PageID.self)
        let fields = try await visit.form()
        let workspace = visit.workspace(for: .review)
        // A page of another agency is as one that there is not, before anything is decided.
        _ = try await workspace.pages.show(id)
        guard let verb = Verb(rawValue: fields["verb"] ?? "") else { throw Refusal.noSuchPage }
        switch verb {
        case .leaveOut:
            try await workspace.waiting.leaveOut(id, with: recognition)
            return visit.done("/pages/\(id.rawValue.queryEncoded)", saying: .leftOut)
        case .putBack:
            try await workspace.waiting.restore(id, with: recognition)
            return visit.done("/pages/\(id.rawValue.queryEncoded)", saying: .putBack)
        }
    }
}
