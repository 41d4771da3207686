import PostalChannel
import TestSupport
import Testing

struct ItemCodeTests {
    private func range(
        _ id: String, _ prefix: String, _ first: Int, _ last: Int, issued: String = "2026-11-01", next: Int? = nil
    ) throws -> ItemCodeRange {
        try #require(
            ItemCodeRange(
                id: id, prefix: prefix, first: first, last: last, issuedOn: day(issued), office: "700100", next: next))
    }

    @Test func leasesEachCodeOnceWithItsCheckDigit() throws {
        var codes = try range("R1", "EB", 40_311_632, 40_311_634)
        let leased = try [codes.lease(), codes.lease(), codes.lease()]
        #expect(leased.first?.code == "EB403116321VN")
        #expect(leased.map(\.serial) == [40_311_632, 40_311_633, 40_311_634])
        #expect(leased.allSatisfy { S10.isValid($0.code) })
        #expect(codes.isExhausted)
        let refusal = #expect(throws: ItemCodeRefusal.self) { try codes.lease() }
        #expect(refusal?.code == .exhausted)
        #expect(codes.remaining == 0)
    }

    @Test(arguments: [
        ("EB", 10, 9), ("eb", 1, 9), ("EBX", 1, 9), ("EB", -1, 9), ("EB", 1, 100_000_000),
    ])
    func refusesRangesThatAreNone(prefix: String, first: Int, last: Int) throws {
        let issued = try day("2026-11-01")
        #expect(
            ItemCodeRange(id: "R", prefix: prefix, first: first, last: last, issuedOn: issued, office: "700100") == nil)
    }

    @Test func keepsItsPlaceInStorage() throws {
        var codes = try range("R1", "EB", 0, 99_999_999, next: 99_999_998)
        _ = try codes.lease()
        #expect(try Coded.roundTrip(codes) == codes)
        #expect(try Coded.roundTrip(codes).remaining == 1)
        _ = try codes.lease()
        #expect(try Coded.roundTrip(codes).isExhausted)
        let broken = try Coded.text(codes).replacing("\"next\":100000000", with: "\"next\":5000000000")
        #expect(throws: DecodingError.self) { try Coded.read(ItemCodeRange.self, broken) }
    }

    @Test func usesUpTheOldestRangeFirstAndWarns() throws {
        var pool = try ItemCodePool([
            range("new", "EB", 500, 504, issued: "2026-11-10"), range("old", "EB", 700, 701),
            range("other", "CP", 500, 509),
        ])
        #expect(pool.remaining(prefix: "EB") == 7)
        #expect(!pool.isLow(prefix: "EB", below: 7))
        #expect(try pool.lease(prefix: "EB").range == "old")
        #expect(pool.isLow(prefix: "EB", below: 7))
        #expect(try (0..<6).map { _ in try pool.lease(prefix: "EB").serial } == [701, 500, 501, 502, 503, 504])
        #expect(throws: ItemCodeRefusal.self) { try pool.lease(prefix: "EB") }
        #expect(throws: ItemCodeRefusal.self) { try pool.lease(prefix: "RR") }
        #expect(try pool.lease(prefix: "CP").serial == 500)
    }

    @Test func rangesThatOverlapAreRefused() throws {
        for other in try [range("R2", "EB", 509, 520), range("R2", "EB", 500, 500), range("R1", "CP", 0, 9)] {
            let refusal = #expect(throws: ItemCodeRefusal.self) {
                try ItemCodePool([range("R1", "EB", 500, 509), other])
            }
            #expect(refusal?.code == .overlap)
        }
        #expect(throws: Never.self) { try ItemCodePool([range("R1", "EB", 500, 509), range("R2", "CP", 500, 509)]) }
        #expect(throws: Never.self) { try ItemCodePool([range("R1", "EB", 500, 509), range("R2", "EB", 510, 519)]) }
    }

    /// However leases of several services mix, no code comes twice and none is left out.
    @Test(arguments: [UInt64](1...50)) func noCodeComesTwice(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var first = 0
        let ranges = try (0..<6).map { number in
            first += Int.random(in: 0...5, using: &random)
            let last = first + Int.random(in: 0...20, using: &random)
            defer { first = last + 1 }
            return try range("R\(number)", number.isMultiple(of: 2) ? "EB" : "CP", first, last)
        }
        var pool = try ItemCodePool(ranges.shuffled(using: &random))
        var codes: Set<String> = []
        let total = pool.remaining(prefix: "EB") + pool.remaining(prefix: "CP")
        for _ in 0..<400 {
            let prefix = Bool.random(using: &random) ? "EB" : "CP"
            guard let lease = try? pool.lease(prefix: prefix) else { continue }
            #expect(codes.insert(lease.code).inserted, "seed \(seed)")
        }
        #expect(codes.count == total, "seed \(seed)")
    }
}
