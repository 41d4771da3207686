import Basics
import Ledger

extension Role {
    /// What screens show.
    public var vietnamese: String {
        switch self {
        case .station: "trạm quét"
        case .reviewer: "kiểm tra"
        case .reuse: "tái sử dụng"
        case .liaison: "đầu mối bưu chính"
        case .supervisor: "phụ trách"
        case .administrator: "quản trị"
        case .auditor: "kiểm toán"
        }
    }

    public var english: String {
        switch self {
        case .station: "scan station"
        case .reviewer: "reviewer"
        case .reuse: "reuse"
        case .liaison: "postal liaison"
        case .supervisor: "supervisor"
        case .administrator: "administrator"
        case .auditor: "auditor"
        }
    }
}

extension Account.State {
    public var vietnamese: String {
        switch self {
        case .active: "đang dùng"
        case .disabled: "đã khóa"
        }
    }

    public var english: String { rawValue }
}

extension Scope {
    /// The agencies by their codes, the upper ones first.
    public var codes: [String] {
        switch self {
        case .everything: []
        case .agencies(let agencies): agencies.map(\.rawValue).sorted()
        }
    }

    public var vietnamese: String { text(everything: "toàn phạm vi", nothing: "không cơ quan nào") }
    public var english: String { text(everything: "everything", nothing: "no agency") }

    private func text(everything: String, nothing: String) -> String {
        guard self != .everything else { return everything }
        return codes.isEmpty ? nothing : codes.joined(separator: ", ")
    }
}

extension LookPurpose.Kind {
    public var vietnamese: String {
        switch self {
        case .caseWork: "giải quyết hồ sơ"
        case .review: "kiểm tra số hóa"
        case .reuse: "tái sử dụng"
        case .postal: "bưu chính"
        case .sampling: "kiểm tra mẫu"
        case .export: "kết xuất"
        case .inspection: "thanh tra, khiếu nại"
        }
    }

    public var english: String {
        switch self {
        case .caseWork: "case work"
        case .review: "review"
        case .reuse: "reuse"
        case .postal: "postal channel"
        case .sampling: "sampling"
        case .export: "export"
        case .inspection: "inspection"
        }
    }
}

extension LookSubject.Kind {
    public var vietnamese: String {
        switch self {
        case .case: "hồ sơ"
        case .document: "giấy tờ"
        case .batch: "lô quét"
        case .waitingItem: "mục chờ"
        case .listing: "danh sách"
        }
    }
}
