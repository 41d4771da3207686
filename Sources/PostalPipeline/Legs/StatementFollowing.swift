import Basics
import Ledger
import PostalChannel

extension PostalService {
    /// Records on the legs what statements say of the parcels that were paired with their lines. Lines that were
    /// followed before change nothing; what contradicts a leg is kept on it as a note.
    /// - Throws: `LedgerError`.
    @discardableResult
    public func followStatements(_ result: ReconciliationResult) async throws -> LegLinking {
        var linking = try await linkLegs()
        let pairs = Self.pairs(of: result)
        let (linked, followed, statements) = try await office.ledger.read { tx in
            let linked = try tx.linkedParcels(among: pairs.map(\.parcel.id))
            return (linked, try tx.legSources(.statementLine, ofParcels: linked.sorted()), try tx.statements())
        }
        guard !linked.isEmpty else { return linking }
        let lines = pairs.filter { pair in
            linked.contains(pair.parcel.id) && !followed.contains(pair.line.place.text)
        }
        let following = StatementFollowing(statements, now: office.now)
        var size = PartSize(first: 100, most: 2_000)
        try await office.ledger.write(lines, inPartsOf: &size) {
            try following.take($1, $0)
        } _: {
            linking.add($0)
        }
        return linking
    }

    struct Pair: Sendable {
        var parcel: Parcel
        var line: StatementLine
    }

    /// The pairs whose line speaks of the parcel. A number that stands for several parcels is sure for the first of its
    /// lines only.
    private static func pairs(of result: ReconciliationResult) -> [Pair] {
        result.entries.compactMap { entry in
            guard let parcel = entry.parcel, let line = entry.line,
                !(entry.isFurtherLine && entry.outcomes.contains(.trackingReused)),
                !entry.remarks.contains(.numberConflict)
            else { return nil }
            return Pair(parcel: result.input.parcels[parcel], line: result.input.lines[line])
        }
    }
}

/// Lines of statements on their way to legs.
private struct StatementFollowing: Sendable {
    /// When each statement was taken, by its identity.
    private let taken: [String: Instant]
    private let superseded: Set<String>

    private let now: @Sendable () -> Instant

    init(_ statements: [StatementRecord], now: @escaping @Sendable () -> Instant) {
        self.now = now
        taken = Dictionary(statements.map { ($0.id.rawValue, $0.completedAt ?? $0.recordedAt) }) { first, _ in first }
        superseded = Set(statements.filter { $0.state == .superseded }.map(\.id.rawValue))
    }

    func take(_ pairs: [PostalService.Pair], _ tx: LedgerTransaction) throws -> LegLinking {
        var linking = LegLinking()
        let opening = LegOpening(tx: tx, now: now())
        let periods = try tx.periodBook()
        for pair in pairs {
            for leg in try tx.legs(parcel: pair.parcel.id) {
                let courier = CourierFacts(
                    leg: leg, parcel: pair.parcel.id, source: EventSource(.statementLine, pair.line.place.text),
                    recorded: taken[pair.line.place.statement] ?? opening.now, identity: "S/\(pair.line.place.text)")
                let facts = courier.facts(of: pair.line, countsMoney: leg.caseCode == pair.parcel.cases.first)
                linking.add(try opening.take(facts, into: leg, superseded: superseded, periods: periods))
            }
        }
        return linking
    }
}
