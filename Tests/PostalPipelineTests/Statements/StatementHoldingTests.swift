import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Testing

/// What was not read is never taken for equal: statements wait for their columns, and what was not compared is named.
struct StatementHoldingTests {
    private static let numbers = (1...4).map { S10.code(prefix: "EB", serial: 41_000_000 + $0, country: "VN") ?? "" }
    private static let heading = "STT;Số hiệu bưu gửi;Ngày gửi;Người nhận;Cước;Tiền thu hộ;Trạng thái;Ngày phát"

    /// A statement of four lines of 21.000 and 100.000.
    private static func text(
        heading: String? = heading, above: [String] = [], below: [String] = [],
        number: (Int) -> String = { numbers[$0] },
        fee: (Int) -> String = { _ in "21.000" }, day: (Int) -> String = { "0\($0 + 3)/11/2026 09:51" }
    ) -> String {
        let lines = (0..<4).map { line in
            "\(line + 1);\(number(line));\(day(line));Kiều Hữu Tiệp;\(fee(line));100.000;Phát thành công;09/11/2026 10:00"
        }
        return (above + [heading].compactMap(\.self) + lines + below).joined(separator: "\n")
    }

    private static func take(_ text: String, accepted: Bool = false) async throws -> ImportedStatement {
        let office = try SampleDesk()
        return try await office.desk.importStatement(
            path: office.file("ky_20261102_20261108.csv", text), options: StatementOptions(isAccepted: accepted))
    }

    @Test(arguments: [
        // No heading, no column of money, cells that are no amounts, sums that differ.
        (text(heading: nil), "missing_fee"), (text(heading: heading.replacing("Cước", with: "Ô")), "missing_fee"),
        (text(heading: heading.replacing("Tiền thu hộ", with: "Ô")), "missing_collected"),
        (text(fee: { _ in "theo hợp đồng" }), "unread_fee"), (text(fee: { _ in "#REF!" }), "unread_fee"),
        (text(below: ["Tổng cộng;;;;134.000;400.000;;"]), "total_fee"),
        (text(below: ["Tổng cộng;;;;84.000;400.001;;"]), "total_collected"),
    ])
    func waits(text: String, problem: String) async throws {
        let taken = try await Self.take(text)
        #expect(taken.record.state == .awaitingColumns)
        #expect(taken.problems.map(\.code).contains(problem))
    }

    @Test func isReadOnceAPersonAcceptsIt() async throws {
        let office = try SampleDesk()
        let path = try office.file("ky1.csv", Self.text(below: ["Tổng cộng;;;;134.000;400.000;;"]))
        let held = try await office.desk.importStatement(path: path)
        #expect(held.record.state == .awaitingColumns)
        #expect(held.record.totals.lines == 4)
        let none = try await office.desk.office.ledger.read { try $0.statements().filter { $0.state == .complete } }
        #expect(none.isEmpty)
        let taken = try await office.desk.importStatement(path: path, options: StatementOptions(isAccepted: true))
        #expect(taken.record.state == .complete)
        #expect(taken.differingTotals == [TotalDifference(role: .fee, stated: Dong(134_000), added: Dong(84_000))])
    }

    @Test(arguments: [
        // Money without a number is a line; the statement's sum counts it in.
        (text(below: ["5;;;Phí thu gom tận nơi;50.000;0;;", "Tổng cộng;;;;134.000;400.000;;"]), 134_000, 5),
        (text(below: ["Tổng cộng;;;;84.000;400.000;;", ";;;Còn phải thu;316.000;;;"]), 84_000, 4),
        // Units of the heading, and of the title for all others.
        (text(heading: heading.replacing("Cước", with: "Cước (nghìn đồng)"), fee: { _ in "21" }), 84_000, 4),
        (text(fee: { _ in "21000,000" }), 84_000, 4), (text(fee: { $0 == 0 ? "21.000-" : "21.000" }), 42_000, 4),
        (text(fee: { _ in "19.444,44" }), 77_776, 4),
        // Telephones, accounts and places below the table are no lines.
        (text(below: [";Liên hệ: 0243.7474.247", ";TK 102000012345678", ";0912345678"]), 84_000, 4),
        // A page break repeats the heading.
        (text(below: [heading, "Tổng cộng;;;;84.000;400.000;;"]), 84_000, 4),
    ])
    func sums(text: String, charges: Int, lines: Int) async throws {
        let taken = try await Self.take(text)
        #expect(taken.record.state == .complete)
        #expect(taken.record.totals.fee + taken.record.totals.surcharge == Dong(charges))
        #expect(taken.record.totals.collected == Dong(400_000))
        #expect(taken.record.totals.lines == lines)
    }

