import DocumentModel
import VietnameseText

/// Finds where the first paper of a component ends: at the next page that begins another.
enum FirstPaper {
    /// Number of pages of the first paper, at least 1 when there is a page.
    static func pageCount(of pages: [PageText], _ kinds: PaperKinds) -> Int {
        guard pages.count > 1 else { return pages.count }
        return (1..<pages.count).first { beginsPaper(pages[$0], kinds) } ?? pages.count
    }

    /// Whether the top of the page bears the heading of a kind or the national name.
    private static func beginsPaper(_ page: PageText, _ kinds: PaperKinds) -> Bool {
        let pieces = LineSplitter.pieces(of: page).prefix(12).map { (page: 0, line: $0) }
        let passage = Passage(Array(pieces))
        if let heading = HeadingFinder.find(in: passage, kinds: kinds), heading.strength >= 0.9,
            !heading.kind.isOne(of: "chung_thuc"),
            !isAnnex(passage)
        {
            return true
        }
        return passage.lines.indices.prefix(6).contains { line in
            let folded = Folding.folded(passage.text(ofLine: line))
            return folded.contains("cong hoa xa hoi chu nghia") || folded.contains("hoa xa hoi chu nghia viet")
        }
    }

    private static func isAnnex(_ passage: Passage) -> Bool {
        passage.lines.indices.prefix(3).contains { Folding.folded(passage.text(ofLine: $0)).hasPrefix("phu luc") }
    }
}
