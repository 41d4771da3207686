import Basics
import DocumentModel

extension FieldName {
    /// What the field is called on screens.
    public var vietnamese: String {
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

extension FieldName {
    /// A value of this field as screens show it: days as `dd/MM/yyyy`, amounts as `1.234.000 ₫`.
    public func shown(_ value: String) -> String {
        switch self {
        case .date, .dateOfBirth: CalendarDay(rawValue: value).map(LocalTime.text) ?? value
        case .amount: Int(value).map { Dong($0).description } ?? value
        default: value
        }
    }
}
