import Basics
import Hummingbird
import Ledger
import PostalChannel
import UseCases

/// Differences with the post: the board, one of them with both sides, and what a person does about it.
struct DifferencePages: Sendable {
    private static let listed = 50

    func addRoutes(to routes: DeskRoutes) {
        routes.get("post", board)
        routes.post("post", workOnMany)
        routes.post("post/reconcile", reconcile)
        routes.get("post/differences/{id}", show)
        routes.post("post/differences/{id}", work)
    }

    // MARK: Board

    @Sendable private func board(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let list = DifferenceList(visit.query, owner: visit.caller.name)
        let workspace = visit.workspace(for: .postal)
        let postal = try workspace.postal()
        let page = try await postal.discrepancies(
            list.filter, PageRequest(after: visit.query["after"], limit: Self.listed))
        let today = try workspace.today()
        let text = DifferenceText(rules: postal.rules, today: today, language)
        let canWork = visit.caller.may(.workPost) && !page.elements.isEmpty
        var model: Model = [
            "tabs": .list(PostalTab.models(.differences, language)),
            "rows": .list(
                page.elements.enumerated().map { place, record in
                    var row = text.row(record)
                    row["isFirst"] = .flag(place == 0)
                    row["isLast"] = .flag(place == page.elements.count - 1)
                    row["href"] = .text(list.address(of: record.id))
                    return row
                }),
            // One reason for many holds where they are of one kind.
            "isOfOneKind": .flag(canWork && list.filter.code != nil),
            "resolutions": .list(DifferenceText.resolutions(language)),
            "list": .text(list.query), "mine": .flag(list.filter.owner != nil),
            "states": .list(DifferenceText.states(chosen: list["state"], language)),
            "codes": .list(DifferenceText.codes(chosen: list.filter.code, language)),
            "canReconcile": .flag(visit.caller.may(.workPost)), "isFiltered": .flag(!list.query.isEmpty),
            "next": .text(page.next.map { list.address.with("after", $0).text }),
        ]
        for name in ["from", "to", "least"] { model[name] = .text(list[name]) }
        return try visit.page(
            "post-board", language.say("Chênh lệch với bưu điện", "Differences with the post"), in: .post, model)
    }

    /// One proposal for several differences of one kind: all of them or none.
    @Sendable private func workOnMany(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        let list = DifferenceList(FormFields(fields["list"] ?? ""), owner: visit.caller.name)
        let ids = fields.all("item").prefix(Self.listed).map { DiscrepancyID(rawValue: $0) }
        guard !ids.isEmpty else { throw Refusal.badField("Chưa chọn chênh lệch nào.", "No difference was chosen.") }
        let proposal = try Self.proposal(fields)
        let postal = try visit.workspace(for: .postal).postal()
        var codes: Set<String> = []
        for id in ids { codes.insert(try await postal.discrepancy(id).value.code) }
        guard codes.count == 1 else {
            throw Refusal.badField(
                "Chỉ xử lý chung các chênh lệch cùng một loại.", "Only differences of one kind are settled together.")
        }
        _ = try await postal.work(on: Array(ids), proposal)
        return visit.done(list.address.text, saying: .decided)
    }

    /// Pairs our parcels with the statements in force, and files what differs.
    @Sendable private func reconcile(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        _ = try await visit.workspace(for: .postal).postal().reconcile(cutOff: nil, scope: .window)
        return visit.done("/post", saying: .reconciled)
    }

