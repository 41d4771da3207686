extension Phrases {
    /// Of the scan station's pages.
    static let batchPhrases: [String: Phrase] = [
        "batch": Phrase("Lô", "Batch"), "station": Phrase("Trạm", "Station"), "takenAt": Phrase("Nhận lúc", "Taken"),
        "pages": Phrase("Trang", "Pages"), "page": Phrase("Trang", "Page"), "waits": Phrase("Chờ", "Waits"),
        "allStations": Phrase("Mọi trạm", "All stations"),
        "handIn": Phrase("Nộp lô từ máy này", "Hand in from this computer"),
        "handInHint": Phrase(
            "Các tệp được giữ nguyên bản và đọc ngay. Nộp cho trạm",
            "Files are kept as they are and read at once. Station:"),
        "batchName": Phrase("Tên lô", "Name of the batch"), "urgent": Phrase("Làm trước", "Urgent"),
        "chooseFiles": Phrase("Chọn tệp quét (PDF, TIFF, JPEG, PNG)", "Choose scans (PDF, TIFF, JPEG, PNG)"),
        "dropHere": Phrase("hoặc thả tệp vào đây", "or drop files here"),
        "dropNeedsScript": Phrase(
            "Trình duyệt chặn script nên không nộp tệp từ đây được; hãy chép tệp vào hộp nhận của trạm.",
            "Scripts are blocked, so files cannot be handed in here; put them into the station's inbox."),
        "send": Phrase("Nộp lô", "Hand in"), "sending": Phrase("đang gửi", "sending"), "sent": Phrase("đã gửi", "sent"),
        "tryAgain": Phrase("gửi lại…", "trying again…"), "sendFailed": Phrase("Chưa nộp được:", "Not handed in:"),
        "taking": Phrase("Đang nhận lô…", "Taking the batch…"),
        "separators": Phrase("Tờ phân cách", "Separator sheets"),
        "separatorsOf": Phrase("Mã hồ sơ (nhiều mã cách nhau bằng dấu phẩy)", "Case codes (several with commas)"),
        "makePDF": Phrase("Tải PDF để in", "PDF to print"), "finishedAt": Phrase("Xong lúc", "Finished"),
        "files": Phrase("Số tệp", "Files"), "file": Phrase("Tệp", "File"),
        "declared": Phrase("Trang khai", "Declared pages"),
        "seen": Phrase("Trang thấy", "Pages seen"), "batchID": Phrase("Mã lô", "Batch id"),
        "toRescan": Phrase("Cần quét lại hoặc kiểm tra", "To scan again or check"),
        "whatToDo": Phrase("Vì sao, cần làm gì", "Why, and what to do"),
        "stillMissing": Phrase("Hồ sơ còn thiếu", "Still missing in cases"),
        "waitsForPerson": Phrase("Chờ người xử lý", "Waits for a person"), "why": Phrase("Vì sao", "Why"),
        "writtenOnIt": Phrase("Ghi trên phiếu", "Written on it"),
        "attached": Phrase("Đã gắn vào hồ sơ", "Attached to cases"),
        "asides": Phrase("Tệp của hệ thống, không phải giấy tờ (đã lưu)", "Files of systems, no papers (kept)"),
        "allPages": Phrase("Các trang", "Pages"), "noPicture": Phrase("Không có hình", "No picture"),
        "case": Phrase("Hồ sơ", "Case"), "component": Phrase("Thành phần", "Component"),
    ]
}
