extension Phrases {
    /// Of moving, dividing and putting together pages and documents.
    static let arrangePhrases: [String: Phrase] = [
        "arrangeSigned": Phrase(
            "Đây là tệp đã ký số: chỉ chuyển được cả tệp, không bỏ, thêm hay đổi thứ tự trang.",
            "This is a digitally signed file: it is moved as a whole; no page is taken out, added or reordered."),
        "arrangePast": Phrase(
            "Giấy tờ này không còn hiệu lực; hãy mở bản hiện hành của thành phần.",
            "This document is not in force any more; open the component's current one."),
        "arrangePages": Phrase("Sắp xếp, chuyển trang", "Arrange, move pages"),
        "arrangeHint": Phrase(
            "Chọn trang để chuyển hoặc tách; sửa số để đổi thứ tự. Bản cũ luôn được giữ và hoàn tác được.",
            "Choose pages to move or split; change numbers to reorder. The earlier document stays kept, and each act can be taken back."
        ),
        "findCase": Phrase("Tìm hồ sơ khác", "Find another case"),
        "findCaseBy": Phrase(
            "Phần đầu mã hồ sơ, hoặc chữ trong giấy tờ", "The beginning of its code, or words of its papers"),
        "find": Phrase("Tìm", "Find"),
        "noCaseFound": Phrase("Không tìm thấy hồ sơ nào.", "No case was found."),
        "pageNumber": Phrase("Số thứ tự", "Number"),
        "reasonIfAny": Phrase("Lý do (nếu có)", "Reason (if any)"),
        "moveChosen": Phrase("Chuyển các trang đã chọn", "Move the chosen pages"),
        "wedgeHint": Phrase(
            "Quét mã vạch của hồ sơ hoặc tờ phân cách bất cứ lúc nào, con trỏ ở đâu cũng được.",
            "Scan the barcode of a case or separator sheet at any time, wherever the cursor is."),
        "joinDocument": Phrase(
            "Nối vào giấy tờ hiện hành của thành phần đó, nếu có",
            "Add to the current document of that component, if any"),
        "splitBefore": Phrase("Tách giấy tờ trước các trang đã chọn", "Split before the chosen pages"),
        "splitHint": Phrase("mỗi trang đã chọn bắt đầu một giấy tờ mới", "each chosen page begins a new document"),
        "reorderPages": Phrase("Xếp lại theo số thứ tự", "Reorder by the numbers"),
        "reorderHint": Phrase("các trang khác dồn chỗ", "the other pages move up"),
        "mergeWith": Phrase("Giấy tờ khác của thành phần này", "Other documents of this component"),
        "mergeChosen": Phrase("Gộp vào giấy tờ này", "Merge into this document"),
        "mergeHint": Phrase("trang của chúng đứng sau", "their pages come after"),
        "turnLeft": Phrase("Xoay trái", "Turn left"), "turnRight": Phrase("Xoay phải", "Turn right"),
        "turnOver": Phrase("Xoay ngược", "Turn over"),
        "turnHint": Phrase("trang được đọc lại theo chiều mới", "the page is read again that way up"),
        "sendBack": Phrase("Yêu cầu quét lại", "Send back to the station"),
        "sendBackReason": Phrase("Vì sao phải quét lại", "Why it must be scanned again"),
        "rescanInPlace": Phrase("Thay trang này bằng bản quét lại", "Put a rescan in the place of this page"),
        "rescanPut": Phrase("Thay bằng trang đã chọn", "Put the chosen page in its place"),
        "rescanHint": Phrase("trang cũ vẫn được giữ", "the bad page stays kept"),
        "pageHistory": Phrase("Lịch sử trang", "What was done with pages"),
        "undoAct": Phrase("Hoàn tác", "Take back"),
    ]
}
