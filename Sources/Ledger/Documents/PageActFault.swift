import Basics
import Dossiers

/// Why an act on pages was not done. Nothing is changed then.
public enum PageActFault: Error, Hashable, Sendable {
    /// There is no such act, document or page, or it is of another agency.
    case unknown
    /// The pages stand otherwise than the person saw: who changed them last, where that is known.
    case outrun(PageAct?)
    /// The pages stand so already.
    case nothingChanges
    /// A signed file stands for itself: it is moved as a whole, and no page is taken out of it or put into it.
    case signed
    /// The component has a document of exactly these contents that is not in force.
    case heldAlready
    /// Documents of different components are no one document.
    case differentComponents
    /// A page is named that is not in the document, is named twice, or is missing.
    case badPages
    /// The act was taken back before, or takes back another.
    case notToUndo
    case badReason
    /// The register has no such case or component.
    case unknownSlot

    /// Most characters of a reason.
    public static let maxReason = 500
}

extension PageActFault: RefusalConvertible {
    public var refusal: Refusal {
        switch self {
        case .unknown:
            Refusal(
                "unknown_page", .notFound, "Không có trang hoặc giấy tờ này.", "There is no such page or document.")
        case .outrun(let act): Self.outrun(act)
        case .nothingChanges:
            Refusal(
                "nothing_changes", .badInput, "Các trang đã ở đúng như vậy; không có gì thay đổi.",
                "The pages stand like that already; nothing changed.")
        case .signed:
            Refusal(
                "signed_file", .unsupportedOperation,
                "Giấy tờ này là một tệp đã ký số: bỏ, thêm hay đổi thứ tự trang sẽ làm mất chữ ký. Chỉ có thể chuyển cả tệp.",
                "This document is a digitally signed file: taking out, adding or reordering pages would break its signature. It can only be moved as a whole."
            )
        case .heldAlready:
            Refusal(
                "held_already", .conflict, "Thành phần đã có giấy tờ với đúng các trang này.",
                "The component has a document of exactly these pages already.")
        case .differentComponents:
            Refusal(
                "different_components", .badInput,
                "Chỉ gộp được giấy tờ của cùng một thành phần; hãy chuyển trang trước.",
                "Only documents of one component become one; move the pages first.")
        case .badPages:
            Refusal(
                "bad_pages", .badInput, "Danh sách trang không khớp với giấy tờ; hãy tải lại trang.",
                "The pages named are not those of the document; load the page again.")
        case .notToUndo:
            Refusal(
                "nothing_to_undo", .conflict, "Việc này đã được hoàn tác, hoặc không hoàn tác được.",
                "This was taken back before, or cannot be.")
        case .badReason:
            Refusal(
                "bad_reason", .badInput, "Cần ghi lý do, nhiều nhất \(Self.maxReason) ký tự.",
                "Say why, in at most \(Self.maxReason) characters.")
        case .unknownSlot:
            Refusal(
                "unknown_component", .notFound, "Sổ không có hồ sơ hoặc thành phần này.",
                "The register has no such case or component.")
        }
    }

    private static func outrun(_ act: PageAct?) -> Refusal {
        guard let act else {
            return Refusal(
                "pages_changed", .conflict, "Giấy tờ đã thay đổi từ khi bạn mở; hãy xem lại rồi quyết định.",
                "The document changed since you opened it; look at what stands now and decide again.")
        }
        let time = LocalTime.text(act.recordedAt)
        return Refusal(
            "pages_changed", .conflict,
            "\(act.by) vừa thay đổi các trang này (\(act.verb.vietnamese), \(time)); hãy xem lại rồi quyết định.",
            "\(act.by) has changed these pages (\(act.verb.english), \(time)); look at what stands now and decide again."
        )
    }
}

extension PageAct.Verb {
    /// What was done, as histories and refusals say it.
    public var vietnamese: String {
        switch self {
        case .leaveOut: "bỏ trang khỏi giấy tờ"
        case .putBack: "đưa trang trở lại"
        case .move: "chuyển trang"
        case .split: "tách giấy tờ"
        case .merge: "gộp giấy tờ"
        case .reorder: "đổi thứ tự trang"
        case .rescan: "thay bằng bản quét lại"
        case .turn: "xoay trang"
        case .sendBack: "yêu cầu quét lại"
        case .undo: "hoàn tác"
        }
    }

    public var english: String {
        switch self {
        case .leaveOut: "page left out"
        case .putBack: "page put back"
        case .move: "pages moved"
        case .split: "document split"
        case .merge: "documents merged"
        case .reorder: "pages reordered"
        case .rescan: "rescan put in place"
        case .turn: "page turned"
        case .sendBack: "sent back to the station"
        case .undo: "taken back"
        }
    }
}
