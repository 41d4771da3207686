import DocumentModel
import Dossiers

/// What the cells of a column look like, counted over a sample of rows.
struct ColumnContents {
    private var filled = 0
    private var looks: [ColumnContent: Int] = [:]

    mutating func add(_ cell: SheetCell, formats: TrackingFormats) {
        guard !cell.isBlank else { return }
        filled += 1
        for look in Self.looks(of: cell, formats) { looks[look, default: 0] += 1 }
    }

    var isEmpty: Bool { filled == 0 }

    /// Share of the filled cells that look so, 0 to 1; 0 when all are empty.
    func share(_ content: ColumnContent) -> Double {
        filled == 0 ? 0 : Double(looks[content] ?? 0) / Double(filled)
    }

    private static func looks(of cell: SheetCell, _ formats: TrackingFormats) -> [ColumnContent] {
        var looks: [ColumnContent] = []
        if isTracking(WrittenTracking(cell), formats) { looks.append(.tracking) }
        if let amount = AmountCell.read(cell) {
            looks.append(.amount)
            if (0..<100_000).contains(amount) { looks.append(.smallNumber) }
        } else if case .number = cell {
            looks.append(.amount)
        }
        if DateCell.read(cell) != nil || DateCell.read(cell, order: .monthFirst) != nil { looks.append(.date) }
        if DateCell.readTime(cell) != nil { looks.append(.time) }
        if CaseCode.first(in: cell.written) != nil { looks.append(.caseCode) }
        if case .text(let text) = cell, text.utf8.contains(where: { $0 >= 0x41 }) { looks.append(.text) }
        return looks
    }

    private static func isTracking(_ tracking: WrittenTracking, _ formats: TrackingFormats) -> Bool {
        switch tracking {
        case .written(let number), .numeric(let number):
            formats.standing(of: number) != .wrong || formats.formats.contains { $0.hasShape(number) }
        case .lossy(_, let range): range.lowerBound > 1_000_000_000
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
