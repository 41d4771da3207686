import Basics
import DigitizationPipeline
import Ledger

extension LedgerError: RefusalConvertible {
    public var refusal: Refusal {
        switch code {
        case .periodClosed:
            refusal(
                .badInput, "Kỳ đã khóa sổ; mở lại bằng sohoa postal reopen-period.",
                "these days are closed; reopen the period first.")
        case .homeInUse, .ownerGone, .ownerDiffers: homeRefusal
        case .busy:
            refusal(
                .tryAgain, "Kho dữ liệu đang bận vì lệnh khác; chưa ghi gì, hãy chạy lại sau ít phút.",
                "other commands keep the data home busy; nothing was recorded, run the command again in a while.",
                retryAfter: .seconds(2))
        case .transactionTooLong:
            refusal(
                .tryAgain, "Lệnh giữ kho dữ liệu quá lâu nên dịch vụ đã dừng nó; phần dở dang không được ghi.",
                "the service ended what took too long; nothing of that step was recorded.", retryAfter: .seconds(2))
        case .notFound: Refusal(code.rawValue, .notFound, "Không tìm thấy bản ghi.", "\(description)")
        case .noSpace, .storageFailed: storageRefusal
        case .homeUnusable, .newerSchema, .damagedRecord, .conflict, .tooLarge:
            Refusal(
                code.rawValue, .failed, "Lỗi sổ dữ liệu; hãy chạy sohoa verify và báo quản trị.",
                "The ledger reports an error; run sohoa verify and tell the administrator.", detail: detail)
        }
    }

    private var homeRefusal: Refusal {
        switch code {
        case .ownerGone:
            refusal(
                .homeInUse, "Dịch vụ đang giữ kho dữ liệu đã dừng giữa chừng; hãy chạy lại lệnh.",
                "the service that owned this data home has gone; run the command again.", retryAfter: .seconds(5))
        case .ownerDiffers:
            refusal(
                .homeInUse,
                "Dịch vụ đang giữ kho dữ liệu là phiên bản khác; hãy dùng cùng phiên bản hoặc khởi động lại dịch vụ.",
                "the service that owns this data home is another version of the program; use the same one, or restart "
                    + "the service.")
        default:
            refusal(
                .homeInUse, "Kho dữ liệu đang được một tiến trình khác sử dụng.",
                "another process has this data home open; wait for it or stop it.")
        }
    }

    /// What the disk beneath the ledger lacks.
    private var storageRefusal: Refusal {
        var refusal = EnvironmentFault(code == .noSpace ? .noSpace : .storageFailed, detail).refusal
        refusal.kind = code == .noSpace ? .noSpace : .storage
        refusal.retryAfter = .seconds(5)
        return refusal
    }

    /// The English begins with the code and what the ledger says.
    private func refusal(
        _ kind: Refusal.Kind, _ vietnamese: ShownText, _ english: ShownText, retryAfter: Duration? = nil
    ) -> Refusal {
        Refusal(code.rawValue, kind, vietnamese, "\(description): \(english)", retryAfter: retryAfter)
    }
}
