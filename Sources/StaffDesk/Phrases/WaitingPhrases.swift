extension Phrases {
    /// Of what waits for a person.
    static let waitingPhrases: [String: Phrase] = [
        "since": Phrase("Từ lúc", "Since"),
        "nothingWaits": Phrase(
            "Không có gì chờ. Mục mới hiện ở đây khi máy không chắc một trang thuộc hồ sơ nào, hoặc thấy trang quét lặp.",
            "Nothing waits. New items come here when the machine is not sure where a page belongs, or sees one scanned twice."
        ),
        "nextItem": Phrase("Mục sau", "Next item"), "backToList": Phrase("Về danh sách", "Back to the list"),
        "pagesInQuestion": Phrase("Các trang cần quyết định", "Pages in question"),
        "compareWith": Phrase("So với", "Compare with"), "decide": Phrase("Quyết định", "Decide"),
        "assign": Phrase("Gắn vào thành phần này", "Give to this component"),
        "choose": Phrase("Chọn", "Choose"), "chosenOnes": Phrase("Với các mục đã chọn:", "With the chosen ones:"),
        "keepPages": Phrase("Giữ trang (không phải quét lặp)", "Keep the pages (not scanned twice)"),
        "discardPages": Phrase("Không dùng", "Discard"),
        "leaveOut": Phrase("Bỏ trang khỏi giấy tờ", "Leave the page out"),
        "leaveOutHint": Phrase(
            "trang trắng hoặc quét lặp; trang vẫn được giữ và đưa trở lại được",
            "blank or scanned twice; it stays kept and can be put back"),
        "putBack": Phrase("Đưa trang trở lại giấy tờ", "Put the page back"),
        "putBackHint": Phrase("giấy tờ được lập lại với trang này", "the document is made again with it"),
        "openDocument": Phrase("Mở giấy tờ", "Open the document"),
        "technical": Phrase("Chi tiết kỹ thuật", "Technical detail"),
    ]
}
