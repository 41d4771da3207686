extension Phrases {
    /// Of what people check word by word.
    static let reviewPhrases: [String: Phrase] = [
        "toDecide": Phrase("Còn phải quyết định", "Still to decide"), "inHandsOf": Phrase("Ai", "Who"),
        "ofOneBatch": Phrase("Chỉ của lô", "Only of batch"), "doubt": Phrase("Điều còn ngờ", "The doubt"),
        "reviewLists": Phrase("Danh sách", "Lists"),
        "reviewTake": Phrase("Nhận kiểm tra", "Take it"),
        "reviewTakeOver": Phrase("Nhận thay người này", "Take it over"),
        "reviewResume": Phrase("Đưa lại vào hàng và nhận", "Put it back and take it"),
        "reviewRelease": Phrase("Trả lại mục", "Give it back"),
        "reviewRecord": Phrase("Ghi quyết định", "Record"),
        "reviewRest": Phrase("Ghi, và xác nhận các chữ còn lại của trang", "Record, and confirm the rest of the page"),
        "reviewKeepDraft": Phrase("Giữ bản nháp", "Keep a draft"),
        "reviewElsewhere": Phrase("Cùng lỗi ở nơi khác trong lô", "The same error elsewhere in the batch"),
        "reviewElsewhereHint": Phrase(
            "Bỏ dấu những chỗ không phải lỗi này.", "Take the mark off where it is not the same error."),
        "reviewCorrectElsewhere": Phrase("Sửa các chữ đã chọn", "Correct the chosen words"),
        "reviewUndo": Phrase("Hoàn tác lần ghi cuối", "Undo the last act"),
        "reviewFinish": Phrase("Ghi, xong, sang mục sau", "Record, done, next item"),
        "reviewPostpone": Phrase("Để người phụ trách quyết định", "Leave it to a senior"),
        "reviewSigned": Phrase(
            "Bản gốc đã ký số giữ nguyên; sửa ở đây chỉ đổi chữ và tìm kiếm.",
            "The signed original stays as it is; corrections change text and search only."),
        "reviewWords": Phrase("Chữ cần xem", "Words to look at"),
        "reviewNoWords": Phrase("Trang này không còn chữ nào cần xem.", "No word of this page needs a look."),
        "reviewAllWords": Phrase("Hiện mọi chữ của trang", "List all words"),
        "reviewUnsureWords": Phrase("Chỉ chữ chưa chắc", "Only those not sure"),
        "reviewIsRight": Phrase("đúng", "right"), "reviewIsNoText": Phrase("không phải chữ", "no text"),
        "reviewKeys": Phrase(
            "Enter: chữ sau · F2: đúng · F4: không phải chữ · Alt+1–9: chữ gợi ý · Ctrl+Enter: ghi",
            "Enter: next word · F2: right · F4: no text · Alt+1–9: what is offered · Ctrl+Enter: record"),
        "reviewMust": Phrase("bắt buộc", "required"),
        "reviewIsAbsent": Phrase("không có trên giấy", "not on the paper"),
        "reviewEvidence": Phrase("Xem trang", "See its page"),
        "reviewTypeHere": Phrase("gõ theo ảnh", "type what the picture shows"),
        "reviewFields": Phrase("Các trường", "Fields"),
        "reviewConflict": Phrase("Người khác vừa quyết định khác", "Somebody else has just decided otherwise"),
        "reviewStands": Phrase("Đang đứng", "Stands now"), "reviewYours": Phrase("Bạn vừa gõ", "You typed"),
        "reviewConflictHint": Phrase(
            "Chưa có gì của lần gửi này được ghi. Những gì bạn gõ còn nguyên bên dưới; gửi lại là thay cái đang đứng.",
            "Nothing of what you sent was recorded. All you typed is below; sending it again replaces what stands."),
    ]
}
