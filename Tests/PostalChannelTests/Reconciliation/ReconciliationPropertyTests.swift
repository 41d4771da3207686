import Basics
import PostalChannel
import TestSupport
import Testing

/// What holds for every set of parcels and lines.
struct ReconciliationPropertyTests {
    private static let seeds: [UInt64] = (1...30).map { $0 }

    /// An entry by what it says, not by where its parcel and line stand in the input.
    private struct Fact: Hashable {
        var parcel: String?
        var line: StatementLine?
        var outcomes: OutcomeSet
        var rule: MatchRule?
        var isFurther: Bool
        var remarks: RemarkSet
    }

    private static func facts(
        _ parcels: [Parcel], _ lines: [StatementLine], place: (StatementLine.Place) -> StatementLine.Place = { $0 }
    ) throws -> [Fact] {
        let result = try PostalSample.run(parcels, lines, declared: "2026-10-01")
        return result.entries.map { entry in
            var line = entry.line.map { lines[$0] }
            if let known = line?.place { line?.place = place(known) }
            return Fact(
                parcel: entry.parcel.map { parcels[$0].id }, line: line, outcomes: entry.outcomes, rule: entry.rule,
                isFurther: entry.isFurtherLine, remarks: entry.remarks)
        }
    }

    @Test(arguments: seeds)
    func sameInputSameResult(seed: UInt64) throws {
        let set = try PostalGenerator(seed: seed, size: 60)
        let first = try PostalSample.run(set.parcels, set.lines)
        let second = try PostalSample.run(set.parcels, set.lines)
        #expect(first.entries == second.entries)
    }

    @Test(arguments: seeds)
    func orderDoesNotMatter(seed: UInt64) throws {
        var set = try PostalGenerator(seed: seed, size: 60)
        let expected = try Self.facts(set.parcels, set.lines)
        let parcels = set.parcels.shuffled(using: &set.random)
        let lines = set.lines.shuffled(using: &set.random)
        #expect(try Self.facts(parcels, lines) == expected)
    }

    /// Lines of three statements as one statement, in the same order.
    @Test(arguments: seeds)
    func statementsCanBeSplit(seed: UInt64) throws {
        let set = try PostalGenerator(seed: seed, size: 60)
        func joined(_ place: StatementLine.Place) -> StatementLine.Place {
            StatementLine.Place(statement: "ky0", row: place.row)
        }
        let together = set.lines.map { line in
            var line = line
            line.place = joined(line.place)
            return line
        }
        let apart = try Self.facts(set.parcels, set.lines, place: joined)
        // Which of two lines that say the same comes first depends on their places alone.
        #expect(Set(apart.map(\.parcel)) == Set(try Self.facts(set.parcels, together).map(\.parcel)))
        func summary(_ facts: [Fact]) -> [[String]] {
            facts.map {
                [
                    $0.parcel ?? "", $0.line?.tracking.text ?? "", $0.rule?.rawValue ?? "",
                    "\($0.outcomes.rawValue) \($0.isFurther) \($0.remarks.rawValue)",
                ]
            }
        }
        #expect(summary(apart) == summary(try Self.facts(set.parcels, together)))
    }

    /// A line about somebody else's item changes no pair.
    @Test(arguments: seeds)
    func anUnrelatedLineChangesNothing(seed: UInt64) throws {
        let set = try PostalGenerator(seed: seed, size: 60)
        let before = try Self.facts(set.parcels, set.lines).filter { $0.rule != nil }
        let stranger = try PostalSample.parcel(9_999, "RX999999985VN", recipient: "Ưng Hoàng Phúc", due: 777_000)
        let after = try Self.facts(set.parcels, set.lines + [PostalSample.line(stranger, row: 9_999)])
        #expect(after.filter { $0.rule != nil } == before)
        #expect(after.contains { $0.line?.place.row == 9_999 && $0.outcomes.contains(.missingInOurs) })
    }

    /// Every parcel and every line stands in the result: once as itself, and a parcel again only with further lines.
    @Test(arguments: seeds)
    func moneyIsConserved(seed: UInt64) throws {
        let set = try PostalGenerator(seed: seed, size: 60)
        let entries = try PostalSample.run(set.parcels, set.lines).entries
        #expect(entries.compactMap(\.line).sorted() == Array(set.lines.indices))
        #expect(entries.filter { !$0.isFurtherLine }.compactMap(\.parcel).sorted() == Array(set.parcels.indices))
        func sum(_ lines: [StatementLine], _ amount: KeyPath<StatementLine, Dong?>) -> Int {
            lines.reduce(0) { $0 + ($1[keyPath: amount]?.rawValue ?? 0) }
        }
        let ofEntries = entries.compactMap { $0.line.map { set.lines[$0] } }
        #expect(sum(ofEntries, \.fee) == sum(set.lines, \.fee))
        #expect(sum(ofEntries, \.collected) == sum(set.lines, \.collected))
    }

    /// What is paired has a rule, and no pair rests on a name alone.
    @Test(arguments: seeds)
    func everyPairHasItsReason(seed: UInt64) throws {
        let set = try PostalGenerator(seed: seed, size: 60)
        for entry in try PostalSample.run(set.parcels, set.lines).entries {
            guard let parcel = entry.parcel, let line = entry.line else {
                #expect(entry.rule == nil)
                continue
            }
            let (ours, theirs) = (set.parcels[parcel], set.lines[line])
            let isSameNumber = theirs.tracking.text == ours.tracking
            let isOneSlip = TrackingEdit.between(right: ours.tracking, wrong: theirs.tracking.text) != nil
            switch try #require(entry.rule) {
            case .numberAndCase, .number, .numberAndFields: #expect(isSameNumber)
            case .mistypedNumber: #expect(isOneSlip)
            case .lossyNumber: #expect(ours.fee == theirs.fee && ours.recipient == theirs.recipient)
            case .caseAndFields: #expect(ours.cases.contains { $0 == theirs.caseCode })
            case .decided: Issue.record("nobody has decided anything")
            }
        }
    }
}
