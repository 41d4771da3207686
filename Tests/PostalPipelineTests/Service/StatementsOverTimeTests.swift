import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Presentation
import Testing

/// A statement is compared with earlier ones by its lines: what says the same counts once, and what vanishes is asked.
struct StatementsOverTimeTests {
    private struct Line {
        var place: Int
        var fee = 21_000

        var number: String { S10.code(prefix: "EB", serial: 43_000_000 + place, country: "VN") ?? "" }
    }

    private static func lines(_ places: ClosedRange<Int>) -> [Line] { places.map { Line(place: $0) } }

    private static let heading = [
        "STT", "Số hiệu bưu gửi", "Ngày gửi", "Người nhận", "Cước", "Tiền thu hộ", "Trạng thái",
    ]

    private static func text(_ lines: [Line], days: String?, separator: String = ";") -> String {
        let rows = lines.enumerated().map { row, line in
            [
                "\(row + 1)", line.number, "0\(line.place % 7 + 2)/11/2026 08:00", "Nguyễn Văn An", "\(line.fee)",
                "100000", "Phát thành công",
            ]
        }
        let title = days.map { ["Bảng kê từ ngày \($0)"] } ?? []
        return (title + ([heading] + rows).map { $0.joined(separator: separator) }).joined(separator: "\n")
    }

    private static let week = "02/11/2026 đến ngày 08/11/2026"
    private static let fortnight = "02/11/2026 đến ngày 15/11/2026"

    private struct Sums: Equatable {
        var lines: Int
        var fee: Int

        init(_ lines: Int, _ fee: Int) { (self.lines, self.fee) = (lines, fee) }
    }

    private static func inForce(_ office: SampleDesk) async throws -> Sums {
        let lines = try await office.desk.office.ledger.read { tx in
            try tx.statementLines(of: tx.statements().filter { $0.state == .complete }.map(\.id))
        }
        return Sums(lines.count, lines.reduce(0) { $0 + ($1.fee?.rawValue ?? 0) })
    }

    private static func take(
        _ office: SampleDesk, _ name: String, _ text: String, _ options: StatementOptions = StatementOptions()
    ) async throws -> ImportedStatement {
        try await office.desk.importStatement(path: office.file(name, text), options: options)
    }

    @Test func theSameLinesInAnotherFileAreKnown() async throws {
        let office = try SampleDesk()
        let first = try await Self.take(office, "a.csv", Self.text(Self.lines(1...4), days: nil))
        let resaved = Self.text(Self.lines(1...4), days: nil, separator: "\t")
        let second = try await Self.take(office, "b.csv", resaved)
        #expect(second.record.state == .superseded)
        #expect(second.successor?.id == first.record.id)
        #expect(try await Self.inForce(office) == Sums(4, 84_000))
        // Once more: known by its bytes.
        let third = try await Self.take(office, "b.csv", resaved)
        #expect(third.wasKnown)
        #expect(third.record.id == second.record.id)
        #expect(try await office.desk.office.ledger.read { try $0.statements().count } == 2)
    }

    @Test func aCumulativeStatementTakesThePlaceOfAllThatItHas() async throws {
        let office = try SampleDesk()
        let first = try await Self.take(office, "a.csv", Self.text(Self.lines(1...4), days: nil))
        let second = try await Self.take(office, "b.csv", Self.text(Self.lines(1...7), days: Self.week))
        #expect(second.replaced.map(\.id) == [first.record.id])
        let third = try await Self.take(
            office, "c.csv", Self.text(Self.lines(15...17), days: "09/11/2026 đến ngày 15/11/2026"))
        #expect(third.replaced.isEmpty)
        let all = try await Self.take(
            office, "d.csv", Self.text(Self.lines(1...7) + Self.lines(15...17), days: Self.fortnight))
        #expect(Set(all.replaced.map(\.id)) == [second.record.id, third.record.id])
        #expect(try await Self.inForce(office) == Sums(10, 210_000))
        #expect(try await office.faults().isEmpty)
    }

    /// Three lines of eight, one of them changed.
    private static let partial = [Line(place: 3), Line(place: 4, fee: 15_000), Line(place: 5)]

    @Test(arguments: [
        // All of the earlier one, or only the lines of the same numbers, or both.
        ("corrects", Sums(3, 57_000)), ("amends", Sums(8, 162_000)), ("beside", Sums(11, 225_000)),
        ("dismiss", Sums(8, 168_000)),
    ])
    private func linesThatVanishAreAsked(answer: String, expected: Sums) async throws {
        let office = try SampleDesk()
        let first = try await Self.take(office, "a.csv", Self.text(Self.lines(1...8), days: Self.week))
        let text = Self.text(Self.partial, days: Self.week)
        let held = try await Self.take(office, "b.csv", text)
        #expect(held.record.state == .awaitingColumns)
        #expect(held.problems.map(\.code) == ["lines_vanish"])
        let said = try #require(held.problems.first?.vietnamese)
        #expect(said.contains("5 dòng của bảng kê ấy không còn"))
        #expect(said.contains(Line(place: 1).number))
        #expect(said.contains("cước 21.000 ₫ → 15.000 ₫"))
        #expect(StatementFindings(held.record)?.problems.map(\.code) == ["lines_vanish"])
        #expect(try await Self.inForce(office) == Sums(8, 168_000))
        let id = held.record.id
        switch answer {
        case "corrects":
            _ = try await office.desk.importStatement(id, options: StatementOptions(corrects: [first.record.id]))
        case "amends":
            _ = try await office.desk.importStatement(id, options: StatementOptions(amends: first.record.id))
        case "beside": _ = try await office.desk.importStatement(id, options: StatementOptions(isIndependent: true))
        default: _ = try await office.desk.dismissStatement(id, by: "lan")
        }
        #expect(try await Self.inForce(office) == expected)
        #expect(try await office.faults().isEmpty)
        // What was answered is not asked again.
        let again = try await Self.take(office, "b.csv", text)
        #expect(again.problems.isEmpty)
        #expect(try await Self.inForce(office) == expected)
    }