    // MARK: One difference

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DiscrepancyID.self)
        let list = DifferenceList(visit.query, owner: visit.caller.name)
        let workspace = visit.workspace(for: .postal)
        let postal = try workspace.postal()
        let record = try await postal.discrepancy(id)
        let next = try await Self.next(after: id, in: list, postal)
        let text = DifferenceText(rules: postal.rules, today: try workspace.today(), visit.language)
        var model = text.whole(record, visit.caller)
        model["tabs"] = .list(PostalTab.models(.differences, visit.language))
        model["action"] = .text("/post/differences/\(id.rawValue.queryEncoded)")
        model["list"] = .text(list.query)
        model["listHref"] = .text(list.address.text)
        model["nextItem"] = .text(next.map(list.address(of:)))
        return try visit.page("post-difference", text.title(record), in: .post, model)
    }

    private static func next(
        after id: DiscrepancyID, in list: DifferenceList, _ postal: Workspace.Postal
    ) async throws -> DiscrepancyID? {
        try await postal.discrepancies(list.filter, PageRequest(after: id.rawValue, limit: 1)).elements.first?.id
    }

    @Sendable private func work(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: DiscrepancyID.self)
        let fields = try await visit.form()
        let list = DifferenceList(FormFields(fields["list"] ?? ""), owner: visit.caller.name)
        let postal = try visit.workspace(for: .postal).postal()
        var work = try Self.work(fields, by: visit.caller)
        guard let seen = fields["seen"] else { throw Refusal.noSuchPage }
        work.follows = DiscrepancyEventID(rawValue: seen)
        _ = try await postal.work(on: [id], work)
        // What is settled for now makes room for the next one of the list that one came from.
        let isSettled: Set<DiscrepancyEvent.Kind> = [
            .resolutionProposed, .resolutionApproved, .resolutionRejected, .closed,
        ]
        if isSettled.contains(work.kind), let next = try await Self.next(after: id, in: list, postal) {
            return visit.done(list.address(of: next), saying: .decided)
        }
        return visit.done(list.address(of: id), saying: .decided)
    }

    private static func work(_ fields: FormFields, by caller: Caller) throws -> Workspace.Postal.Work {
        let (reason, reference) = (fields["reason"] ?? "", fields["reference"] ?? "")
        switch DiscrepancyEvent.Kind(rawValue: fields["verb"] ?? "") {
        case .resolutionProposed: return try proposal(fields)
        case .assigned:
            return Workspace.Postal.Work(.assigned, reason: reason, owner: fields["owner"] ?? caller.name)
        case .amountChanged:
            return Workspace.Postal.Work(.amountChanged, reason: reason, amount: try amount(fields))
        case .noted:
            guard !reason.isEmpty else { throw Refusal.badField("Chưa viết ghi chú.", "The note is empty.") }
            return Workspace.Postal.Work(.noted, reason: reason, reference: reference)
        case .some(let kind)
        where [.investigationStarted, .resolutionApproved, .resolutionRejected, .closed, .reopened, .complaintFiled]
            .contains(kind):
            return Workspace.Postal.Work(kind, reason: reason, reference: reference)
        default: throw Refusal.noSuchPage
        }
    }

    private static func proposal(_ fields: FormFields) throws -> Workspace.Postal.Work {
        guard let resolution = DiscrepancyResolution(rawValue: fields["resolution"] ?? "") else {
            throw Refusal.badField("Chưa chọn cách xử lý.", "No settlement was chosen.")
        }
        return Workspace.Postal.Work(
            .resolutionProposed, reason: fields["reason"] ?? "", reference: fields["reference"] ?? "",
            amount: fields["amount"] == nil ? nil : try amount(fields), resolution: resolution)
    }

    private static func amount(_ fields: FormFields) throws -> Dong {
        guard let amount = Dong(typed: fields["amount"] ?? "") else {
            throw Refusal.badField(
                "Số tiền phải là số nguyên đồng, ví dụ 1.234.000", "The amount must be whole đồng, as in 1.234.000.")
        }
        return amount
    }
}

/// The parts of the postal channel, as links above each of its pages.
enum PostalTab: String, CaseIterable {
    case differences, statements, handovers, periods

    private var path: String { self == .differences ? "/post" : "/post/\(rawValue)" }

    private var phrase: Phrase {
        switch self {
        case .differences: Phrase("Chênh lệch", "Differences")
        case .statements: Phrase("Bảng kê của bưu điện", "Statements")
        case .handovers: Phrase("Bảng kê bàn giao", "Hand-over lists")
        case .periods: Phrase("Khóa sổ", "Periods")
        }
    }

    static func models(_ current: PostalTab, _ language: InterfaceLanguage) -> [Model] {
        allCases.map {
            [
                "href": .text($0.path), "name": .text($0.phrase.text(language)), "isCurrent": .flag($0 == current),
            ]
        }
    }
}
