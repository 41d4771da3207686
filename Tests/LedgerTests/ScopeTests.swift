import Basics
import DocumentModel
import Dossiers
import PostalChannel
import TestSupport
import Testing

@testable import Ledger

/// A ledger with papers and parcels of several agencies, put together by a seed, and beside it whose each record is.
private struct MixedOffice {
    static let agencies = ["000.00.16.H40", "H40.16", "000.05.16.H40", "H40.17", "H40.160", "H41", "H40.123456789"]
    static let scopes: [Scope] = [
        .everything, .agencies([]),
        .agencies(agency("H40.16")), .agencies(agency("H40.16.05")), .agencies(agency("H40")),
        .agencies(agency("H40.17", "H41")), .agencies(agency("H40.16", "H40.16.05", "H40.160")),
        .agencies(agency("H42")),
    ]

    private static func agency(_ names: String...) -> Set<AgencyScope> {
        Set(names.compactMap(AgencyScope.init(rawValue:)))
    }

    /// By the identities of what waits, in the order of the list: the agency whose matter it is, empty for nobody's.
    var waiting: [(id: String, agency: String)] = []
    /// Pages that no document shows, by their identities.
    var loose: [(id: String, agency: String)] = []
    var documents: [(id: String, agency: String)] = []
    var batches: [(id: String, name: String, agency: String)] = []
    /// Differences, by those who must have all of these agencies.
    var breaks: [(id: String, agencies: [String])] = []
    var lists: [(id: String, agencies: [String])] = []

    static func covers(_ scope: Scope, _ agency: String) -> Bool {
        scope == .everything || (!agency.isEmpty && scope.covers(agency))
    }

    static func coversAll(_ scope: Scope, _ agencies: [String]) -> Bool {
        guard case .agencies(let allowed) = scope else { return true }
        // One agency of the scope has all of them.
        return !agencies.isEmpty
            && allowed.contains { one in agencies.allSatisfy { AgencyScope(rawValue: $0).map(one.covers) ?? false } }
    }

    static func make(_ tx: LedgerTransaction, seed: UInt64) throws -> MixedOffice {
        var (random, office) = (SeededGenerator(seed: seed), MixedOffice())
        func pick<T>(_ among: [T]) -> T { among[Int.random(in: 0..<among.count, using: &random)] }
        let codes = (1...24).map { number in
            CaseCode(rawValue: "\(pick(agencies))-261118-\(1_000 + number)") ?? Office.birth
        }
        _ = try tx.importCases(codes.prefix(20).map { Office.record($0) }, at: Office.time())
        let known = Set(codes.prefix(20))
        let stations: [String: String] = ["mot": "H40.16", "hai": "H40.17", "khong": ""]
        for (name, agency) in stations.sorted(by: { $0.key < $1.key }) {
            _ = try tx.addStation(
                StationName(rawValue: name)!, agency: AgencyScope(rawValue: agency), by: "an", at: Office.time())
        }
        var items: [(Int, String, String)] = []
        for number in 0..<30 {
            let (station, minute) = (pick(["mot", "hai", "khong", "la"]), Int.random(in: 1...9, using: &random))
            let ofBatch = stations[station] ?? ""
            let batch = try tx.scanned(["trang \(number) một", "trang \(number) hai"], station, Office.time(minute))
            office.batches.append((batch.record.id.rawValue, batch.record.name, ofBatch))
            let attached = pick(Array(codes.prefix(20)))
            // A page of the same component would stand with its document.
            let proposed = pick(codes.filter { $0 != attached }.map(Optional.some) + [nil, nil, nil])
            let isKnown = proposed.map(known.contains) ?? false
            var held = batch.page(1, case: isKnown ? proposed : nil, isKnown ? Office.form : nil)
            held.kind = .content
            let page = batch.page(0, case: attached, Office.form)
            let item = HeldPages(
                reason: pick([.unknownCase, .orphanPages]), pageIDs: [held.id], proposedCase: proposed?.rawValue,
                proposedComponent: Office.form.rawValue)
            let waits = try tx.replaceSplit(
                batch: batch.record.id, pages: [page, held], issues: [], waiting: [item], at: Office.time(minute))
            let agency = isKnown ? proposed?.agency ?? "" : ofBatch
            let document = try tx.attach(batch.draft(0..<1, for: attached), at: Office.time(minute))
            if case .attached(let id) = document { office.documents.append((id.rawValue, attached.agency)) }
            if case .keptAsCandidate(let id, let beside) = document {
                office.documents.append((id.rawValue, attached.agency))
                items.append((minute, beside.rawValue, attached.agency))
            }
            office.loose.append((held.id.rawValue, agency))
            guard let id = waits.first?.id else { continue }
            if number % 7 == 3 {
                try tx.discardHeldPages(id, by: "an", at: Office.time(20))
            } else {
                items.append((minute, id.rawValue, agency))
            }
        }
        office.waiting = items.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { ($0.1, $0.2) }
        try office.addParcels(tx, codes, &random)
        return office
    }

