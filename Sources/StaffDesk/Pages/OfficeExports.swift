import Basics
import Dossiers
import Hummingbird
import Ledger
import Presentation
import Spreadsheets
import UseCases

/// The lists of the review, of batches, of administration and of the record as spreadsheets; those of cases, waiting items
/// and found papers stand beside their pages.
struct OfficeExports: Sendable {
    func addRoutes(to routes: DeskRoutes) {
        routes.get("review.xlsx", review)
        routes.get("batches.xlsx", batches)
        routes.get("admin/accounts.xlsx", accounts)
        routes.get("admin/stations.xlsx", stations)
        routes.get("admin/jobs.xlsx", jobs)
        routes.get("audit.xlsx", acts)
        routes.get("audit/looks.xlsx", looks)
    }

    @Sendable private func review(_ visit: Visit) async throws -> Response {
        let (language, place) = (visit.language, ReviewPlace(visit.query))
        let text = ReviewText(language: language)
        let sheet = ListSheet(
            name: "review", title: language.say("Kiểm tra chữ", "Review"),
            columns: [
                WrittenColumn(language.say("Hồ sơ", "Case"), width: 28),
                WrittenColumn(language.say("Thành phần", "Component"), width: 14),
                WrittenColumn(language.say("Cần quyết định", "To decide"), width: 40, wraps: true),
                WrittenColumn(language.say("Trang", "Pages"), width: 8),
                WrittenColumn(language.say("Lý do", "Reason"), width: 24),
                WrittenColumn(language.say("Hạn trả", "Due"), width: 12),
                WrittenColumn(language.say("Người làm", "In the hands of"), width: 24),
            ],
            filters: [("state", place.state.rawValue), ("batch", place.batch?.rawValue)])
        let queue = visit.workspace(for: .export).review
        return try await sheet.response(visit) { request in
            let page = try await queue.page(request, filter: place.filter)
            let rows = page.elements.map { item -> [WrittenCell] in
                [
                    .foreign(item.caseCode.rawValue), .foreign(item.component.rawValue), .words(text.left(item)),
                    .integer(item.pages), .text(item.reason.phrase.text(language)), .day(item.due),
                    .words(item.lease?.by ?? item.doneBy),
                ]
            }
            return (rows, page.next)
        }
    }

    @Sendable private func batches(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let station = visit.query["station"].flatMap { StationName(rawValue: $0) }
        let sheet = ListSheet(
            name: "batches", title: language.say("Lô quét", "Scanned batches"),
            columns: [
                WrittenColumn(language.say("Lô", "Batch"), width: 40),
                WrittenColumn(language.say("Trạm", "Station"), width: 20),
                WrittenColumn(language.say("Nhận lúc", "Taken"), width: 17),
                WrittenColumn(language.say("Tình trạng", "State"), width: 18),
                WrittenColumn(language.say("Trang khai", "Pages declared"), width: 10),
                WrittenColumn(language.say("Trang thấy", "Pages found"), width: 10),
                WrittenColumn(language.say("Mục chờ", "Items that wait"), width: 9),
            ], filters: [("station", station?.rawValue)])
        let taken = visit.workspace(for: .export).batches
        return try await sheet.response(visit) { request in
            let page = try await taken.page(request, of: station)
            let rows = page.elements.map { row -> [WrittenCell] in
                [
                    .words(row.batch.name), .words(row.batch.station), .moment(row.batch.takenAt),
                    .text(row.batch.state.phrase.text(language)),
                    row.batch.declaredPages.map(WrittenCell.integer) ?? .empty,
                    row.pages.map(WrittenCell.integer) ?? .empty, .integer(row.waiting),
                ]
            }
            return (rows, page.next)
        }
    }

    // MARK: Administration

    @Sendable private func accounts(_ visit: Visit) async throws -> Response {
        let (language, query) = (visit.language, visit.query)
        let role = query["role"].flatMap { Role(rawValue: $0) }
        let filter = AccountFilter(role: role, namePrefix: query["name"]?.lowercased())
        let sheet = ListSheet(
            name: "accounts", title: language.say("Tài khoản", "Accounts"),
            columns: [
                WrittenColumn(language.say("Tên đăng nhập", "Login name"), width: 20),
                WrittenColumn(language.say("Tên hiển thị", "Name"), width: 28),
                WrittenColumn(language.say("Vai trò", "Roles"), width: 36, wraps: true),
                WrittenColumn(language.say("Phạm vi", "Scope"), width: 24, wraps: true),
                WrittenColumn(language.say("Tình trạng", "State"), width: 14),
                WrittenColumn(language.say("Ứng dụng xác thực", "Authenticator"), width: 14),
                WrittenColumn(language.say("Đăng nhập gần nhất", "Last sign-in"), width: 17),
                WrittenColumn(language.say("Tạo lúc", "Created"), width: 17),
            ], filters: [("role", role?.rawValue)])
        let accounts = visit.workspace(for: .export).accounts
        return try await sheet.response(visit) { request in
            let page = try await accounts.page(request, filter: filter)
            let rows = page.elements.map { account -> [WrittenCell] in
                [
                    .foreign(account.name.rawValue), .words(account.displayName),
                    .words(account.roles.names(language)), .words(account.scope.text(language)),
                    .text(
                        account.state == .active
                            ? language.say("đang dùng", "active") : language.say("đã khóa", "disabled")),
                    .boolean(account.hasTOTP), .moment(account.lastSignIn), .moment(account.createdAt),
                ]
            }
            return (rows, page.next)
        }
    }

