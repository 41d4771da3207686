import Dossiers
import Foundation
import Spreadsheets
import TestSupport
import Testing

@testable import DigitizationPipeline

@Suite("Registers of cases as offices have them") struct CaseRegisterFileTests {
    private static let header =
        "case,procedure_code,procedure,agency,applicant,id_number,phone,address,received,due,channel,components"

    private static let row =
        "000.00.16.H40-261118-0042,1.001193,Đăng ký khai sinh,Ủy ban nhân dân xã Đông Lĩnh,Nguyễn Văn Đông,"
        + "000053374336,0900734398,\"thôn Ngọc Trì, xã Đông Lĩnh\",2026-11-18T15:05,2026-11-25,postal,"
        + "TP01:Tờ khai:bản chính:y|TP02:Giấy tờ: khác:bản sao:n"

    private static func read(_ text: String) throws -> CaseRegister { try read(Data(text.utf8)) }

    private static func read(_ data: Data) throws -> CaseRegister {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try data.write(to: URL(filePath: path))
        return try CaseRegisterFile.read(path: path)
    }

    private static func checkWhole(_ register: CaseRegister) throws {
        #expect(register.faults == [])
        let record = try #require(register.cases.first)
        #expect(register.cases.count == 1)
        #expect(record.code.rawValue == "000.00.16.H40-261118-0042")
        // 15:05 at +07:00 is 08:05 UTC.
        #expect(record.received.milliseconds == (20_775 * 86_400 + 8 * 3_600 + 5 * 60) * 1_000)
        #expect(record.due?.rawValue == "2026-11-25")
        #expect(record.applicant == "Nguyễn Văn Đông")
        #expect(record.components.map(\.name) == ["Tờ khai", "Giấy tờ: khác"])
        #expect(record.components.map(\.isRequired) == [true, false])
    }

    @Test(
        "Marks, line ends, separators and encodings do not count",
        arguments: [
            { $0 }, { "\u{FEFF}" + $0 }, { $0.replacing("\n", with: "\r\n") },
            { $0.replacing("thôn Ngọc Trì, xã", with: "thôn Ngọc Trì xã").replacing(",", with: ";") },
            { $0.replacing("thôn Ngọc Trì, xã", with: "thôn Ngọc Trì xã").replacing(",", with: "\t") },
            {
                $0.decomposedStringWithCanonicalMapping.replacing(
                    "Nguyễn Văn Đông".decomposedStringWithCanonicalMapping, with: "Nguyễn Văn Đông")
            },
            { "SỔ HỒ SƠ THÁNG 11\n\n" + $0 }, { "\n" + $0 + "\n\n" },
            { $0.replacing("2026-11-18T15:05", with: "18/11/2026 15:05").replacing("2026-11-25", with: "25/11/2026") },
            {
                $0.replacing("case,procedure_code", with: "Mã hồ sơ,Mã TTHC").replacing("applicant", with: "HỌ VÀ TÊN")
                    .replacing("received,due", with: "ngay tiep nhan,Ngày hẹn trả")
            },
        ] as [@Sendable (String) -> String])
    func forms(change: @Sendable (String) -> String) throws {
        try Self.checkWhole(Self.read(change(Self.header + "\n" + Self.row + "\n")))
    }

    @Test("UTF-16, as Excel's Unicode text")
    func utf16() throws {
        let text =
            "\u{FEFF}" + Self.header.replacing(",", with: "\t") + "\r\n"
            + Self.row.replacing("\"thôn Ngọc Trì, xã Đông Lĩnh\"", with: "thôn").replacing(",", with: "\t")
        try Self.checkWhole(Self.read(#require(text.data(using: .utf16LittleEndian))))
    }

    @Test("A workbook with dates that are numbers, on its second sheet")
    func workbook() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "so.xlsx").path
        try Data(contentsOf: Self.fixture("register.xlsx")).write(to: URL(filePath: path))
        try Self.checkWhole(CaseRegisterFile.read(path: path))
    }

    private static func fixture(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/spreadsheets/\(name)")
    }

    @Test("A bad row does not stop the others")
    func badRow() throws {
        let good = Self.row.replacing("-0042", with: "-0043")
        let register = try Self.read(
            [Self.header, Self.row.replacing("-0042", with: "-42"), "", good].joined(separator: "\n"))
        #expect(register.cases.map(\.code.rawValue) == ["000.00.16.H40-261118-0043"])
        #expect(register.faults.map(\.code) == [.badCaseCode])
        #expect(register.faults.map(\.row) == [2])
    }

    @Test("A quote that does not end is told with its row")
    func unclosedQuote() throws {
        let spoilt = Self.row.replacing("-0042", with: "-0043").replacing("xã Đông Lĩnh\"", with: "xã Đông Lĩnh")
        let fault = #expect(throws: SpreadsheetFault.self) {
            try Self.read([Self.header, Self.row, spoilt].joined(separator: "\n"))
        }
        #expect(fault?.code == .unclosedQuote)
        #expect(fault?.row == 3)
    }

    @Test("The second of two equal codes is left out")
    func twice() throws {
        let other = Self.row.replacing("Nguyễn Văn Đông", with: "Lê Thị Hoa")
        let register = try Self.read([Self.header, Self.row, other].joined(separator: "\n"))
        #expect(register.cases.map(\.applicant) == ["Nguyễn Văn Đông"])
        #expect(register.faults.map(\.code) == [.duplicateCase])
        #expect(register.faults.map(\.row) == [3])
    }

    @Test(
        "What is no register is refused",
        arguments: [
            (Data("case,applicant\n1,2".utf8), "procedure_code"), (Data("a,b\n1,2".utf8), "case"),
        ])
    func refused(data: Data, missing: String) {
        let fault = #expect(throws: CaseRegisterFault.self) { try Self.read(data) }
        #expect(fault?.code == .missingColumn)
        #expect(fault?.field == missing)
    }

    @Test("Whatever the bytes are, they are read or refused")
    func anyBytes() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var bytes = Array((Self.header + "\n" + Self.row).utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = [0x22, 0x2C, 0x0A, 0x7B, 0x5D, 0x00, 0xC3].randomElement(using: &random) ?? 0x22
            }
            do {
                #expect(try Self.read(Data(bytes)).cases.count <= 1, "seed \(seed)")
            } catch { #expect(error is CaseRegisterFault || error is SpreadsheetFault, "seed \(seed)") }
        }
    }
}
