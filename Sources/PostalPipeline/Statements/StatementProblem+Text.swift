import Ledger
import PostalChannel

extension StatementProblem {
    /// What is wrong and what to say, for clerks.
    public var vietnamese: String {
        switch self {
        case .noTracking, .doubt(.noTracking, _):
            "không nhận ra cột số hiệu bưu gửi: --set tracking=…"
        case .missing(let role):
            "không nhận ra cột \(role.vietnamese): --set \(role.rawValue)=…"
        case .doubt(.several(let role, _), let heading):
            "\(role.vietnamese): các cột \(heading) đều phù hợp: --set \(role.rawValue)=… (nhiều cột cộng lại: H+I)"
        case .doubt(.unread(let role, _), let heading):
            "cột \(heading) (\(role.vietnamese)): phần lớn các ô không đọc được (công thức chưa tính, ô lỗi, chữ)"
        case .doubt(.dateOrder, let heading):
            "cột ngày \(heading): ngày trước hay tháng trước? --set date_order=day_first hoặc --set date_order=month_first"
        case .doubt(.swappedDays, let heading):
            "cột ngày \(heading): một phần các ô có vẻ đã bị phần mềm đảo ngày và tháng; hãy xin lại tệp gốc"
        case .mostlyUnread(let role):
            "\(role.vietnamese): phần lớn các ô không đọc được"
        case .total(let difference):
            "dòng tổng của bảng kê ghi \(difference.stated) ở cột \(difference.role.vietnamese), đọc được "
                + "\(difference.added), lệch \(difference.stated - difference.added)"
        case .overlap(let overlap): overlap.vietnamese
        }
    }
}

extension ColumnRole {
    /// What the column is called on screens.
    public var vietnamese: String {
        switch self {
        case .ordinal: "số thứ tự"
        case .tracking: "số hiệu bưu gửi"
        case .slipNumber: "số phiếu gửi"
        case .caseCode: "mã hồ sơ"
        case .service: "dịch vụ"
        case .sender: "người gửi"
        case .recipient: "người nhận"
        case .address: "địa chỉ"
        case .province: "tỉnh"
        case .phone: "điện thoại"
        case .weight: "khối lượng"
        case .fee: "cước"
        case .surcharge: "phụ phí"
        case .discount: "giảm giá"
        case .feeTotal: "tổng cước"
        case .collected: "tiền thu hộ"
        case .remitted: "tiền đã nộp"
        case .accepted: "ngày chấp nhận"
        case .acceptedTime: "giờ chấp nhận"
        case .delivered: "ngày phát"
        case .deliveredTime: "giờ phát"
        case .status: "trạng thái"
        case .signer: "người ký nhận"
        case .attempts: "số lần phát"
        case .reason: "lý do"
        case .note: "ghi chú"
        }
    }
}

extension StatementProblem {
    /// The statement with which lines are shared.
    public var other: StatementRecord? {
        if case .overlap(let overlap) = self { overlap.statement } else { nil }
    }
}
