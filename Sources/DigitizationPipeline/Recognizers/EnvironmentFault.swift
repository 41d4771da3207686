import ArtifactStore
import Basics
import Foundation
import Ledger
import RecognizerProtocol

/// Something that the machine lacks, and no page, batch or document can help: work is put off until it is there.
public struct EnvironmentFault: Error, Hashable, Sendable {
    /// The codes are stable: jobs, health and logs name them.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// A program such as `pdftoppm` is missing or does not start.
        case toolMissing = "tool_missing"
        /// The recognizer's model is missing.
        case modelMissing = "model_missing"
        /// The recognizer cannot be started.
        case recognizerUnavailable = "recognizer_unavailable"
        /// Recognizers are killed from outside, whatever they read.
        case recognizerKilled = "recognizer_killed"
        case noSpace = "no_space"
        /// No file descriptors are left.
        case noDescriptors = "no_descriptors"
        /// The folder of originals cannot be written or read.
        case storeUnusable = "store_unusable"
        /// The ledger cannot be written or read.
        case storageFailed = "storage_failed"
        /// Another process has the data home.
        case homeInUse = "home_in_use"
    }

    public var code: Code
    /// Technical detail in English, without personal data.
    public var detail: String

    public init(_ code: Code, _ detail: String = "") {
        (self.code, self.detail) = (code, detail)
    }

    /// - Returns: `nil` when the error may be a page's, a batch's or the program's own fault.
    public init?(_ error: any Error) {
        switch error {
        case let error as EnvironmentFault: self = error
        case let error as RecognizerError: self.init(recognizer: error)
        case let error as ArtifactStoreError:
            self.init(error.code == .noSpace ? .noSpace : .storeUnusable, error.detail)
        case let error as LedgerError: self.init(ledger: error)
        default: self.init(system: error)
        }
    }

    /// As a job keeps it.
    public var jobError: JobError { JobError(code: code.rawValue, detail: detail) }

    private init?(recognizer error: RecognizerError) {
        switch error {
        case .exited(RecognizerExitCode.unavailable, let diagnostics):
            let line = diagnostics.split(separator: "\n").last.map(String.init) ?? ""
            self.init(line.contains("model") ? .modelMissing : .toolMissing, String(line.prefix(200)))
        case .notStarted(let detail):
            let isOutOfDescriptors = [EMFILE, ENFILE].contains { detail.hasSuffix("errno \($0)") }
            self.init(isOutOfDescriptors ? .noDescriptors : .recognizerUnavailable, detail)
        case .crashed, .exited, .timedOut, .garbage, .outOfMemory, .killed, .shutDown: return nil
        }
    }

    private init?(ledger error: LedgerError) {
        switch error.code {
        case .noSpace: self.init(.noSpace, error.detail)
        case .storageFailed: self.init(.storageFailed, error.detail)
        case .homeInUse: self.init(.homeInUse, error.detail)
        default: return nil
        }
    }

    private init?(system error: any Error) {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        let isFull = error.domain == NSCocoaErrorDomain && error.code == CocoaError.fileWriteOutOfSpace.rawValue
        guard isFull || cause.domain == NSPOSIXErrorDomain else { return nil }
        switch CInt(truncatingIfNeeded: cause.code) {
        case _ where isFull: self.init(.noSpace)
        case ENOSPC, EDQUOT: self.init(.noSpace)
        case EMFILE, ENFILE: self.init(.noDescriptors)
        default: return nil
        }
    }
}

extension EnvironmentFault: RefusalConvertible {
    /// What is told of an error with which a job was put off, of whatever version its code is.
    static func refusal(code: String, detail: String) -> Refusal {
        Code(rawValue: code).map { EnvironmentFault($0, detail).refusal }
            ?? Refusal(
                code, .tryAgain, "Máy đang trục trặc, việc sẽ tự chạy tiếp.",
                "Something is wrong with the machine; the work goes on by itself.", detail: detail)
    }

    public var refusal: Refusal {
        let text = code.message
        return Refusal(
            code.rawValue, code == .noSpace ? .noSpace : .tryAgain, ShownText(line: text.vietnamese),
            ShownText(line: text.english), detail: detail)
    }
}

extension EnvironmentFault.Code {
    /// What is wrong and what to do.
    public var message: (vietnamese: String, english: String) {
        switch self {
        case .toolMissing:
            (
                "Thiếu chương trình phụ; hãy cài các gói Debian poppler-utils và mupdf-tools, việc sẽ tự chạy tiếp.",
                "A helper program is missing; install Debian's poppler-utils and mupdf-tools, the work then goes on by itself."
            )
        case .modelMissing:
            (
                "Thiếu mô hình nhận dạng; hãy cài gói Debian tesseract-ocr-vie, việc sẽ tự chạy tiếp.",
                "The recognition model is missing; install the Debian package tesseract-ocr-vie, the work then goes on."
            )
        case .recognizerUnavailable:
            (
                "Không chạy được chương trình nhận dạng; hãy kiểm tra cài đặt và bộ nhớ của máy.",
                "The recognizer cannot be started; check the installation and the machine's memory."
            )
        case .recognizerKilled:
            (
                "Chương trình nhận dạng bị hệ thống dừng, có thể do thiếu bộ nhớ; hãy giảm --recognizers hoặc thêm bộ nhớ.",
                "Recognizers are killed by the system, most likely for want of memory; use fewer or add memory."
            )
        case .noSpace: ("Ổ đĩa đầy; hãy giải phóng chỗ trống, việc sẽ tự chạy tiếp.", "The disk is full; make room.")
        case .noDescriptors:
            (
                "Hết số tệp được mở cùng lúc; hãy tăng giới hạn (ulimit -n, LimitNOFILE).",
                "No file descriptors are left; raise the limit (ulimit -n, LimitNOFILE)."
            )
        case .storeUnusable:
            (
                "Không ghi hoặc đọc được kho tệp; hãy kiểm tra ổ đĩa và quyền.",
                "The store cannot be used; check the disk."
            )
        case .storageFailed:
            ("Không ghi hoặc đọc được sổ dữ liệu; hãy kiểm tra ổ đĩa.", "The ledger cannot be used; check the disk.")
        case .homeInUse:
            ("Kho dữ liệu đang được một tiến trình khác dùng.", "Another process has the data home open.")
        }
    }
}
