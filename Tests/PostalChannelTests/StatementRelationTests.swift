import Basics
import PostalChannel
import Testing

struct StatementRelationTests {
    private static func days(_ text: String?) throws -> ClosedRange<CalendarDay>? {
        guard let text else { return nil }
        let parts = text.split(separator: "-").map { CalendarDay(rawValue: "2026-11-\($0)") }
        return try #require(parts[0])...#require(parts[1])
    }

    @Test(arguments: [
        // The same lines in another file; of other days they say more.
        (SharedLines(same: 4), nil, nil, StatementRelation.identical),
        (SharedLines(same: 4), "02-08", nil, .identical), (SharedLines(same: 4), "02-08", "02-08", .identical),
        (SharedLines(same: 4), nil, "02-08", .successor), (SharedLines(same: 4), "02-15", "02-08", .identical),
        // All lines of the earlier one and more: the next cumulative statement.
        (SharedLines(same: 4, added: 2), "02-08", "02-15", .successor),
        (SharedLines(same: 4, added: 2), nil, nil, .successor),
        (SharedLines(same: 1, added: 2), "02-08", "02-15", .successor),
        (SharedLines(same: 1, added: 2), nil, nil, .inDoubt),
        // A corrected file of the same days that has all lines.
        (SharedLines(same: 5, changed: 1), "02-08", "02-08", .successor),
        (SharedLines(same: 5, changed: 1, repeated: 1), nil, nil, .inDoubt),
        // Lines vanish.
        (SharedLines(same: 2, changed: 1, vanished: 5), "02-08", "02-08", .inDoubt),
        (SharedLines(same: 3, vanished: 5), nil, nil, .inDoubt),
        (SharedLines(changed: 3, vanished: 5), "02-08", "02-08", .inDoubt),
        // Days overlap.
        (SharedLines(same: 2, vanished: 4, added: 4), "02-08", "06-12", .inDoubt),
        // Parcels that go on from one week to the next charge nothing twice, and one line charged twice is a finding.
        (SharedLines(changed: 6, vanished: 4, added: 4), "02-08", "09-15", .apart),
        (SharedLines(same: 1, vanished: 20, added: 20), "02-08", "09-15", .apart),
        (SharedLines(same: 3, vanished: 97, added: 97), "02-08", "09-15", .apart),
        (SharedLines(vanished: 4, added: 4), "02-08", "02-08", .apart),
    ])
    func relation(shared: SharedLines, before: String?, after: String?, expected: StatementRelation) throws {
        #expect(try StatementRelation(shared, before: Self.days(before), after: Self.days(after)) == expected)
    }
}
