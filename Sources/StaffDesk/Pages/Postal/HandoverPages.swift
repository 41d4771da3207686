import Basics
import Foundation
import Hummingbird
import Office
import PostalChannel
import PostalPipeline
import PrintedSheets
import UseCases

/// Hand-over lists: made for what is ready, printed, signed with names and hour, or void.
struct HandoverPages: Sendable {
    /// Days back that are listed when nothing else is asked for.
    private static let recentDays: Int64 = 30
    /// Longest span that is listed, days.
    private static let longestSpan = 366

    private let work = BlockingWork(label: "sohoa.desk.sheets")

    func addRoutes(to routes: DeskRoutes) {
        routes.get("post/handovers", list)
        routes.post("post/handovers", prepare)
        routes.get("post/handovers/{number}", show)
        routes.post("post/handovers/{number}", act)
        routes.get("post/handovers/{number}/{sheet}", sheet)
    }

    // MARK: List

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let postal = try visit.workspace(for: .postal).postal()
        let (first, last) = (
            try visit.query["from"].flatMap { CalendarDay(typed: $0) } ?? postal.today(daysAgo: Self.recentDays),
            try visit.query["to"].flatMap { CalendarDay(typed: $0) } ?? postal.today(daysAgo: 0)
        )
        guard first <= last, last.daysSinceEpoch - first.daysSinceEpoch <= Self.longestSpan else {
            throw Refusal.badField(
                "Khoảng ngày không hợp lệ, nhiều nhất một năm.", "The days must be one year at most.")
        }
        let lists = try await postal.handovers(first...last)
        let model: Model = [
            "tabs": .list(PostalTab.models(.handovers, language)), "canWork": .flag(visit.caller.may(.workPost)),
            "from": .text(first.rawValue), "to": .text(last.rawValue), "today": .text(try postal.today().rawValue),
            "rows": .list(
                lists.reversed().enumerated().map { place, list in
                    var row = Self.head(list, language)
                    row["isFirst"] = .flag(place == 0)
                    row["isLast"] = .flag(place == lists.count - 1)
                    return row
                }),
        ]
        return try visit.page(
            "post-handovers", language.say("Bảng kê bàn giao", "Hand-over lists"), in: .post, model)
    }

    private static func head(_ list: HandoverList, _ language: InterfaceLanguage) -> Model {
        let totals = list.confirmedTotals ?? list.totals
        return [
            "number": .text(list.number.rawValue), "href": .text("/post/handovers/\(list.number)"),
            "day": .text(LocalTime.text(list.day)), "state": .text(list.state.phrase.text(language)),
            "tone": .text(list.state.tone), "parcels": .text(language.grouped(totals.parcels)),
            "papers": .text(language.grouped(totals.papers)), "fee": .text(totals.fee.description),
            "toCollect": .text(totals.toCollect.description),
            "weight": .text(language.grouped(totals.weight) + " g"),
            "signed": .text(list.confirmation.map { time(of: $0, language) }),
        ]
    }

    private static func time(of signed: HandoverListConfirmation, _ language: InterfaceLanguage) -> String {
        if signed.precision == .minute { return LocalTime.text(signed.signed) }
        let day = LocalTime.day(of: signed.signed).map(LocalTime.text) ?? ""
        return day + language.say(", không ghi giờ", ", no hour")
    }

    @Sendable private func prepare(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        let postal = try visit.workspace(for: .postal).postal()
        guard let day = fields["day"].flatMap({ CalendarDay(typed: $0) }) else {
            throw Refusal.badField("Ngày không hợp lệ.", "The day is not valid.")
        }
        let list = try await postal.prepareHandover(
            at: fields["office"] ?? "", on: day, service: fields["service"], parcels: [])
        return visit.done("/post/handovers/\(list.number)", saying: .saved)
    }

    // MARK: One list

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let number = try visit.parameter("number", as: HandoverListNumber.self)
        let language = visit.language
        let list = try await visit.workspace(for: .postal).postal().handover(number)
        let canWork = visit.caller.may(.workPost)
        let struckOut = Set(list.confirmation?.struckOut ?? [])
        let further: Model = [
            "tabs": .list(PostalTab.models(.handovers, language)), "action": .text("/post/handovers/\(number)"),
            "sheets": .list(
                Sheet.allCases.map {
                    [
                        "href": .text("/post/handovers/\(number)/\($0.rawValue)"),
                        "name": .text($0.phrase.text(language)),
                    ]
                }),
            "agencySigner": .text(list.confirmation?.agencySigner), "postSigner": .text(list.confirmation?.postSigner),
            "paper": .text(list.confirmation?.evidence.reference), "cancelled": .text(list.cancellation?.reason),
            "corrections": .list(
                (list.corrections ?? []).map {
                    [
                        "text": .text(
                            language.say("Trước khi sửa: ", "Before: ") + Self.time(of: $0.before, language) + " · "
                                + "\($0.before.agencySigner) – \($0.before.postSigner) · \($0.actor): \($0.reason)")
                    ]
                }),
            "isPrinted": .flag(canWork && list.state == .printed),
            "isSigned": .flag(canWork && list.state == .confirmed),
            "canCancel": .flag(canWork && (list.state == .drafted || list.state == .printed)),
            "lines": .list(
                list.lines.map { line in
                    [
                        "parcel": .text(line.parcel), "tracking": .text(line.tracking),
                        "recipient": .text(line.recipient), "papers": .text(language.grouped(line.papersCounted)),
                        "weight": .text(language.grouped(line.weight) + " g"), "fee": .text(line.fee.description),
                        "toCollect": .text(line.toCollect.description),
                        "isStruckOut": .flag(struckOut.contains(line.parcel)),
                    ]
                }),
            "now": .text(Self.field(visit.workspace().now())),
        ]
        return try visit.page(
            "post-handover", number.rawValue, in: .post, Self.head(list, language).adding(further))
    }

    /// As a field for day and time has it: `yyyy-MM-ddTHH:mm` at +07:00.
    private static func field(_ instant: Instant) -> String? { PostalTime(instant).key }

    @Sendable private func act(_ visit: Visit) async throws -> Response {
        let number = try visit.parameter("number", as: HandoverListNumber.self)
        let fields = try await visit.form()
        let postal = try visit.workspace(for: .postal).postal()
        switch fields["verb"] {
        case "confirm":
            let signing = Workspace.Postal.Signing(
                agencySigner: fields["agency"] ?? "", postSigner: fields["post"] ?? "", time: try Self.time(fields),
                struckOut: fields.all("struck"), paper: fields["paper"])
            _ = try await postal.confirm(number, signing)
        case "correct":
            var correction = Workspace.Postal.Correction()
            (correction.agencySigner, correction.postSigner) = (fields["agency"], fields["post"])
            if fields["at"] != nil || fields["day"] != nil { correction.time = try Self.time(fields) }
            correction.paper = fields["paper"]
            _ = try await postal.correct(number, correction, reason: fields["reason"] ?? "")
        case "cancel": _ = try await postal.cancel(number, reason: fields["reason"] ?? "")
        default: throw Refusal.noSuchPage
        }
        return visit.done("/post/handovers/\(number)", saying: .saved)
    }

    /// Day and hour as the paper has them; the day alone where it has no hour.
    private static func time(_ fields: FormFields) throws -> PostalTime {
        guard let time = (fields["at"] ?? fields["day"]).flatMap({ DateCell.read(.text($0)) }) else {
            throw Refusal.badField(
                "Hãy ghi ngày giờ ký như trên giấy; giấy không có giờ thì chỉ ghi ngày.",
                "Give day and hour of the signatures as on the paper; the day alone where it has no hour.")
        }
        return time
    }

    // MARK: Sheets

    private enum Sheet: String, CaseIterable {
        case list = "list.pdf"
        case labels = "labels.pdf"
        case slips = "slips.pdf"

        var phrase: Phrase {
            switch self {
            case .list: Phrase("In bảng kê", "Print the list")
            case .labels: Phrase("In nhãn", "Print labels")
            case .slips: Phrase("In phiếu gửi", "Print slips")
            }
        }
    }

    @Sendable private func sheet(_ visit: Visit) async throws -> Response {
        let number = try visit.parameter("number", as: HandoverListNumber.self)
        guard let sheet = Sheet(rawValue: try visit.parameter("sheet")) else { throw Refusal.noSuchPage }
        let postal = try visit.workspace(for: .postal).postal()
        let list = try await postal.handover(number)
        let path = FileManager.default.temporaryDirectory.appending(path: "sohoa-sheet-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: path) }
        let file = path.path(percentEncoded: false)
        let parcels = list.lines.map(\.parcel)
        switch sheet {
        case .list: try await postal.printHandover(list, to: file)
        case .labels: try await postal.printLabels(parcels, format: .sheet(used: 0), to: file)
        case .slips: try await postal.printSlips(parcels, day: list.day, to: file)
        }
        let bytes = try await work.run { try Data(contentsOf: path) }
        return Download.response(bytes, name: "\(number)-\(sheet.rawValue)", type: "application/pdf")
    }
}
