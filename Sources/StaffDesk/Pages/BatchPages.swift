import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Presentation
import PrintedSheets
import UseCases

/// The scan station: batches as they come, what became of each, separator sheets.
struct BatchPages: Sendable {
    let live: LiveSource
    private let streams = StreamPlaces()

    private static let listed = 30

    init(live: LiveSource) { self.live = live }

    func addRoutes(to routes: DeskRoutes) {
        routes.get("batches", list)
        routes.get("batches/events", listEvents)
        routes.get("batches/{id}", show)
        routes.get("batches/{id}/events", events)
        routes.get("separators.pdf", separators)
    }

    // MARK: List

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let (language, workspace) = (visit.language, visit.workspace())
        let station = visit.query["station"].flatMap { StationName(rawValue: $0) }
        let page = try await workspace.batches.page(
            PageRequest(after: visit.query["after"], limit: Self.listed), of: station)
        let own = visit.caller.station
        let address = Address("/batches").with("station", station?.rawValue)
        var model: Model = [
            "rows": .list(rows(page.elements, language)), "events": "/batches/events",
            "partAddress": .text(address.with("after", visit.query["after"]).text),
            "next": .text(page.next.map { address.with("after", $0).text }),
            "export": .text(Address("/batches.xlsx").with("station", station?.rawValue).text),
            "canHandIn": .flag(own != nil), "station": .text(own?.rawValue),
            "canChoose": .flag(visit.caller.followsStations && visit.caller.may(.manageStations)),
            "stations": .list([]),
            "empty": .text(
                own == nil
                    ? language.say("Chưa có lô nào.", "There is no batch yet.")
                    : language.say(
                        "Chưa có lô nào. Thả tệp vào ô ở trên, hoặc để máy quét gửi vào hộp nhận của trạm.",
                        "There is no batch yet. Drop files above, or let the scanner put them into the station's inbox."
                    )),
        ]
        if visit.caller.followsStations, visit.caller.may(.manageStations) {
            model["stations"] = .list(
                try await workspace.stations.list().map { entry in
                    ["name": .text(entry.station.name.rawValue), "isChosen": .flag(entry.station.name == station)]
                })
        }
        return try visit.page(
            "batches", language.say("Lô quét", "Scanned batches"), in: .batches, part: "batches-live", model)
    }

    private func rows(_ listed: [Workspace.Batches.Listed], _ language: InterfaceLanguage) -> [Model] {
        listed.enumerated().map { place, row in
            let batch = row.batch
            let differ = row.pages.flatMap { seen in batch.declaredPages.flatMap { $0 == seen ? nil : $0 } }
            return [
                "isFirst": .flag(place == 0), "isLast": .flag(place == listed.count - 1),
                "href": .text("/batches/\(batch.id)"), "name": .text(batch.name), "station": .text(batch.station),
                "taken": .text(LocalTime.text(batch.takenAt)), "state": .text(batch.state.phrase.text(language)),
                "tone": .text(batch.state.tone), "progress": .model(progress(of: batch, language)),
                "pages": .text(row.pages.map(language.grouped)),
                "differ": .text(differ.map { language.say("khai \($0)", "\($0) declared") }),
                "waiting": .text(row.waiting > 0 ? language.grouped(row.waiting) : nil),
            ]
        }
    }

    private func progress(of batch: BatchRecord, _ language: InterfaceLanguage) -> Model? {
        guard batch.state != .finished, let progress = live.progress(batch.id), let total = progress.total, total > 0
        else { return nil }
        let label = language.say("\(progress.read)/\(total) trang", "\(progress.read)/\(total) pages")
        return ["read": .number(progress.read), "total": .number(total), "label": .text(label)]
    }

    @Sendable private func listEvents(_ visit: Visit) async throws -> Response {
        guard visit.caller.followsStations || visit.caller.station != nil else { throw Refusal.noSuchPage }
        return try await stream(visit, nil)
    }

    // MARK: One batch

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: BatchID.self)
        let workspace = visit.workspace(for: .caseWork)
        let shown = try await workspace.batches.show(id)
        let receipt = BatchText(shown, visit, progress: progress(of: shown.batch, visit.language))
        return try visit.page("batch", shown.batch.name, in: .batches, part: "batch-live", receipt.model)
    }

    @Sendable private func events(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: BatchID.self)
        let shown = try await visit.workspace().batches.show(id)
        guard shown.batch.state != .finished else { return Response(status: .noContent) }
        return try await stream(visit, id)
    }

    private func stream(_ visit: Visit, _ batch: BatchID?) async throws -> Response {
        guard let place = streams.take(visit.account.id.rawValue) else {
            throw Refusal(
                "too_many_streams", .rateLimited, "Bạn mở quá nhiều trang cùng lúc; hãy đóng bớt.",
                "You have too many pages open; close some.", retryAfter: .seconds(10))
        }
        return EventStream(moves: try await live.moves(batch), ends: batch != nil).response(holding: place)
    }

    // MARK: Sheets

    /// Cases whose sheets are made at once.
    private static let maxCases = 100

    private static func typedCases(_ visit: Visit) throws -> [CaseCode] {
        let words = visit.query.all("case").flatMap { $0.split(whereSeparator: { ",; \n".contains($0) }) }
        let codes = words.compactMap { CaseCode(rawValue: String($0)) }
        guard !codes.isEmpty, codes.count == words.count, codes.count <= maxCases else {
            throw Refusal.badField(
                "Mã hồ sơ không đúng. Hãy nhập một hoặc nhiều mã, cách nhau bằng dấu phẩy, ví dụ 000.00.16.H40-261118-0042.",
                "That is no case code. Type one or several with commas between, as 000.00.16.H40-261118-0042.")
        }
        return codes
    }

    /// The cases that were received on a day, from a code on where a day has more than fit.
    private static func casesOfDay(_ visit: Visit) async throws -> [CaseCode] {
        guard let day = visit.query["day"].flatMap(SearchAsked.day) else {
            throw Refusal.badField(
                "Ngày không đúng; hãy viết dd/MM/yyyy.", "That is no day; write dd/MM/yyyy.")
        }
        let codes = try await visit.workspace(for: .caseWork).cases.received(on: day, limit: maxCases + 1)
        guard !codes.isEmpty else {
            throw Refusal.badField(
                "Không có hồ sơ nào nhận ngày \(LocalTime.text(day)) trong phạm vi của bạn.",
                "No case of your agencies was received on \(LocalTime.text(day)).")
        }
        guard codes.count <= maxCases else {
            throw Refusal.badField(
                "Ngày \(LocalTime.text(day)) có hơn \(maxCases) hồ sơ; hãy nhập từng mã hồ sơ, tối đa \(maxCases) mã một lần.",
                "\(LocalTime.text(day)) has more than \(maxCases) cases; type their codes, at most \(maxCases) at once."
            )
        }
        return codes
    }

    @Sendable private func separators(_ visit: Visit) async throws -> Response {
        let codes = visit.query["day"] == nil ? try Self.typedCases(visit) : try await Self.casesOfDay(visit)
        let separators = try await visit.workspace().batches.separators(
            of: codes, components: visit.query.all("component").compactMap { ComponentCode(rawValue: $0) })
        let sheets = separators.map {
            SeparatorSheet(
                caseCode: $0.record.code, component: $0.rule.code, componentName: $0.rule.name,
                procedure: $0.record.procedure, seal: $0.seal)
        }
        let pdf = try await TemporaryFile.filled { path in
            do throws(SheetFault) {
                try SeparatorSheets.write(sheets: sheets, to: path)
            } catch {
                throw error.refusal(ofSeparatorsTo: "phan-cach.pdf")
            }
        }
        let name =
            codes.count == 1 ? "phan-cach-\(codes[0]).pdf" : "phan-cach.pdf"
        return Download.response(pdf, name: name, type: "application/pdf")
    }
}
