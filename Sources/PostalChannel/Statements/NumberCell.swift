import DocumentModel

/// Reads the number of an item out of a cell in which something else may stand beside it.
struct NumberCell: Sendable {
    let formats: TrackingFormats

    /// The number, and whether a note or a second number stands in its cell.
    func read(_ cell: SheetCell) -> (tracking: WrittenTracking, doubts: LineDoubts) {
        let plain = WrittenTracking(cell)
        guard case .text(let text) = cell, text != plain.text else { return (plain, []) }
        switch plain {
        case .written(let number), .numeric(let number):
            if formats.standing(of: number) != .wrong { return (plain, []) }
        case .lossy, .none, .several: return (plain, [])
        }
        let found = numbers(in: text)
        switch found.count {
        case 0: return (plain, [])
        case 1: return (.written(found[0]), .notedNumber)
        default: return (.several(found), .severalNumbers)
        }
    }

    /// A longer text holds the rest of its file, bytes.
    private static let longest = 400
    /// Pieces in which one number is written: `EB 403 110 377 VN`.
    private static let pieces = 5

    /// The numbers of a known form in a text, each once, in their order.
    private func numbers(in text: String) -> [String] {
        guard text.utf8.count <= Self.longest else { return [] }
        let words = text.split { !($0.isLetter || $0.isNumber) }.map { $0.uppercased() }
        var found: [String] = []
        var place = 0
        while place < words.count {
            guard let (number, length) = number(at: place, words) else {
                place += 1
                continue
            }
            if !found.contains(number) { found.append(number) }
            place += length
        }
        return found
    }

    /// A number without a check digit must stand in one piece.
    private func number(at place: Int, _ words: [String]) -> (String, Int)? {
        for length in (1...Self.pieces) where place + length <= words.count {
            let number = words[place..<place + length].joined()
            guard number.utf8.count == number.count else { return nil }
            switch formats.standing(of: number) {
            case .checked: return (number, length)
            case .unchecked where length == 1: return (number, length)
            case .unchecked, .wrong: continue
            }
        }
        return nil
    }
}
