import Basics
import Dossiers
import PostalChannel

extension LedgerTransaction {
    /// Begins a leg of a case.
    public func openLeg(_ direction: Direction, case code: CaseCode, at now: Instant) throws -> Leg {
        let leg = Leg(id: newID(Leg.self, at: now), direction: direction, caseCode: code)
        try sql.run(
            "INSERT INTO legs (id, direction, case_code) VALUES (?, ?, ?)",
            [SQLValue(leg.id), SQLValue(direction), SQLValue(code)])
        return leg
    }

    /// One leg with its facts.
    public func leg(_ id: LegID) throws -> Leg? { try legs(where: "l.id = ?", [SQLValue(id)]).first }

    /// The legs of a case, oldest first.
    public func legs(case code: CaseCode) throws -> [Leg] { try legs(where: "l.case_code = ?", [SQLValue(code)]) }

    /// The legs in a state; those of which nothing is known yet for `nil`.
    public func legs(in state: LegState?) throws -> [Leg] {
        guard let state else { return try legs(where: "l.state IS NULL", []) }
        return try legs(where: "l.state = ?", [SQLValue(state)])
    }

    /// The legs whose papers a parcel carries, oldest first.
    public func legs(parcel id: String) throws -> [Leg] {
        try legs(where: "l.id IN (SELECT leg_id FROM parcel_legs WHERE parcel_id = ?)", [SQLValue(id)])
    }

    /// Records a fact of a leg, at the place where it occurred. The same fact once more changes nothing.
    /// - Parameter event: with an empty identity it gets a new one.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/periodClosed`` when its day is closed, or that of the
    ///   fact whose place it takes; `ImpossibleMove`.
    @discardableResult
    public func addLegEvent(_ event: LegEvent, to id: LegID) throws -> Leg {
        guard let leg = try leg(id) else { throw LedgerError(.notFound, "leg \(id)") }
        return try add([event], to: leg, closed: try closedDays())
    }

    /// Records the facts that a hand-over list gives, or another list of many legs.
    /// - Parameter areRegistered: whether they only repeat what our register of parcels says, which has its own lock:
    ///   a case that is registered after its parcel's period was closed gets its leg all the same.
    /// - Throws: as ``addLegEvent(_:to:)``.
    public func addLegFacts(_ facts: [LegFact], areRegistered: Bool = false) throws {
        guard !facts.isEmpty else { return }
        let closed = areRegistered ? ClosedDays(periods: []) : try closedDays()
        for (id, facts) in Dictionary(grouping: facts, by: \.leg).sorted(by: { $0.key < $1.key }) {
            guard let leg = try leg(id) else { throw LedgerError(.notFound, "leg \(id)") }
            try add(facts.map(\.event), to: leg, closed: closed)
        }
    }

    /// Records that a parcel carries papers of a leg. Doing it again changes nothing.
    /// - Throws: ``LedgerError/Code/notFound`` when the leg or the parcel is not there.
    public func linkParcel(_ parcel: String, to id: LegID, at now: Instant) throws {
        guard try leg(id) != nil else { throw LedgerError(.notFound, "leg \(id)") }
        guard try self.parcel(parcel) != nil else { throw LedgerError(.notFound, "parcel \(parcel)") }
        try sql.run(
            "INSERT INTO parcel_legs (leg_id, parcel_id, recorded_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [SQLValue(id), SQLValue(parcel), SQLValue(now)])
    }

    /// Which parcels carry the legs of a case.
    public func parcelLinks(case code: CaseCode) throws -> ParcelLinks {
        ParcelLinks(
            try sql.rows(
                """
                SELECT pl.leg_id, pl.parcel_id FROM legs l JOIN parcel_legs pl ON pl.leg_id = l.id
                WHERE l.case_code = ?
                """, [SQLValue(code)]
            ).map { ParcelLink(leg: try $0.parsed("leg_id"), parcel: try $0.text("parcel_id")) })
    }

    /// That the result of a case reached the citizen: when it occurred and when we had proof of it; `nil` before that.
    public func resultReturned(case code: CaseCode) throws -> ResultReturned? {
        ResultReturned.of(try legs(case: code), try parcelLinks(case: code))
    }

    /// When a case was filed by law, by the signed hand-over record of its papers; `nil` while there is none.
    /// Source: TT 17/2017/TT-BTTTT.
    public func filingTime(case code: CaseCode) throws -> FilingTime? {
        try legs(case: code).lazy.filter { $0.direction == .intake }.compactMap(\.filingTime).first
    }

    // MARK: Parts

    @discardableResult
    private func add(_ events: [LegEvent], to leg: Leg, closed: ClosedDays) throws -> Leg {
        var leg = leg
        var batch = SQLBatch(columns: LegEventColumns.count)
        for var event in events {
            if event.id.rawValue.isEmpty { event.id = newID(LegEvent.self, at: event.recorded) }
            let before = leg
            leg = try leg.adding(event)
            guard leg.events.count > before.events.count else { continue }
            try closed.check(event.occurred)
            try closed.check(before.events.first { $0.id == event.supersedes }?.occurred)
            LegEventColumns.append(event, of: leg.id, to: &batch)
            acts.note(.legChanged, leg.id.rawValue, .legEvents, key: event.id.rawValue, at: event.recorded)
        }
        try sql.flush(LegEventColumns.insertion, &batch)
        try sql.run("UPDATE legs SET state = ? WHERE id = ?", [SQLValue(leg.state), SQLValue(leg.id)])
        // A paper that is to come back is a matter of reconciling.
        if !leg.recalledPapers.isEmpty { try reopen(parcels: parcels(ofLeg: leg.id)) }
        return leg
    }

    func legs(where condition: String, _ values: [SQLValue]) throws -> [Leg] {
        var events: [String: [LegEvent]] = [:]
        let rows = try sql.rows(
            "SELECT e.* FROM legs l CROSS JOIN leg_events e WHERE e.leg_id = l.id AND (\(condition))", values)
        for row in rows { events[try row.text("leg_id"), default: []].append(try LegEventColumns.event(row)) }
        return try sql.rows("SELECT l.* FROM legs l WHERE \(condition) ORDER BY l.id", values).map { row in
            let id = try row.text("id")
            let leg = try? Leg(
                id: LegID(rawValue: id), direction: row.parsed("direction"), caseCode: row.parsed("case_code"),
                events: events[id] ?? [])
            guard let leg else { throw LedgerError(.damagedRecord, "facts of leg \(id)") }
            return leg
        }
    }
}
