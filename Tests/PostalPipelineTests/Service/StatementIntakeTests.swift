import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets
import Testing

struct StatementIntakeTests {
    private static let lines = (1...6).map {
        (S10.code(prefix: "EB", serial: 40_000_000 + $0, country: "VN") ?? "", 13_500, 0)
    }

    @Test func keepsLinesAndSums() async throws {
        let office = try SampleDesk()
        let taken = try await office.desk.importStatement(path: SampleDesk.sample("ky4_20261109_20261115.xlsx"))
        #expect(taken.record.state == .complete)
        #expect(taken.record.totals.lines == 49)
        #expect(taken.record.totals.fee == Dong(1_032_300))
        #expect(taken.record.totals.collected == Dong(12_802_000))
        #expect(taken.differingTotals.isEmpty)
        let id = taken.record.id
        let raw = try await office.desk.office.ledger.read {
            try $0.rawCells(at: StatementLine.Place(statement: id.rawValue, row: 7))
        }
        #expect(raw?.contains("\"2619243936892\"") == true)
        #expect(raw?.contains("{\"date\":\"") == true)
    }

    @Test func theSameFileTwiceChangesNothing() async throws {
        let office = try SampleDesk()
        let path = SampleDesk.sample("ky3_20261102_20261108.csv")
        let first = try await office.desk.importStatement(path: path)
        let second = try await office.desk.importStatement(path: path)
        #expect(!first.wasKnown)
        #expect(second.wasKnown)
        #expect(first.record.id == second.record.id)
        let count = try await office.desk.office.ledger.read { try $0.statements().count }
        #expect(count == 1)
    }

    @Test func aCorrectionTakesThePlaceOfTheEarlierOne() async throws {
        let office = try SampleDesk()
        let first = try await office.desk.importStatement(path: office.statement("a.csv", Self.lines))
        var corrected = Self.lines
        corrected[2].1 = 15_000
        let second = try await office.desk.importStatement(path: office.statement("b.csv", corrected))
        #expect(second.record.supersedes == first.record.id)
        let states = try await office.desk.office.ledger.read { try $0.statements().map(\.state) }
        #expect(states == [.superseded, .complete])
    }

    @Test func otherNumbersOfTheSameDaysStandBeside() async throws {
        let office = try SampleDesk()
        _ = try await office.desk.importStatement(path: office.statement("a.csv", Array(Self.lines[..<3])))
        let second = try await office.desk.importStatement(path: office.statement("b.csv", Array(Self.lines[3...])))
        #expect(second.record.supersedes == nil)
    }

    @Test func aSumThatIsNotThatOfTheLinesIsTold() async throws {
        let office = try SampleDesk()
        let taken = try await office.desk.importStatement(
            path: office.statement("a.csv", Array(Self.lines[..<2]), total: 99_000))
        #expect(taken.differingTotals == [TotalDifference(role: .fee, stated: Dong(99_000), added: Dong(27_000))])
    }

    @Test func aFileWithoutNumbersWaitsForAPerson() async throws {
        let office = try SampleDesk()
        let path = try office.file("x.csv", "Một;Hai\nabc;1\nxyz;2\n")
        let held = try await office.desk.importStatement(path: path)
        #expect(held.record.state == .awaitingColumns)
        #expect(held.record.totals.lines == 0)
    }

    @Test func whatAPersonSaysOfColumnsIsRemembered() async throws {
        let office = try SampleDesk()
        let heading = "A;B;C;D\n"
        let path = try office.file("x.csv", heading + "EB400000019VN;02/11/2026;An;1.500\n")
        let changes = [
            ColumnChange(role: .tracking, columns: [0]), ColumnChange(role: .accepted, columns: [1]),
            ColumnChange(role: .fee, columns: [3]),
        ]
        _ = try await office.desk.columns(path: path, operatorName: "VNPOST", changes: changes, confirmedBy: "lan")
        let next = try office.file("y.csv", heading + "EB400000022VN;03/11/2026;Bình;2.500\n")
        let taken = try await office.desk.importStatement(path: next)
        #expect(taken.columns == .confirmed)
        #expect(taken.record.totals.fee == Dong(2_500))
    }

    @Test func garbageIsRefusedWithACode() async throws {
        let office = try SampleDesk()
        let path = try office.file("x.xlsx", "PK\u{3}\u{4}garbage")
        let fault = await #expect(throws: SpreadsheetFault.self) { try await office.desk.importStatement(path: path) }
        #expect(fault?.file == "x.xlsx")
    }
}
