import DocumentModel
import Ledger

extension FieldName {
    /// What the field is called on screens.
    var vietnamese: String {
        switch self {
        case .docType: "Loại giấy tờ"
        case .number: "Số, ký hiệu"
        case .date: "Ngày ban hành"
        case .agency: "Cơ quan"
        case .title: "Trích yếu"
        case .subject: "Họ tên"
        case .idNumber: "Số định danh"
        case .dateOfBirth: "Ngày sinh"
        case .address: "Địa chỉ"
        case .amount: "Số tiền"
        case .parcelNumber: "Số thửa"
        case .mapSheet: "Tờ bản đồ"
        case .area: "Diện tích"
        }
    }
}

extension ComponentStatus.State {
    /// What the state is called on screens.
    var vietnamese: String {
        switch self {
        case .missing: "chưa có"
        case .digitized: "đã số hóa"
        case .waiting: "chờ người xử lý"
        case .keptBeside: "có bản khác, chờ quyết định"
        }
    }
}
