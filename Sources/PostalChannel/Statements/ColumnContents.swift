import Basics
import DocumentModel
import Dossiers

/// What the cells of a column look like, counted over a sample of rows.
struct ColumnContents {
    private var filled = 0
    private var looks: [ColumnContent: Int] = [:]
    /// A few of the texts, to tell a column of names from one that always says the same.
    private var texts: Set<String> = []

    mutating func add(_ cell: SheetCell, by looker: CellLooker) {
        guard !cell.isBlank else { return }
        filled += 1
        for look in looker.looks(of: cell) { looks[look, default: 0] += 1 }
        if texts.count < Self.enoughTexts, case .text(let text) = cell { texts.insert(text) }
    }

    private static let enoughTexts = 5

    var isEmpty: Bool { filled == 0 }

    /// Whether it says a number of different things.
    var isVaried: Bool { texts.count >= Self.enoughTexts || (texts.count >= 2 && texts.count == filled) }

    /// A sign for what most of its cells look like; `-` for an empty column, `?` where nothing prevails.
    var sign: Character {
        if isEmpty { return "-" }
        let signs: [(ColumnContent, Character)] = [
            (.tracking, "t"), (.caseCode, "h"), (.date, "d"), (.smallNumber, "n"), (.amount, "a"), (.status, "s"),
            (.name, "p"), (.text, "w"),
        ]
        return signs.first { share($0.0) >= 0.5 }?.1 ?? "?"
    }

    /// Share of the filled cells that look so, 0 to 1; 0 when all are empty.
    func share(_ content: ColumnContent) -> Double {
        filled == 0 ? 0 : Double(looks[content] ?? 0) / Double(filled)
    }
}

/// Says what a cell may be by its looks alone.
struct CellLooker {
    let formats: TrackingFormats
    let statuses: StatusCache

    func looks(of cell: SheetCell) -> [ColumnContent] {
        var looks: [ColumnContent] = []
        if isTracking(cell) { looks.append(.tracking) }
        if Self.isCode(cell.written) { looks.append(.code) }
        if let amount = AmountCell.read(cell) {
            looks.append(.amount)
            if (0..<100_000).contains(amount) { looks.append(.smallNumber) }
        } else if AmountCell.read(cell, scale: 1_000) != nil {
            // In thousands, or in kilograms.
            looks.append(.amount)
        }
        if isDay(cell) { looks.append(.date) }
        if DateCell.readTime(cell) != nil { looks.append(.time) }
        if CaseCode.first(in: cell.written) != nil { looks.append(.caseCode) }
        if case .text(let text) = cell, text.utf8.contains(where: { $0 >= 0x41 }) { looks += self.looks(of: text) }
        return looks
    }

    private func looks(of text: String) -> [ColumnContent] {
        if statuses.read(text) != .unknown { return [.text, .status] }
        let isName = !text.utf8.contains { (0x30...0x39).contains($0) } && FoldedWords(text).words.count >= 2
        return isName ? [.text, .name] : [.text]
    }

    /// Whether it may be the number of an item of a carrier whose numbers no rule describes: letters and digits in one
    /// piece, as `S2619.BO.MB3-09.1234` or `GA4XK7TP`.
    private static func isCode(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (6...30).contains(bytes.count), bytes.count(where: { $0 &- 0x30 < 10 }) >= 2 else { return false }
        return bytes.allSatisfy {
            $0 &- 0x30 < 10 || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
        }
    }

    private func isDay(_ cell: SheetCell) -> Bool {
        DateCell.read(cell, near: Self.anyDay) != nil || DateCell.read(cell, order: .monthFirst) != nil
    }

    /// Days without a year look like days, whichever year it was.
    private static let anyDay = CalendarDay(year: 2026, month: 7, day: 1)

    /// Whether it has the looks of a number of an item.
    func isTracking(_ cell: SheetCell) -> Bool { isTracking(WrittenTracking(cell)) }

    /// Whether it bears a time of day other than midnight.
    func bearsTime(_ cell: SheetCell) -> Bool {
        let time =
            DateCell.read(cell, near: Self.anyDay) ?? DateCell.read(cell, order: .monthFirst, near: Self.anyDay)
        return time.map { !$0.isMidnight } ?? DateCell.readTime(cell).map { $0 != 0 } ?? false
    }

    private func isTracking(_ tracking: WrittenTracking) -> Bool {
        switch tracking {
        case .written(let number), .numeric(let number):
            formats.standing(of: number) != .wrong || formats.formats.contains { $0.hasShape(number) }
        case .lossy(_, let range): range.lowerBound > 1_000_000_000
        case .several: true
        case .none: false
        }
    }
}

extension CaseCode {
    /// The first case code in a text that holds nothing else but blanks and marks between several of them.
    static func first(in text: String) -> CaseCode? {
        guard text.utf8.contains(UInt8(ascii: "-")),
            text.utf8.contains(UInt8(ascii: "H")) || text.utf8.contains(UInt8(ascii: "h"))
        else { return nil }
        return text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }.lazy
            .compactMap { CaseCode(rawValue: $0.uppercased()) }.first
    }
}
