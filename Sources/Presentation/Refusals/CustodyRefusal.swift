import Basics
import Office

extension CustodyError: RefusalConvertible {
    public var refusal: Refusal {
        // The code goes before the details.
        let english = ["\(texts.english) (\(code.rawValue))"] + details.map { "    \($0)" }
        return Refusal(
            code.rawValue, kind, ShownText(line: texts.vietnamese),
            ShownText(lines: english.joined(separator: "\n")))
    }

    private var kind: Refusal.Kind {
        switch code {
        case .destinationExists, .homeNotEmpty: .cannotCreate
        case .busy: .homeInUse
        case .notABackup, .backupDamaged: .badInput
        case .noSpace: .noSpace
        case .failed: .storage
        }
    }

    /// What is wrong and what to do.
    private var texts: (vietnamese: String, english: String) {
        switch code {
        case .destinationExists:
            (
                "Nơi lưu đã có dữ liệu; hãy chọn thư mục mới.",
                "There is something already at the destination; choose a new folder."
            )
        case .busy:
            ("Một tiến trình khác đang ghi vào cùng nơi này.", "Another process is writing to the same place.")
        case .notABackup:
            (
                "Thư mục này không phải bản sao lưu mà chương trình này đọc được.",
                "The folder is no backup that this program can read."
            )
        case .backupDamaged:
            (
                "Bản sao lưu bị hỏng; không khôi phục gì. Hãy dùng bản sao lưu khác.",
                "The backup is damaged; nothing was restored. Use another one."
            )
        case .homeNotEmpty:
            (
                "Kho dữ liệu không trống; hãy khôi phục vào thư mục mới bằng --home.",
                "The data home is not empty; restore into a new folder with --home."
            )
        case .noSpace: ("Ổ đĩa không còn chỗ.", "The disk is full.")
        case .failed:
            (
                "Không đọc hoặc ghi được tệp; hãy kiểm tra ổ đĩa và quyền.",
                "Files cannot be read or written; check disk and permissions."
            )
        }
    }
}