    @Test func aPartialCorrectionCanBeSetAsideAgain() async throws {
        let office = try SampleDesk()
        let first = try await Self.take(office, "a.csv", Self.text(Self.lines(1...8), days: Self.week))
        let held = try await Self.take(office, "b.csv", Self.text(Self.partial, days: Self.week))
        let taken = try await office.desk.importStatement(
            held.record.id, options: StatementOptions(amends: first.record.id, person: "lan"))
        #expect(taken.record.answers.by == "lan")
        #expect(try await Self.inForce(office) == Sums(8, 162_000))
        _ = try await office.desk.dismissStatement(taken.record.id, by: "lan")
        #expect(try await Self.inForce(office) == Sums(8, 168_000))
    }

    @Test func daysThatOverlapAreAsked() async throws {
        let office = try SampleDesk()
        _ = try await Self.take(office, "a.csv", Self.text(Self.lines(1...6), days: Self.week))
        let text = Self.text(Self.lines(5...10), days: "06/11/2026 đến ngày 12/11/2026")
        let held = try await Self.take(office, "b.csv", text)
        #expect(held.problems.map(\.code) == ["lines_vanish"])
        #expect(try await Self.inForce(office) == Sums(6, 126_000))
    }

    /// The file that was corrected comes once more: it does not take back its place unasked.
    @Test func theCorrectedFileOnceMoreChangesNothing() async throws {
        let office = try SampleDesk()
        let old = Self.text(Self.lines(1...6), days: Self.week)
        let first = try await Self.take(office, "a.csv", old)
        let second = try await Self.take(
            office, "b.csv", Self.text(Self.lines(1...5) + [Line(place: 6, fee: 15_000)], days: Self.week))
        #expect(second.replaced.map(\.id) == [first.record.id])
        let again = try await Self.take(office, "a.csv", old)
        #expect(again.wasKnown)
        #expect(again.successor?.id == second.record.id)
        #expect(try await Self.inForce(office) == Sums(6, 120_000))
        // A person may have it back.
        let back = try await office.desk.importStatement(
            first.record.id, options: StatementOptions(corrects: [second.record.id]))
        #expect(back.record.state == .complete)
        #expect(try await Self.inForce(office) == Sums(6, 126_000))
    }

    /// Sums that differ and lines that repeat are two questions, answered in any order.
    @Test(arguments: [true, false]) func twoQuestions(sumsFirst: Bool) async throws {
        let office = try SampleDesk()
        _ = try await Self.take(office, "a.csv", Self.text(Self.lines(1...8), days: Self.week))
        let text = Self.text(Self.partial, days: Self.week) + "\nTổng cộng;;;;1.000;;"
        let held = try await Self.take(office, "b.csv", text)
        #expect(Set(held.problems.map(\.code)) == ["total_fee", "lines_vanish"])
        let answers = [StatementOptions(isAccepted: true), StatementOptions(isIndependent: true)]
        var taken: ImportedStatement?
        for answer in sumsFirst ? answers : answers.reversed() {
            taken = try await office.desk.importStatement(held.record.id, options: answer)
        }
        #expect(taken?.record.state == .complete)
        let record = try #require(taken?.record)
        #expect(StatementFindings(record)?.differences.map(\.stated) == [1_000])
        #expect(try await Self.inForce(office) == Sums(11, 225_000))
    }

    @Test func aDecisionSurvivesAPartialCorrection() async throws {
        let office = try SampleDesk()
        _ = try await office.desk.importParcels(
            path: office.file(
                "p.csv",
                """
                parcel_id,leg,case_codes,tracking,service,recipient,address,province,phone,weight_g,fee,cod,handed_over
                P1,return,H40.16-261118-0001,\(Line(place: 5).number),EMS,Nguyễn Văn An,xã A,Hà Nội,,,21000,100000,\
                2026-11-07T07:00
                """))
        let first = try await Self.take(office, "a.csv", Self.text(Self.lines(1...8), days: Self.week))
        let place = StatementLine.Place(statement: first.record.id.rawValue, row: 7)
        let before = try await office.desk.reconcile().result
        #expect(before.entries.contains { $0.parcel != nil && $0.line != nil })
        _ = try await office.desk.decide(.unmatched, parcel: "P1", line: place, by: "lan", reason: "không phải")
        let held = try await Self.take(office, "b.csv", Self.text(Self.partial, days: Self.week))
        _ = try await office.desk.importStatement(held.record.id, options: StatementOptions(amends: first.record.id))
        let after = try await office.desk.reconcile().result
        #expect(!after.entries.contains { $0.parcel != nil && $0.line != nil })
        #expect(after.input.lines.count == 8)
    }
}
