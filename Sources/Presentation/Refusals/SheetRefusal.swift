import Basics
import PrintedSheets

extension SheetFault: RefusalConvertible {
    public var refusal: Refusal {
        Refusal(
            "sheet_failed", .failed, "\(message)", "The sheet cannot be printed: \(String(describing: self))")
    }

    /// What is told of separator sheets, of which a person can do something about most faults.
    /// - Parameter file: that was to be written.
    public func refusal(ofSeparatorsTo file: String) -> Refusal {
        switch self {
        case .noSheets: Refusal("no_sheets", .notFound, "Không có phiếu nào để in.", "There is nothing to print.")
        case .noVietnameseFont:
            Refusal(
                "no_vietnamese_font", .failed, "Máy chưa có phông chữ tiếng Việt; hãy cài fonts-noto-core.",
                "No font has the Vietnamese letters; install fonts-noto-core.")
        case .code(let detail):
            Refusal("qr_code_failed", .failed, "Không tạo được mã QR.", "The QR code could not be made: \(detail)")
        case .notWritten(let detail):
            Refusal(
                "file_not_written", .storage, "Không ghi được tệp \(file).", "\(file) could not be written: \(detail)")
        case .number, .unbalanced, .tooMany:
            Refusal("sheet_failed", .failed, "\(message)", "The sheets cannot be printed like this.")
        }
    }
}
