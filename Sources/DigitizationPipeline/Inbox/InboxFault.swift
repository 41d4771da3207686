import Basics

/// Why something that was dropped into the inbox is not taken. The codes are stable.
public struct InboxFault: RefusalConvertible, Hashable {
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case emptyFolder = "empty_folder"
        case folderOfFolders = "folder_of_folders"
        /// The folder or none of its files can be opened.
        case unreadable
        /// It may not be moved or removed.
        case notPermitted = "not_permitted"
        case symbolicLink = "symbolic_link"
        /// Neither a file nor a folder.
        case notAFile = "not_a_file"
        /// The name is no UTF-8.
        case badName = "bad_name"
        /// A file is not what the manifest's digest says.
        case wrongDigest = "wrong_digest"
        /// A file that the manifest has a digest for is not there.
        case missingFiles = "missing_files"
        /// The batch was taken; these files of it could not be kept.
        case notKept = "not_kept"
        /// It is called like a copy that was never finished, and holds no page.
        case unfinished
        /// Taking it failed again and again.
        case failed
    }

    public var code: Code
    /// Names of the files that are meant; empty when all of it is.
    public var files: [String]
    /// Technical detail in English, without names or other personal data.
    public var detail: String

    public init(_ code: Code, files: [String] = [], detail: String = "") {
        self.code = code
        self.files = files
        self.detail = detail
    }
}

extension InboxFault {
    public var refusal: Refusal {
        let kind: Refusal.Kind =
            switch code {
            case .unreadable, .notPermitted, .notKept: .storage
            case .failed: .failed
            default: .badInput
            }
        return Refusal(
            code.rawValue, kind, ShownText(line: code.message.vietnamese), ShownText(line: code.message.english),
            detail: detail, at: Refusal.Place(file: files.first))
    }
}

extension InboxFault.Code {
    /// What it says to the station: what is wrong and what to do.
    public var message: (vietnamese: String, english: String) {
        switch self {
        case .emptyFolder:
            ("Thư mục không có tệp nào; hãy quét lại và nộp lại.", "The folder is empty; scan and hand it in again.")
        case .folderOfFolders:
            (
                "Thư mục chỉ chứa thư mục con; hãy nộp từng lô một.",
                "The folder holds folders only; hand in each batch by itself."
            )
        case .unreadable:
            ("Không mở được lô; hãy kiểm tra quyền đọc rồi nộp lại.", "It cannot be opened; check its permissions.")
        case .notPermitted:
            (
                "Không được phép chuyển lô; hãy cấp quyền ghi cho chương trình.",
                "It may not be moved; give the program permission to write."
            )
        case .symbolicLink:
            ("Đây là liên kết; hãy chép chính lô vào.", "It is a symbolic link; put the batch itself there.")
        case .notAFile: ("Không phải tệp hay thư mục.", "Neither a file nor a folder.")
        case .badName:
            ("Tên không phải UTF-8; hãy đổi tên rồi nộp lại.", "Its name is not UTF-8; rename it and hand it in again.")
        case .wrongDigest:
            (
                "Nội dung tệp khác với mã SHA-256 trong batch.json; hãy chép lại các tệp này.",
                "These files differ from their SHA-256 in batch.json; copy them again."
            )
        case .missingFiles:
            (
                "batch.json có tên tệp nhưng không thấy tệp; hãy nộp lại đủ tệp.",
                "batch.json lists files that are not there; hand in all of them."
            )
        case .notKept:
            (
                "Lô đã được nhận nhưng các tệp này không lưu được; hãy kiểm tra và nộp lại chúng.",
                "The batch was taken, but these files could not be kept; check them and hand them in again."
            )
        case .unfinished:
            (
                "Tệp chép dở dang, để lâu không thay đổi và không có trang nào; hãy chép lại.",
                "An unfinished copy that has not changed for long and holds no page; copy it again."
            )
        case .failed:
            ("Nhiều lần không nhận được lô; hãy báo quản trị.", "It could not be taken; tell the administrator.")
        }
    }
}
