import ArgumentParser
import ArtifactStore
import Basics
import DigitizationPipeline
import DocumentModel
import Foundation
import Ledger
import Office
import PostalChannel
import PostalPipeline
import PrintedSheets
import Spreadsheets
import VietnameseText

/// Ends the program on an error: what is wrong and what to do on standard error, and an exit code of its own kind.
enum Failure {
    /// Exit codes, after sysexits.h.
    enum Code: Int32 {
        /// The command did its work and found something wrong, as `grep` and `diff` end with 1.
        case findings = 1
        case badInput = 65
        case notFound = 66
        case homeInUse = 69
        case failed = 70
        case cannotCreate = 73
        case ioError = 74
        /// Something that the machine lacks, or another process is using; the same call goes on once it is there.
        case tryAgain = 75
        case interrupted = 130
    }

    static func exit(with error: any Error) -> Never {
        switch error {
        case let error as EnvironmentFault:
            end(error.code == .noSpace ? .ioError : .tryAgain, text(of: error))
        case is CancellationError:
            end(.interrupted, "Đã dừng. Chạy lại cùng lệnh để làm tiếp.\nStopped; run the same command to go on.")
        case let error as UserError: end(error.code, error.message)
        case let error as IntakeError: end(.notFound, ShownText(lines: error.description))
        case let error as PostalRulesFault: end(.badInput, ShownText(lines: error.description))
        case let error as SpreadsheetFault: end(.badInput, ShownText(lines: error.description))
        case let error as ParcelFault: end(.badInput, ShownText(lines: error.description))
        case let error as any ExplainedError:
            end(.badInput, "\(error.vietnamese)\n\(error.english) (\(error.stableCode))")
        case let error as NothingReconciled: end(.notFound, ShownText(lines: error.description))
        case let error as SheetFault:
            end(.failed, "\(error.message)\nThe sheet cannot be printed: \(String(describing: error)) (sheet_failed)")
        case let error as DecisionRefused: end(.badInput, ShownText(lines: error.description))
        case let error as LedgerError where error.code == .periodClosed:
            end(
                .badInput,
                "Kỳ đã khóa sổ; mở lại bằng sohoa postal reopen-period.\n\(error.description): "
                    + "these days are closed; reopen the period first.")
        case let error as PipelineFile.Fault: end(.badInput, ShownText(lines: error.description))
        case let error as LedgerError where error.code == .homeInUse:
            end(
                .homeInUse,
                "Kho dữ liệu đang được một tiến trình khác sử dụng.\n\(error.description): "
                    + "another process has this data home open; wait for it or stop it.")
        case let error as LedgerError where error.code == .ownerGone:
            end(
                .homeInUse,
                "Dịch vụ đang giữ kho dữ liệu đã dừng giữa chừng; hãy chạy lại lệnh.\n\(error.description): "
                    + "the service that owned this data home has gone; run the command again.")
        case let error as LedgerError where error.code == .ownerDiffers:
            end(
                .homeInUse,
                "Dịch vụ đang giữ kho dữ liệu là phiên bản khác; hãy dùng cùng phiên bản hoặc khởi động lại dịch vụ.\n"
                    + "\(error.description): the service that owns this data home is another version of the program; "
                    + "use the same one, or restart the service.")
        case let error as LedgerError where error.code == .busy:
            end(
                .tryAgain,
                "Kho dữ liệu đang bận vì lệnh khác; chưa ghi gì, hãy chạy lại sau ít phút.\n\(error.description): "
                    + "other commands keep the data home busy; nothing was recorded, run the command again in a while.")
        case let error as LedgerError where error.code == .transactionTooLong:
            end(
                .tryAgain,
                "Lệnh giữ kho dữ liệu quá lâu nên dịch vụ đã dừng nó; phần dở dang không được ghi.\n"
                    + "\(error.description): the service ended what took too long; nothing of that step was recorded.")
        case let error as DigitizingFailed:
            end(
                .failed,
                "Lô \(error.batch) đã bị bỏ sau nhiều lần hỏng; xem: sohoa jobs\n"
                    + "The batch was given up; see sohoa jobs for why, and retry it there.")
        case let error as LedgerError where error.code == .notFound:
            end(.notFound, "Không tìm thấy bản ghi.\n\(error.description)")
        case let error as LedgerError where error.code == .noSpace || error.code == .storageFailed:
            end(.ioError, text(of: EnvironmentFault(error) ?? EnvironmentFault(.storageFailed, error.detail)))
        case let error as LedgerError:
            end(
                .failed,
                "Lỗi sổ dữ liệu; hãy chạy sohoa verify và báo quản trị.\n"
                    + "The ledger reports an error; run sohoa verify and tell the administrator. (\(error.description))"
            )
        case let error as CustodyError: end(Code(error), "\(error.vietnamese)\n\(ShownText(lines: error.english))")
        case let error as ArtifactStoreError:
            end(.ioError, text(of: EnvironmentFault(error) ?? EnvironmentFault(.storeUnusable, error.detail)))
        case let error as FileFault:
            let text = error.code.message
            end(.badInput, "\(text.vietnamese)\n\(text.english) (\(error.code.rawValue): \(error.detail))")
        case let error as RecognizerError:
            end(
                .tryAgain,
                text(
                    of: EnvironmentFault(error)
                        ?? EnvironmentFault(.recognizerUnavailable, "\(error.issueCode?.rawValue ?? "shut_down")")))
        case is ExitCode, is ValidationError, is CleanExit: endParsing(error)
        default: endOther(error)
        }
    }

    /// What the parser of the command line has to say; it quotes what was typed.
    private static func endParsing(_ error: any Error) -> Never {
        let code = Sohoa.exitCode(for: error)
        guard code != .success else { Sohoa.exit(withError: error) }
        let message = Sohoa.fullMessage(for: error)
        if !message.isEmpty { Print.error(ShownText(lines: message) + "\n") }
        Foundation.exit(code.rawValue)
    }

    /// An error that no command explains: the system's, or one that was not foreseen.
    private static func endOther(_ error: any Error) -> Never {
        let parsing = Sohoa.exitCode(for: error)
        if parsing == .validationFailure || parsing == .success { endParsing(error) }
        if let fault = EnvironmentFault(error) { end(.ioError, text(of: fault)) }
        let failure = SystemFailure(error)
        end(failure.isAboutFiles ? .ioError : .failed, failure.text)
    }

    private static func text(of fault: EnvironmentFault) -> ShownText {
        let (vietnamese, english) = fault.code.message
        let detail = fault.detail.isEmpty ? "" : ": \(fault.detail)"
        return "\(vietnamese)\n\(english) (\(fault.code.rawValue)\(detail))"
    }

    private static func end(_ code: Code, _ message: ShownText) -> Never {
        Print.error(message + "\n")
        Foundation.exit(code.rawValue)
    }
}

/// An error that a command explains itself.
struct UserError: Error {
    var code: Failure.Code
    /// Vietnamese line, then English line.
    var message: ShownText

    init(_ code: Failure.Code, _ vietnamese: ShownText, _ english: ShownText) {
        self.code = code
        message = "\(vietnamese)\n\(english)"
    }

    @_disfavoredOverload
    init(_ code: Failure.Code, _ vietnamese: String, _ english: ShownText) {
        self.init(code, ShownText(line: vietnamese), english)
    }
}
