import Dossiers
import Foundation
import TestSupport
import Testing

@Suite struct CaseRegisterTests {
    private static let json = """
        [{"case": "000.00.16.H40-261118-0042", "procedure_code": "1.001193", "procedure": "Đăng ký khai sinh",
          "agency": "Ủy ban nhân dân xã Đông Lĩnh", "applicant": "Nguyễn Văn Đông", "id_number": "000053374336",
          "phone": "0900734398", "address": "thôn Ngọc Trì, xã Đông Lĩnh", "received": "2026-11-18T15:05",
          "due": "2026-11-25", "channel": "postal", "extra": {"ignored": true}, "components": [
            {"code": "TP01", "name": "Tờ khai", "form": "bản chính", "required": true},
            {"code": "TP02", "name": "Giấy tờ: khác", "form": "bản sao", "required": false, "must_digitize": true}]}]
        """

    private static let header =
        "case,procedure_code,procedure,agency,applicant,id_number,phone,address,received,due,channel,components"

    private static let row =
        "000.00.16.H40-261118-0042,1.001193,Đăng ký khai sinh,Ủy ban nhân dân xã Đông Lĩnh,Nguyễn Văn Đông,"
        + "000053374336,0900734398,\"thôn Ngọc Trì, xã Đông Lĩnh\",2026-11-18T15:05,2026-11-25,postal,"
        + "TP01:Tờ khai:bản chính:y|TP02:Giấy tờ: khác:bản sao:n"

    private func csv(_ lines: String...) throws -> CaseRegister {
        try CaseRegister.parse(csv: Data(lines.joined(separator: "\n").utf8))
    }

    private static func parse(_ data: Data, isJSON: Bool) throws -> CaseRegister {
        if isJSON { try CaseRegister.parse(json: data) } else { try CaseRegister.parse(csv: data) }
    }

    @Test func readsJSON() throws {
        let register = try CaseRegister.parse(json: Data(Self.json.utf8))
        #expect(register.faults == [])
        let record = try #require(register.cases.first)
        #expect(register.cases.count == 1)
        #expect(record.code.rawValue == "000.00.16.H40-261118-0042")
        // 15:05 at +07:00 is 08:05 UTC.
        #expect(record.received.milliseconds == (20_775 * 86_400 + 8 * 3_600 + 5 * 60) * 1_000)
        #expect(record.due?.rawValue == "2026-11-25")
        #expect(record.channel == .postal)
        #expect(record.components.map(\.form) == [.original, .copy])
        #expect(record.components.map(\.isRequired) == [true, false])
        #expect(record.components.map(\.mustDigitize) == [true, true])
    }

    @Test(arguments: ["", "\u{FEFF}"])
    func csvTellsTheSameAsJSON(mark: String) throws {
        var expected = try #require(CaseRegister.parse(json: Data(Self.json.utf8)).cases.first)
        expected.components[1].mustDigitize = false
        let register = try CaseRegister.parse(csv: Data((mark + Self.header + "\r\n" + Self.row + "\r\n").utf8))
        #expect(register.faults == [])
        #expect(register.cases == [expected])
    }

    @Test func jsonMayBeginWithAByteOrderMark() throws {
        #expect(try CaseRegister.parse(json: Data(("\u{FEFF}" + Self.json).utf8)).cases.count == 1)
    }

    @Test(arguments: [";", "\t"])
    func otherSeparatorsAreKnown(separator: String) throws {
        let plain = Self.row.replacingOccurrences(of: "\"thôn Ngọc Trì, xã Đông Lĩnh\"", with: "thôn Ngọc Trì")
        let text = (Self.header + "\n" + plain).replacingOccurrences(of: ",", with: separator)
        #expect(try CaseRegister.parse(csv: Data(text.utf8)).cases.map(\.address) == ["thôn Ngọc Trì"])
    }

    @Test func decomposedSpellingsOfTheFormAreKnown() throws {
        let text = (Self.header + "\n" + Self.row).decomposedStringWithCanonicalMapping
        #expect(try CaseRegister.parse(csv: Data(text.utf8)).cases.first?.components.count == 2)
    }

    @Test func aBadRowDoesNotStopTheOthers() throws {
        let good = Self.row.replacingOccurrences(of: "-0042", with: "-0043")
        let register = try csv(Self.header, Self.row.replacingOccurrences(of: "-0042", with: "-42"), "", good)
        #expect(register.cases.map(\.code.rawValue) == ["000.00.16.H40-261118-0043"])
        #expect(register.faults.map(\.code) == [.badCaseCode])
        #expect(register.faults.map(\.row) == [2])
    }

