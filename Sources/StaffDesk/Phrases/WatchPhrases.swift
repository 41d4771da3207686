extension Phrases {
    /// Of the lists that the one-stop shop works off.
    static let watchPhrases: [String: Phrase] = [
        "watchLists": Phrase("Các danh sách", "All lists"), "watchList": Phrase("Danh sách", "List"),
        "watchCount": Phrase("Hồ sơ", "Cases"), "watchDue": Phrase("Hẹn trả", "Due"),
        "watchEmpty": Phrase("Không có hồ sơ nào.", "No case."),
    ]
}
