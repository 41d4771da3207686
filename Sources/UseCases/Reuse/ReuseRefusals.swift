import Basics
import Dossiers

extension Refusal {
    static func unknownPaper(_ id: DocumentID) -> Refusal {
        Refusal("unknown_paper", .notFound, "Không có giấy tờ \(id).", "There is no paper \(id).")
    }

    static func unknownLink(_ id: ReuseLinkID) -> Refusal {
        Refusal("unknown_link", .notFound, "Không có liên kết \(id).", "There is no link \(id).")
    }

    static let paperNotTheirs = Refusal(
        "paper_not_proved", .badInput,
        "Chưa có căn cứ cho thấy giấy tờ là của người nộp và đúng loại cần; chỉ trùng tên thì không dùng lại được.",
        "Nothing proves that the paper is the applicant's and of the kind that is needed; a name alone proves nothing.")

    static let paperNotProved = Refusal(
        "paper_validity_unknown", .badInput,
        "Không có quy tắc cho biết giấy tờ còn hiệu lực; hãy xem giấy tờ rồi xác nhận chịu trách nhiệm.",
        "No rule says that the paper is still valid; look at it and confirm that you answer for it.")

    static let paperNotValid = Refusal(
        "paper_not_valid", .badInput, "Giấy tờ đã hết hiệu lực hoặc bị thu hồi.", "The paper has expired or is revoked."
    )

    static let paperNotInForce = Refusal(
        "paper_not_in_force", .conflict, "Giấy tờ không còn hiệu lực trong kho, hoặc đã dùng cho thành phần này.",
        "The paper is in force no longer, or serves this component already.")

    static let linkUndone = Refusal(
        "link_undone", .conflict, "Liên kết này đã được gỡ trước đó.", "The link was undone before.")

    static let revokedAlready = Refusal(
        "revoked_already", .conflict, "Giấy tờ đã ở tình trạng đó.", "The paper is so already.")

    static func textMissing(_ name: String) -> Refusal {
        Refusal(
            "text_missing", .badInput, "Phải ghi rõ mục đích, căn cứ hoặc lý do (tối đa \(ReuseLink.maxText) ký tự).",
            "Give a \(name) of at most \(ReuseLink.maxText) characters.")
    }
}
