/// Which parcels and lines have which number.
struct NumberIndex {
    /// The parcels and lines of one number, by their places in the input.
    struct Group {
        var parcels: [Int]
        var lines: [Int]
    }

    private var groups: [String: Int32] = [:]
    private var firstParcel: [Int32] = []
    private var firstLine: [Int32] = []
    /// The next of the same number; −1 at the end.
    private var nextParcel: [Int32]
    private var nextLine: [Int32]

    init(parcels: [Parcel], lines: [StatementLine]) {
        groups.reserveCapacity(parcels.count)
        firstParcel.reserveCapacity(parcels.count)
        nextParcel = Array(repeating: -1, count: parcels.count)
        nextLine = Array(repeating: -1, count: lines.count)
        for parcel in parcels.indices.reversed() where !parcels[parcel].tracking.isEmpty {
            addParcel(Int32(parcel), parcels[parcel].tracking)
        }
        firstLine = Array(repeating: -1, count: firstParcel.count)
        for line in lines.indices.reversed() {
            switch lines[line].tracking {
            case .written(let number), .numeric(let number):
                if !addLine(Int32(line), number), let whole = Self.withLeadingZeros(number) {
                    _ = addLine(Int32(line), whole)
                }
            case .several(let numbers): _ = numbers.first { addLine(Int32(line), $0) }
            case .lossy, .none: break
            }
        }
    }

    /// The numbers that both sides have, in the order in which our side first has them from the end: those of one parcel
    /// and one line, which are nearly all, go to `pair`.
    func forEachShared(_ pair: (_ parcel: Int, _ line: Int) -> Void, others body: (Group) -> Void) {
        for group in firstParcel.indices where firstLine[group] >= 0 {
            let (parcel, line) = (Int(firstParcel[group]), Int(firstLine[group]))
            if nextParcel[parcel] < 0, nextLine[line] < 0 {
                pair(parcel, line)
            } else {
                body(
                    Group(
                        parcels: chain(from: firstParcel[group], nextParcel),
                        lines: chain(from: firstLine[group], nextLine)))
            }
        }
    }

    /// The sets of parcels that have one number.
    var sharedAmongParcels: [[Int]] {
        firstParcel.indices.filter { nextParcel[Int(firstParcel[$0])] >= 0 }
            .map { chain(from: firstParcel[$0], nextParcel) }
    }

    private mutating func addParcel(_ parcel: Int32, _ number: String) {
        // One search for both cases.
        let group = groups[number, default: Int32(firstParcel.count)].itself()
        if Int(group) == firstParcel.count {
            firstParcel.append(parcel)
        } else {
            nextParcel[Int(parcel)] = firstParcel[Int(group)]
            firstParcel[Int(group)] = parcel
        }
    }

    /// - Returns: whether one of our parcels has the number.
    private mutating func addLine(_ line: Int32, _ number: String) -> Bool {
        guard let group = groups[number] else { return false }
        nextLine[Int(line)] = firstLine[Int(group)]
        firstLine[Int(group)] = line
        return true
    }

    /// A number of digits only that a spreadsheet program kept as a number, and so without the zeros in front, as it was
    /// meant; `nil` for what is no such number.
    static func withLeadingZeros(_ number: String) -> String? {
        let count = number.utf8.count
        guard (fewestDigits..<digits).contains(count), number.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return String(repeating: "0", count: digits - count) + number
    }

    /// Whether a statement's number is ours, zeros in front left aside where they were lost.
    static func isSame(_ theirs: String, _ ours: String) -> Bool {
        theirs == ours || (theirs.utf8.count < ours.utf8.count && withLeadingZeros(theirs) == ours)
    }

    /// Digits of the domestic numbers, and how many may be left of them.
    private static let digits = 13
    private static let fewestDigits = 8

    private func chain(from first: Int32, _ next: [Int32]) -> [Int] {
        var places: [Int] = []
        var place = first
        while place >= 0 {
            places.append(Int(place))
            place = next[Int(place)]
        }
        return places
    }
}

extension Int32 {
    /// Itself; called on a place in a dictionary, it puts the default there.
    fileprivate mutating func itself() -> Int32 { self }
}
