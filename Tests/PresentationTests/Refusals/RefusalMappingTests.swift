import ArtifactStore
import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import Ledger
import PostalPipeline
import PrintedSheets
import Spreadsheets
import Testing

@testable import Office
@testable import Presentation

/// An error with what becomes of it.
struct ExplainedCase: Sendable, CustomTestStringConvertible {
    var error: any Error & Sendable
    var code: String
    var exitCode: Int32
    var status: Int

    init(_ error: any Error & Sendable, _ code: String, _ exitCode: Int32, _ status: Int) {
        (self.error, self.code, self.exitCode, self.status) = (error, code, exitCode, status)
    }

    var testDescription: String { "\(error)" }
}

@Suite struct RefusalMappingTests {
    static let ledger: [ExplainedCase] = LedgerError.Code.allCases.map { code in
        let (exitCode, status): (Int32, Int) =
            switch code {
            case .homeInUse, .ownerGone, .ownerDiffers: (69, 503)
            case .busy, .transactionTooLong: (75, 503)
            case .notFound: (66, 404)
            case .noSpace: (74, 507)
            case .storageFailed: (74, 503)
            case .periodClosed: (65, 400)
            case .homeUnusable, .newerSchema, .damagedRecord, .conflict, .tooLarge: (70, 500)
            }
        return ExplainedCase(LedgerError(code, "detail"), code.rawValue, exitCode, status)
    }

    static let custody: [ExplainedCase] = CustodyError.Code.allCases.map { code in
        let (exitCode, status): (Int32, Int) =
            switch code {
            case .destinationExists, .homeNotEmpty: (73, 409)
            case .busy: (69, 503)
            case .notABackup, .backupDamaged: (65, 400)
            case .noSpace: (74, 507)
            case .failed: (74, 503)
            }
        return ExplainedCase(CustodyError(code, ["one", "two"]), code.rawValue, exitCode, status)
    }

    static let machine: [ExplainedCase] =
        EnvironmentFault.Code.allCases.map { code in
            let (exitCode, status): (Int32, Int) = code == .noSpace ? (74, 507) : (75, 503)
            return ExplainedCase(EnvironmentFault(code, "detail"), code.rawValue, exitCode, status)
        } + [
            ExplainedCase(ArtifactStoreError(.noSpace, "detail"), "no_space", 74, 507),
            ExplainedCase(ArtifactStoreError(.storeUnusable, "detail"), "store_unusable", 74, 503),
            ExplainedCase(ArtifactStoreError(.notFound, "detail"), "store_unusable", 74, 503),
            ExplainedCase(RecognizerError.notStarted("errno 2"), "recognizer_unavailable", 75, 503),
            ExplainedCase(RecognizerError.killed, "recognizer_unavailable", 75, 503),
            ExplainedCase(RecognizerError.shutDown, "recognizer_unavailable", 75, 503),
            ExplainedCase(CancellationError(), "interrupted", 130, 503),
            ExplainedCase(POSIXError(.ENOENT), "not_found", 74, 503),
            ExplainedCase(POSIXError(.EACCES), "not_permitted", 74, 503),
            ExplainedCase(POSIXError(.EISDIR), "is_a_folder", 74, 503),
            ExplainedCase(POSIXError(.ENOSPC), "no_space", 74, 507),
            ExplainedCase(POSIXError(.EMFILE), "no_descriptors", 74, 503),
            ExplainedCase(CocoaError(.fileWriteFileExists), "exists", 74, 503),
            ExplainedCase(Unforeseen(), "unexpected_Unforeseen", 70, 500),
        ]

