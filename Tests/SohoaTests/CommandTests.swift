import Foundation
import Testing

@Suite("The command line")
struct CommandTests {
    @Test(
        "What cannot be done is said in Vietnamese and English, with an exit code of its own",
        arguments: [
            (["cases", "show", "000.00.16.H40-261001-0002"], 66, "Chưa có kho dữ liệu"),
            (["search", "x"], 66, "import cases first"),
            (["cases", "show", "1234"], 64, "not a case code"),
            (["cases", "import", "/no/such.json"], 66, "Không tìm thấy tệp"),
            (["digitize", "/no/such/batch"], 66, "Không tìm thấy lô quét"),
            (["digitize", "--pipeline", "/no/such.yaml", "/tmp"], 65, "expected a readable file"),
            (["digitize", "--jobs", "0", "/tmp"], 64, "--jobs"),
        ])
    func refusals(_ arguments: [String], _ code: Int32, _ message: String) async throws {
        let program = try Program()
        defer { program.remove() }
        let result = try await program.run(arguments)
        #expect(result.code == code)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test("A register with bad rows: the good ones are taken, the others named by row")
    func badRows() async throws {
        let program = try Program()
        defer { program.remove() }
        let file = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = """
            case,procedure_code,procedure,agency,applicant,id_number,phone,address,received,due,channel,components
            000.00.16.H40-261001-0001,1.1,Khai sinh,UBND,Trịnh Đức,,,,2026-10-01T16:07,2026-10-08,direct,TP01:Tờ khai:bản chính:y
            không phải mã,1.1,Khai sinh,UBND,Trịnh Đức,,,,2026-10-01T16:07,2026-10-08,direct,TP01:Tờ khai:bản chính:y
            """
        try Data(text.utf8).write(to: file)
        let result = try await program.run("cases", "import", file.path(percentEncoded: false))
        #expect(result.code == 65)
        #expect(result.output.contains("1 hồ sơ mới"))
        #expect(result.errors.contains("3"))
        let shown = try await program.run("cases", "show", "000.00.16.H40-261001-0001", "--format", "json")
        #expect(shown.code == 0)
        #expect(shown.output.contains("\"state\" : \"missing\""))
    }

    @Test("Separator sheets are written for all components of a case")
    func separators() async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        let out = program.home + "/sheets.pdf"
        let result = try await program.run("separators", "000.00.16.H40-261001-0002", "--out", out)
        #expect(result.code == 0, "\(result.errors)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: out)).starts(with: Data("%PDF".utf8)))
        let unknown = try await program.run("separators", "000.00.16.H40-261118-9917", "--out", out)
        #expect(unknown.code == 66)
    }
}
