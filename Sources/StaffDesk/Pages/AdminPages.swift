import Basics
import Dossiers
import Hummingbird
import Ledger
import Presentation
import UseCases

/// The machine: how it stands, stations and their tokens, jobs.
struct AdminPages: Sendable {
    let services: DeskServices

    private static let listed = 50

    func addRoutes(to routes: DeskRoutes) {
        routes.get("admin", overview)
        routes.get("admin/stations", stations)
        routes.post("admin/stations", changeStation)
        routes.get("admin/jobs", jobs)
        routes.post("admin/jobs", decideJob)
    }

    // MARK: Overview

    @Sendable private func overview(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let workspace = visit.workspace()
        guard Section.admin.isOpen(to: visit.caller) else { return try await Self.refuse(visit) }
        let figures = try await workspace.status.figures()
        let surroundings = try await workspace.status.surroundings()
        let (checks, versions) = (await services.health(), await services.versions())
        let waiting = figures.waiting.reduce(0) { $0 + $1.count }
        let backup = try await workspace.status.lastBackup()
        let model: Model = [
            "backup": .text(Self.sentence(backup, language)),
            "backupTone": .text(Self.tone(backup, now: workspace.now())),
            "lacks": .list(Self.lacks(surroundings, language)),
            "figures": .list([
                Self.figure(
                    language.grouped(figures.pagesRead),
                    language.say(
                        "trang đọc trong \(StatusFigures.rateMinutes) phút",
                        "pages read in \(StatusFigures.rateMinutes) minutes")),
                Self.figure(
                    language.grouped(figures.inFlight.count), language.say("lô đang xử lý", "batches in flight"),
                    "/batches"),
                Self.figure(language.grouped(waiting), language.say("mục chờ người", "items for a person")),
                Self.figure(
                    language.grouped(figures.deadLetters), language.say("việc bị bỏ", "jobs given up"), "/admin/jobs"),
                Self.figure(
                    surroundings.freeBytes.map(language.size) ?? "?", language.say("còn trống trên đĩa", "free on disk")
                ),
            ]),
            "stationRows": .list(
                figures.stations.enumerated().map { place, station in
                    [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == figures.stations.count - 1),
                        "name": .text(station.station ?? language.say("(không rõ)", "(not known)")),
                        "batches": .text(language.grouped(station.batches)),
                        "unfinished": .text(language.grouped(station.unfinished)),
                        "last": .text(LocalTime.text(station.lastHandedIn)),
                    ]
                }),
            "jobRows": .list(
                figures.jobs.enumerated().map { place, count in
                    [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == figures.jobs.count - 1),
                        "kind": .text(count.kind.rawValue), "state": .text(count.state.name(language)),
                        "count": .text(language.grouped(count.count)),
                        "since": .text(LocalTime.text(count.oldestSince)),
                    ]
                }),
            "checks": .list(
                checks.map { check in
                    [
                        "name": .text(check.name), "tone": .text(check.fault == nil ? "good" : "bad"),
                        "state": .text(
                            check.fault == nil ? language.say("tốt", "good") : language.say("có lỗi", "fault")),
                        "detail": .text(check.fault),
                    ]
                }),
            "versions": .list(versions.map { ["name": .text($0.name), "version": .text($0.version)] }),
            "settings": .list(
                services.settings.enumerated().map { place, setting in
                    [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == services.settings.count - 1),
                        "name": .text(setting.name), "value": .text(setting.value), "origin": .text(setting.origin),
                    ]
                }),
            "canStations": .flag(visit.caller.may(.manageStations)), "canJobs": .flag(visit.caller.may(.manageJobs)),
            "canAccounts": .flag(visit.caller.may(.manageAccounts)),
        ]
        return try visit.page("admin", language.say("Quản trị", "Administration"), in: .admin, model)
    }

    /// A backup that is older is a day's work that could be lost.
    private static let backupAge = Duration.seconds(26 * 3_600)

    private static func tone(_ backup: BackupNote?, now: Instant) -> String {
        guard let backup, backup.missing == 0 else { return "bad" }
        return backup.takenAt.adding(backupAge) < now ? "warn" : "good"
    }

    private static func sentence(_ backup: BackupNote?, _ language: InterfaceLanguage) -> String {
        guard let backup else {
            return language.say(
                "Chưa có bản sao lưu nào được ghi nhận. Chạy sohoa backup THƯ-MỤC mỗi ngày.",
                "No backup is on record. Run sohoa backup FOLDER every day.")
        }
        let (time, size) = (LocalTime.text(backup.takenAt), language.size(backup.size))
        let files = language.grouped(backup.artifacts)
        let missing = language.grouped(backup.missing)
        return language.say(
            "Bản gần nhất: \(time), \(size), \(files) tệp", "The last one: \(time), \(size), \(files) files")
            + (backup.missing > 0
                ? language.say(
                    "; thiếu \(missing) tệp, chạy sohoa verify", "; \(missing) files are missing, run sohoa verify")
                : "")
    }

    private static func refuse(_ visit: Visit) async throws -> Response {
        try visit.need(.manageStations)
        throw Refusal.noSuchPage
    }

    private static func figure(_ value: String, _ label: String, _ href: String? = nil) -> Model {
        ["value": .text(value), "label": .text(label), "href": .text(href)]
    }

    private static func lacks(_ surroundings: Workspace.Status.Surroundings, _ language: InterfaceLanguage) -> [Model] {
        surroundings.strangers.map { name in
            [
                "text": .text(
                    language.say(
                        "inbox/\(name) không phải thư mục trạm; hãy chuyển vào thư mục của một trạm.",
                        "inbox/\(name) is no station's folder; move it into one.")), "code": "not_a_station",
            ]
        }
    }

    // MARK: Stations

    @Sendable private func stations(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let entries = try await visit.workspace().stations.list()
        let model: Model = [
            "stations": .list(
                entries.map { entry in
                    [
                        "name": .text(entry.station.name.rawValue),
                        "created": .text(
                            language.say("Thêm lúc ", "Added ") + LocalTime.text(entry.station.createdAt) + " · "
                                + entry.station.createdBy),
                        "tokens": .list(Self.tokens(entry.tokens, language)),
                    ]
                })
        ]
        return try visit.page(
            "stations", language.say("Trạm quét và mã truy cập", "Stations and tokens"), in: .admin, model)
    }

    private static func tokens(_ tokens: [TokenRecord], _ language: InterfaceLanguage) -> [Model] {
        tokens.enumerated().map { place, token in
            [
                "isFirst": .flag(place == 0), "isLast": .flag(place == tokens.count - 1),
                "id": .text(token.id.rawValue),
                "issued": .text("\(LocalTime.text(token.createdAt)) · \(token.createdBy)"),
                "used": .text(token.lastUsedAt.map(LocalTime.text) ?? language.say("chưa dùng", "never")),
                "isGood": .flag(token.isGood), "tone": .text(token.isGood ? "good" : ""),
                "state": .text(
                    token.isGood ? language.say("còn hiệu lực", "good") : language.say("đã thu hồi", "revoked")),
            ]
        }
    }

    @Sendable private func changeStation(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        let (stations, language) = (visit.workspace().stations, visit.language)
        switch fields["verb"] {
        case "add":
            _ = try await stations.add(try Self.name(fields["station"]))
            return visit.done("/admin/stations", saying: .saved)
        case "issue":
            let token = try await stations.issueToken(for: try Self.name(fields["station"]))
            let model: Model = [
                "hint": .text(
                    language.say(
                        "Hãy lưu mã này vào trạm ngay; mã không hiện lại được.",
                        "Put this token into the station now; it is not shown again.")),
                "secret": .text(token.text), "expires": .text(nil), "back": "/admin/stations",
            ]
            return try visit.page(
                "issued", language.say("Mã truy cập của trạm", "Token of the station"), in: .admin, model)
        case "revoke":
            _ = try await stations.revokeToken(TokenID(rawValue: fields["token"] ?? ""))
            return visit.done("/admin/stations", saying: .revoked)
        default: throw Refusal.noSuchPage
        }
    }

    private static func name(_ text: String?) throws -> StationName {
        guard let name = StationName(rawValue: text ?? "") else {
            throw Refusal.badField(
                "Tên trạm chỉ gồm chữ không dấu, số, dấu - _ . và tối đa 64 ký tự, ví dụ quay-1.",
                "A station's name has only plain letters, digits, - _ . and at most 64 characters, as in quay-1.")
        }
        return name
    }

    // MARK: Jobs

    @Sendable private func jobs(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let entries = try await visit.workspace().jobs.list(
            states: [], before: visit.query["after"].map { JobID(rawValue: $0) }, limit: Self.listed)
        let model: Model = [
            "rows": .list(
                entries.enumerated().map { place, entry in
                    let job = entry.job
                    return [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == entries.count - 1),
                        "id": .text(job.id.rawValue), "kind": .text(job.kind.rawValue), "subject": .text(job.uniqueKey),
                        "state": .text(
                            job.needsPerson
                                ? language.say("bị bỏ, chờ người xử lý", "given up, waits for a person")
                                : job.state.name(language)),
                        "tone": .text(job.needsPerson ? "bad" : job.state == .retryable ? "warn" : ""),
                        "station": .text(job.lane), "since": .text(LocalTime.text(job.stateSince)),
                        "error": .text(job.lastError?.code),
                        "attempts": .text(job.failures > 0 ? "\(job.failures)/\(job.maximumAttempts)" : nil),
                        "canDecide": .flag(job.needsPerson || job.state == .retryable || job.state == .scheduled),
                    ]
                }),
            "next": .text(
                entries.count >= Self.listed
                    ? entries.last.map { Address("/admin/jobs").with("after", $0.job.id.rawValue).text } : nil),
        ]
        return try visit.page("jobs", language.say("Việc chạy nền", "Jobs"), in: .admin, model)
    }

    @Sendable private func decideJob(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        guard fields["verb"] == "retry", let job = fields["job"] else { throw Refusal.noSuchPage }
        try await visit.workspace().jobs.retry(JobID(rawValue: job))
        return visit.done("/admin/jobs", saying: .retried)
    }
}

extension JobState {
    func name(_ language: InterfaceLanguage) -> String {
        guard language == .english else { return vietnamese }
        return switch self {
        case .available: "waits"
        case .scheduled: "waits for its time"
        case .running: "runs"
        case .retryable: "failed, will be tried again"
        case .completed: "done"
        case .cancelled: "not needed any more"
        case .discarded: "given up"
        }
    }
}
