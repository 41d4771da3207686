/// Finds the numbers that are one ``TrackingEdit`` apart, in a time that grows with the two sets and not with their
/// product.
///
/// For each place of a number in turn, both sides are brought to a form in which that edit does not show (the character
/// masked, left out, swapped with its neighbour), and equal forms meet in a table. One table at a time keeps memory small.
enum TrackingNeighbours {
    /// Calls `body` with the places of each two numbers that are one edit apart, each pair once, in ascending order of
    /// the first place, then of the second.
    static func forEachPair(of wrong: [String], among right: [String], _ body: (Int, Int) -> Void) {
        let (mistyped, good) = (wrong.map(usable), right.map(usable))
        var met: Set<UInt64> = []
        for form in forms(longest: (mistyped + good).map(\.count).max() ?? 0) {
            meet(mistyped, good, form) { met.insert(UInt64($0) << 32 | UInt64($1)) }
        }
        for pair in met.sorted() {
            let (first, second) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
            if TrackingEdit.between(right: right[second], wrong: wrong[first]) != nil { body(first, second) }
        }
    }

    /// How the two sides are brought to one form.
    private enum Form {
        case lookalikes
        case masked(Int)
        case swapped(Int)
        /// One side is without the character at this place, the other as it is.
        case shorterWrong(Int)
        case shorterRight(Int)
    }

    private static func forms(longest: Int) -> [Form] {
        [.lookalikes]
            + (0..<longest).flatMap { [.masked($0), .swapped($0), .shorterWrong($0), .shorterRight($0)] as [Form] }
    }

    /// The characters of a number that is long enough to be told from others; none else.
    private static func usable(_ number: String) -> [UInt8] {
        (8...32).contains(number.utf8.count) ? Array(number.utf8) : []
    }

    private static func meet(_ wrong: [[UInt8]], _ right: [[UInt8]], _ form: Form, _ body: (Int, Int) -> Void) {
        var first: [UInt64: Int32] = [:]
        first.reserveCapacity(right.count)
        var next = [Int32](repeating: -1, count: right.count)
        for (place, number) in right.enumerated() {
            guard let key = key(number, form, isWrong: false) else { continue }
            next[place] = first.updateValue(Int32(place), forKey: key) ?? -1
        }
        for (place, number) in wrong.enumerated() {
            guard let key = key(number, form, isWrong: true) else { continue }
            var other = first[key] ?? -1
            while other >= 0 {
                body(place, Int(other))
                other = next[Int(other)]
            }
        }
    }

    /// A hash of the form (FNV-1a); what meets by accident is sorted out afterwards.
    private static func key(_ number: [UInt8], _ form: Form, isWrong: Bool) -> UInt64? {
        var hash = Hash()
        switch form {
        case .lookalikes:
            guard !number.isEmpty else { return nil }
            for byte in number { hash.add(TrackingEdit.folded(byte)) }
        case .masked(let place):
            guard place < number.count else { return nil }
            for (other, byte) in number.enumerated() { hash.add(other == place ? 0 : byte) }
        case .swapped(let place):
            guard place + 1 < number.count else { return nil }
            var bytes = number
            if isWrong { bytes.swapAt(place, place + 1) }
            for byte in bytes { hash.add(byte) }
        case .shorterWrong(let place), .shorterRight(let place):
            let isShortened = if case .shorterWrong = form { !isWrong } else { isWrong }
            guard place < number.count + (isShortened ? 0 : 1), !number.isEmpty else { return nil }
            for (other, byte) in number.enumerated() where !(isShortened && other == place) { hash.add(byte) }
        }
        return hash.value
    }

    private struct Hash {
        private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
