import Basics
import PostalChannel

/// Says that something of the postal channel was done.
public enum PostalNotice: Sendable {
    case matched
    case unmatched
    /// - Parameter carried: differences that go over into the next period.
    case periodClosed(Period, carried: Int)
    case periodReopened(Period)
    /// A sheet, by its path.
    case written(String)
    /// The workbook or the record of a reconciliation, by its path.
    case reportWritten(String)
    case labelsWritten(Int, file: String)
    case slipsWritten(parcels: Int, file: String)

    public var text: TextPage {
        switch self {
        case .matched: TextPage("Đã ghép; chạy sohoa postal reconcile để đối soát lại.")
        case .unmatched: TextPage("Đã tách; cặp cũ vẫn được lưu. Chạy sohoa postal reconcile để đối soát lại.")
        case .periodClosed(let period, let carried):
            TextPage(
                "Đã khóa sổ \(period)\(carried == 0 ? "" : ", \(carried) chênh lệch chuyển kỳ sau").")
        case .periodReopened(let period): TextPage("Đã mở lại \(period).")
        case .written(let file): TextPage("Đã ghi \(file)")
        case .reportWritten(let file): TextPage("Đã ghi \(file).")
        case .labelsWritten(let count, let file): TextPage("Đã ghi \(count) nhãn vào \(file)")
        case .slipsWritten(let parcels, let file): TextPage("Đã ghi phiếu gửi của \(parcels) bưu gửi vào \(file)")
        }
    }

    /// That a hand-over list was signed without an hour: one that the paper does not have is not invented (hour_missing).
    public static let hourMissing = TextPage(
        """
        Bảng kê được ghi là không có giờ ký; đối soát sẽ báo thiếu giờ cho từng bưu gửi.
        The list is recorded as signed without an hour; reconciliation will say so for each parcel (hour_missing).
        """)
}
