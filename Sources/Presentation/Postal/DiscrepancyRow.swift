import PostalChannel

/// What a table shows of a difference; it is lighter than all that is known.
public struct DiscrepancyRow: Sendable {
    let cells: [String]
    let isClosed: Bool
}

extension DiscrepancyRow {
    /// A list of differences, and how many of them are open.
    public static func page(_ rows: [DiscrepancyRow]) -> TextPage {
        guard !rows.isEmpty else { return TextPage("Không có chênh lệch nào đang mở.") }
        var page = TextPage()
        page.table(rows.map(\.cells))
        let closed = rows.count(where: \.isClosed)
        if closed < rows.count { page.line("\(rows.count - closed) chênh lệch đang mở.") }
        if closed > 0 { page.line("\(closed) chênh lệch đã đóng.") }
        return page
    }
}