    private mutating func addParcels(
        _ tx: LedgerTransaction, _ codes: [CaseCode], _ random: inout SeededGenerator
    ) throws {
        var found: [FoundDiscrepancy] = []
        var parcels: [Parcel] = []
        for number in 10..<40 {
            var parcel = PostDesk.parcel(number)
            parcel.cases = (0...Int.random(in: 0...1, using: &random)).map { _ in
                codes[Int.random(in: 0..<codes.count, using: &random)]
            }
            parcels.append(parcel)
            let day = PostDesk.day("2026-11-1\(Int.random(in: 5...9, using: &random))")
            found.append(
                FoundDiscrepancy(
                    DiscrepancyNaming.id("fee_differs", parcel: parcel.id), "fee_differs",
                    DiscrepancySubject(day: day, caseCode: parcel.cases.first, parcel: parcel.id)))
        }
        // About lines that none of our parcels explains.
        for number in 1...4 {
            found.append(
                FoundDiscrepancy(
                    DiscrepancyID(rawValue: "L/1-\(number)/missing_in_ours"), "missing_in_ours",
                    DiscrepancySubject(day: PostDesk.day("2026-11-17"), caseCode: number == 1 ? codes[0] : nil)))
        }
        _ = try tx.registerParcels(parcels, at: Office.time())
        _ = try tx.fileDiscrepancies(found, of: try tx.recordAnyRun(at: Office.time()), at: Office.time())
        // One goes to other cases afterwards.
        parcels[0].cases = [codes[1]]
        _ = try tx.registerParcels([parcels[0]], at: Office.time(1))
        let cases = Dictionary(uniqueKeysWithValues: parcels.map { ($0.id, $0.cases.map(\.agency)) })
        breaks = found.sorted { ($0.subject.day, $0.id.rawValue) < ($1.subject.day, $1.id.rawValue) }.map { found in
            (
                found.id.rawValue,
                found.subject.parcel.flatMap { cases[$0] } ?? found.subject.caseCode.map { [$0.agency] } ?? []
            )
        }
        for start in stride(from: 0, to: parcels.count, by: 3) {
            let some = parcels[start..<min(start + Int.random(in: 1...3, using: &random), parcels.count)]
            let list = try tx.draftHandoverList(
                office: "700100", direction: .return, day: PostDesk.day("2026-11-18"),
                lines: some.map {
                    HandoverListLine(
                        parcel: $0.id, tracking: $0.tracking, recipient: $0.recipient, weight: 120, fee: Dong(21_000),
                        toCollect: $0.due, papersCounted: 1, legs: [LegID(rawValue: "L")])
                }, at: Office.time())
            lists.append((list.number.rawValue, some.flatMap { $0.cases.map(\.agency) }))
        }
    }
}

extension LedgerTransaction {
    fileprivate func scanned(_ texts: [String], _ station: String, _ now: Instant) throws -> ScannedBatch {
        let files = texts.enumerated().map { place, text in
            SubmittedFile(name: "\(place).tif", nfcName: "\(place).tif", sha256: Office.digest(text), byteCount: 1_000)
        }
        let batch = try openBatch(
            name: "Lô \(texts[0])", station: station, contentDigest: Office.digest(texts.joined()), files: files,
            at: now
        ).batch
        let scanned = ScannedBatch(record: batch, texts: texts, contents: texts)
        for place in texts.indices {
            try savePageReading(
                PageReadingRecord(
                    key: scanned.readingKey(place), artifact: Office.digest("json of \(texts[place])"),
                    text: texts[place], rotation: .half, skew: 0.5, isBlank: false, confidence: 93), at: now)
        }
        return scanned
    }
}

@Suite("Scopes of agencies") struct ScopeTests {
    /// One ledger serves for all looks at it.
    private func office(_ maker: LedgerMaker, seed: UInt64) async throws -> (Ledger, MixedOffice) {
        let ledger = try maker.make()
        return (ledger, try await ledger.write { try MixedOffice.make($0, seed: seed) })
    }

