extension Phrases {
    /// Of signatures beside a document.
    static let signaturePhrases: [String: Phrase] = [
        "signatures": Phrase("Chữ ký số", "Signatures"),
        "signatureReason": Phrase("Lý do", "Reason"),
        "addedLater": Phrase("Ghi thêm sau khi ký", "Added after signing"),
        "checkedOn": Phrase("Kiểm tra lúc", "Verified"),
        "evidence": Phrase("Chứng cứ đã lưu", "Evidence kept"),
    ]
}