    @Sendable private func stations(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let entries = try await visit.workspace(for: .export).stations.list()
        let sheet = ListSheet(
            name: "stations", title: language.say("Trạm quét", "Stations"),
            columns: [
                WrittenColumn(language.say("Trạm", "Station"), width: 24),
                WrittenColumn(language.say("Thêm lúc", "Added"), width: 17),
                WrittenColumn(language.say("Người thêm", "Added by"), width: 24),
                WrittenColumn(language.say("Mã còn hiệu lực", "Good tokens"), width: 12),
                WrittenColumn(language.say("Dùng gần nhất", "Last used"), width: 17),
            ])
        return try await sheet.response(visit) { _ in
            let rows = entries.map { entry -> [WrittenCell] in
                [
                    .foreign(entry.station.name.rawValue), .moment(entry.station.createdAt),
                    .words(entry.station.createdBy), .integer(entry.tokens.count { $0.isGood }),
                    .moment(entry.tokens.compactMap(\.lastUsedAt).max()),
                ]
            }
            return (rows, nil)
        }
    }

    @Sendable private func jobs(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let sheet = ListSheet(
            name: "jobs", title: language.say("Việc chạy nền", "Jobs"),
            columns: [
                WrittenColumn(language.say("Việc", "Job"), width: 24), WrittenColumn("ID", width: 30),
                WrittenColumn(language.say("Trạm", "Station"), width: 20),
                WrittenColumn(language.say("Tình trạng", "State"), width: 20),
                WrittenColumn(language.say("Từ lúc", "Since"), width: 17),
                WrittenColumn(language.say("Số lần hỏng", "Failures"), width: 10),
                WrittenColumn(language.say("Lỗi gần nhất", "Last error"), width: 40, wraps: true),
            ])
        let jobs = visit.workspace(for: .export).jobs
        return try await sheet.response(visit) { request in
            let entries = try await jobs.list(
                states: [], before: request.after.map(JobID.init(rawValue:)), limit: request.limit)
            let rows = entries.map(\.job).map { job -> [WrittenCell] in
                [
                    .foreign(job.kind.rawValue), .foreign(job.id.rawValue), .words(job.lane),
                    .text(
                        job.needsPerson ? language.say("bị bỏ, cần người", "given up") : job.state.name(language)),
                    .moment(job.stateSince), .integer(job.failures), .words(job.lastError?.code),
                ]
            }
            // Those that were given up come before those that are live, as many of each.
            return (rows, entries.count >= request.limit ? entries.last?.job.id.rawValue : nil)
        }
    }

    // MARK: The record

    @Sendable private func acts(_ visit: Visit) async throws -> Response {
        let (language, subject) = (visit.language, visit.query["subject"])
        let sheet = ListSheet(
            name: "audit", title: language.say("Nhật ký", "Record of acts"),
            columns: [
                WrittenColumn(language.say("Số", "Number"), width: 10),
                WrittenColumn(language.say("Lúc", "Time"), width: 17),
                WrittenColumn(language.say("Ai", "Who"), width: 28),
                WrittenColumn(language.say("Đã làm gì", "Act"), width: 40, wraps: true),
                WrittenColumn(language.say("Bản ghi", "Record"), width: 34), WrittenColumn("SHA-256", width: 66),
            ], filters: [("subject", subject)])
        let audit = visit.workspace(for: .export).audit
        return try await sheet.response(visit) { request in
            let entries = try await audit.entries(
                before: request.after.flatMap { Int($0) }, subject: subject, limit: request.limit)
            let rows = entries.map { entry -> [WrittenCell] in
                let act = AuditAct(rawValue: entry.act)
                return [
                    .integer(entry.number), .moment(entry.recorded), .words(entry.actor.name),
                    .foreign(language == .vietnamese ? act?.vietnamese ?? entry.act : entry.act),
                    .words(entry.subject), .text(entry.hash),
                ]
            }
            return (rows, entries.count == request.limit ? entries.last.map { String($0.number) } : nil)
        }
    }

    @Sendable private func looks(_ visit: Visit) async throws -> Response {
        let (language, query) = (visit.language, visit.query)
        let filter = LookFilter(
            account: query["account"].flatMap { LoginName(typed: $0) },
            case: query["case"].flatMap { CaseCode(rawValue: $0) })
        let sheet = ListSheet(
            name: "looks", title: language.say("Lượt xem giấy tờ", "Looks at papers"),
            columns: [
                WrittenColumn(language.say("Số", "Number"), width: 10),
                WrittenColumn(language.say("Lúc", "Time"), width: 17),
                WrittenColumn(language.say("Ai", "Who"), width: 20),
                WrittenColumn(language.say("Đã xem", "Looked at"), width: 60, wraps: true),
                WrittenColumn(language.say("Mục đích", "Purpose"), width: 40, wraps: true),
            ], filters: [("account", filter.account?.rawValue), ("case", filter.caseCode?.rawValue)])
        let looks = visit.workspace(for: .export).looks
        return try await sheet.response(visit) { request in
            let page = try await looks.page(request, filter: filter)
            let rows = page.elements.map { look -> [WrittenCell] in
                [
                    .integer(look.number), .moment(look.recordedAt), .words(look.account),
                    .words(AuditPages.lookedAt(look, language)), .words(AuditPages.purpose(look, language)),
                ]
            }
            return (rows, page.next)
        }
    }
}