    @Test("What a scope gives is what a filter of everything gives", arguments: LedgerMaker.all, [1, 2, 3] as [UInt64])
    func isFilter(_ maker: LedgerMaker, _ seed: UInt64) async throws {
        let (ledger, office) = try await office(maker, seed: seed)
        #expect(try await ledger.read { try $0.recordFaults() + $0.auditFaults() } == [])
        for scope in MixedOffice.scopes {
            for limit in [1, 3, 500] {
                let waiting = try await ledger.read { try $0.allWaiting(scope, limit: limit) }
                #expect(waiting == office.waiting.filter { MixedOffice.covers(scope, $0.agency) }.map(\.id))
                let breaks = try await ledger.read { try $0.allBreaks(scope, limit: limit) }
                #expect(breaks == office.breaks.filter { MixedOffice.coversAll(scope, $0.agencies) }.map(\.id))
                let (documents, loose, batches) = try await ledger.read { try $0.allExported(scope, limit: limit) }
                #expect(
                    Set(documents) == Set(office.documents.filter { MixedOffice.covers(scope, $0.agency) }.map(\.id)))
                #expect(documents.count == Set(documents).count)
                let ofScope = office.batches.filter { MixedOffice.covers(scope, $0.agency) }
                #expect(batches == ofScope.sorted { $0.id < $1.id }.map(\.name))
                let ids = Set(ofScope.map(\.id))
                let wanted = office.loose.filter {
                    MixedOffice.covers(scope, $0.agency) && ids.contains(String($0.id.prefix { $0 != "." }))
                }
                #expect(Set(loose) == Set(wanted.map(\.id)))
            }
            let (figures, lists, open) = try await ledger.read { tx in
                (
                    try tx.waitingFigures(in: scope),
                    try tx.handoverLists(days: PostDesk.day("2026-11-18")...PostDesk.day("2026-11-18"), in: scope),
                    try tx.discrepancies(DiscrepancyFilter(scope: scope))
                )
            }
            #expect(
                figures.reduce(0) { $0 + $1.count } == office.waiting.count { MixedOffice.covers(scope, $0.agency) })
            #expect(
                lists.map(\.number.rawValue)
                    == office.lists.filter { MixedOffice.coversAll(scope, $0.agencies) }.map(\.id))
            #expect(open.count == office.breaks.count { MixedOffice.coversAll(scope, $0.agencies) })
        }
    }

    @Test("One record is there for those whose it is", arguments: LedgerMaker.all)
    func oneRecord(_ maker: LedgerMaker) async throws {
        let (ledger, office) = try await office(maker, seed: 4)
        for scope in MixedOffice.scopes {
            let wrong = try await ledger.read { tx in
                try office.waiting.filter {
                    try (tx.waitingItem(WaitingID(rawValue: $0.id), in: scope) != nil)
                        != MixedOffice.covers(scope, $0.agency)
                }.map(\.id)
                    + office.loose.filter {
                        try tx.hasPage(PageID(rawValue: $0.id), in: scope) != MixedOffice.covers(scope, $0.agency)
                    }.map(\.id)
                    + office.documents.filter {
                        try (tx.document(DocumentID(rawValue: $0.id), in: scope) != nil)
                            != MixedOffice.covers(scope, $0.agency)
                    }.map(\.id)
                    + office.batches.filter {
                        try (tx.batch(BatchID(rawValue: $0.id), in: scope) != nil)
                            != MixedOffice.covers(scope, $0.agency)
                    }.map(\.id)
                    + office.breaks.filter {
                        try (tx.breakRecord(DiscrepancyID(rawValue: $0.id), in: scope) != nil)
                            != MixedOffice.coversAll(scope, $0.agencies)
                    }.map(\.id)
                    + office.lists.filter {
                        let number = try #require(HandoverListNumber(rawValue: $0.id))
                        return try (tx.handoverList(number, in: scope) != nil)
                            != MixedOffice.coversAll(scope, $0.agencies)
                    }.map(\.id)
            }
            #expect(wrong == [])
        }
    }

    @Test("A search finds what is of the caller's agencies, whatever it asks for", arguments: LedgerMaker.all)
    func search(_ maker: LedgerMaker) async throws {
        let (ledger, office) = try await office(maker, seed: 5)
        for scope in MixedOffice.scopes {
            let found = try await ledger.read {
                try $0.search(SearchQuery("trang", in: SearchScope(bounds: scope)), limit: 1_000)
            }
            let wanted = office.documents.filter { MixedOffice.covers(scope, $0.agency) }.map(\.id)
            // Documents that wait beside another are not found.
            #expect(Set(found.map(\.documentID.rawValue)).isSubset(of: wanted))
            #expect(found.allSatisfy { MixedOffice.covers(scope, $0.caseCode.agency) })
            #expect(found.isEmpty == wanted.isEmpty)
            let codes = try await ledger.read { try $0.caseCodes() }
            for code in codes {
                let ofCase = try await ledger.read {
                    try $0.search(SearchQuery(code.rawValue, in: SearchScope(bounds: scope)))
                }
                #expect(ofCase.isEmpty || MixedOffice.covers(scope, code.agency))
            }
        }
    }

    @Test("What was scanned before anybody said whose the station is becomes that agency's; another's stays")
    func adoption() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        let (station, scope) = (
            try #require(StationName(rawValue: "mot")), try #require(AgencyScope(rawValue: "H40.16"))
        )
        try await ledger.write { tx in
            try tx.openOffice()
            _ = try tx.addStation(station, by: "an", at: Office.time())
            for number in 0..<3 {
                let batch = try tx.scanned(["trang \(number)"], "mot", Office.time(number))
                try tx.replaceSplit(
                    batch: batch.record.id, pages: [batch.page(0)], issues: [],
                    waiting: [HeldPages(reason: .unknownCase, pageIDs: [batch.pageID(0)])], at: Office.time(number))
            }
        }
        func seen() async throws -> Int {
            try await ledger.read { try $0.allWaiting(.agencies([scope]), limit: 10).count }
        }
        #expect(try await seen() == 0)
        try await ledger.write { try $0.setAgency(scope, of: station, at: Office.time(5)) }
        #expect(try await ledger.write { try $0.adoptBatches(of: station, limit: 2) } == 2)
        #expect(try await ledger.write { try $0.adoptBatches(of: station, limit: 2) } == 1)
        #expect(try await seen() == 3)
        try await ledger.write { try $0.setAgency(AgencyScope(rawValue: "H40.17"), of: station, at: Office.time(6)) }
        #expect(try await ledger.write { try $0.adoptBatches(of: station) } == 0)
        #expect(try await seen() == 3)
        #expect(try await ledger.read { try $0.recordFaults() } == [])
    }

    @Test("A page that waits for a case is its agency's once the register has it")
    func registered() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        let other = try #require(CaseCode(rawValue: "000.00.17.H40-261118-0001"))
        let scope = Scope.agencies([try #require(AgencyScope(rawValue: "H40.17"))])
        try await ledger.write { tx in
            let batch = try tx.scanned(["trang"], "mot", Office.time())
            try tx.replaceSplit(
                batch: batch.record.id, pages: [batch.page(0)], issues: [],
                waiting: [HeldPages(reason: .unknownCase, pageIDs: [batch.pageID(0)], proposedCase: other.rawValue)],
                at: Office.time())
        }
        #expect(try await ledger.read { try $0.allWaiting(scope, limit: 10) } == [])
        _ = try await ledger.write { try $0.importCases([Office.record(other)], at: Office.time(1)) }
        #expect(try await ledger.read { try $0.allWaiting(scope, limit: 10).count } == 1)
    }
}

