import Basics
import DigitizationPipeline
import Foundation

extension Refusal {
    /// What a person is told of an error of the system, or of one that was not foreseen.
    init(system error: any Error) {
        if let fault = EnvironmentFault(error) {
            self = fault.refusal
            kind = fault.code == .noSpace ? .noSpace : .storage
        } else {
            let failure = SystemFailure(error)
            self.init(
                failure.code, failure.isAboutFiles ? .storage : .failed, failure.vietnameseText, "\(failure.english)")
        }
    }
}

/// An error of the system, or one that was not foreseen, as a person can use it: what could not be done with which file,
/// and what to do.
private struct SystemFailure {
    /// Stable code: what the system calls it.
    let code: String
    let isAboutFiles: Bool
    private let vietnamese: String
    let english: String
    private let path: String?

    init(_ error: any Error) {
        let outer = error as NSError
        let cause = outer.userInfo[NSUnderlyingErrorKey] as? NSError
        path = outer.userInfo[NSFilePathErrorKey] as? String ?? (outer.userInfo[NSURLErrorKey] as? URL)?.path
        let reason = [cause, outer].compactMap { $0 }.first { $0.domain == NSPOSIXErrorDomain }
            .map { CInt(truncatingIfNeeded: $0.code) }
        isAboutFiles = reason != nil || outer.domain == NSCocoaErrorDomain
        switch (reason, isAboutFiles ? CocoaError.Code(rawValue: outer.code) : nil) {
        case (ENOENT?, _), (ENOTDIR?, _), (_, CocoaError.fileNoSuchFile?), (_, CocoaError.fileReadNoSuchFile?):
            (code, vietnamese, english) = (
                "not_found", "Không tìm thấy tệp hoặc thư mục; hãy kiểm tra đường dẫn",
                "No such file or folder; check the path"
            )
        case (EACCES?, _), (EPERM?, _), (EROFS?, _), (_, CocoaError.fileReadNoPermission?),
            (_, CocoaError.fileWriteNoPermission?), (_, CocoaError.fileWriteVolumeReadOnly?):
            (code, vietnamese, english) = (
                "not_permitted", "Không được phép đọc hoặc ghi; hãy kiểm tra quyền",
                "It may not be read or written; check its permissions"
            )
        case (EEXIST?, _), (_, CocoaError.fileWriteFileExists?):
            (code, vietnamese, english) = (
                "exists", "Đã có tệp cùng tên; hãy chọn tên khác", "There is a file of that name; choose another"
            )
        case (EISDIR?, _):
            (code, vietnamese, english) = (
                "is_a_folder", "Đây là thư mục, không phải tệp; hãy kiểm tra đường dẫn",
                "It is a folder, not a file; check the path"
            )
        case (_, _) where isAboutFiles:
            let number = reason.map { "errno_\($0)" } ?? "cocoa_\(outer.code)"
            (code, vietnamese, english) = (
                number, "Không dùng được tệp; hãy kiểm tra ổ đĩa và thử lại",
                "The file cannot be used; check the disk and try again"
            )
        default:
            code = "unexpected_\(String(describing: type(of: error)))"
            vietnamese = "Lỗi ngoài dự kiến; hãy chạy lại, nếu còn lỗi hãy báo quản trị kèm mã này"
            english = "An unexpected error; try again, and tell the administrator this code if it stays"
        }
    }

    /// With the path, where the system names it.
    var vietnameseText: ShownText { "\(vietnamese)\(path.map { ": \($0)" } ?? "")" }
}
