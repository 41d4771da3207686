/// How one tracking number may have become another under a person's hands or a recognizer's eyes.
public enum TrackingEdit: String, Hashable, Sendable, Codable {
    /// Letters and digits that look alike: O/0, S/5, I/1, B/8 and the like, in any number of places.
    case lookalike
    /// Two neighbours swapped.
    case swap
    /// One character in place of another.
    case substitution
    /// One character left out of the number.
    case omission
    /// One character too many in the number.
    case insertion

    /// The edit that turns `right` into `wrong`; `nil` when it takes more than one, or none.
    public static func between(right: String, wrong: String) -> TrackingEdit? {
        let a = Array(right.utf8)
        let b = Array(wrong.utf8)
        guard a != b, abs(a.count - b.count) <= 1 else { return nil }
        if a.count == b.count { return sameLength(a, b) }
        return a.count > b.count
            ? (isOneShorter(b, of: a) ? .omission : nil) : (isOneShorter(a, of: b) ? .insertion : nil)
    }

    private static func sameLength(_ a: [UInt8], _ b: [UInt8]) -> TrackingEdit? {
        let places = a.indices.filter { a[$0] != b[$0] }
        if places.allSatisfy({ folded(a[$0]) == folded(b[$0]) }) { return .lookalike }
        if places.count == 1 { return .substitution }
        guard places.count == 2, places[1] == places[0] + 1, a[places[0]] == b[places[1]], a[places[1]] == b[places[0]]
        else { return nil }
        return .swap
    }

    private static func isOneShorter(_ short: [UInt8], of long: [UInt8]) -> Bool {
        let same = zip(short, long).prefix { $0 == $1 }.count
        return short[same...].elementsEqual(long[(same + 1)...])
    }

    /// Whether two texts differ in one letter: another one, one too many or one too few.
    static func isOneLetterApart(_ first: String, _ second: String) -> Bool {
        let (a, b) = (first.utf8, second.utf8)
        guard abs(a.count - b.count) <= 1, a.first == b.first || a.last == b.last else { return false }
        switch between(right: first, wrong: second) {
        case .substitution, .swap, .omission, .insertion: return true
        case .lookalike, nil: return false
        }
    }

    /// The digit that a character may have been taken for, or the character itself.
    static func folded(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "Q"), UInt8(ascii: "D"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case UInt8(ascii: "Z"): UInt8(ascii: "2")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "G"): UInt8(ascii: "6")
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        default: byte
        }
    }
}
