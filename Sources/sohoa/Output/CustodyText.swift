import DigitizationPipeline
import Office

extension CustodyError {
    /// What is wrong and what to do.
    var vietnamese: String {
        switch code {
        case .destinationExists: "Nơi lưu đã có dữ liệu; hãy chọn thư mục mới."
        case .busy: "Một tiến trình khác đang ghi vào cùng nơi này."
        case .notABackup: "Thư mục này không phải bản sao lưu mà chương trình này đọc được."
        case .backupDamaged: "Bản sao lưu bị hỏng; không khôi phục gì. Hãy dùng bản sao lưu khác."
        case .homeNotEmpty: "Kho dữ liệu không trống; hãy khôi phục vào thư mục mới bằng --home."
        case .noSpace: "Ổ đĩa không còn chỗ."
        case .failed: "Không đọc hoặc ghi được tệp; hãy kiểm tra ổ đĩa và quyền."
        }
    }

    var english: String {
        let what =
            switch code {
            case .destinationExists: "There is something already at the destination; choose a new folder."
            case .busy: "Another process is writing to the same place."
            case .notABackup: "The folder is no backup that this program can read."
            case .backupDamaged: "The backup is damaged; nothing was restored. Use another one."
            case .homeNotEmpty: "The data home is not empty; restore into a new folder with --home."
            case .noSpace: "The disk is full."
            case .failed: "Files cannot be read or written; check disk and permissions."
            }
        return ([what] + details.map { "    \($0)" }).joined(separator: "\n")
    }
}

extension Failure.Code {
    init(_ error: CustodyError) {
        self =
            switch error.code {
            case .destinationExists, .homeNotEmpty: .cannotCreate
            case .busy: .homeInUse
            case .notABackup, .backupDamaged: .badInput
            case .noSpace, .failed: .ioError
            }
    }
}
