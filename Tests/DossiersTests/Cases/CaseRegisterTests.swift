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

    @Test func jsonMayBeginWithAByteOrderMark() throws {
        #expect(try CaseRegister.parse(json: Data(("\u{FEFF}" + Self.json).utf8)).cases.count == 1)
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
        let cases: [(Data, CaseRegisterFault.Code)] = [
            (Data("{}".utf8), .notJSON), (Data("".utf8), .notJSON), (Data([0xFF, 0xFE]), .notUTF8),
        ]
        for (data, code) in cases {
            let fault = #expect(throws: CaseRegisterFault.self) { try CaseRegister.parse(json: data) }
            #expect(fault?.code == code)
            #expect(fault?.row == 0)
        }
    }

    /// Whatever the bytes are, the parser answers or refuses; nothing else.
    @Test func noInputBreaksTheParser() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var bytes = Array(Self.json.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = [0x22, 0x2C, 0x0A, 0x7B, 0x5D, 0x00, 0xC3].randomElement(using: &random) ?? 0x22
            }
            do {
                let register = try CaseRegister.parse(json: Data(bytes))
                #expect(register.cases.count <= 1, "seed \(seed)")
            } catch { #expect(error is CaseRegisterFault, "seed \(seed)") }
        }
    }
}
