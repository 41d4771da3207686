/// Under which numbers an item may stand on the other side.
public enum ItemNumber {
    /// A number as it is, and with the zeros in front that a spreadsheet program may have taken.
    public static func forms(of number: String) -> [String] {
        guard !number.isEmpty else { return [] }
        return [number] + (NumberIndex.withLeadingZeros(number).map { [$0] } ?? [])
    }

    /// The same of all numbers that a line gives; none for one whose digits are lost.
    public static func forms(of tracking: WrittenTracking) -> [String] {
        switch tracking {
        case .written(let number), .numeric(let number): forms(of: number)
        case .several(let numbers): numbers.flatMap { forms(of: $0) }
        case .lossy, .none: []
        }
    }

    /// Whether a line gives a parcel's number, zeros in front left aside where they were lost, and none beside it.
    public static func isSame(_ theirs: WrittenTracking, _ ours: String) -> Bool {
        switch theirs {
        case .written(let number), .numeric(let number): NumberIndex.isSame(number, ours)
        case .several, .lossy, .none: false
        }
    }
}
