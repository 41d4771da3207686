import Basics
import Synchronization
import Testing

@testable import Ledger

@Suite struct IdentifierTests {
    @Test func identitiesSortByTheTimeOfTheirMaking() {
        let generator = IdentifierGenerator()
        var made: [String] = []
        for minute in [0, 0, 0, 1, 1, 500_000] { made.append(generator.next(at: Office.time(minute))) }
        #expect(made == made.sorted())
        #expect(Set(made).count == made.count)
        #expect(made.allSatisfy { $0.count == 26 })
    }

    @Test func countingUpCarriesIntoTheUpperBits() {
        let generator = IdentifierGenerator(random: { .max })
        let made = (0..<3).map { _ in generator.next(at: Instant(milliseconds: 1)) }
        #expect(made == made.sorted())
        #expect(Set(made).count == 3)
    }

    @Test func aSeededSourceMakesTheSameIdentities() {
        let make = {
            let counter = Atomic<UInt64>(0)
            let generator = IdentifierGenerator(random: { counter.add(1, ordering: .relaxed).newValue })
            return (0..<5).map { generator.next(at: Office.time($0)) }
        }
        #expect(make() == make())
    }
}
