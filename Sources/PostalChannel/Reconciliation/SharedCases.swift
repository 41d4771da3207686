import Dossiers

/// Cases whose papers travel in several parcels of one direction.
enum SharedCases {
    /// The places of the parcels that carry such a case.
    static func parcels(in parcels: [Parcel]) -> Set<Int> {
        // Nearly all cases are in one parcel: numbers tell them from the others faster than a million texts in a set.
        let hashes = parcels.lazy.flatMap { parcel in parcel.cases.lazy.map { hash($0, parcel.direction) } }
        let repeated = repeated(Array(hashes))
        guard !repeated.isEmpty else { return [] }
        var holders: [Key: [Int]] = [:]
        for place in parcels.indices {
            let direction = parcels[place].direction
            for code in parcels[place].cases where repeated.contains(hash(code, direction)) {
                holders[Key(code: code, direction: direction), default: []].append(place)
            }
        }
        return Set(holders.values.lazy.filter { $0.count > 1 }.joined())
    }

    private struct Key: Hashable {
        var code: CaseCode
        var direction: Direction
    }

    /// FNV-1a.
    private static func hash(_ code: CaseCode, _ direction: Direction) -> UInt64 {
        var hash: UInt64 = direction == .intake ? 0xCBF2_9CE4_8422_2325 : 0x8422_2325_CBF2_9CE4
        for byte in code.rawValue.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    private static func repeated(_ hashes: [UInt64]) -> Set<UInt64> {
        let sorted = hashes.sorted()
        return Set(zip(sorted, sorted.dropFirst()).lazy.filter { $0 == $1 }.map(\.0))
    }
}
