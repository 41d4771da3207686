import Basics
import Ledger

/// An entry of the record of acts.
public struct AuditEntryView: ListedView, Sendable {
    var number: Int
    var at: Int64
    var actorKind: String
    var account: String
    var claimed: Nullable<String>
    /// Session, roles and scope of a person, as JSON text.
    var context: String?
    var act: String
    var subject: String
    var hash: String

    public init(_ entry: AuditEntry) {
        number = entry.number
        at = entry.recorded.milliseconds
        actorKind = entry.actor.kind.rawValue
        account = entry.actor.account
        claimed = Nullable(entry.actor.claimed)
        context = entry.context
        act = entry.act
        subject = entry.subject
        hash = entry.hash
    }

    public static func page(_ entries: [AuditEntryView]) -> TextPage {
        entries.reduce(into: TextPage()) { $0.line($1.line) }
    }

    private var line: ShownText {
        let time = LocalTime.text(Instant(milliseconds: at))
        let who = claimed.value.map { "\($0) (\(account))" } ?? account
        let what = AuditAct(rawValue: act)?.vietnamese ?? act
        let about = subject.replacing(" records", with: " bản ghi")
        return "\(number)  \(time)  \(who)  \(what) [\(act)] \(about)"
    }
}

extension AuditAct {
    /// What screens show.
    public var vietnamese: String {
        switch self {
        case .casesImported: "nhập hồ sơ"
        case .batchReceived: "nhận lô quét"
        case .documentAttached: "gắn giấy tờ số hóa"
        case .documentMadeAgain: "làm lại giấy tờ số hóa"
        case .batchSplit: "phân trang của lô"
        case .pageKindChanged: "bỏ ra hoặc lấy lại một trang"
        case .pagesArranged: "sắp xếp lại trang, giấy tờ"
        case .waitingOpened: "mở mục chờ"
        case .waitingDecided: "quyết định mục chờ"
        case .reuseChanged: "dùng lại giấy tờ"
        case .paperRevoked: "hiệu lực của giấy tờ"
        case .correctionsMade: "sửa, xác nhận chữ và trường"
        case .reviewOpened: "đưa giấy tờ vào hàng chờ kiểm tra"
        case .reviewTaken: "nhận giấy tờ để kiểm tra"
        case .reviewTakenOver: "nhận thay người đang kiểm tra"
        case .reviewReleased: "trả lại giấy tờ đang kiểm tra"
        case .reviewPostponed: "để lại cho người phụ trách"
        case .reviewResumed: "đưa lại vào hàng chờ kiểm tra"
        case .reviewFinished: "kiểm tra xong"
        case .reviewPolicyChanged: "đổi quy tắc kiểm tra"
        case .parcelsRegistered: "ghi bưu gửi"
        case .legChanged: "ghi việc của chặng"
        case .evidenceFiled: "lưu phiếu gửi vào chặng"
        case .handoverChanged: "lập, in, ký bảng kê giao nhận"
        case .itemCodeChanged: "cấp số hiệu bưu gửi"
        case .statementChanged: "nhập bảng đối soát"
        case .columnsConfirmed: "xác nhận cột của bảng đối soát"
        case .reconciled: "đối soát"
        case .runsCompacted: "thu gọn lần đối soát cũ"
        case .breakChanged: "xử lý chênh lệch"
        case .matchDecided: "ghép, tách cặp"
        case .periodChanged: "khóa, mở kỳ"
        case .stationChanged: "đổi trạm quét, mã truy cập"
        case .jobDecided: "quyết định việc chạy nền"
        case .accountAdded: "thêm tài khoản"
        case .accountChanged: "đổi tên, ngôn ngữ của tài khoản"
        case .accountRightsChanged: "đổi vai trò, phạm vi, trạng thái của tài khoản"
        case .credentialsChanged: "đổi mật khẩu, mã xác thực"
        case .linkMade: "cấp liên kết dùng một lần"
        case .linkUsed: "dùng liên kết dùng một lần"
        case .sessionOpened: "đăng nhập"
        case .sessionEnded: "đăng xuất, hết phiên"
        case .signInFailed: "đăng nhập sai"
        case .signInLocked: "tạm khóa đăng nhập vì sai nhiều lần"
        case .looksAnchored: "chốt sổ lượt xem"
        case .began: "bắt đầu sổ nhật ký"
        case .extended: "mở rộng sổ nhật ký"
        }
    }
}
