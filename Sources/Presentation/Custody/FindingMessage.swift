import Ledger
import Office

extension VerificationFinding {
    /// What is wrong and what to do, Vietnamese first.
    public var message: Message {
        let text = texts
        return Message(vietnamese: text.0, english: text.1)
    }

    /// A text for people in both languages.
    public struct Message: Hashable, Sendable {
        public var vietnamese: String
        public var english: String
    }

    private var texts: (String, String) {
        switch code {
        case .artifactDamaged, .artifactMissing: artifactTexts
        case .artifactOrphan:
            (
                "Tệp không thuộc bản ghi nào, còn lại sau khi bị ngắt; sẽ được dọn.",
                "A file without a record, left over from interrupted work; it will be swept."
            )
        case .temporaryFile:
            ("Tệp tạm còn lại sau khi bị ngắt; sẽ được dọn.", "A temporary file of interrupted work; it will be swept.")
        case .ledger(let code): Self.texts(code)
        }
    }

    private var artifactTexts: (String, String) {
        let (vietnamese, english) =
            code == .artifactMissing
            ? ("Thiếu tệp", "A file is missing") : ("Tệp bị hỏng hoặc bị sửa", "A file is damaged or was changed")
        return concernsOriginal
            ? (
                "\(vietnamese) (bản gốc); hãy lấy lại từ bản sao lưu, nếu không có thì quét lại.",
                "\(english) (an original); take it from a backup, else scan it again."
            )
            : (
                "\(vietnamese) (bản dẫn xuất); hãy lấy lại từ bản sao lưu hoặc cho làm lại lô.",
                "\(english) (a derivative); take it from a backup or have its batch made again."
            )
    }

    private static func texts(_ code: LedgerFault.Code) -> (String, String) {
        switch code {
        case .auditBroken, .factDiffers, .factUnaccounted, .looksBroken:
            (
                "Sổ nhật ký và dữ liệu không khớp: có người hoặc chương trình khác đã sửa dữ liệu ngoài Sohoa. Không tự sửa; "
                    + "hãy báo quản trị và so với bản sao lưu.",
                "The record of acts and the data do not agree: something other than Sohoa changed the data. Not repaired; "
                    + "tell the administrator and compare with a backup."
            )
        case .recordUnreadable:
            (
                "Có bản ghi không đọc được; không tự sửa, hãy báo quản trị và so với bản sao lưu.",
                "A record cannot be read; not repaired, tell the administrator and compare with a backup."
            )
        case .storageDamaged:
            (
                "Tệp sổ dữ liệu bị hỏng; hãy dừng dịch vụ, kiểm tra ổ đĩa và khôi phục từ bản sao lưu.",
                "The ledger's file is damaged; stop the service, check the disk and restore from a backup."
            )
        case .searchIndexDamaged, .searchEntryMissing, .searchEntryOrphan, .searchEntryDiffers:
            (
                "Chỉ mục tìm kiếm không khớp với văn bản; chạy sohoa verify --repair để lập lại.",
                "The search index does not agree with the texts; sohoa verify --repair makes it anew."
            )
        case .referenceBroken, .readingMissing, .batchFileMissing, .originalDiffers, .documentPagesBroken,
            .historyDiffers, .batchStateBroken, .statementTotalsDiffer, .statementSuccessorMissing, .runEntriesDiffer,
            .parcelKeyMissing, .breakHistoryDiffers, .handoverListNumberMissing, .itemCodesDiffer, .derivativeMissing,
            .artifactUnnamed, .versionsDiffer, .agencyDiffers:
            (
                "Các bản ghi mâu thuẫn nhau; không tự sửa, hãy báo quản trị và so với bản sao lưu.",
                "Records contradict each other; not repaired, tell the administrator and compare with a backup."
            )
        case .correctionsDiffer:
            (
                "Văn bản hoặc PDF không khớp với nội dung người kiểm tra đã sửa; hãy báo quản trị và so với bản sao lưu.",
                "Text or PDF are not what people corrected; tell the administrator and compare with a backup."
            )
        case .correctionsNotApplied:
            (
                "Có nội dung đã sửa chưa được đưa vào văn bản và PDF; chạy sohoa redo.",
                "Corrections have not reached text and PDF yet; run sohoa redo."
            )
        case .legsNotFollowed:
            (
                "Đối soát bị ngắt trước khi ghi xong vào các chặng; chạy sohoa postal reconcile, hoặc dịch vụ sẽ tự làm.",
                "A reconciliation ended before the legs had followed it; run sohoa postal reconcile, or the service will."
            )
        case .importUnfinished:
            (
                "Việc nhập sổ hồ sơ bị ngắt khi đang ghi; dịch vụ sẽ tự ghi nốt.",
                "An import of cases ended while it was being published; the service carries it to its end."
            )
        case .pageInTwoComponents:
            (
                "Một trang đã được chuyển vẫn nằm trong giấy tờ của hai thành phần; hãy quyết định nơi nào đúng.",
                "A page that was moved stands in documents of two components; decide which one is right."
            )
        case .contentCurrentTwice:
            (
                "Một trang nằm trong hai bản hiện hành của cùng thành phần; hãy quyết định bản nào đúng.",
                "A page stands in two current documents of one component; decide which one is right."
            )
        case .componentWithoutCurrent:
            (
                "Thành phần có giấy tờ nhưng không có bản hiện hành; hãy quyết định bản nào đúng.",
                "A component has documents but none is current; decide which one is right."
            )
        case .besideWithoutQuestion:
            (
                "Có bản khác mà không ai được hỏi; hãy quét hoặc nộp lại lô để được hỏi.",
                "A document waits beside another but nobody is asked; hand its batch in again."
            )
        }
    }
}
