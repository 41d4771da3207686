import DocumentModel

/// Decides about pages that are most likely empty backs: one on which nothing is seen but what shines through from the
/// page before or after it is one; any other stays, marked.
struct BackJudging: Sendable {
    let comparer: SheetComparer
    /// The reading of a page.
    let reading: @Sendable (ReadPage) async throws -> PageReading?

    /// - Returns: the pages in scan order, backs among them called blank.
    func judge(_ pages: [ReadPage]) async throws -> [ReadPage] {
        var judged = pages
        for (index, page) in pages.enumerated() where page.kind == .content && page.isLikelyBlank {
            for neighbour in [index - 1, index + 1] where pages.indices.contains(neighbour) {
                guard try await isBack(page, of: pages[neighbour]) else { continue }
                judged[index].kind = .blank
                judged[index].isLikelyBlank = false
                break
            }
        }
        return judged
    }

    private func isBack(_ page: ReadPage, of front: ReadPage) async throws -> Bool {
        guard front.kind == .content, !front.isLikelyBlank, let back = try await reading(page),
            let read = try await reading(front)
        else { return false }
        return try await comparer.shinesThrough((page, back), from: (front, read))
    }
}
