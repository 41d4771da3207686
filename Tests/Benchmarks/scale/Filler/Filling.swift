import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import PostalChannel
import PostalPipeline

/// Fills a ledger, subject by subject, in transactions of a size that an import would use.
struct Filling: Sendable {
    let desk: PostalService
    let people: People

    private var ledger: Ledger { desk.office.ledger }
    private static let now = TimeSource.system.now()
    /// Days that are not closed.
    private static let openDays = 3

    func run() async throws {
        try await step("cases", 2_000) { places, tx in
            _ = try tx.importCases(places.map(people.record), at: Self.now)
        }
        let reading = try storedReading()
        try await step("pages", 500) { places, tx in
            for start in stride(from: places.lowerBound, to: places.upperBound, by: 25) {
                try scan(start..<min(start + 25, places.upperBound), reading, tx)
            }
        }
        try await step("parcels", 10_000) { places, tx in
            _ = try tx.registerParcels(places.map(people.parcel), at: Self.now)
        }
        let statements = try await storeStatements()
        try await step("legs", 1_000) { places, tx in
            for place in places { try follow(place, statements, tx) }
        }
        try await settle()
    }

    private func step(
        _ name: String, _ size: Int, _ body: @escaping @Sendable (Range<Int>, LedgerTransaction) throws -> Void
    ) async throws {
        let start = ContinuousClock.now
        for first in stride(from: 0, to: people.count, by: size) {
            let places = first..<min(first + size, people.count)
            try await ledger.write { try body(places, $0) }
        }
        tell(name, since: start)
    }