    @Test(arguments: [
        // By the declared period; where there is none, a person is asked.
        ("11/0", [String](), "ky.csv", nil as String?),
        ("11/0", ["Từ ngày 02/11/2026 đến ngày 08/11/2026"], "a.csv", ""),
        ("0", ["Từ ngày 02/11/2026 đến ngày 08/11/2026"], "a.csv", ""),
    ])
    func orderOfDayAndMonth(prefix: String, above: [String], file: String, isRead: String?) async throws {
        let office = try SampleDesk()
        let text = Self.text(above: above, day: { prefix == "0" ? "0\($0 + 3)/11/2026" : "\(prefix)\($0 + 3)/2026" })
            .replacing("09/11/2026 10:00", with: prefix == "0" ? "09/11/2026" : "11/09/2026")
        let path = try office.file(file, text)
        let taken = try await office.desk.importStatement(path: path)
        guard isRead != nil else {
            #expect(taken.problems.map(\.code) == ["date_order"])
            _ = try await office.desk.columns(
                path: path, operatorName: "VNPOST", changes: [], writing: [.dateOrder(.monthFirst, nil)],
                confirmedBy: "lan")
            let again = try await office.desk.importStatement(path: path, options: StatementOptions(isReadAnew: true))
            return try await Self.expectNovember(again, office)
        }
        try await Self.expectNovember(taken, office)
    }

    private static func expectNovember(_ taken: ImportedStatement, _ office: SampleDesk) async throws {
        #expect(taken.record.state == .complete)
        let id = taken.record.id
        let lines = try await office.desk.office.ledger.read { try $0.statementLines(of: [id]) }
        #expect(lines.compactMap { $0.accepted?.day?.rawValue } == (3...6).map { "2026-11-0\($0)" })
    }

    /// COD on one table, charges on the other, and a conclusion: one line for each item, nothing left out unnamed.
    @Test func twoTablesOnOneSheet() async throws {
        let office = try SampleDesk()
        let rows =
            ["I: COD", "STT,Số BILL,Ngày gửi,Ngày phát thành công,Số tiền COD"]
            + Self.numbers.map { "1,\($0),03/11/2026,05/11/2026,\"100,000\"" }
            + [
                "TỔNG CỘNG,,,,\"400,000\"", "", "II: CƯỚC",
                "STT,Số BILL,Ngày gửi,Cước phí,Cước đã thu,Giảm giá,Tổng số tiền",
            ]
            + Self.numbers.map { "1,\($0),03/11/2026,\"22,000\",0,\"1,000\",\"21,000\"" }
            + ["TỔNG CỘNG,,,\"88,000\",0,\"4,000\",\"84,000\"", "", "III: KẾT LUẬN", "1. Còn lại,,,\"316,000\""]
        let taken = try await office.desk.importStatement(
            path: office.file("ky.csv", rows.joined(separator: "\n")))
        #expect(taken.record.state == .complete)
        #expect(taken.record.totals.lines == 4)
        #expect(taken.record.totals.fee + taken.record.totals.surcharge == Dong(84_000))
        #expect(taken.record.totals.collected == Dong(400_000))
        #expect(taken.leftOut["conclusion"] == 1)
        let id = taken.record.id
        let left = try await office.desk.office.ledger.read { try $0.leftOutRows(of: id) }
        #expect(left.count { $0.reason == "joined" } == 4)
    }

