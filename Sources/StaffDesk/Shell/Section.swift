import Basics
import UseCases

/// A part of the desk, as its menu names it.
enum Section: String, Sendable, CaseIterable {
    case batches, waiting, review, cases, search, watch, post, admin, audit

    var path: String { "/\(rawValue)" }

    var phrase: Phrase {
        switch self {
        case .batches: Phrase("Lô quét", "Batches")
        case .waiting: Phrase("Chờ xử lý", "To decide")
        case .review: Phrase("Kiểm tra chữ", "Review")
        case .cases: Phrase("Hồ sơ", "Cases")
        case .search: Phrase("Tìm giấy tờ", "Find papers")
        case .watch: Phrase("Theo dõi", "Watch lists")
        case .post: Phrase("Bưu chính", "Post")
        case .admin: Phrase("Quản trị", "Administration")
        case .audit: Phrase("Nhật ký", "Record of acts")
        }
    }

    /// Whether the caller has anything to do there.
    func isOpen(to caller: Caller) -> Bool {
        switch self {
        case .batches: caller.may(.handIn) || (caller.may(.readPapers) && caller.may(.readStatus))
        case .waiting, .review: caller.may(.decide)
        case .cases, .search, .watch: caller.may(.readPapers)
        case .post: caller.may(.readPost)
        case .admin: caller.may(.manageAccounts) || caller.may(.manageStations) || caller.may(.manageJobs)
        case .audit: caller.may(.readAudit)
        }
    }

    /// Where somebody's day begins, in the order in which work is most likely waiting.
    static func start(of caller: Caller) -> Section? {
        let order: [Section] =
            caller.roles.contains(.station)
            ? [.batches, .waiting, .review, .post, .cases, .search, .watch, .admin, .audit]
            : [.waiting, .review, .post, .search, .watch, .cases, .admin, .audit, .batches]
        return order.first { $0.isOpen(to: caller) }
    }
}
