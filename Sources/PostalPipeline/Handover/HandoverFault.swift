import Basics
import PostalChannel

/// Why parcels cannot be handed over, labelled or listed.
public struct HandoverFault: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// No parcel waits to be handed over.
        case nothingToHandOver = "nothing_to_hand_over"
        case unknownHandoverList = "unknown_manifest"
        case unknownParcel = "unknown_parcel"
        /// The parcel's cases are not in the register, or its result is not packed.
        case notWaiting = "not_waiting"
        /// The parcel stands on a list that is in force.
        case onList = "on_list"
        /// The parcel was handed over before.
        case handedOver = "handed_over"
        /// The rules do not say with which letters item codes of a service begin.
        case noPrefix = "no_prefix"
        case badOffice = "bad_office"
        /// The parcel has no number yet: it gets one when it is put on a list.
        case noNumber = "no_number"
        case badRange = "bad_range"
        case unknownCase = "unknown_case"
        case unknownLeg = "unknown_leg"
        case unknownEvent = "unknown_event"
        /// The case's checklist has no such component.
        case unknownComponent = "unknown_component"
    }

    public var code: Code
    /// What is meant.
    public var subject: String
    /// The list that is meant.
    public var list: String

    public init(_ code: Code, _ subject: String = "", list: String = "") {
        self.code = code
        self.subject = subject
        self.list = list
    }

    public var stableCode: String { code.rawValue }
    public var vietnamese: String { texts.0 }
    public var english: String { texts.1 }

    private var texts: (String, String) {
        switch code {
        case .nothingToHandOver: ("Không có bưu gửi nào chờ bàn giao.", "No parcel waits to be handed over.")
        case .unknownHandoverList: ("Không có bảng kê \(subject).", "There is no list \(subject).")
        case .unknownParcel: ("Không có bưu gửi \(subject).", "There is no parcel \(subject).")
        case .notWaiting:
            (
                "Bưu gửi \(subject) chưa thể bàn giao: hồ sơ chưa có trong sổ, hoặc kết quả chưa đóng gói.",
                "Parcel \(subject) cannot be handed over yet: its cases are not registered, or nothing is packed."
            )
        case .onList:
            ("Bưu gửi \(subject) đã có trong bảng kê \(list).", "Parcel \(subject) is on list \(list) already.")
        case .handedOver: ("Bưu gửi \(subject) đã bàn giao.", "Parcel \(subject) was handed over already.")
        case .noPrefix:
            (
                "Quy tắc chưa nêu đầu số hiệu cho dịch vụ “\(subject)” (rules/postal/handover.yaml).",
                "The rules name no item code prefix for the service \(subject) (rules/postal/handover.yaml)."
            )
        case .badOffice:
            ("Mã bưu cục không hợp lệ: \(subject).", "Not a post office's code (1 to 16 of A-Z, 0-9): \(subject)")
        case .noNumber:
            (
                "Bưu gửi \(subject) chưa có số hiệu; số được cấp khi lập bảng kê.",
                "Parcel \(subject) has no number yet; it gets one when it is put on a list."
            )
        case .badRange:
            ("Dải số hiệu không hợp lệ: \(subject).", "Not a range of S10 item codes: \(subject)")
        case .unknownCase: ("Không có hồ sơ \(subject) trong sổ.", "The register has no case \(subject).")
        case .unknownLeg: ("Không có chặng \(subject).", "There is no leg \(subject).")
        case .unknownComponent:
            (
                "Hồ sơ không có thành phần \(subject); xem danh mục bằng sohoa cases show.",
                "The case's checklist has no component \(subject); sohoa cases show lists them."
            )
        case .unknownEvent: ("Không có sự kiện “\(subject)”.", "There is no event \(subject).")
        }
    }
}
