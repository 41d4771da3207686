import DocumentModel
import VietnameseText

/// What of a separator sheet's print can be read on a page.
///
/// Sheets differ from office to office; what they have in common is a title, the labels of case and component, and what
/// to do with the sheet. An application, a receipt or a cover page may use one of these words, among others of its own.
struct SheetPrint: Hashable, Sendable {
    /// Whether a short line says that this is a separator sheet.
    var hasTitle = false
    /// How many of the instructions to the clerk are there.
    var instructions = 0
    /// How many of the labels of case and component are there.
    var labels = 0
    /// Whether the beginning of a code's payload stands there in letters.
    var spellsPayload = false
    /// Words read with confidence on lines that a separator does not have.
    var otherWords = 0
    /// All words.
    var words = 0
    /// The case and component that the print names.
    var named: ProposedSlot?

    /// How many different things of a separator's are there.
    var vocabulary: Int { (hasTitle ? 1 : 0) + instructions + labels + (spellsPayload ? 1 : 0) }

    /// Whether it says that it is a separator sheet.
    var isNamed: Bool { hasTitle || instructions >= 2 }

    /// Only what names the sheet; "tách hồ sơ" alone stands on applications to divide one.
    private static let titles = phrases(["phieu phan tach", "to phan cach", "phan cach ho so", "phieu tach ho so"])
    private static let maxWordsInTitle = 7
    private static let labels = phrases(["ma ho so", "thanh phan"])
    private static let instructions = phrases([
        "khong dong ghim", "ma vuong", "trang dau cua", "dat phieu nay", "dat to nay", "to phan cach ke tiep",
        "moi trang quet sau", "khong gap khong ghim", "khong luu trong ho so",
    ])
    /// Lines that say nothing beyond the above.
    private static let companions = phrases([
        "separator sheet", "huong dan", "duoc gan vao thanh phan", "bo di sau khi quet", "dong dau len ma", "thu tuc",
        "nguoi nop", "can bo so hoa",
    ])

    private static let own = labels + instructions + companions
    private static let payloads = phrases(
        [SeparatorPayload.prefix, SeparatorPayload.sealedPrefix].map { $0.lowercased() + "/" })

    private static func phrases(_ texts: [String]) -> [RoughSearch.Phrase] { texts.map(RoughSearch.Phrase.init) }

    init(_ page: PageText) {
        let lines = page.lines
        let folded = lines.map { Self.plain(Folding.folded($0.text)) }
        let text = RoughSearch(folded.joined(separator: " "))
        words = page.words.count
        spellsPayload = Self.payloads.contains { text.contains($0, lettersPerFault: .max) }
        hasTitle = folded.contains(where: Self.isTitle)
        instructions = Self.instructions.count { text.contains($0) }
        labels = Self.labels.count { text.contains($0) }
        for (line, folded) in zip(lines, folded) where !Self.isOwn(folded) {
            otherWords += line.words.count(where: \.isLegible)
        }
        named = Self.slot(in: lines.map(\.text))
    }

    private static func isTitle(_ line: String) -> Bool {
        guard line.split(separator: " ").count <= maxWordsInTitle else { return false }
        let search = RoughSearch(line)
        return titles.contains { search.contains($0, lettersPerFault: 8) }
    }

    private static func isOwn(_ line: String) -> Bool {
        let search = RoughSearch(line)
        return isTitle(line) || own.contains { search.contains($0) }
    }

    /// Without commas and the like, which are read one time and not the next.
    private static func plain(_ line: String) -> String {
        String(line.unicodeScalars.filter { $0 != "," && $0 != ":" && $0 != ";" }.map(Character.init))
    }

    /// The case code that stands on the page, with the component code after it.
    private static func slot(in lines: [String]) -> ProposedSlot? {
        let words = lines.flatMap { $0.split { $0.isWhitespace || $0 == ":" || $0 == "/" } }.map {
            String($0).trimmingPunctuation
        }
        guard let place = words.firstIndex(where: { CaseCode(rawValue: $0) != nil }) else { return nil }
        let component = words[(place + 1)...].first { word in
            ComponentCode(rawValue: word) != nil && word.contains { $0.isNumber } && word.contains { $0.isLetter }
        }
        return component.map { ProposedSlot(caseCode: words[place], component: $0) }
    }
}

extension Word {
    /// Whether it was hardly made up from strokes: three letters or figures that were read with confidence.
    var isLegible: Bool { confidence >= 70 && text.count { $0.isLetter || $0.isNumber } >= 3 }
}

extension String {
    fileprivate var trimmingPunctuation: String {
        var text = Substring(self)
        while let last = text.last, last.isPunctuation { text.removeLast() }
        return String(text)
    }
}
