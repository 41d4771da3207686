import DocumentModel
import Foundation
import PostalChannel
import PostalPipeline
import Presentation
import Spreadsheets
import TestSupport
import Testing

/// A working week of the postal liaison, drawn by chance: whatever the form of a statement, its own total is what was
/// read of it together with what was named, to the đồng, and the sums are the same on every sheet.
struct LiaisonWeekTests {
    /// A line of a statement.
    private struct Line {
        var number: String
        var name: String
        var day: Int
        var fee: Int
        var surcharge: Int
        var collected: Int
        var remitted: Int
    }

    /// How a statement writes its table, and what stands around the lines.
    private enum Form: CaseIterable {
        case plain, surcharges, thousands, days, withoutNumber, blocks, signed, dotted
    }

    private static let names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Châu", "Phạm Quốc Đạt", "Vũ Ánh Tuyết"]

    @Test(arguments: [20_261_102, 20_261_109, UInt64.random(in: 0...UInt64.max / 2)])
    func everyTotalIsReadOrNamed(seed: UInt64) async throws {
        let which: Comment = "seed \(seed)"
        var generator = SeededGenerator(seed: seed)
        let office = try SampleDesk()
        var parcels = ["parcel_id,leg,case_codes,tracking,service,recipient,fee,cod,handed_over,deadline,our_status"]
        var serial = 51_000_000
        var (charges, collected, remitted, count) = (0, 0, 0, 0)
        for (place, form) in Form.allCases.enumerated() {
            var lines: [Line] = []
            for row in 0..<Int.random(in: 12...38, using: &generator) {
                serial += Int.random(in: 1...9, using: &generator)
                let line = Line(
                    number: S10.code(prefix: "EB", serial: serial, country: "VN") ?? "",
                    name: names(&generator), day: Int.random(in: 2...8, using: &generator),
                    fee: Int.random(in: 13...45, using: &generator) * 1_000,
                    surcharge: Int.random(in: 0...3, using: &generator) * 1_000,
                    collected: Int.random(in: 0...4, using: &generator) * 50_000, remitted: 0)
                lines.append(line)
                lines[row].remitted = row % 9 == 0 ? 0 : line.collected
                // Some parcels are missing on our side, some have another fee.
                guard row % 11 != 0 else { continue }
                let ours = line.fee + line.surcharge + (row % 7 == 0 ? 1_000 : 0)
                parcels.append(
                    "P\(serial),return,H40.16-261118-\(String(serial % 10_000 + 10_000).dropFirst()),\(line.number),EMS,"
                        + "\(line.name),\(ours),\(line.collected),2026-11-0\(line.day)T07:30,2026-11-30,accepted")
            }
            let (text, extra) = Self.statement(lines, form)
            let taken = try await office.desk.importStatement(path: office.file("bk\(place).csv", text))
            let totals = taken.record.totals
            let stated = lines.reduce(0) { $0 + $1.fee + $1.surcharge } + extra
            #expect(taken.record.state == .complete, "\(form), seed \(seed): \(taken.problems.map(\.vietnamese))")
            #expect((totals.fee + totals.surcharge).rawValue == stated, "\(form), seed \(seed)")
            #expect(totals.collected.rawValue == lines.reduce(0) { $0 + $1.collected }, "\(form), seed \(seed)")
            #expect(totals.remitted.rawValue == lines.reduce(0) { $0 + $1.remitted }, "\(form), seed \(seed)")
            #expect(taken.differingTotals.isEmpty, which)
            charges += stated
            collected += totals.collected.rawValue
            remitted += totals.remitted.rawValue
            count += totals.lines
        }
        _ = try await office.desk.importParcels(path: office.file("p.csv", parcels.joined(separator: "\n")))
        let reconciled = try await office.desk.reconcile()
        let balance = BalanceSheet(reconciled.result).total
        #expect(balance.theirFee.rawValue == charges, which)
        #expect(balance.collected.rawValue == collected, which)
        #expect(balance.remitted.rawValue == remitted, which)
        #expect(balance.lines == count && balance.parcels == parcels.count - 1, which)
        try await Self.checkReport(office, reconciled, balance, which)
    }

    private func names(_ generator: inout SeededGenerator) -> String {
        Self.names.randomElement(using: &generator) ?? ""
    }