    @Test func aWrongQuoteLosesOnlyItsOwnLine() throws {
        let spoilt = Self.row.replacingOccurrences(of: "\"thôn", with: "\"a\"b\" thôn")
        let good = Self.row.replacingOccurrences(of: "-0042", with: "-0043")
        let register = try csv(Self.header, spoilt, good)
        #expect(register.cases.map(\.code.rawValue) == ["000.00.16.H40-261118-0043"])
        #expect(register.faults == [CaseRegisterFault(.malformedRow, row: 2)])
    }

    @Test func aValueMaySpanLines() throws {
        let register = try csv(Self.header, Self.row.replacingOccurrences(of: "Ngọc Trì, ", with: "Ngọc Trì,\n"))
        #expect(register.faults == [])
        #expect(register.cases.first?.address == "thôn Ngọc Trì,\nxã Đông Lĩnh")
    }

    @Test func theSecondOfTwoEqualCodesIsLeftOut() throws {
        let other = Self.row.replacingOccurrences(of: "Nguyễn Văn Đông", with: "Lê Thị Hoa")
        let register = try csv(Self.header, Self.row, other)
        #expect(register.cases.map(\.applicant) == ["Nguyễn Văn Đông"])
        #expect(register.faults.map(\.code) == [.duplicateCase])
        #expect(register.faults.map(\.row) == [3])
    }

    @Test(
        arguments: [
            ("\"case\": \"000.00.16.H40-261118-0042\"", "\"case\": 7", .wrongType, "case"),
            ("\"applicant\": \"Nguyễn Văn Đông\"", "\"applicant\": \"  \"", .missingValue, "applicant"),
            ("\"received\": \"2026-11-18T15:05\"", "\"received\": \"18/11/2026\"", .badTime, "received"),
            ("\"due\": \"2026-11-25\"", "\"due\": \"2026-11-31\"", .badDay, "due"),
            ("\"channel\": \"postal\"", "\"channel\": \"fax\"", .badChannel, "channel"),
            ("\"code\": \"TP01\"", "\"code\": \"tờ 1\"", .badComponent, "components"),
            ("\"form\": \"bản chính\"", "\"form\": \"bản vẽ\"", .badComponent, "components"),
            ("\"code\": \"TP01\"", "\"code\": \"TP02\"", .duplicateComponent, "components"),
            ("\"components\": [", "\"components\": 3, \"x\": [", .wrongType, "components"),
            ("\"address\": \"", "\"address\": \"" + String(repeating: "x", count: 1_001), .tooLong, "address"),
        ] as [(String, String, CaseRegisterFault.Code, String)])
    func namesWhatIsWrong(good: String, bad: String, code: CaseRegisterFault.Code, field: String) throws {
        let text = Self.json.replacingOccurrences(of: good, with: bad)
        #expect(text != Self.json)
        let register = try CaseRegister.parse(json: Data(text.utf8))
        #expect(register.cases == [])
        #expect(register.faults.map(\.code) == [code])
        #expect(register.faults.map(\.field) == [field])
        #expect(register.faults.map(\.row) == [1])
    }

    @Test func messagesComeInBothLanguagesWithoutThePersonsData() throws {
        let text = Self.json.replacingOccurrences(of: "postal", with: "fax")
        let fault = try #require(CaseRegister.parse(json: Data(text.utf8)).faults.first)
        #expect(fault.vietnamese.hasPrefix("Dòng 1, hồ sơ 000.00.16.H40-261118-0042: "))
        #expect(fault.english.hasPrefix("Row 1, case 000.00.16.H40-261118-0042: "))
        #expect(!fault.description.contains("Đông"))
    }

    @Test func filesThatAreNoRegisterAreRefused() {
        let cases: [(Data, CaseRegisterFault.Code, Bool)] = [
            (Data("{}".utf8), .notJSON, true), (Data("".utf8), .notJSON, true), (Data([0xFF, 0xFE]), .notUTF8, true),
            (Data("".utf8), .missingColumn, false), (Data("case,applicant\n1,2".utf8), .missingColumn, false),
            (Data([0x63, 0xE9, 0x0A]), .notUTF8, false),
        ]
        for (data, code, isJSON) in cases {
            let fault = #expect(throws: CaseRegisterFault.self) { try Self.parse(data, isJSON: isJSON) }
            #expect(fault?.code == code)
            #expect(fault?.row == 0)
        }
    }

    /// Whatever the bytes are, the parsers answer or refuse; nothing else.
    @Test func noInputBreaksTheParsers() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            for (text, isJSON) in [(Self.json, true), (Self.header + "\n" + Self.row, false)] {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[place] = [0x22, 0x2C, 0x0A, 0x7B, 0x5D, 0x00, 0xC3].randomElement(using: &random) ?? 0x22
                }
                do {
                    let register = try Self.parse(Data(bytes), isJSON: isJSON)
                    #expect(register.cases.count <= 1, "seed \(seed)")
                } catch { #expect(error is CaseRegisterFault, "seed \(seed)") }
            }
        }
    }
}
