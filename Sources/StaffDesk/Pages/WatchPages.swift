import Basics
import Dossiers
import Hummingbird
import Ledger
import OneStop
import Presentation
import UseCases

/// The lists that the one-stop shop works off: how many cases stand on each, and the cases of one.
struct WatchPages: Sendable {
    private static let listed = 100

    func addRoutes(to routes: DeskRoutes) {
        routes.get("watch", lists)
        routes.get("watch/:list", cases)
    }

    @Sendable private func lists(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let counts = try await visit.workspace().courses.counts()
        let model: Model = [
            "isCounts": true, "isCases": false,
            "rows": .list(
                counts.enumerated().map { place, count in
                    [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == counts.count - 1),
                        "name": .text(count.list.phrase.text(language)),
                        "count": .text("\(count.count)\(count.isBounded ? "+" : "")"),
                        "href": .text("/watch/\(count.list.rawValue)"),
                        "tone": .text(count.count > 0 && count.list.isUrgent ? "bad" : ""),
                    ]
                }),
        ]
        return try visit.page("watch", language.say("Theo dõi hồ sơ", "Watch lists"), in: .watch, model)
    }

    @Sendable private func cases(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let list = try visit.parameter("list", as: WatchList.self)
        let page = try await visit.workspace().courses.page(
            list, PageRequest(after: visit.query["after"], limit: Self.listed))
        let address = Address("/watch/\(list.rawValue)")
        let model: Model = [
            "isCounts": false, "isCases": true,
            "rows": .list(
                page.elements.enumerated().map { place, watched in
                    [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == page.elements.count - 1),
                        "due": .text(
                            watched.due.map { LocalTime.text($0) + (watched.isDueDoubtful ? "?" : "") }
                                ?? language.say("không có hạn", "no last day")),
                        "code": .text(watched.code.rawValue), "href": .text("/cases/\(watched.code)"),
                        "state": .text(watched.state.map { language.say($0.vietnamese, $0.english) }),
                    ]
                }),
            "next": .text(page.next.map { address.with("after", $0).text }),
        ]
        return try visit.page("watch", list.phrase.text(language), in: .watch, model)
    }
}

extension WatchList {
    fileprivate var phrase: Phrase { Phrase(vietnamese, english) }

    /// What should have been done by now.
    fileprivate var isUrgent: Bool {
        switch self {
        case .lateWithoutApology, .apologyDueTomorrow, .transferNotConfirmed, .awaitingApproval, .returnedNotRecorded:
            true
        case .dueToday, .dueSoon, .awaitingSupplement, .incompleteSlip, .signedNotReturned, .archiveIncomplete,
            .notPublished:
            false
        }
    }

    private var english: String {
        switch self {
        case .dueToday: "Due today"
        case .dueSoon: "Due soon"
        case .lateWithoutApology: "Late without an apology"
        case .apologyDueTomorrow: "Apology due by the next working day"
        case .awaitingSupplement: "Waiting for further papers"
        case .transferNotConfirmed: "Transfers that nobody confirmed"
        case .incompleteSlip: "Slips without hour or signature"
        case .awaitingApproval: "Waiting for the head's approval"
        case .signedNotReturned: "Results that were not returned"
        case .returnedNotRecorded: "Returned and not recorded"
        case .archiveIncomplete: "Closed with missing components"
        case .notPublished: "Not published"
        }
    }
}

extension CaseState {
    fileprivate var english: String {
        switch self {
        case .registered: "filed online"
        case .received: "received"
        case .notAccepted: "not accepted"
        case .processing: "in processing"
        case .awaitingSupplement: "waiting for papers"
        case .financialDuty: "waiting for payment"
        case .withdrawn: "withdrawn"
        case .stopped: "stopped"
        case .processed: "processed"
        case .returned: "returned"
        }
    }
}
