import Basics
import DocumentModel
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
        case turnLeft = "turn-left"
        case turnRight = "turn-right"
        case turnOver = "turn-over"
        case sendBack = "send-back"
        case rescan

        /// Clockwise.
        var turn: QuarterTurn? {
            switch self {
            case .turnLeft: .clockwise270
            case .turnRight: .clockwise90
            case .turnOver: .half
            default: nil
            }
        }
    }

    func addRoutes(to routes: DeskRoutes) { routes.post("pages/{id}", act) }

    /// What the page offers.
    static func model(_ page: PageRecord, _ visit: Visit) -> Model {
        let isGiven = page.caseCode != nil && visit.caller.may(.decide)
        let isLeftOut = page.kind == .blank || page.kind == .duplicate
        let isIn = isGiven && page.kind == .content && page.documentID != nil
        let isShown = page.kind == .content && visit.caller.may(.decide)
        return [
            "key": .text(ReviewScreen.newKey()), "canTurn": .flag(isShown), "canSendBack": .flag(isShown),
            "action": .text("/pages/\(page.id)"), "canLeaveOut": .flag(isIn), "canPutBack": .flag(isGiven && isLeftOut),
            "arrangeHref": .text(
                isIn
                    ? page.documentID.map { Address("/documents/\($0)/arrange").with("p", page.id.rawValue).text } : nil
            ),
            "documentHref": .text(isIn ? page.documentID.map { "/documents/\($0)" } : nil),
        ]
    }

    /// The pages that may be the new scan of one.
    static func rescans(_ pages: [PageRecord], _ language: InterfaceLanguage) -> [Model] {
        pages.enumerated().map { place, page in
            PagePicture.thumb(page, language, number: page.pageIndex + 1).adding([
                "id": .text(page.id.rawValue), "isFirst": .flag(place == 0), "isLast": .flag(place == pages.count - 1),
                "name": .text(page.fileName),
            ])
        }
    }

    @Sendable private func act(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: PageID.self)
        let fields = try await visit.form()
        let workspace = visit.workspace(for: .review)
        // A page of another agency is as one that there is not, before anything is decided.
        _ = try await workspace.pages.show(id)
        guard let verb = Verb(rawValue: fields["verb"] ?? "") else { throw Refusal.noSuchPage }
        let (key, reason) = (fields["key"], fields["reason"] ?? "")
        if let turn = verb.turn {
            _ = try await workspace.arranging.turn(id, by: turn, reason: reason, key: key, with: recognition)
            return visit.done("/pages/\(id.rawValue.queryEncoded)", saying: .arranged)
        }
        switch verb {
        case .turnLeft, .turnRight, .turnOver: throw Refusal.noSuchPage
        case .sendBack:
            _ = try await workspace.arranging.sendBack([id], reason: reason, key: key)
            return visit.done("/pages/\(id.rawValue.queryEncoded)", saying: .sentBack)
        case .rescan:
            let new = PageID(rawValue: fields["new"] ?? "")
            let act = try await workspace.arranging.carryOut(
                .rescan(id, by: new), reason: reason, key: key, with: recognition)
            return visit.done(ArrangePages.place(after: act), saying: .arranged)
        case .leaveOut:
            try await workspace.waiting.leaveOut(id, with: recognition)
            return visit.done("/pages/\(id.rawValue.queryEncoded)", saying: .leftOut)
        case .putBack:
            try await workspace.waiting.restore(id, with: recognition)
            return visit.done("/pages/\(id.rawValue.queryEncoded)", saying: .putBack)
        }
    }
}
