import Basics
import Foundation
import PostalChannel
import PostalPipeline
import Spreadsheets
import Testing
import VietnameseText

/// Whether a midnight is a time or only a day follows from the column that it stands in.
struct MidnightTests {
    private static let heading = "Số hiệu bưu gửi;Ngày chấp nhận;Giờ chấp nhận;Người nhận;Cước;Trạng thái"

    /// What the lines of a statement were accepted at: `05/10/2026` for a day, `05/10/2026 00:00` for a time.
    private static func accepted(_ path: String) throws -> [String] {
        let rules = try PostalRules.load(folder: "/nonexistent")
        let tables = try StatementTables.open(path: path, fileName: "x", rules: rules)
        let reading = StatementReading(tables, statement: "s", rules: rules)
        var lines: [StatementLine] = []
        while let block = try reading.next() { lines += block.lines.map(\.line) }
        return lines.map { line in
            guard let time = line.accepted else { return "" }
            return time.isWholeDay ? time.day.map { LocalTime.text($0) } ?? "" : LocalTime.text(time.instant)
        }
    }

    private static func withFile<T>(_ name: String, _ body: (String) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "midnight-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.appending(path: name).path)
    }

    private static func number(_ row: Int) -> String {
        S10.code(prefix: "EB", serial: 40_000_000 + row, country: "VN") ?? ""
    }

    @Test(
        "Texts",
        arguments: [
            ([("05/10/2026 00:00:00", ""), ("06/10/2026 00:00:00", "")], ["05/10/2026", "06/10/2026"]),
            ([("05/10/2026 00:00", ""), ("06/10/2026 09:15", "")], ["05/10/2026 00:00", "06/10/2026 09:15"]),
            ([("05/10/2026", ""), ("06/10/2026 09:15", "")], ["05/10/2026", "06/10/2026 09:15"]),
            ([("05/10/2026", ""), ("06/10/2026", "")], ["05/10/2026", "06/10/2026"]),
            ([("2026-10-05T00:00:00", ""), ("2026-10-06T00:00:00", "")], ["05/10/2026", "06/10/2026"]),
            ([("05/10/2026 00:00", "10:15"), ("06/10/2026 00:00", "0:00")], ["05/10/2026 10:15", "06/10/2026 00:00"]),
            ([("05/10/2026", "00:00"), ("06/10/2026", "00:00:00")], ["05/10/2026", "06/10/2026"]),
            ([("10/13/2026 00:00", ""), ("10/14/2026 00:00", "")], ["13/10/2026", "14/10/2026"]),
            ([("46300", ""), ("46301.5", "")], ["05/10/2026", "06/10/2026 12:00"]),
        ])
    func texts(rows: [(String, String)], expected: [String]) throws {
        let lines = rows.enumerated().map { "\(Self.number($0));\($1.0);\($1.1);Nguyễn Văn An;21000;Phát thành công" }
        // The hour of printing is no line's.
        let text = ([Self.heading] + lines + [";Ngày in: 07/10/2026 16:45;;;;"]).joined(separator: "\n")
        try Self.withFile("a.csv") { path in
            try Data(text.utf8).write(to: URL(filePath: path))
            #expect(try Self.accepted(path) == expected)
        }
    }

    /// Beyond the rows that decide, a row's own time is its time, and a midnight still says nothing.
    @Test func laterRowsDiffer() throws {
        let times = Array(repeating: "05/10/2026 00:00", count: 500) + ["06/10/2026 10:15", "07/10/2026 00:00"]
        let lines = times.enumerated().map { "\(Self.number($0));\($1);;Nguyễn Văn An;21000;Phát thành công" }
        try Self.withFile("a.csv") { path in
            try Data(([Self.heading] + lines).joined(separator: "\n").utf8).write(to: URL(filePath: path))
            #expect(try Self.accepted(path).suffix(3) == ["05/10/2026", "06/10/2026 10:15", "07/10/2026"])
        }
    }

    /// A serial whose format shows hours is a time where others of its column are; one that shows a day only is none.
    @Test(
        "Serials",
        arguments: [
            ([("05", 0, true), ("06", 555, true)], ["05/10/2026 00:00", "06/10/2026 09:15"]),
            ([("05", 0, false), ("06", 555, true)], ["05/10/2026", "06/10/2026 09:15"]),
            ([("05", 0, true), ("06", 0, true)], ["05/10/2026", "06/10/2026"]),
            ([("05", 0, false), ("06", 0, false)], ["05/10/2026", "06/10/2026"]),
        ])
    func serials(rows: [(day: String, minutes: Int64, showsHours: Bool)], expected: [String]) throws {
        try Self.withFile("a.xlsx") { path in
            let writer = try SpreadsheetWriter(path: path, created: 0, title: "", isLarge: false)
            let columns = Self.heading.split(separator: ";").map { WrittenColumn(String($0)) }
            let sheet = try writer.addSheet("Bảng kê", columns: columns, titles: [])
            for (place, row) in rows.enumerated() {
                let day = try #require(CalendarDay(rawValue: "2026-10-\(row.day)"))
                let moment = Int64(day.daysSinceEpoch) * 86_400_000 - 7 * 3_600_000 + row.minutes * 60_000
                let civil = try #require(CivilDate(year: day.year, month: day.month, day: day.day))
                try sheet.append([
                    .text(Self.number(place)), row.showsHours ? .moment(moment) : .day(civil), .empty,
                    .text("Nguyễn Văn An"), .amount(21_000), .text("Phát thành công"),
                ])
            }
            try writer.finish()
            #expect(try Self.accepted(path) == expected)
        }
    }

    /// A post that keeps days only has nothing before the hand-over.
    @Test func noStatusBeforeHandover() async throws {
        let office = try SampleDesk()
        _ = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        let text = try String(contentsOfFile: SampleDesk.sample("ky2_20261026_20261101.csv"), encoding: .utf8)
        let days = text.replacing(#/(\d\d\/\d\d\/\d{4}) \d\d:\d\d/#) { "\($0.output.1) 00:00:00" }
        _ = try await office.desk.importStatement(path: office.file("ky2.csv", days))
        let result = try await office.desk.reconcile().result
        let matched = result.entries.count { $0.outcomes.contains(.matched) }
        let early = result.entries.count { $0.outcomes.contains(.statusBeforeHandover) }
        #expect(matched > 20 && early <= 2)
    }

    @Test func eventFiles() throws {
        let cases = [
            ("EB1;EMI;05/10/2026 00:00;\nEB2;EMI;06/10/2026 00:00;", [true, true]),
            ("EB1;EMI;05/10/2026 00:00;\nEB2;EMI;06/10/2026 08:00;", [false, false]),
            ("EB1;EMI;05/10/2026 00:00;9h30\nEB2;EMI;06/10/2026 00:00;", [false, false]),
        ]
        for (rows, expected) in cases {
            try Self.withFile("a.csv") { path in
                try Data("Số hiệu;Sự kiện;Ngày;Giờ\n\(rows)".utf8).write(to: URL(filePath: path))
                #expect(try EventFile.read(path: path).rows.map(\.time.isWholeDay) == expected)
            }
        }
    }
}
