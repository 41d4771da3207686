import Basics
import PostalChannel
import TestSupport
import Testing

@testable import Ledger

@Suite("Parcels in the ledger") struct ParcelTests {
    @Test("What is registered reads back as it was, by identity", arguments: LedgerMaker.all)
    func roundTrip(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        var sparse = Parcel(id: "A", direction: .intake, cases: [PostDesk.code(7), PostDesk.code(3)], tracking: "")
        sparse.recipient = "Đỗ\u{0}\u{1F4E6}"
        let parcels = [PostDesk.parcel(2), sparse, PostDesk.parcel(1)]
        let summary = try await ledger.write { [sparse] tx throws in
            try tx.registerParcels([PostDesk.parcel(2), sparse, PostDesk.parcel(1)], at: Office.time())
        }
        #expect(summary == ParcelRegistration(added: 3))
        let found = try await ledger.read { try $0.registeredParcels() }
        #expect(found.parcels == parcels.sorted { $0.id < $1.id })
        #expect(Set(found.versions).count == 3)
        #expect(try await ledger.read { try $0.recordFaults() } == [])
    }

    @Test("Parcels are found by number, case, list and day", arguments: LedgerMaker.all)
    func finding(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx throws in
            var shared = PostDesk.parcel(12, handedOver: "2026-11-19")
            shared.cases.append(PostDesk.code(11))
            var waiting = PostDesk.parcel(13, handedOver: nil)
            waiting.manifest = nil
            _ = try tx.registerParcels([PostDesk.parcel(11), shared, waiting], at: Office.time())
        }
        try await ledger.read { tx throws in
            #expect(try tx.parcels(tracking: "EB4031112VN").parcels.map(\.id) == ["P12"])
            #expect(try tx.parcels(tracking: "EB").parcels.isEmpty)
            #expect(try tx.parcels(case: PostDesk.code(11)).parcels.map(\.id) == ["P11", "P12"])
            #expect(try tx.parcels(case: PostDesk.code(12)).parcels.map(\.id) == ["P12"])
            #expect(try tx.parcels(manifest: "BK1").parcels.map(\.id) == ["P11", "P12"])
            let (first, second) = (PostDesk.day("2026-11-18"), PostDesk.day("2026-11-19"))
            #expect(try tx.parcels(handedOver: first...first).parcels.map(\.id) == ["P11"])
            #expect(try tx.parcels(handedOver: first...second).parcels.map(\.id) == ["P11", "P12"])
            #expect(try tx.parcel("P13")?.manifest == nil)
            #expect(try tx.parcel("P14") == nil)
        }
    }

    @Test("A day begins and ends at +07:00", arguments: ["2026-11-18", "2026-12-31"])
    func edgesOfDays(text: String) async throws {
        let ledger = try LedgerMaker.sqlite.make()
        let day = PostDesk.day(text)
        let begin = DayColumn.begin(of: day)
        #expect(LocalTime.day(of: begin) == day)
        try await ledger.write { tx throws in
            for (place, offset) in [-1, 0, 86_399_999, 86_400_000].enumerated() {
                var parcel = PostDesk.parcel(place)
                parcel.handedOver = Instant(milliseconds: begin.milliseconds + Int64(offset))
                _ = try tx.registerParcels([parcel], at: Office.time())
            }
        }
        #expect(try await ledger.read { try $0.parcels(handedOver: day...day).parcels.map(\.id) } == ["P1", "P2"])
    }

    static let seeds: [UInt64] = [1, 2, 3]

    @Test("Registering follows a model: versions, counts and history", arguments: LedgerMaker.all, seeds)
    func property(maker: LedgerMaker, seed: UInt64) async throws {
        let ledger = try maker.make()
        var random = SeededGenerator(seed: seed)
        var model: [String: [(parcel: Parcel, at: Instant)]] = [:]
        for round in 0..<12 {
            // Sometimes more than one question's worth, sometimes the same parcel twice.
            let numbers = (0..<Int.random(in: 0...(round == 5 ? 1_300 : 40), using: &random)).map { _ in
                Int.random(in: 0..<(round == 5 ? 2_000 : 60), using: &random)
            }
            let due = Int.random(in: 0...1, using: &random) * 1_000
            let parcels = numbers.map { PostDesk.parcel($0, due: due) }
            var expected = ParcelRegistration()
            for parcel in parcels {
                if model[parcel.id]?.last?.parcel == parcel {
                    expected.unchanged += 1
                } else {
                    if model[parcel.id] == nil { expected.added += 1 } else { expected.changed += 1 }
                    model[parcel.id, default: []].append((parcel, Office.time(round)))
                }
            }
            let got = try await ledger.write { try $0.registerParcels(parcels, at: Office.time(round)) }
            #expect(got == expected, "seed \(seed), round \(round)")
        }
        let current = try await ledger.read { try $0.registeredParcels() }
        let ids = model.keys.sorted()
        #expect(current.parcels == ids.compactMap { model[$0]?.last?.parcel }, "seed \(seed)")
        for id in ids.prefix(60) {
            let history = try await ledger.read { try $0.parcelHistory(id) }
            let versions = model[id] ?? []
            #expect(history.map(\.parcel) == versions.map(\.parcel), "seed \(seed)")
            #expect(history.map(\.recordedAt) == versions.map(\.at), "seed \(seed)")
            #expect(history.map(\.supersededAt) == versions.dropFirst().map(\.at) + [nil], "seed \(seed)")
        }
    }

    @Test("What contradicts itself or is too large is refused, and nothing of it is recorded")
    func refusals() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        var other = PostDesk.parcel(1)
        other.weight = 7
        var nameless = PostDesk.parcel(2)
        nameless.id = ""
        var caseless = PostDesk.parcel(3)
        caseless.cases = []
        var long = PostDesk.parcel(4)
        long.address = String(repeating: "đ", count: 1_500)
        let wrong: [([Parcel], LedgerError.Code)] = [
            ([PostDesk.parcel(1), other], .conflict), ([nameless], .conflict), ([caseless], .conflict),
            ([long], .tooLarge),
        ]
        for (parcels, code) in wrong {
            let error = await #expect(throws: LedgerError.self) {
                _ = try await ledger.write { try $0.registerParcels([PostDesk.parcel(9)] + parcels, at: Office.time()) }
            }
            #expect(error?.code == code)
        }
        #expect(try await ledger.read { try $0.registeredParcels().parcels } == [])
    }
}
