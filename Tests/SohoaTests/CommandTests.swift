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
            (["status", "--home", ""], 64, "empty_home"),
            (["digitize", "--home", " ", "/tmp"], 64, "empty_home"),
            (["digitize", "/no/such/\u{1B}[2J\u{7}lo\nđã xong"], 66, #"/\e[2J\u{7}lo\nđã xong"#),
            (["cases", "show", "\u{1B}[2J\u{202E}"], 64, #"\e[2J\u{202E}"#),
        ])
    func refusals(_ arguments: [String], _ code: Int32, _ message: String) async throws {
        let program = try Program()
        defer { program.remove() }
        let result = try await program.run(arguments)
        #expect(result.code == code)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(!result.errors.contains("\u{1B}"))
        #expect(result.output.isEmpty)
    }

    @Test(
        "A folder is no data home, and a question makes none of it",
        arguments: ["status", "waiting", "export", "verify"])
    func questions(command: String) async throws {
        let program = try Program()
        defer { program.remove() }
        try FileManager.default.createDirectory(atPath: program.home, withIntermediateDirectories: true)
        let result = try await program.run(command)
        #expect(result.code == 66 && result.errors.contains("Chưa có kho dữ liệu"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.home) == [])
    }

    @Test("Names of batches and files do nothing to a terminal; as data they are exact")
    func names() async throws {
        let program = try Program()
        defer { program.remove() }
        let name = "lo\n\u{1B}[2J0 mục chờ\u{7}\u{202E}"
        let batch = "\(program.home)-lo/\(name)"
        defer { try? FileManager.default.removeItem(atPath: "\(program.home)-lo") }
        try FileManager.default.createDirectory(atPath: batch, withIntermediateDirectories: true)
        try Data("ghi chú".utf8).write(to: URL(fileURLWithPath: "\(batch)/a\u{1B}[8m.txt"))
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        let taken = try await program.run("digitize", batch)
        let results = [taken, try await program.run("export"), try await program.run("waiting")]
        for result in results {
            #expect(result.code == 0)
            for text in [result.output, result.errors] {
                #expect(!text.unicodeScalars.contains { [0x1B, 0x07, 0x202E].contains($0.value) }, "\(text)")
                #expect(!text.split(separator: "\n").contains { $0.hasPrefix("0 mục chờ") })
            }
        }
        let export = try await program.run("export", "--format", "json")
        let object = try JSONSerialization.jsonObject(with: Data(export.output.utf8)) as? [String: Any]
        let issues = try #require(object?["issues"] as? [[String: Any]])
        #expect(issues.contains { $0["batch"] as? String == name && $0["file"] as? String == "a\u{1B}[8m.txt" })
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
        #expect(shown.values(of: "state").contains("missing"))
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