    @Test(arguments: [
        ("\(numbers[0]) (phát lại)", LineDoubts.notedNumber),
        ("\(numbers[0]) / 2619228281029", LineDoubts.severalNumbers),
        ("\(numbers[0])", LineDoubts()), ("\(numbers[0].prefix(5)) \(numbers[0].dropFirst(5))", LineDoubts()),
    ])
    func numbersInCells(cell: String, doubts: LineDoubts) async throws {
        let office = try SampleDesk()
        let taken = try await office.desk.importStatement(
            path: office.file("ky.csv", Self.text(number: { $0 == 0 ? cell : Self.numbers[$0] })))
        let id = taken.record.id
        let lines = try await office.desk.office.ledger.read { try $0.statementLines(of: [id]) }
        #expect(lines.count == 4)
        #expect(lines.first?.doubts == doubts)
    }

    /// What was said of a table without a heading holds for tables that look so, and for no other.
    @Test func aRememberedMapHoldsForItsFormOnly() async throws {
        let office = try SampleDesk()
        let path = try office.file("a.csv", Self.text(heading: nil))
        let changes = [ColumnChange(role: .fee, columns: [4]), ColumnChange(role: .collected, columns: [5])]
        _ = try await office.desk.columns(path: path, operatorName: "VNPOST", changes: changes, confirmedBy: "lan")
        let same = try await office.desk.importStatement(path: office.file("b.csv", Self.text(heading: nil) + "\n"))
        #expect(same.columns == .confirmed)
        #expect(same.record.totals.fee == Dong(84_000))
        let other = Self.text(heading: nil).split(separator: "\n").map { line in
            line.split(separator: ";").dropFirst().joined(separator: ";")
        }
        let taken = try await office.desk.importStatement(
            path: office.file("c.csv", other.joined(separator: "\n")))
        #expect(taken.record.state == .awaitingColumns)
    }

    /// Fee, surcharge and tax give the total, a subtotal beside them counts once, and a discount makes less.
    @Test(arguments: [
        ("Cước chính;Phụ phí xăng dầu;Thuế GTGT;Tổng cước", "18.000;1.444;1.556;21.000", [String]()),
        ("Cước chính;Phụ phí;Cước trước thuế;Thuế GTGT;Tổng cước", "18.000;1.444;19.444;1.556;21.000", []),
        ("Cước phí;Giảm giá;Thành tiền", "22.000;1.000;21.000", []),
        ("Cước phí;Giảm giá;Thành tiền", "22.000;-1.000;21.000", []), ("Cước;VAT;Thành tiền", ";1.556;21.000", []),
        ("Cước chính;Phụ phí;Tổng cước", "18.000;1.444;21.000", ["parts_differ"]),
    ])
    func partsAndTotal(headings: String, cells: String, remarks: [String]) async throws {
        let office = try SampleDesk()
        let rows =
            ["Số hiệu bưu gửi;Ngày gửi;\(headings);Tiền thu hộ;Trạng thái"]
            + Self.numbers.map { "\($0);03/11/2026;\(cells);100.000;Phát thành công" }
        let taken = try await office.desk.importStatement(path: office.file("a.csv", rows.joined(separator: "\n")))
        #expect(taken.record.state == .complete)
        let id = taken.record.id
        let lines = try await office.desk.office.ledger.read { try $0.statementLines(of: [id]) }
        #expect(lines.allSatisfy { $0.doubts.contains(.partsDiffer) == !remarks.isEmpty })
        guard remarks.isEmpty else { return }
        #expect(lines.allSatisfy { ($0.fee ?? .zero) + ($0.surcharge ?? .zero) == Dong(21_000) })
    }

    /// Signatures, telephones and the day of a place under a column of money are none.
    @Test(arguments: ["Người lập biểu", "0912345678", "Hà Nội, ngày 16 tháng 11 năm 2026", "16/11/2026"])
    func whatStandsBelowColumnsOfMoney(cell: String) async throws {
        let taken = try await Self.take(Self.text(below: [";;;;\(cell);;;"]))
        #expect(taken.record.state == .complete)
        #expect(taken.record.totals.lines == 4)
        #expect(taken.record.totals.fee == Dong(84_000))
    }
}
