import Basics

/// Why something cannot be done with a hand-over list.
public struct HandoverListRefusal: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case impossibleStep = "impossible_step"
        /// The number does not follow the last one of its office and year.
        case gapInNumbers = "gap_in_numbers"
        case wrongYear = "wrong_year"
        case noLines = "no_lines"
        case tooManyLines = "too_many_lines"
        case parcelTwice = "parcel_twice"
        case unknownParcel = "unknown_parcel"
        case lineIncomplete = "line_incomplete"
        case outOfRange = "out_of_range"
        case tooLong = "too_long"
        case signatureMissing = "signature_missing"
        /// One person signed for both sides.
        case sameSigner = "same_signer"
        case signedBeforeDay = "signed_before_day"
        case signedInFuture = "signed_in_future"
        case reasonMissing = "reason_missing"
        /// The parcel, struck out before, stands on a later list by now.
        case onOtherList = "on_other_list"
    }

    public var code: Code
    public var number: HandoverListNumber
    public var state: HandoverList.State?
    /// The parcel that is meant, or the number that was expected.
    public var subject: String?

    public init(_ code: Code, _ number: HandoverListNumber, state: HandoverList.State? = nil, subject: String? = nil) {
        self.code = code
        self.number = number
        self.state = state
        self.subject = subject
    }

    public var stableCode: String { code.rawValue }
    public var vietnamese: String { "Bảng kê \(number): \(texts.0)" }
    public var english: String { "List \(number): \(texts.1)" }

    private var texts: (String, String) {
        let subject = subject ?? ""
        return switch code {
        case .impossibleStep:
            (
                "không làm được khi bảng kê ở trạng thái “\(state?.vietnamese ?? "")”.",
                "not possible while it is \(state?.rawValue ?? "")."
            )
        case .gapInNumbers: ("số tiếp theo phải là \(subject).", "the next number is \(subject).")
        case .wrongYear: ("năm của số không phải năm của ngày lập.", "the number's year is not the day's.")
        case .noLines: ("không có bưu gửi nào.", "there is no parcel.")
        case .tooManyLines:
            (
                "quá \(HandoverList.Limit.lines) dòng; hãy tách bảng kê.",
                "more than \(HandoverList.Limit.lines) lines; split it."
            )
        case .parcelTwice: ("bưu gửi \(subject) có hai dòng.", "parcel \(subject) has two lines.")
        case .unknownParcel: ("không có bưu gửi \(subject).", "there is no parcel \(subject).")
        case .lineIncomplete:
            ("dòng \(subject) thiếu mã hoặc hồ sơ.", "the line of \(subject) lacks a number or a leg.")
        case .outOfRange:
            ("số liệu của \(subject) ngoài phạm vi.", "a figure of \(subject) is out of range.")
        case .tooLong: ("nội dung quá dài.", "a text is too long.")
        case .signatureMissing: ("thiếu chữ ký của một bên.", "a signature is missing.")
        case .sameSigner:
            ("một người không thể ký cho cả hai bên.", "one person cannot sign for both sides.")
        case .signedBeforeDay: ("giờ ký trước ngày lập.", "it was signed before its day.")
        case .signedInFuture: ("giờ ký sau thời điểm ghi nhận.", "it was signed later than recorded.")
        case .reasonMissing: ("thiếu lý do.", "the reason is missing.")
        case .onOtherList:
            ("bưu gửi \(subject) đã có trong bảng kê khác.", "parcel \(subject) is on another list by now.")
        }
    }
}