    /// The sheet of sums has the same totals, and the pairs with what stands alone add up to them.
    private static func checkReport(
        _ office: SampleDesk, _ reconciled: RecordedReconciliation, _ balance: BalanceSheet.Sums, _ which: Comment
    ) async throws {
        let path = try office.file("report.xlsx", "")
        try await office.desk.writeReport(reconciled, to: path)
        let file = try SpreadsheetFile.open(path: path)
        func rows(_ name: String) throws -> [[SheetCell]] {
            let sheet = try #require(file.sheets.firstIndex { $0.name == name })
            let rows = try file.rows(ofSheet: sheet)
            var all: [[SheetCell]] = []
            while let block = try rows.next() { all += block.map(\.cells) }
            return all
        }
        func number(_ cells: [SheetCell], _ column: Int) -> Int {
            cells.indices.contains(column) ? Int(cells[column].written) ?? 0 : 0
        }
        let total = try #require(try rows("Tổng hợp").last)
        #expect(
            [3, 4, 6, 7, 9].map { number(total, $0) }
                == [balance.ourFee, balance.theirFee, balance.due, balance.collected, balance.remitted].map(\.rawValue),
            which)
        let pairs = try rows("Đã ghép").dropFirst(4)
        let input = reconciled.result.input
        let alone = reconciled.result.entries.filter { $0.parcel == nil }.compactMap(\.line).map { input.lines[$0] }
        var (theirs, paid) = (0, 0)
        for row in pairs {
            theirs += number(row, 6)
            paid += number(row, 9)
        }
        for line in alone {
            theirs += ((line.fee ?? .zero) + (line.surcharge ?? .zero)).rawValue
            paid += (line.remitted ?? .zero).rawValue
        }
        #expect(theirs == balance.theirFee.rawValue, which)
        #expect(paid == balance.remitted.rawValue, which)
    }

    // MARK: Statements

    private static let heading =
        "STT;Số hiệu bưu gửi;Ngày gửi;Người nhận;Cước;Phụ phí;Tiền thu hộ;Tiền đã nộp;Trạng thái"

    /// - Returns: the text, and money beside the lines that the total counts in.
    private static func statement(_ lines: [Line], _ form: Form) -> (String, Int) {
        let title = "Bảng kê từ ngày 02/11/2026 đến ngày 08/11/2026"
        var head = heading
        var rows: [String] = []
        var extra = 0
        switch form {
        case .plain, .surcharges: rows = lines.enumerated().map { row($0, $1) }
        case .thousands:
            head = head.replacing("Cước", with: "Cước (nghìn đồng)")
            rows = lines.enumerated().map { row($0, $1, fee: "\($1.fee / 1_000)") }
            let total =
                "Tổng cộng;;;;\(sum(lines, \.fee) / 1_000);\(sum(lines, \.surcharge));"
                + "\(sum(lines, \.collected));\(sum(lines, \.remitted));"
            return (([title, head] + rows + [total]).joined(separator: "\n"), 0)
        case .days:
            // A sum for each day, and one for all.
            for (day, part) in Dictionary(grouping: lines, by: \.day).sorted(by: { $0.key < $1.key }) {
                rows += part.enumerated().map { row($0, $1) } + [total(part, "Cộng ngày \(day)")]
            }
        case .withoutNumber:
            extra = 35_000
            rows = lines.enumerated().map { row($0, $1) } + ["\(lines.count + 1);;;Phí thu gom tận nơi;35000;0;0;0;"]
        case .blocks:
            // Page breaks repeat the heading.
            for (place, line) in lines.enumerated() {
                if place > 0, place % 10 == 0 { rows.append(head) }
                rows.append(row(place, line))
            }
        case .signed:
            rows = lines.enumerated().map { row($0, $1) }
            let end = ["", ";;;Người lập biểu;;;;;", ";;;Điện thoại 0243.7474.247;;;;;"]
            return (([title, head] + rows + [total(lines, "Tổng cộng")] + end).joined(separator: "\n"), 0)
        case .dotted:
            rows = lines.enumerated().map { row($0, $1, fee: dotted($1.fee)) }
        }
        let charged = total(lines, "Tổng cộng", extra: extra)
        return (([title, head] + rows + [charged]).joined(separator: "\n"), extra)
    }

    private static func row(_ place: Int, _ line: Line, fee: String? = nil) -> String {
        "\(place + 1);\(line.number);0\(line.day)/11/2026 09:15;\(line.name);\(fee ?? String(line.fee));"
            + "\(line.surcharge);\(line.collected);\(line.remitted);Phát thành công"
    }

    private static func total(_ lines: [Line], _ label: String, extra: Int = 0) -> String {
        "\(label);;;;\(sum(lines, \.fee) + extra);\(sum(lines, \.surcharge));\(sum(lines, \.collected));"
            + "\(sum(lines, \.remitted));"
    }

    private static func sum(_ lines: [Line], _ amount: KeyPath<Line, Int>) -> Int {
        lines.reduce(0) { $0 + $1[keyPath: amount] }
    }

    private static func dotted(_ amount: Int) -> String { "\(amount / 1_000).000" }
}
