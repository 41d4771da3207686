/// What is still without a partner while the cascade runs, and what was paired.
struct MatchState {
    struct Pair {
        var parcel: Int
        var line: Int
        var rule: MatchRule
        var runnerUp: RunnerUp?
        /// Of a further line: whether it adds to the item rather than repeating it.
        var isPart = false
    }

    private(set) var pairs: [Pair] = []
    /// Further lines of a paired parcel.
    private(set) var duplicates: [Pair] = []
    private(set) var remarksOfParcels: [Int: RemarkSet] = [:]
    private(set) var remarksOfLines: [Int: RemarkSet] = [:]
    private(set) var runnersUpOfParcels: [Int: RunnerUp] = [:]
    private(set) var runnersUpOfLines: [Int: RunnerUp] = [:]
    /// Parcels whose number another parcel has too.
    private(set) var sharedNumbers: Set<Int> = []
    /// Lines whose number stands for another item too.
    private(set) var reusedLines: Set<Int> = []
    /// See ``ReconciliationResult/askedNames``.
    private(set) var askedNames: Set<String> = []
    private var isParcelTaken: [Bool]
    private var isLineTaken: [Bool]

    init(parcels: Int, lines: Int) {
        isParcelTaken = Array(repeating: false, count: parcels)
        isLineTaken = Array(repeating: false, count: lines)
        pairs.reserveCapacity(min(parcels, lines))
    }

    func isOpen(parcel: Int) -> Bool { !isParcelTaken[parcel] }

    func isOpen(line: Int) -> Bool { !isLineTaken[line] }

    var openParcels: [Int] { isParcelTaken.indices.filter { !isParcelTaken[$0] } }

    var openLines: [Int] { isLineTaken.indices.filter { !isLineTaken[$0] } }

    mutating func pair(parcel: Int, line: Int, by rule: MatchRule, runnerUp: RunnerUp? = nil) {
        isParcelTaken[parcel] = true
        isLineTaken[line] = true
        pairs.append(Pair(parcel: parcel, line: line, rule: rule, runnerUp: runnerUp))
    }

    /// Notes a further line of a parcel that has been paired.
    mutating func addDuplicate(parcel: Int, line: Int, by rule: MatchRule) {
        isLineTaken[line] = true
        duplicates.append(Pair(parcel: parcel, line: line, rule: rule))
    }

    /// Notes a further line that tells more of a paired item: a later status, a refund, a surcharge.
    mutating func addPart(parcel: Int, line: Int, by rule: MatchRule) {
        isLineTaken[line] = true
        duplicates.append(Pair(parcel: parcel, line: line, rule: rule, isPart: true))
    }

    mutating func shareNumber(_ parcels: [Int]) { sharedNumbers.formUnion(parcels) }

    mutating func ask(for name: String) { askedNames.insert(name) }

    mutating func reuse(line: Int) { reusedLines.insert(line) }

    /// Notes why a parcel and a line, which belong together at first sight, were not paired.
    mutating func doubt(parcel: Int, line: Int, _ remark: Remark) {
        remarksOfParcels[parcel, default: []].insert(remark)
        remarksOfLines[line, default: []].insert(remark)
        if runnersUpOfParcels[parcel] == nil { runnersUpOfParcels[parcel] = .line(line) }
        if runnersUpOfLines[line] == nil { runnersUpOfLines[line] = .parcel(parcel) }
    }
}
