extension Phrases {
    /// Of papers that the office holds already.
    static let reusePhrases: [String: Phrase] = [
        "heldAlready": Phrase("Cơ quan đã có giấy tờ này chưa?", "Does the office already hold it?"),
        "heldNone": Phrase(
            "Kho chưa có giấy tờ nào dùng lại được; hãy quét, hoặc hỏi người nộp.",
            "No held paper can serve; scan one, or ask the applicant."),
        "heldNothingMissing": Phrase("Hồ sơ không thiếu thành phần nào.", "The case lacks no component."),
        "heldInUse": Phrase("Giấy tờ đang dùng lại", "Held papers in use"),
        "heldFrom": Phrase("Từ hồ sơ", "From case"), "heldIssued": Phrase("Ngày cấp", "Issued"),
        "heldNewer": Phrase("Có giấy tờ mới hơn", "There is a newer paper"),
        "heldUse": Phrase("Dùng cho hồ sơ này", "Use it here"), "heldPurpose": Phrase("Mục đích", "Purpose"),
        "heldBasis": Phrase("Căn cứ pháp lý", "Legal basis"),
        "heldAnswer": Phrase(
            "Tôi đã xem giấy tờ và chịu trách nhiệm về hiệu lực", "I looked at the paper and answer for its validity"),
        "heldUndo": Phrase("Gỡ", "Undo"), "heldReason": Phrase("Lý do", "Reason"),
        "heldRevoke": Phrase("Giấy tờ không còn hiệu lực", "The paper holds no longer"),
    ]
}
