import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Ledger
import Office
import PostalChannel
import RecognizerProtocol
import Testing
import UseCases

/// Another agency's papers and parcels, as an outsider tries to reach them.
@Suite struct ScopeTests {
    /// What the home has of the one agency.
    private struct Theirs: Sendable {
        var batch: BatchRecord
        var waiting: WaitingItem
        var page: PageID
        var difference: DiscrepancyID
        var list: HandoverListNumber
        var parcel: String
    }

    private struct NoRecognizer: Recognizer {
        func identity() async throws -> RecognizerIdentity { throw CancellationError() }
        func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse {
            throw CancellationError()
        }
    }

    private static let recognition = Recognition(recognizer: NoRecognizer(), rules: PipelineRules())
    private static let component = ComponentCode(rawValue: "TP01")!
    private static let day = CalendarDay(rawValue: "2026-11-18")!
    private static let roles: Set<Role> = [.supervisor, .liaison]

    private static func scope(_ name: String) throws -> Scope { .agencies([try #require(AgencyScope(rawValue: name))]) }

    /// A document, a page that waits, a parcel, a difference and a list of the case of agency 16.
    private static func fill(_ home: SampleHome) async throws -> Theirs {
        let time = Instant(milliseconds: 1_790_000_000_000)
        return try await home.office.ledger.write { tx in
            var record = CaseRecord(
                code: SampleHome.land, procedureCode: "1.001193", procedure: "Đăng ký khai sinh", agency: "UBND",
                applicant: "Lê Bá Thuận", received: time, due: nil, channel: .direct,
                components: [ComponentRule(code: component, name: "Tờ khai", form: .original, isRequired: true)])
            record.idNumber = "000053374336"
            _ = try tx.importCases([record], at: time)
            _ = try tx.addStation(
                try #require(StationName(rawValue: "quay-16")), agency: AgencyScope(rawValue: "H40.16"), by: "an",
                at: time)
            let digest = try #require(ContentDigest(rawValue: String(repeating: "a", count: 64)))
            let batch = try tx.openBatch(
                name: "Lô mật", station: "quay-16", contentDigest: digest,
                files: [SubmittedFile(name: "1.tif", nfcName: "1.tif", sha256: digest, byteCount: 1)], at: time
            ).batch
            try tx.savePageReading(
                PageReadingRecord(
                    key: "k", artifact: digest, text: "tờ khai bí mật", rotation: .none, skew: 0, isBlank: false,
                    confidence: 90), at: time)
            let pages = (0..<2).map { place in
                PageRecord(
                    id: PageID(batch: batch.id, fileOrdinal: 0, pageIndex: place), batchID: batch.id, fileOrdinal: 0,
                    fileName: "1.tif", pageIndex: place, ordinal: place, kind: .content, readingKey: "k",
                    rotation: .none,
                    skew: 0, confidence: 90, caseCode: place == 0 ? SampleHome.land : nil,
                    component: place == 0 ? component : nil)
            }
            let waiting = try tx.replaceSplit(
                batch: batch.id, pages: pages, issues: [],
                waiting: [HeldPages(reason: .unknownCase, pageIDs: [pages[1].id])], at: time)
            _ = try tx.attach(
                DocumentDraft(
                    caseCode: SampleHome.land, component: component, batchID: batch.id, contentDigest: digest,
                    pdf: digest,
                    pages: [
                        DocumentPage(
                            pageID: pages[0].id, content: PageContent(original: digest, pageIndex: 0), readingKey: "k")
                    ], fields: [:], occurredAt: time), at: time)
            let parcel = Parcel(
                id: "P1", direction: .return, cases: [SampleHome.land], tracking: "EZ300000007VN", service: "EMS",
                recipient: "Lê Bá Thuận", address: "thôn Đoài", province: "Sơn Định", phone: "", weight: 100,
                fee: Dong(21_000), due: .zero, handedOver: nil, deadline: nil, manifest: nil, status: .prepared,
                deliveredAt: nil)
            _ = try tx.registerParcels([parcel], at: time)
            let id = DiscrepancyNaming.id("fee_differs", parcel: parcel.id)
            try tx.fileDiscrepancies(
                [
                    FoundDiscrepancy(
                        id, "fee_differs", DiscrepancySubject(day: day, caseCode: SampleHome.land, parcel: parcel.id))
                ],
                foundBy: "test", at: time)
            let list = try tx.draftHandoverList(
                office: "700100", direction: .return, day: day,
                lines: [
                    HandoverListLine(
                        parcel: parcel.id, tracking: parcel.tracking, recipient: parcel.recipient, weight: 100,
                        fee: Dong(21_000), toCollect: .zero, papersCounted: 1, legs: [LegID(rawValue: "L")])
                ], at: time)
            return Theirs(
                batch: batch, waiting: try #require(waiting.first), page: pages[1].id, difference: id,
                list: list.number, parcel: parcel.id)
        }
    }

    @Test func whoseTheyAreReachesThem() async throws {
        try await SampleHome.with { home in
            let theirs = try await Self.fill(home)
            for scope in [Scope.everything, try Self.scope("H40.16"), try Self.scope("H40")] {
                let own = home.workspace(Self.roles, scope: scope)
                #expect(try await own.waiting.page(PageRequest()).elements.map(\.item.id) == [theirs.waiting.id])
                #expect(try await own.waiting.page(PageRequest()).elements[0].pages.map(\.id) == [theirs.page])
                #expect(try await own.waiting.figures().map(\.count) == [1])
                #expect(try await own.documents.search(SearchQuery("bí mật"), limit: 9).count == 1)
                #expect(try await own.documents.export(case: nil, batch: "Lô mật").flatMap(\.documents).count == 2)
                #expect(try await own.documents.export(case: nil, batch: nil).flatMap(\.documents).count == 2)
                let post = try own.postal()
                #expect(try await post.discrepancy(theirs.difference).id == theirs.difference)
                #expect(try await post.discrepancies(DiscrepancyFilter(), PageRequest()).elements.count == 1)
                #expect(try await post.handover(theirs.list).number == theirs.list)
                #expect(try await post.handovers(Self.day...Self.day).count == 1)
                #expect(try await own.status.figures().stations.map(\.station) == ["quay-16"])
            }
            let own = try home.workspace(Self.roles, scope: try Self.scope("H40.16")).postal()
            let worked = try await own.work(on: [theirs.difference], .init(.investigationStarted))
            #expect(worked.map(\.value.state) == [.investigating])
        }
    }

    @Test func anOutsiderFindsNothingInLists() async throws {
        try await SampleHome.with { home in
            _ = try await Self.fill(home)
            for scope in [try Self.scope("H40.17"), try Self.scope("H40.16.01"), .agencies([])] {
                let other = home.workspace(Self.roles, scope: scope)
                #expect(try await other.waiting.page(PageRequest()).elements.isEmpty)
                #expect(try await other.waiting.figures().isEmpty)
                for words in ["bí mật", "khai", SampleHome.land.rawValue, "\(SampleHome.land) khai"] {
                    #expect(try await other.documents.search(SearchQuery(words), limit: 9).isEmpty)
                }
                let person = SearchScope(person: "000053374336")
                #expect(try await other.documents.search(SearchQuery("", in: person), limit: 9).isEmpty)
                let rows = try await other.documents.export(case: nil, batch: nil)
                #expect(rows.allSatisfy { $0.documents.isEmpty && $0.issues.isEmpty && $0.sums.isEmpty })
                let post = try other.postal()
                let filter = DiscrepancyFilter(states: Set(DiscrepancyState.allCases))
                #expect(try await post.discrepancies(filter, PageRequest()).elements.isEmpty)
                #expect(try await post.handovers(Self.day...Self.day).isEmpty)
                #expect(try await post.work(on: filter, .init(.investigationStarted)).isEmpty)
                let figures = try await other.status.figures()
                #expect(figures.waiting.isEmpty && figures.inFlight.isEmpty && figures.stations.isEmpty)
            }
        }
    }

    /// Each is asked for by its own name, and by one that there is not: the answers are the same but for the name.
    @Test func whatIsAnothersIsAsWhatThereIsNot() async throws {
        try await SampleHome.with { home in
            let theirs = try await Self.fill(home)
            let other = home.workspace(Self.roles, scope: try Self.scope("H40.17"))
            let post = try other.postal()
            let slot = ComponentSlot(caseCode: SampleHome.school, component: Self.component)
            let nobody = try #require(HandoverListNumber(office: "700100", year: 2026, sequence: 99))
            let code = "000.00.16.H40-261118-0099"
            func waiting(_ id: String) -> WaitingID { WaitingID(rawValue: id) }
            let calls: [(String, String, (String) async throws -> Void)] = [
                (SampleHome.land.rawValue, code, { _ = try await other.cases.show(CaseCode(rawValue: $0)!) }),
                (SampleHome.land.rawValue, code, { _ = try await other.waiting.of(CaseCode(rawValue: $0)!) }),
                (
                    SampleHome.land.rawValue, code,
                    { _ = try await other.documents.export(case: CaseCode(rawValue: $0), batch: nil) }
                ),
                ("Lô mật", "Lô khác", { _ = try await other.documents.export(case: nil, batch: $0) }),
                (theirs.batch.id.rawValue, "X", { _ = try await other.documents.export(case: nil, batch: $0) }),
                (theirs.waiting.id.rawValue, "X", { _ = try await other.waiting.page(PageRequest(after: $0)) }),
                (theirs.waiting.id.rawValue, "X", { try await other.waiting.keep(waiting($0)) }),
                (theirs.waiting.id.rawValue, "X", { try await other.waiting.decide(waiting($0), .join) }),
                (
                    theirs.waiting.id.rawValue, "X",
                    { try await other.waiting.discard(waiting($0), with: Self.recognition) }
                ),
                (
                    theirs.waiting.id.rawValue, "X",
                    { _ = try await other.waiting.assign(waiting($0), to: slot, with: Self.recognition) }
                ),
                (
                    theirs.page.rawValue, "X",
                    { try await other.waiting.leaveOut(PageID(rawValue: $0), with: Self.recognition) }
                ),
                (
                    theirs.page.rawValue, "X",
                    { try await other.waiting.restore(PageID(rawValue: $0), with: Self.recognition) }
                ),
                (theirs.difference.rawValue, "P/X/y", { _ = try await post.discrepancy(DiscrepancyID(rawValue: $0)) }),
                (
                    theirs.difference.rawValue, "P/X/y",
                    { _ = try await post.discrepancies(DiscrepancyFilter(), PageRequest(after: $0)) }
                ),
                (
                    theirs.difference.rawValue, "P/X/y",
                    { _ = try await post.work(on: [DiscrepancyID(rawValue: $0)], .init(.investigationStarted)) }
                ),
                (
                    theirs.list.rawValue, nobody.rawValue,
                    { _ = try await post.handover(try #require(HandoverListNumber(rawValue: $0))) }
                ),
                (
                    theirs.list.rawValue, nobody.rawValue,
                    { _ = try await post.cancel(try #require(HandoverListNumber(rawValue: $0)), reason: "vì") }
                ),
                (theirs.parcel, "PX", { try await post.printSlips([$0], day: Self.day, to: "/dev/null") }),
                (
                    theirs.parcel, "PX",
                    {
                        _ = try await post.prepareHandover(
                            at: "700100", on: Self.day, service: nil, parcels: [$0])
                    }
                ),
                (SampleHome.land.rawValue, code, { _ = try await post.legs(of: CaseCode(rawValue: $0)!) }),
            ]
            for (place, (known, unknown, call)) in calls.enumerated() {
                let first = await Self.failure { try await call(known) }
                let second = await Self.failure { try await call(unknown) }
                #expect(first?.contains("not_allowed") == false, "\(place)")
                #expect(
                    first?.replacing(known, with: "…") == second?.replacing(unknown, with: "…"), "\(place)")
            }
            let item = try await home.office.ledger.read { try $0.waitingItem(theirs.waiting.id) }
            #expect(item?.isOpen == true)
        }
    }

    private static func failure(_ body: () async throws -> Void) async -> String? {
        do { try await body() } catch { return "\(error)" }
        return nil
    }

    @Test func whatCannotBeCutToAPartIsRefused() async throws {
        try await SampleHome.with { home in
            let narrow = home.workspace([.supervisor, .administrator], scope: try Self.scope("H40.16"))
            let post = try narrow.postal()
            let period = try #require(Period(from: Self.day, through: Self.day))
            let calls: [() async throws -> Void] = [
                { _ = try await post.statements() },
                { _ = try await post.waitingStatements() },
                { _ = try await post.reconcile(cutOff: nil, scope: .window) },
                { _ = try await post.closePeriod(period, carryingTo: nil, reason: "vì") },
                { _ = try await post.importParcels(at: "/dev/null") },
                { _ = try narrow.documents.redo(with: Self.recognition, jobs: 1) { _, _ in } },
            ]
            for call in calls {
                let refusal = await #expect(throws: Refusal.self) { try await call() }
                #expect(refusal?.code == "outside_scope")
            }
        }
    }

    @Test func aShareOfWhatComesInMeanwhileIsInAnExport() async throws {
        try await SampleHome.with { home in
            let theirs = try await Self.fill(home)
            let workspace = home.workspace([.reviewer])
            var pages: [PageID] = []
            var isFirst = true
            try await workspace.documents.forEachExported { part in
                pages += part.flatMap(\.pages).map(\.pageID)
                guard isFirst else { return }
                isFirst = false
                // The page that waited gets into a document after the documents of its case were read.
                let time = Instant(milliseconds: 1_790_000_000_500)
                _ = try await home.office.ledger.write { tx in
                    let pages = try tx.assignHeldPages(
                        theirs.waiting.id, to: SampleHome.land, component: Self.component, by: "an", at: time)
                    let digest = try #require(ContentDigest(rawValue: String(repeating: "b", count: 64)))
                    return try tx.attach(
                        DocumentDraft(
                            caseCode: SampleHome.land, component: Self.component, batchID: theirs.batch.id,
                            contentDigest: digest, pdf: digest,
                            pages: [
                                DocumentPage(
                                    pageID: pages[0].id, content: PageContent(original: digest, pageIndex: 1),
                                    readingKey: "k")
                            ], fields: [:], occurredAt: time), at: time)
                }
            }
            #expect(pages.contains(theirs.page))
        }
    }
}
