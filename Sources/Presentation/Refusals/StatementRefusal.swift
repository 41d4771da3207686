import Basics
import DocumentModel
import Ledger
import Spreadsheets

extension Refusal {
    /// What is wrong with a statement's file that could not be taken, when that concerns this file only; others go on.
    public init?(ofStatement error: any Error) {
        switch error {
        case let fault as SpreadsheetFault: self = fault.refusal
        case let fault as FileFault: self = fault.refusal
        case let error as LedgerError where error.code == .periodClosed:
            self.init(
                error.code.rawValue, .badInput, "Kỳ đối soát đã khóa sổ; mở lại kỳ rồi nhận bảng kê.",
                "\(error.description): the statement covers closed days; reopen them first.")
        default: return nil
        }
    }
}
