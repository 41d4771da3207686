extension Phrases {
    /// Of cases, documents, pages and search.
    static let casePhrases: [String: Phrase] = [
        "downloadAll": Phrase("Tải tất cả (zip)", "Download all (zip)"), "procedure": Phrase("Thủ tục", "Procedure"),
        "agency": Phrase("Cơ quan", "Agency"), "applicant": Phrase("Người nộp", "Applicant"),
        "received": Phrase("Nhận lúc", "Received"), "due": Phrase("Hạn trả", "Due"),
        "overdue": Phrase("quá hạn", "overdue"),
        "channel": Phrase("Cách nộp", "Channel"), "filedByPost": Phrase("Nộp qua bưu chính", "Filed by post"),
        "returnedByPost": Phrase("Trả qua bưu chính", "Returned by post"),
        "checklist": Phrase("Thành phần hồ sơ", "Components"), "downloadPDF": Phrase("Tải PDF", "Download PDF"),
        "compareFields": Phrase("Cần so với ảnh", "To compare with the picture"),
        "noComponents": Phrase(
            "Sổ hồ sơ chưa ghi thành phần nào; hãy nhập lại hồ sơ từ hệ thống một cửa.",
            "The register has no component; import the case again from the one-stop system."),
        "postalLegs": Phrase("Chặng bưu chính", "Postal legs"), "history": Phrase("Lịch sử", "History"),
        "noHistory": Phrase("Chưa có gì.", "Nothing yet."), "fields": Phrase("Trường đã đọc", "Fields"),
        "noFields": Phrase(
            "Không đọc được trường nào đủ chắc; hãy xem các trang.",
            "No field was read surely enough; look at the pages."),
        "scannedAt": Phrase("Quét lúc", "Scanned"), "recordedAt": Phrase("Ghi nhận lúc", "Recorded"),
        "documentID": Phrase("Mã giấy tờ", "Document id"), "previousPage": Phrase("Trang trước", "Previous page"),
        "nextPage": Phrase("Trang sau", "Next page"), "closer": Phrase("Phóng to", "Closer"),
        "wholePage": Phrase("Cả trang", "Whole page"),
        "downloadOriginal": Phrase("Tải tệp gốc", "Download the original"),
        "picture": Phrase("Hình trang", "Picture of the page"), "textOfPage": Phrase("Chữ đọc được", "Text"),
        "nextUnsure": Phrase("Chữ chưa chắc tiếp theo", "Next unsure word"),
        "noText": Phrase("Trang không có chữ, hoặc chưa đọc được.", "The page has no text, or was not read."),
        "searchWords": Phrase("Tìm trong giấy tờ", "Words"), "search": Phrase("Tìm", "Search"),
        "filters": Phrase("Lọc", "Filters"), "byPerson": Phrase("Số định danh hoặc họ tên", "Identity number or name"),
        "byCase": Phrase("Mã hồ sơ", "Case code"), "byAgency": Phrase("Mã cơ quan", "Agency code"),
        "byKind": Phrase("Loại giấy tờ", "Kind of paper"), "fromDay": Phrase("Quét từ ngày", "Scanned from"),
        "toDay": Phrase("đến ngày", "to"), "alsoPast": Phrase("Cả bản cũ", "Past ones too"),
    ]
}