    static let handedIn: [ExplainedCase] = [
        ExplainedCase(IntakeError.notFound("/a"), "batch_not_found", 66, 404),
        ExplainedCase(IntakeError.empty("/a"), "empty_folder", 66, 404),
        ExplainedCase(IntakeError.folderOfBatches("/a"), "folder_of_folders", 66, 404),
        ExplainedCase(SpreadsheetFault(.unreadable, file: "a.xlsx"), "unreadable_file", 65, 400),
        ExplainedCase(FileFault(code: .encryptedPDF, detail: "d"), "encrypted_pdf", 65, 400),
        ExplainedCase(ParcelFault(.badValue, row: 3, field: "fee"), "bad_value", 65, 400),
        ExplainedCase(CaseRegisterFault(.badCaseCode, row: 3), "bad_case_code", 65, 400),
        ExplainedCase(HandoverFault(.unknownCase, "x"), "unknown_case", 65, 400),
        ExplainedCase(DecisionFault.notWaiting, "not_waiting", 66, 404),
        ExplainedCase(DecisionFault.unknownSlot, "unknown_component", 66, 404),
        ExplainedCase(DecisionFault.nothingReadable, "nothing_readable", 65, 400),
        ExplainedCase(DecisionFault.unknownPage, "unknown_page", 66, 404),
        ExplainedCase(DecisionFault.notLeftOut, "not_left_out", 65, 400),
        ExplainedCase(DecisionFault.notInDocument, "not_in_document", 65, 400),
        ExplainedCase(DecisionFault.onlyPage, "only_page", 65, 400),
        ExplainedCase(DecisionFault.assemblyFailed("d"), "assembly_failed", 70, 500),
        ExplainedCase(SheetFault.noVietnameseFont, "sheet_failed", 70, 500),
        ExplainedCase(SheetFault.notWritten("d"), "sheet_failed", 70, 500),
    ]

    private struct Unforeseen: Error {}

    @Test(arguments: ledger + custody + machine + handedIn)
    func everyErrorIsOneRefusal(one: ExplainedCase) {
        let refusal = Refusal(explaining: one.error)
        #expect(refusal.code == one.code)
        #expect(refusal.kind.exitCode == one.exitCode)
        #expect(refusal.kind.httpStatus == one.status)
        #expect(!refusal.vietnamese.text.isEmpty && !refusal.english.text.isEmpty)
        // The code is named once, in the English half.
        let english = refusal.text.text.dropFirst(refusal.vietnamese.text.count + 1)
        let isFirst = english.hasPrefix("\(one.code):")
        #expect(english.components(separatedBy: "(\(one.code)").count == (isFirst ? 1 : 2), "\(refusal.text.text)")
    }

    static let examples: [(any Error & Sendable, String)] = [
        (
            LedgerError(.busy, "locked"),
            "Kho dữ liệu đang bận vì lệnh khác; chưa ghi gì, hãy chạy lại sau ít phút.\n"
                + "busy: locked: other commands keep the data home busy; nothing was recorded, run the command again in "
                + "a while."
        ),
        (
            LedgerError(.damagedRecord, "row 3"),
            "Lỗi sổ dữ liệu; hãy chạy sohoa verify và báo quản trị.\n"
                + "The ledger reports an error; run sohoa verify and tell the administrator. (damaged_record: row 3)"
        ),
        (
            EnvironmentFault(.noSpace),
            "Ổ đĩa đầy; hãy giải phóng chỗ trống, việc sẽ tự chạy tiếp.\nThe disk is full; make room. (no_space)"
        ),
        (
            CustodyError(.backupDamaged, ["ledger.sqlite"]),
            "Bản sao lưu bị hỏng; không khôi phục gì. Hãy dùng bản sao lưu khác.\n"
                + "The backup is damaged; nothing was restored. Use another one. (backup_damaged)\n    ledger.sqlite"
        ),
        (
            IntakeError.notFound("/a\nb"),
            "Không tìm thấy lô quét: /a\\nb\nNo such batch; check the path. (batch_not_found)"
        ),
        (
            Refusal.noFile("/a"), "Không tìm thấy tệp: /a\nNo such file: /a (file_not_found)"
        ),
    ]

    @Test(arguments: examples)
    func texts(error: any Error & Sendable, text: String) {
        #expect(Refusal(explaining: error).text.text == text)
    }

    @Test func aStatementOfClosedDaysIsRefusedByItself() {
        let refusal = Refusal(ofStatement: LedgerError(.periodClosed, "2026-11-01"))
        #expect(refusal?.code == "period_closed" && refusal?.kind == .badInput)
        #expect(refusal?.vietnamese.text == "Kỳ đối soát đã khóa sổ; mở lại kỳ rồi nhận bảng kê.")
        for error in [LedgerError(.busy, ""), CancellationError(), POSIXError(.EACCES)] as [any Error] {
            #expect(Refusal(ofStatement: error) == nil)
        }
    }
}
