import Basics
import Dossiers

/// What is refused in many places: nothing is there under the name that somebody gave.
extension Refusal {
    public static func noDataHome(at path: String) -> Refusal {
        Refusal(
            "no_data_home", .notFound, "Chưa có kho dữ liệu: \(path)",
            "There is no data home; import cases first (sohoa cases import) or give --home.")
    }

    public static func noFile(_ path: String) -> Refusal {
        Refusal("file_not_found", .notFound, "Không tìm thấy tệp: \(path)", "No such file: \(path)")
    }

    public static func unknownCase(_ code: CaseCode) -> Refusal {
        Refusal("unknown_case", .notFound, "Không có hồ sơ \(code).", "The register has no case \(code).")
    }

    public static func unknownBatch(_ name: String) -> Refusal {
        Refusal("unknown_batch", .notFound, "Không có lô quét nào tên \(name).", "There is no batch \(name).")
    }

    public static func unknownWaitingItem(_ id: String) -> Refusal {
        Refusal("unknown_item", .notFound, "Không có mục \(id).", "There is no item \(id).")
    }

    public static func unknownDifference(_ id: String) -> Refusal {
        Refusal("unknown_difference", .notFound, "Không có chênh lệch \(id).", "There is no difference \(id).")
    }

    /// - Parameter name: of its file, or its identity.
    public static func unknownStatement(_ name: String) -> Refusal {
        Refusal(
            "unknown_statement", .notFound,
            "Không có, hoặc có nhiều bảng kê \(name); hãy dùng mã: sohoa postal statements",
            "No statement, or several, of that name; use its identity.")
    }

    public static func unknownJob(_ id: String) -> Refusal {
        Refusal("unknown_job", .notFound, "Không có việc này.", "There is no job \(id); see sohoa jobs.")
    }

    /// - Parameter reason: English.
    public static func jobNotDecidable(_ reason: String) -> Refusal {
        Refusal("job_not_decidable", .badInput, "Việc này đang chạy hoặc đã xong.", "It cannot be decided: \(reason).")
    }

    /// None of the cases has a component for which sheets were asked.
    public static let noSuchComponent = Refusal(
        "unknown_component", .notFound, "Hồ sơ không có thành phần đó.", "No case has such a component.")

    public static func folderNotMade(_ path: String) -> Refusal {
        Refusal("folder_not_made", .cannotCreate, "Không tạo được thư mục \(path).", "\(path) cannot be made.")
    }

    public static let recognizerMissing = Refusal(
        "recognizer_missing", .failed, "Thiếu chương trình sohoa-recognizer bên cạnh sohoa.",
        "The program sohoa-recognizer must stand beside sohoa; install both.")

    /// - Parameters:
    ///   - place: file and line, variable or flag.
    ///   - expected: what would be taken there, English.
    public static func badSetting(_ place: String, expected: String) -> Refusal {
        Refusal("bad_setting", .badInput, "Cấu hình không hợp lệ: \(place)", "\(place): expected \(expected)")
    }

    /// What is wrong with a register as a whole.
    public static func badRegister(_ fault: CaseRegisterFault, file: String) -> Refusal {
        var refusal = fault.refusal
        refusal.vietnamese = "\(file): \(refusal.vietnamese)"
        refusal.place?.file = file
        return refusal
    }
}
