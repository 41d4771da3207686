import Basics
import Dossiers
import Ledger

extension ReviewConflict: RefusalConvertible {
    public var refusal: Refusal {
        let names = Set(items.map(\.standing.by)).sorted().joined(separator: ", ")
        return Refusal(
            "correction_conflict", .conflict,
            "\(names) vừa sửa chỗ này khác đi (\(items.count)); hãy xem lại rồi quyết định.",
            "\(names) has just decided otherwise about \(items.count) of these; look at what stands now and decide again."
        )
    }
}

extension ReviewFault: RefusalConvertible {
    public var refusal: Refusal {
        switch self {
        case .unknown:
            Refusal("unknown_item", .notFound, "Không có mục này.", "There is no such item.")
        case .notInForce:
            Refusal(
                "not_in_force", .conflict, "Giấy tờ này đã được thay thế hoặc bỏ.",
                "Another document has taken the place of this one, or it was discarded.")
        case .readingChanged:
            Refusal(
                "reading_changed", .outdated, "Trang đã được đọc lại; hãy mở lại mục này.",
                "The page was read anew; open the item again.")
        case .nothingToUndo:
            Refusal(
                "nothing_to_undo", .conflict, "Không còn gì để hoàn tác.", "You have decided nothing here to take back."
            )
        case .taken(let lease):
            Refusal(
                "review_taken", .conflict, "\(lease.by) đang kiểm tra mục này từ \(LocalTime.text(lease.since)).",
                "\(lease.by) has been working on this item since \(LocalTime.text(lease.since)).")
        case .unfinished(let words, let fields):
            Refusal(
                "review_unfinished", .conflict, "Còn \(words) chữ và \(fields) trường chưa được quyết định.",
                "\(words) words and \(fields) fields are still to be decided.")
        case .badCorrection(let what):
            Refusal(
                "bad_correction", .badInput, "Nội dung sửa không hợp lệ: \(what)",
                "This cannot be written there: \(what)")
        case .badNote:
            Refusal(
                "bad_note", .badInput, "Cần ghi lý do, nhiều nhất \(ReviewNote.maxLength) ký tự.",
                "Say why, in at most \(ReviewNote.maxLength) characters.")
        case .actDiffers:
            Refusal(
                "act_differs", .conflict,
                "Biểu mẫu này đã được gửi với nội dung khác; hãy so lại những gì đang đứng rồi gửi lần nữa.",
                "This form was sent before with something else in it; compare what stands now and send it again.")
        case .badActKey:
            Refusal(
                "bad_act_key", .badInput, "Biểu mẫu thiếu mã lần gửi; hãy tải lại trang.",
                "The form lacks the key of its act; load the page again.")
        case .draftTooLarge:
            Refusal(
                "draft_too_large", .tooLarge,
                "Bản nháp quá dài (nhiều nhất \(ReviewDraft.maxBytes >> 10) KB); hãy ghi các quyết định đã gõ trước.",
                "The draft is too long (at most \(ReviewDraft.maxBytes >> 10) KB); record what you have typed first.")
        }
    }
}
