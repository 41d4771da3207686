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

/// Finds the numbers of a set that are one ``TrackingEdit`` away from a given one, in a time that does not grow with the
/// set.
struct TrackingNeighbours {
    /// From the forms of each number with one character masked or left out, to the numbers' places in the set.
    private var places: [String: [Int32]] = [:]
    private let numbers: [String]

    init(_ numbers: [String]) {
        self.numbers = numbers
        places.reserveCapacity(numbers.count * 16)
        for (place, number) in numbers.enumerated() where Self.isUsable(number) {
            for key in Self.keys(number) { places[key, default: []].append(Int32(place)) }
        }
    }

    /// Places of the numbers one edit away from a text, in ascending order.
    func near(_ text: String) -> [Int] {
        guard Self.isUsable(text) else { return [] }
        var found = Set<Int32>()
        for key in Self.keys(text) + Self.swaps(text) { found.formUnion(places[key] ?? []) }
        return found.sorted().map(Int.init).filter { TrackingEdit.between(right: numbers[$0], wrong: text) != nil }
    }

    private static func isUsable(_ text: String) -> Bool { (8...32).contains(text.utf8.count) }

    /// The number itself, its look-alike form, and each form with a character masked (for substitutions) or left out.
    private static func keys(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var keys = [text, "~" + String(decoding: bytes.map(TrackingEdit.folded), as: UTF8.self)]
        for place in bytes.indices {
            var masked = bytes
            masked[place] = UInt8(ascii: "?")
            keys.append(String(decoding: masked, as: UTF8.self))
            masked.remove(at: place)
            keys.append(String(decoding: masked, as: UTF8.self))
        }
        return keys
    }

    /// The number with each two neighbours swapped.
    private static func swaps(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.indices.dropLast().filter { bytes[$0] != bytes[$0 + 1] }.map { place in
            var swapped = bytes
            swapped.swapAt(place, place + 1)
            return String(decoding: swapped, as: UTF8.self)
        }
    }
}
