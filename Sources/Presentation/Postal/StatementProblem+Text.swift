import Basics
import PostalChannel
import PostalPipeline

extension StatementProblem {
    /// What is wrong and what to say, for clerks.
    public var vietnamese: String { FoundProblem(self).vietnamese }
}

extension FoundProblem {
    /// What is wrong and what to say, for clerks; what an earlier version said where it recorded the sentence.
    public var vietnamese: String {
        let name = role?.vietnamese ?? ""
        let set = "--set \(role?.rawValue ?? "")=…"
        let heading = heading ?? ""
        return switch kind {
        case .noTracking: "không nhận ra cột số hiệu bưu gửi: --set tracking=…"
        case .missing: "không nhận ra cột \(name): \(set)"
        case .several: "\(name): các cột \(heading) đều phù hợp: \(set) (nhiều cột cộng lại: H+I)"
        case .unread where heading.isEmpty: "\(name): phần lớn các ô không đọc được"
        case .unread: "cột \(heading) (\(name)): phần lớn các ô không đọc được (công thức chưa tính, ô lỗi, chữ)"
        case .dateOrder:
            "cột ngày \(heading): ngày trước hay tháng trước? --set date_order=day_first hoặc --set date_order=month_first"
        case .swappedDays:
            "cột ngày \(heading): một phần các ô có vẻ đã bị phần mềm đảo ngày và tháng; hãy xin lại tệp gốc"
        case .total: difference?.vietnamese ?? ""
        case .overlap: overlap?.vietnamese ?? ""
        case nil: text ?? code
        }
    }
}

extension StatementFindings.Difference {
    fileprivate var vietnamese: String {
        let name = ColumnRole(rawValue: column)?.vietnamese ?? column
        return "dòng tổng của bảng kê ghi \(Dong(stated)) ở cột \(name), đọc được \(Dong(added)), "
            + "lệch \(Dong(stated - added))"
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
