/// What an issue says to the clerk: what is wrong and what to do, Vietnamese first.
public struct IssueMessage: Hashable, Sendable {
    public var vietnamese: String
    public var english: String
}

/// How details begin that change what a clerk has to do.
public enum IssueDetail {
    /// A file breaks off where its writer had come to.
    public static let endMissing = "the end of the file is missing"
    public static let folder = "a folder within the batch"
}

extension IssueCode {
    /// The message for this code, without the file's name.
    public var message: IssueMessage {
        let text = texts
        return IssueMessage(vietnamese: text.0, english: text.1)
    }

    /// The message for this code and what exactly was found, where that changes what has to be done.
    public func message(detail: String) -> IssueMessage {
        if detail.hasPrefix(IssueDetail.endMissing) {
            return IssueMessage(
                vietnamese: "Tệp chưa ghi hết, thiếu phần cuối; có thể máy quét còn đang ghi? "
                    + "Hãy chờ ghi xong rồi nộp lại tệp.",
                english: "The file's end is missing; is it still being written? "
                    + "Wait until it is done and hand it in again.")
        }
        if detail.hasPrefix(IssueDetail.folder) {
            return IssueMessage(
                vietnamese: "Thư mục con trong lô không được đọc; nếu có giấy tờ, hãy nộp riêng như một lô. "
                    + "Từ hộp nhận, thư mục được giữ trong .quarantine của trạm.",
                english: "A folder within the batch is not read; if it holds papers, hand it in as a batch of its own. "
                    + "From the inbox it is kept in the station's .quarantine.")
        }
        if self == .sentBack, !detail.isEmpty {
            return IssueMessage(
                vietnamese: "\(message.vietnamese) Lý do: \(detail)", english: "\(message.english) Reason: \(detail)")
        }
        return message
    }

    private var texts: (String, String) {
        switch self {
        case .truncatedImage:
            (
                "Tệp ảnh bị cắt ngang hoặc hỏng dữ liệu; hãy quét lại các trang của tệp này.",
                "The picture is cut off or damaged; scan its pages again."
            )
        case .sentBack:
            (
                "Người kiểm tra yêu cầu quét lại trang này; hãy quét lại cùng tờ phân cách của thành phần.",
                "A reviewer wants this page to be scanned again; scan it with its component's separator sheet."
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
                "Bên trong tệp còn tệp hoặc ảnh khác (chi tiết nêu tên và cách xử lý); hãy kiểm tra.",
                "The file holds another file or picture (the detail names it and says what became of it); look at it."
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
        case .likelyDuplicate:
            (
                "Có lẽ là một trang được quét hai lần, nhưng không chắc; trang vẫn nằm trong giấy tờ, hãy xem rồi giữ hay bỏ.",
                "Most likely a page scanned twice, but not surely; it stays in the document: look, then keep it or leave it out."
            )
        case .likelyBlank:
            (
                "Trang có lẽ trống, nhưng không chắc; trang vẫn nằm trong giấy tờ, hãy xem lại.",
                "The page is most likely blank, but not surely; it stays in the document: have a look."
            )
        case .recognizerCrashed:
            (
                "Chương trình nhận dạng dừng đột ngột ở trang này; hãy xem ảnh hoặc quét lại.",
                "The recognizer crashed on this page; look at the picture or scan it again."
            )
        case .recognizerTimedOut:
            (
                "Đọc trang này quá lâu, chưa rõ do máy bận hay do trang; hãy đọc lại bằng sohoa redo, hoặc xem bản gốc.",
                "Reading the page took too long: the machine's load or the page; read it again (sohoa redo) or look at it."
            )
        case .recognizerOutOfMemory:
            (
                "Nhận dạng trang này quá tốn bộ nhớ; hãy quét lại ở 200–300 dpi.",
                "The page needs too much memory; scan it again at 200-300 dpi."
            )
        case .toolMissing:
            (
                "Máy thiếu chương trình phụ nên chưa đọc được trang này; hãy báo quản trị, không cần quét lại.",
                "The machine lacks a program to read this page; tell the administrator, do not scan again."
            )
        case .undecodableSeparator:
            (
                "Không đọc được mã trên phiếu phân tách; các trang sau phiếu chờ người gán.",
                "The separator's code cannot be read; the pages after it wait for a person."
            )
        case .suspectedSeparator:
            (
                "Trang này có thể là phiếu phân tách bị rách hoặc mờ; trang được giữ và cùng các trang sau chờ người gán.",
                "This page may be a torn or worn separator sheet; it is kept, and waits with the pages after it."
            )
        case .codeOnPaper:
            (
                "Trang có mã phân tách nhưng không phải là phiếu phân tách; trang và các trang sau chờ người gán.",
                "A separator's code on a page that is no separator sheet; it waits with the pages after it."
            )
        case .foreignSeparator:
            (
                "Phiếu phân tách không do hệ thống này in; hãy in phiếu mới, các trang chờ người gán.",
                "This separator sheet was not printed by this system; print a new one, the pages wait for a person."
            )
        case .separatorInManifest:
            (
                "Trang giống phiếu phân tách; đã xếp vào giấy tờ theo bảng kê, hãy xem lại.",
                "The page looks like a separator sheet; it was taken as a page, as the manifest says: have a look."
            )
        case .doubtfulOrder:
            (
                "Không chắc thứ tự quét của các tệp; hãy kiểm tra thứ tự trang và đặt lại tên theo một dãy số.",
                "The scan order of the files is not certain; check the pages' order and number the names in one row."
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
                "Hồ sơ không có thành phần này; hãy kiểm tra phiếu phân tách hoặc bảng kê.",
                "The case has no such component; check the separator sheet or the manifest."
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
        case .pictureDiffers:
            (
                "Hai chương trình hiển thị trang này khác nhau; hãy xem bản gốc và quét lại giấy.",
                "Two programs show this page differently; look at the original and scan the paper again."
            )
        case .drawnUnsurely:
            (
                "Trang PDF có lỗi khi hiển thị, các chương trình vẽ không giống nhau; trang đã gắn, hãy so với bản gốc.",
                "Programs do not show this page of the PDF alike; it is attached: compare it with the original."
            )
        case .textLayerIncomplete:
            (
                "Một số chữ của trang không ghi được vào lớp chữ của PDF; ảnh trang vẫn đủ, không cần quét lại.",
                "Some words of the page could not be laid over its picture; the picture is whole, no need to scan again."
            )
        case .otherContent:
            (
                "Thành phần đã có bản số hóa khác; hãy quyết định thay thế hay ghép thêm.",
                "The component already has another document; decide whether this one replaces or joins it."
            )
        }
    }
}
