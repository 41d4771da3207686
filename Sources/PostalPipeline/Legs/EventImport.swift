import Basics
import Ledger
import PostalChannel

/// What came of a file of events.
public struct EventImport: Sendable {
    /// Events that the file has.
    public var events = 0
    /// Facts that were recorded; those that were known are not among them.
    public var recorded = 0
    /// Rows that were left out, and why.
    public var faults: [EventFault] = []
    public var contradictions: [LegContradiction] = []
}

extension PostalService {
    /// Records the events of an operator's file on the legs of our parcels, each at the place where it occurred, however
    /// late it comes. The same event once more, in whatever file, changes nothing. One of a closed day is kept as a note and
    /// is among the contradictions as `period_closed`; it is taken when the file comes again after the period was opened.
    /// - Throws: `SpreadsheetFault`, ``EventFault`` for the file as a whole, `LedgerError`.
    public func importEvents(path: String) async throws -> EventImport {
        let file = try await work.run { try EventFile.read(path: path) }
        try await linkLegs()
        var result = EventImport(events: file.rows.count, faults: file.faults)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        // The events of an item come together and in order: which attempt one is depends on those before it.
        let items = Dictionary(grouping: file.rows, by: \.tracking).sorted { $0.key < $1.key }
        let recording = EventRecording(vocabulary: rules.vocabulary, file: name, now: office.now())
        for start in stride(from: 0, to: items.count, by: Self.itemsATime) {
            let part = items[start..<min(start + Self.itemsATime, items.count)]
            let done = try await office.ledger.write { tx in
                var done = EventImport()
                for (number, rows) in part { try recording.record(rows, of: number, tx, &done) }
                return done
            }
            result.recorded += done.recorded
            result.faults += done.faults
            result.contradictions += done.contradictions
        }
        result.faults.sort { $0.row < $1.row }
        return result
    }

    private static let itemsATime = 200
}

/// The events of items on their way to legs.
private struct EventRecording: Sendable {
    let vocabulary: StatementVocabulary
    let file: String
    let now: Instant

    func record(_ rows: [EventFile.Row], of number: String, _ tx: LedgerTransaction, _ done: inout EventImport) throws {
        let parcels = try tx.parcels(tracking: number).parcels
        guard parcels.count == 1, let parcel = parcels.first else {
            let code: EventFault.Code = parcels.isEmpty ? .unknownNumber : .severalParcels
            done.faults += rows.map { EventFault(code, row: $0.row) }
            return
        }
        let known = rows.filter { vocabulary.status(of: $0.event) != .unknown }
        done.faults += rows.filter { row in !known.contains(row) }.map { EventFault(.unknownEvent, row: $0.row) }
        let legs = try tx.legs(parcel: parcel.id)
        let periods = try tx.periodBook()
        if legs.isEmpty { done.faults += known.map { EventFault(.noLeg, row: $0.row) } }
        for leg in legs {
            var taking = LegFactMerger(leg, periods: periods, now: now)
            for row in known.sorted(by: { ($0.time.instant, $0.row) < ($1.time.instant, $1.row) }) {
                take(row, parcel.id, into: &taking)
            }
            taking.finish()
            try tx.addLegFacts(taking.added.map { LegFact(leg: leg.id, event: $0) })
            try tx.fileDiscrepancies(of: taking, at: now)
            done.recorded += taking.added.count { $0.keeps == nil }
            done.contradictions += taking.contradictions
        }
    }

    private func take(_ row: EventFile.Row, _ parcel: String, into taking: inout LegFactMerger) {
        let status = vocabulary.status(of: row.event)
        let courier = CourierFacts(
            leg: taking.leg, parcel: parcel, source: EventSource(.operatorFile, "\(file):\(row.row)"), recorded: now,
            identity: "E/\(row.tracking)/\(row.time.instant.milliseconds)/\(row.event)/\(row.place)")
        guard let step = courier.step(status) else {
            return taking.take(courier.note(.statusReported, status))
        }
        let fact = courier.fact(.step(step), at: row.time, place: row.place, detail: row.detail)
        if step == .return(.firstAttempt) { taking.take(attempt: fact) } else { taking.take(fact) }
    }
}

extension LegFactMerger {
    /// Takes an attempt of delivery: which one it is follows from those that are known.
    mutating func take(attempt event: LegEvent) {
        let id = event.id
        let attempts = leg.history.events.filter { known in
            known.parcel == event.parcel && Self.isAttempt(known.step) && known.supersedes == nil
        }
        guard !leg.events.contains(where: { $0.id == id }) else { return }
        // A statement and the operator's file may tell of one attempt.
        let same = attempts.first { $0.occurredDay == event.occurredDay && $0.source.kind != event.source.kind }
        if let same {
            var again = event
            again.kind = same.kind
            return take(again)
        }
        if attempts.contains(where: { $0.occurred <= event.occurred }) {
            var second = event
            second.kind = .step(.return(.secondAttempt))
            return take(second)
        }
        // An earlier attempt that becomes known late: what was taken for the first is the second.
        for later in attempts where later.step == .return(.firstAttempt) {
            var second = later
            second.id = LegEventID(rawValue: later.id.rawValue + "/2")
            second.kind = .step(.return(.secondAttempt))
            second.recorded = event.recorded
            second.supersedes = later.id
            take(second)
        }
        take(event)
    }

    private static func isAttempt(_ step: LegState?) -> Bool {
        step == .return(.firstAttempt) || step == .return(.secondAttempt)
    }
}
