/// What an issue says to the clerk: what is wrong and what to do, Vietnamese first.
public struct IssueMessage: Hashable, Sendable {
    public var vietnamese: String
    public var english: String
}

extension IssueCode {
    /// The message for this code, without the file's name.
    public var message: IssueMessage {
        let text = texts
        return IssueMessage(vietnamese: text.0, english: text.1)
    }

    private var texts: (String, String) {
        switch self {
        case .truncatedImage:
            (
                "Tệp ảnh bị cắt ngang hoặc hỏng dữ liệu; hãy quét lại các trang của tệp này.",
                "The picture is cut off or damaged; scan its pages again."
            )
        case .emptyFile: ("Tệp rỗng; hãy quét lại.", "The file is empty; scan it again.")
        case .encryptedPDF:
            (
                "PDF có mật khẩu; hãy lưu lại không có mật khẩu rồi nộp lại.",
                "The PDF needs a password; save it without one and hand it in again."
            )
        case .corruptPDF:
            ("PDF bị hỏng; hãy xuất hoặc quét lại.", "The PDF is damaged; export or scan it again.")
        case .tooSmall:
            (
                "Ảnh quá nhỏ, không thể là trang giấy; hãy quét lại.",
                "The picture is too small to be a page; scan it again."
            )
        case .tooLarge:
            (
                "Ảnh quá lớn; hãy quét lại ở 200–300 dpi.",
                "The picture is too large; scan it again at 200-300 dpi."
            )
        case .notAnImage:
            (
                "Không phải tệp ảnh hay PDF; hãy bỏ ra khỏi lô hoặc quét lại.",
                "Neither a picture nor a PDF; take it out of the batch or scan it again."
            )
        case .unsupportedFormat:
            (
                "Loại tệp này chưa đọc được (chi tiết nêu rõ loại); hãy lưu thành PDF, JPEG hoặc TIFF rồi nộp lại.",
                "Files of this kind are not read (the detail names it); save it as PDF, JPEG or TIFF and hand it in again."
            )
        case .xfaForm:
            (
                "Biểu mẫu XFA chỉ hiện được trong Acrobat, trang nhìn thấy chỉ là thông báo; "
                    + "hãy mở bằng Acrobat, in ra PDF rồi nộp lại.",
                "An XFA form that only Acrobat shows; open it there, print it to a PDF and hand that in."
            )
        case .attachedFile:
            (
                "Bên trong PDF còn tệp khác (chi tiết nêu tên và cách xử lý); hãy kiểm tra.",
                "The PDF holds another file (the detail names it and says what became of it); look at it."
            )
        case .thumbnail:
            (
                "Ảnh thu nhỏ của trang đứng trước; được giữ trong tệp gốc, không tính là trang.",
                "A thumbnail of the page before it; kept in the original, not counted as a page."
            )
        case .missingFile:
            (
                "Bảng kê có tên tệp nhưng lô không có tệp; hãy quét bổ sung.",
                "The manifest lists the file but the batch lacks it; scan it."
            )
        case .outsideBatch:
            (
                "Liên kết trỏ ra ngoài lô; hãy chép chính tệp vào lô.",
                "A link that leaves the batch; put the file itself into the batch."
            )
        case .fileChanged:
            (
                "Tệp thay đổi trong khi đọc; hãy chờ máy quét ghi xong rồi nộp lại.",
                "The file changed while it was read; wait until the scanner is done and hand it in again."
            )
        case .unreadableFile:
            (
                "Không mở được tệp; hãy kiểm tra tên tệp và quyền đọc.",
                "The file cannot be opened; check its name and permissions."
            )
        case .badManifest:
            (
                "Bảng kê batch.json không hợp lệ; hãy sửa hoặc gán trang bằng tay.",
                "The manifest batch.json is not valid; correct it or assign the pages by hand."
            )
        case .duplicatePage:
            (
                "Trang được quét hai lần; bản thứ hai được giữ nhưng không tính.",
                "The page was scanned twice; the second scan is kept and not counted."
            )
        case .recognizerCrashed:
            (
                "Chương trình nhận dạng dừng đột ngột ở trang này; hãy xem ảnh hoặc quét lại.",
                "The recognizer crashed on this page; look at the picture or scan it again."
            )
        case .recognizerTimedOut:
            (
                "Nhận dạng trang này quá lâu; hãy xem ảnh hoặc quét lại.",
                "The page took too long to read; look at the picture or scan it again."
            )
        case .recognizerOutOfMemory:
            (
                "Nhận dạng trang này quá tốn bộ nhớ; hãy quét lại ở 200–300 dpi.",
                "The page needs too much memory; scan it again at 200-300 dpi."
            )
        case .undecodableSeparator:
            (
                "Không đọc được mã trên phiếu phân tách; các trang sau phiếu chờ người gán.",
                "The separator's code cannot be read; the pages after it wait for a person."
            )
        case .orphanPages:
            (
                "Trang không có phiếu phân tách đứng trước và không có trong bảng kê; chờ người gán.",
                "No separator before these pages and no manifest entry; they wait for a person."
            )
        case .unknownCase:
            (
                "Mã hồ sơ không có trong sổ; hãy nhập hồ sơ hoặc gán trang bằng tay.",
                "The register has no such case; import it or assign the pages by hand."
            )
        case .unknownComponent:
            (
                "Hồ sơ không có thành phần này; hãy kiểm tra phiếu phân tách.",
                "The case has no such component; check the separator sheet."
            )
        case .conflictingSeparators:
            (
                "Phiếu phân tách mâu thuẫn; các trang chờ người gán.",
                "Contradicting separators; the pages wait for a person."
            )
        case .assemblyFailed:
            (
                "Không tạo được PDF của giấy tờ; các trang được giữ lại, hãy báo quản trị.",
                "The document's PDF could not be made; the pages are kept, tell the administrator."
            )
        case .otherContent:
            (
                "Thành phần đã có bản số hóa khác; hãy quyết định thay thế hay ghép thêm.",
                "The component already has another document; decide whether this one replaces or joins it."
            )
        }
    }
}
