import Basics
import PostalChannel
import Testing

@testable import Ledger

@Suite("Legs, lists and item codes in the ledger") struct LegTests {
    private static func event(
        _ kind: LegEvent.Kind, _ minute: Int, recorded: Int? = nil, from source: EventSource.Kind = .scan,
        parcel: String? = "P1", amount: Int? = nil
    ) -> LegEvent {
        LegEvent(
            id: LegEventID(rawValue: ""), kind: kind, occurred: Office.time(minute),
            recorded: Office.time(recorded ?? minute), source: EventSource(source, "phiếu 7"), parcel: parcel,
            place: "Bưu cục Cổ Mễ", detail: "người nhận ký", amount: amount.map { Dong($0) })
    }

    @Test("Facts come in any order, and a delivery is known on both clocks", arguments: LedgerMaker.all)
    func course(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let leg = try await ledger.write { tx throws in
            _ = try tx.registerParcels([PostDesk.parcel(1)], at: Office.time())
            let leg = try tx.openLeg(.return, case: Office.birth, at: Office.time())
            try tx.linkParcel("P1", to: leg.id, at: Office.time())
            try tx.linkParcel("P1", to: leg.id, at: Office.time(1))
            for (state, minute) in [(ReturnState.packed, 1), (.acceptedByPost, 2), (.inTransit, 5)] {
                try tx.addLegEvent(Self.event(.step(.return(state)), minute), to: leg.id)
            }
            return leg
        }
        #expect(try await ledger.read { try $0.resultReturned(case: Office.birth) } == nil)
        let delivery = Self.event(.step(.return(.delivered)), 60, recorded: 4_000, amount: 120_000)
        try await ledger.write { tx throws in
            try tx.addLegEvent(delivery, to: leg.id)
            try tx.addLegEvent(Self.event(.step(.return(.firstAttempt)), 30, recorded: 5_000), to: leg.id)
        }
        try await ledger.read { tx throws in
            let stored = try #require(try tx.leg(leg.id))
            #expect(stored.state == .return(.delivered))
            #expect(stored.money.collected == Dong(120_000))
            #expect(stored.history.events.map(\.occurred).last == Office.time(60))
            #expect(try tx.legs(in: .return(.delivered)).map(\.id) == [leg.id])
            #expect(try tx.legs(in: nil).isEmpty)
            #expect(try tx.legs(parcel: "P1").map(\.id) == [leg.id])
            #expect(try tx.legs(case: Office.land).isEmpty)
            let returned = try #require(try tx.resultReturned(case: Office.birth))
            #expect(returned.occurred == Office.time(60))
            #expect(returned.recorded == Office.time(4_000))
            #expect(try tx.recordFaults().isEmpty)
        }
        await #expect(throws: ImpossibleMove.self) {
            _ = try await ledger.write {
                try $0.addLegEvent(Self.event(.step(.intake(.counted)), 70, recorded: 6_000), to: leg.id)
            }
        }
        #expect(try await ledger.read { try $0.leg(leg.id)?.events.count } == 5)
    }

    @Test("Slips are filed on a leg once, and their files are kept", arguments: LedgerMaker.all)
    func evidence(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let leg = try await ledger.write { try $0.openLeg(.return, case: Office.birth, at: Office.time()) }
        let slip = LegEvidence(
            leg: leg.id, artifact: Office.digest("phiếu"), page: 2, tracking: "EB403116321VN", signatures: 2,
            hasHour: false, recordedBy: "an", recordedAt: Office.time(1))
        let filed = try await ledger.write { tx throws in
            let first = try tx.file(slip)
            #expect(try tx.file(slip) == first)
            return first
        }
        #expect(try await ledger.read { try $0.evidence(leg: leg.id) } == [filed])
        #expect(try await ledger.read { try $0.referencedArtifacts() } == [Office.digest("phiếu")])
        #expect(try await ledger.read { try $0.uses(of: Office.digest("phiếu")).map(\.role) } == [.original])
        let error = await #expect(throws: LedgerError.self) {
            _ = try await ledger.write {
                try $0.file(LegEvidence(leg: leg.id, recordedBy: "an", recordedAt: Office.time()))
            }
        }
        #expect(error?.code == .conflict)
    }

    @Test("Lists are numbered without gaps, and a signed one moves its legs", arguments: LedgerMaker.all)
    func handoverLists(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let day = PostDesk.day("2026-11-18")
        let (leg, number) = try await ledger.write { tx throws in
            var parcel = PostDesk.parcel(1, handedOver: nil)
            parcel.status = .prepared
            _ = try tx.registerParcels([parcel], at: Office.time())
            let leg = try tx.openLeg(.return, case: Office.birth, at: Office.time())
            try tx.addLegEvent(Self.event(.step(.return(.packed)), -9_000), to: leg.id)
            let line = HandoverListLine(
                parcel: "P1", tracking: "EB403111VN", recipient: "Hằng", weight: 120, fee: Dong(21_000),
                toCollect: Dong(120_000), papersCounted: 3, legs: [leg.id])
            let first = try tx.draftHandoverList(office: "700100", direction: .return, day: day, at: Office.time(1))
            _ = try tx.setLines([line], of: first.number)
            let second = try tx.draftHandoverList(office: "700100", direction: .return, day: day, at: Office.time(1))
            let other = try tx.draftHandoverList(office: "700200", direction: .return, day: day, at: Office.time(1))
            #expect([first, second, other].map(\.number.sequence) == [1, 2, 1])
            _ = try tx.printHandoverList(first.number, at: Office.time(2))
            let void = HandoverListCancellation(reason: "nhầm", actor: "an", cancelled: Office.time(2))
            _ = try tx.cancelHandoverList(second.number, void)
            let third = try tx.draftHandoverList(office: "700100", direction: .return, day: day, at: Office.time(3))
            #expect(third.number.sequence == 3)
            return (leg, first.number)
        }
        let signed = PostDesk.morning("2026-11-19")
        let confirmation = HandoverListConfirmation(
            agencySigner: "an", postSigner: "bình", signed: signed,
            recorded: Instant(milliseconds: signed.milliseconds + 60_000), evidence: EventSource(.paper, "BG"))
        try await ledger.write { tx throws in
            let confirmed = try tx.confirmHandoverList(number, confirmation)
            #expect(try tx.confirmHandoverList(number, confirmation) == confirmed)
        }
        try await ledger.read { tx throws in
            #expect(try tx.leg(leg.id)?.state == .return(.acceptedByPost))
            let parcel = try #require(try tx.parcel("P1"))
            #expect(parcel.handedOver == signed)
            #expect(parcel.manifest == number.rawValue)
            #expect(parcel.status == .accepted)
            #expect(try tx.parcelHistory("P1").count == 2)
            #expect(try tx.handoverLists(parcel: "P1").map(\.number) == [number])
            #expect(try tx.handoverLists(days: day...day).map(\.state) == [.confirmed, .cancelled, .drafted, .drafted])
            #expect(try tx.recordFaults().isEmpty)
        }
        await #expect(throws: HandoverListRefusal.self) {
            _ = try await ledger.write { try $0.setLines([], of: number) }
        }
    }

    @Test("No item code and no number is given out twice, whoever asks at once")
    func concurrentLeases() async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let ledgers = [
            Ledger(driver: served.owner), Ledger(driver: try served.connect()), Ledger(driver: try served.connect()),
        ]
        let range = try #require(
            ItemCodeRange(
                id: "1", prefix: "EB", first: 40_311_630, last: 40_311_659, issuedOn: PostDesk.day("2026-11-01"),
                office: "700100"))
        try await ledgers[0].write { tx throws in
            try tx.addItemCodeRange(range, at: Office.time())
            try tx.addItemCodeRange(range, at: Office.time(1))
        }
        let taken = try await withThrowingTaskGroup(of: (String, Int).self) { group in
            for place in 0..<30 {
                group.addTask {
                    try await ledgers[place % ledgers.count].write { tx throws in
                        let lease = try tx.leaseItemCode(prefix: "EB", by: "\(place)", at: Office.time())
                        let manifest = try tx.draftHandoverList(
                            office: "700100", direction: .return, day: PostDesk.day("2026-11-18"), at: Office.time())
                        return (lease.code, manifest.number.sequence)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(taken.map(\.0)).count == 30)
        #expect(taken.map(\.1).sorted() == Array(1...30))
        #expect(try await ledgers[0].read { try $0.leasedItemCodes(range: "1") } == taken.map(\.0).sorted())
        await #expect(throws: ItemCodeRefusal.self) {
            _ = try await ledgers[1].write { try $0.leaseItemCode(prefix: "EB", by: "an", at: Office.time()) }
        }
        #expect(try await ledgers[0].read { try $0.recordFaults() } == [])
    }
}