    private func tell(_ name: String, since start: ContinuousClock.Instant) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(name): \(seconds.formatted(.number.precision(.fractionLength(1)))) s")
    }

    // MARK: Pages

    /// One reading and one file serve for all pages: what is measured is the ledger.
    private func storedReading() throws -> ContentDigest {
        try desk.office.store.put(data: Data(#"{"a page of":"the benchmark"}"#.utf8)).sha256
    }

    private func scan(_ places: Range<Int>, _ file: ContentDigest, _ tx: LedgerTransaction) throws {
        let moment = People.instant(people.dayNumber(places.lowerBound), minutes: 480)
        let number = places.lowerBound / 25
        let batch = try tx.openBatch(
            name: "Lô \(number)", station: "quay-\(number % 24)", contentDigest: Self.digest(number),
            files: places.indices.map { place in
                SubmittedFile(name: "\(place).tif", nfcName: "\(place).tif", sha256: file, byteCount: 1_000)
            }, at: moment
        ).batch
        // Of one batch in sixteen a page waits for a person.
        let held = number % 16 == 0 ? 1 : 0
        var (pages, drafts) = ([PageRecord](), [DocumentDraft]())
        for (ordinal, place) in places.enumerated() {
            let key = "reading \(place)"
            try tx.savePageReading(
                PageReadingRecord(
                    key: key, artifact: file, text: people.text(place), rotation: .none, skew: 0, isBlank: false,
                    confidence: 93), at: moment)
            let page = PageID(batch: batch.id, fileOrdinal: ordinal, pageIndex: 0)
            let code = ordinal < held ? nil : people.code(place)
            pages.append(
                PageRecord(
                    id: page, batchID: batch.id, fileOrdinal: ordinal, fileName: "\(place).tif", pageIndex: 0,
                    ordinal: ordinal, kind: .content, readingKey: key, rotation: .none, skew: 0, confidence: 93,
                    caseCode: code, component: code == nil ? nil : People.component))
            guard let code, let component = People.component else { continue }
            drafts.append(
                DocumentDraft(
                    caseCode: code, component: component, batchID: batch.id, contentDigest: Self.digest(place),
                    pdf: file,
                    pages: [
                        DocumentPage(
                            pageID: page, content: PageContent(original: Self.digest(place), pageIndex: 0),
                            readingKey: key)
                    ], fields: [:], occurredAt: moment))
        }
        try tx.replaceSplit(
            batch: batch.id, pages: pages, issues: [],
            waiting: held > 0 ? [HeldPages(reason: .unknownCase, pageIDs: [pages[0].id])] : [], at: moment)
        for draft in drafts { _ = try tx.attach(draft, at: moment) }
        try tx.finishBatch(batch.id, at: moment)
    }

    private static func digest(_ number: Int) -> ContentDigest {
        ContentDigest(rawValue: People.padded(number, 64))!
    }

    // MARK: Statements

    /// A statement a day, but for the last two days.
    private func storeStatements() async throws -> [StatementID] {
        let start = ContinuousClock.now
        var statements: [StatementID] = []
        for number in 0..<max(people.dayCount - 2, 1) {
            let day = people.day(number)
            let file = try desk.office.store.put(data: Data("statement of day \(day)".utf8)).sha256
            let statement = try await ledger.write { tx in
                let source = StatementSource(
                    fileName: "bang-ke-\(day).csv", operatorName: "vnpost", encoding: "utf-8", declaredPeriod: day...day
                )
                let opening = try tx.openStatement(source, artifact: file, columnMap: "{}", at: Self.now)
                guard case .opened(let load) = opening else { throw CancellationError() }
                let lines = people.places(ofDay: number).enumerated().compactMap { people.line($1, row: $0 + 2) }
                try tx.add(lines.map { StatementRow(.line($0), rawCells: #"["\#($0.tracking.text)"]"#) }, to: load)
                return try tx.completeStatement(load, at: Self.now)
            }
            statements.append(statement.id)
        }
        tell("statements", since: start)
        return statements
    }

    // MARK: Legs

    /// What the register and the statement said of a parcel's course.
    private func follow(_ place: Int, _ statements: [StatementID], _ tx: LedgerTransaction) throws {
        let parcel = people.parcel(place)
        guard let handedOver = parcel.handedOver else { return }
        let (leg, isNew) = try leg(of: parcel, tx)
        let events = leg.history.events
        var facts: [LegFact] = []
        if isNew {
            facts.append(
                LegFact(
                    leg: leg.id,
                    event: LegEvent(
                        id: LegEventID(rawValue: "R/\(leg.id)/\(parcel.id)/accepted"),
                        kind: .step(.return(.acceptedByPost)), occurred: handedOver, recorded: Self.now,
                        source: EventSource(.paper, parcel.manifest ?? ""), parcel: parcel.id)))
        }
        let day = place / People.aDay
        if let delivered = parcel.deliveredAt, statements.indices.contains(day),
            !events.contains(where: { $0.kind == .step(.return(.delivered)) && $0.source.kind == .statementLine })
        {
            let line = "\(statements[day]):0:\(place % People.aDay + 2)"
            var event = LegEvent(
                id: LegEventID(rawValue: "S/\(line)/delivered/\(leg.id)"), kind: .step(.return(.delivered)),
                occurred: delivered, recorded: Self.now, source: EventSource(.statementLine, line), parcel: parcel.id)
            event.supersedes = events.last { $0.kind == event.kind }?.id
            facts.append(LegFact(leg: leg.id, event: event))
        }
        try tx.addLegFacts(facts)
    }

    private func leg(of parcel: Parcel, _ tx: LedgerTransaction) throws -> (Leg, isNew: Bool) {
        if let known = try tx.legs(parcel: parcel.id).first { return (known, false) }
        let leg = try tx.openLeg(.return, case: parcel.cases[0], at: Self.now)
        try tx.linkParcel(parcel.id, to: leg.id, at: Self.now)
        return (leg, true)
    }

    // MARK: Differences and periods

    /// Reconciles, settles what is older than three days, and closes those days by the month.
    private func settle() async throws {
        let start = ContinuousClock.now
        _ = try await desk.reconcile()
        tell("reconciled", since: start)
        let last = people.dayCount - Self.openDays
        guard last > 0 else { return }
        let open = try await desk.discrepancies(DiscrepancyFilter(days: people.day(0)...people.day(last - 1)))
        for start in stride(from: 0, to: open.count, by: 200) {
            let ids = open[start..<min(start + 200, open.count)].map(\.id)
            _ = try await desk.work(
                on: Array(ids),
                DiscrepancyAction(
                    .resolutionProposed, by: "an", reason: "Hai bên đã thống nhất.", resolution: .writtenOff))
            _ = try await desk.work(on: Array(ids), DiscrepancyAction(.resolutionApproved, by: "bình"))
            _ = try await desk.work(on: Array(ids), DiscrepancyAction(.closed, by: "an"))
        }
        for first in stride(from: 0, to: last, by: 30) {
            guard let period = Period(from: people.day(first), through: people.day(min(first + 29, last - 1))) else {
                continue
            }
            _ = try await desk.closePeriod(period, carrying: [], by: "an")
        }
        // What is settled is sealed by the next one; the ledger is measured as it is from then on.
        _ = try await desk.reconcile()
        tell("settled", since: start)
    }
}