extension LedgerTransaction {
    fileprivate func allWaiting(_ scope: Scope, limit: Int) throws -> [String] {
        var (all, last): ([String], WaitingItem?) = ([], nil)
        repeat {
            let page = try waitingItems(in: scope, after: last, limit: limit)
            all += page.map(\.id.rawValue)
            last = page.last
        } while last != nil
        return all
    }

    fileprivate func allBreaks(_ scope: Scope, limit: Int) throws -> [String] {
        var (all, last): ([String], DiscrepancyPlace?) = ([], nil)
        repeat {
            let page = try discrepancies(DiscrepancyFilter(scope: scope), after: last, limit: limit)
            all += page.map(\.id.rawValue)
            last = page.last?.place
        } while last != nil
        return all
    }

    fileprivate func allExported(
        _ scope: Scope, limit: Int
    ) throws -> (documents: [String], loose: [String], batches: [String]) {
        var (documents, loose, batches) = ([String](), [String](), [String]())
        var page = try exportedDocuments(in: scope, after: nil, cases: limit)
        while let last = page.last {
            documents += page.documents.compactMap(\.documentID?.rawValue)
            page = try exportedDocuments(in: scope, after: last, cases: limit)
        }
        var rest = try exportedBatches(in: scope, after: nil, limit: limit, parts: [.loosePages, .sums])
        while let last = rest.last {
            loose += rest.rows.documents.flatMap { $0.pages.map(\.pageID.rawValue) }
            batches += rest.rows.sums.map(\.batchName)
            rest = try exportedBatches(in: scope, after: last, limit: limit, parts: [.loosePages, .sums])
        }
        return (documents, loose, batches)
    }
}
