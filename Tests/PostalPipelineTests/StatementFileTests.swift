import Basics
import PostalChannel
import PostalPipeline
import Testing

/// Statements of many forms, from the file to their lines.
struct StatementFileTests {
    private static func tables(_ file: String) throws -> (StatementTables, PostalRules) {
        let rules = try PostalRules.load(folder: "/nonexistent")
        return (try StatementTables.open(path: ExpectedStatement.path(file), fileName: file, rules: rules), rules)
    }

    @Test func fixturesAreThere() { #expect(ExpectedStatement.all.count >= 10) }

    @Test(arguments: ExpectedStatement.all.keys.sorted())
    func columns(file: String) throws {
        let expected = try #require(ExpectedStatement.all[file])
        let (tables, _) = try Self.tables(file)
        let table = try #require(tables.tables.first)
        #expect(tables.tables.count == 1)
        let found = table.guess.map.columns.map { ($0.key.rawValue, $0.value[0]) }
        #expect(Dictionary(uniqueKeysWithValues: found) == expected.columns)
        #expect(table.guess.map.headerRows == expected.header[0]...expected.header[1])
        #expect(table.guess.doubts.isEmpty)
        #expect((table.declared != nil) == expected.period)
    }

    @Test(arguments: ExpectedStatement.all.keys.sorted())
    func lines(file: String) throws {
        let expected = try #require(ExpectedStatement.all[file])
        let (tables, rules) = try Self.tables(file)
        let reading = StatementReading(tables, statement: file, rules: rules)
        var lines: [StatementLine] = []
        while let block = try reading.next() { lines += block.lines.map(\.line) }
        #expect(lines.count == expected.lines)
        #expect(lines.reduce(0) { $0 + ($1.fee?.rawValue ?? 0) } == expected.fee)
        #expect(lines.reduce(0) { $0 + ($1.collected?.rawValue ?? 0) } == expected.collected)
        #expect(lines.allSatisfy { $0.status == .delivered && $0.delivered != nil })
        for (line, wanted) in zip(lines, expected.first) {
            #expect(line.place.row == wanted.row)
            #expect(line.tracking.text == wanted.tracking)
            #expect(line.recipient.lowercased() == wanted.recipient.lowercased())
            let accepted = try #require(line.accepted)
            #expect(LocalTime.text(accepted.instant) == wanted.accepted)
        }
    }
}
