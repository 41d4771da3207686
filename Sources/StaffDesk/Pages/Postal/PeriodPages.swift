import Basics
import Hummingbird
import PostalChannel
import UseCases

/// Periods: what is closed, closing with what stays open named and carried forward, opening again with a reason.
struct PeriodPages: Sendable {
    private static let listed = 100

    func addRoutes(to routes: DeskRoutes) {
        routes.get("post/periods", list)
        routes.post("post/periods", act)
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let postal = try visit.workspace(for: .postal).postal()
        let (events, closed) = try await postal.periods(limit: Self.listed)
        let yesterday = try postal.today(daysAgo: 1)
        let model: Model = [
            "tabs": .list(PostalTab.models(.periods, language)), "canClose": .flag(visit.caller.may(.approvePost)),
            "first": .text(yesterday.rawValue), "last": .text(yesterday.rawValue),
            "rows": .list(
                events.enumerated().map { place, event in
                    let isLast = events[..<place].allSatisfy { $0.period != event.period }
                    return [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == events.count - 1),
                        "period": .text(event.period.description),
                        "what": .text(
                            event.kind == .closed
                                ? language.say("khóa sổ", "closed") : language.say("mở lại", "opened again")),
                        "tone": .text(event.kind == .closed ? "good" : "warn"),
                        "time": .text(LocalTime.text(event.recorded)), "who": .text(event.actor),
                        "why": .text(event.reason),
                        "carried": .text(event.carried.isEmpty ? nil : language.grouped(event.carried.count)),
                        "from": .text(event.period.from.rawValue), "through": .text(event.period.through.rawValue),
                        "canReopen": .flag(
                            isLast && event.kind == .closed && closed.contains(event.period)
                                && visit.caller.may(.approvePost)),
                        "differences": .text(
                            Address("/post").with("from", event.period.from.rawValue).with(
                                "to", event.period.through.rawValue
                            ).text),
                    ]
                }),
        ]
        return try visit.page("post-periods", language.say("Khóa sổ", "Periods"), in: .post, model)
    }

    @Sendable private func act(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        let postal = try visit.workspace(for: .postal).postal()
        guard let from = fields["from"].flatMap({ CalendarDay(typed: $0) }),
            let through = fields["through"].flatMap({ CalendarDay(typed: $0) }),
            let period = Period(from: from, through: through)
        else { throw Refusal.badField("Ngày đầu và ngày cuối không hợp lệ.", "The days are not valid.") }
        switch fields["verb"] {
        case "close":
            _ = try await postal.closePeriod(period, carryingTo: fields["owner"], reason: fields["reason"] ?? "")
        case "reopen": try await postal.reopenPeriod(period, reason: fields["reason"] ?? "")
        default: throw Refusal.noSuchPage
        }
        return visit.done("/post/periods", saying: .saved)
    }
}
