import Foundation
import Testing

/// `sohoa signatures` from end to end, with a real recognizer.
@Suite("sohoa signatures")
struct SignaturesCommandTests {
    private static let cases = Program.root + "/Tests/SignaturesTests/Fixtures/cases"

    private struct Report: Decodable {
        struct Code: Decodable { var code: String }
        struct Signature: Decodable {
            var outcome: String
            var reason: Code?
            var integrity: Code
            var signer: String?
        }
        struct Evidence: Decodable { var kind: String }
        var file: String?
        var outcome: String
        var fault: String?
        var messageVi: String
        var signatures: [Signature]
        var evidence: [Evidence]
    }

    private struct Document: Decodable {
        var id: String?
        var signatures: Report?
    }

    private struct Export: Decodable { var documents: [Document] }

    private func decode<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(text.utf8))
    }

    /// The root of the cases, as a file.
    private func root(_ program: Program) throws -> String {
        struct Table: Decodable { var root: Data }
        let table = try JSONDecoder().decode(
            Table.self, from: Data(contentsOf: URL(filePath: Self.cases + "/cases.json")))
        let path = program.home + "-root.der"
        try table.root.write(to: URL(filePath: path))
        return path
    }

    @Test("Any file is judged without a data home; findings end with 1, a missing file with its own code")
    func verify() async throws {
        let program = try Program()
        defer { program.remove() }
        let root = try root(program)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let garbage = program.home + "-garbage.pdf"
        try Data("no PDF at all".utf8).write(to: URL(filePath: garbage))
        defer { try? FileManager.default.removeItem(atPath: garbage) }
        let result = try await program.run(
            "signatures", "verify", "--root", root, "--format", "json", Self.cases + "/token.pdf",
            Self.cases + "/byte-in-content.pdf", Self.cases + "/encrypted.pdf", garbage)
        #expect(result.code == 1, "\(result.errors)")
        let reports: [Report] = try decode(result.output)
        #expect(reports.count == 4)
        #expect(reports.map(\.fault) == [nil, nil, "encrypted", "unknown_form"])
        #expect(reports[0].signatures.first?.integrity.code == "intact")
        #expect(reports[0].signatures.first?.signer == "Signer")
        #expect(reports[1].outcome == "broken")
        #expect(!FileManager.default.fileExists(atPath: program.home))

        let untrusted = try await program.run("signatures", "verify", Self.cases + "/token.pdf")
        #expect(untrusted.code == 1)
        #expect(untrusted.output.contains("tổ chức cấp chứng thư số chưa được tin cậy"))
        let missing = try await program.run("signatures", "verify", "/no/such.pdf")
        #expect(missing.code != 0 && missing.code != 1 && missing.errors.contains("file_not_found"))
        let wrong = try await program.run("signatures", "verify", "--root", garbage, Self.cases + "/token.pdf")
        #expect(wrong.code != 0 && wrong.errors.contains("not_trustworthy"))
    }

    @Test("A signed PDF that is handed in is verified, shown, listed, exported, and verified again by a new root")
    func handedIn() async throws {
        let program = try Program()
        defer { program.remove() }
        let root = try root(program)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let imported = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        #expect(imported.code == 0, "\(imported.errors)")
        let (code, component) = ("000.00.23.H40-261001-0001", "TP04")
        let batch = program.home + "-batch"
        try FileManager.default.createDirectory(atPath: batch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: batch) }
        try FileManager.default.copyItem(atPath: Self.cases + "/token.pdf", toPath: batch + "/1.pdf")
        try Data(#"{"items":[{"case":"\#(code)","component":"\#(component)","files":["1.pdf"]}]}"#.utf8)
            .write(to: URL(filePath: batch + "/batch.json"))
        let digitized = try await program.run("digitize", batch)
        #expect(digitized.code == 0, "\(digitized.errors)")

        let export: Export = try decode(try await program.run("export", "--format", "json").output)
        let document = try #require(export.documents.first { $0.signatures != nil })
        #expect(document.signatures?.signatures.first?.reason?.code == "time_stamp_unknown_issuer")
        let id = try #require(document.id)
        let shown: [Report] = try decode(
            try await program.run("signatures", "show", id, "--format", "json").output)
        #expect(shown.first?.evidence.map(\.kind).contains("time_stamp") == true)
        let listed = try await program.run("signatures", "list", "--signer", "signer")
        #expect(listed.output.contains(id))

        let unnamed = try await program.run("signatures", "trust", "add", root, "--source", "thử")
        #expect(unnamed.errors.contains("trust_kind_missing"))
        let added = try await program.run(
            "signatures", "trust", "add", root, "--source", "thử", "--as", "root", "--as", "time_stamp_root")
        #expect(added.code == 0, "\(added.errors)")
        #expect(try await program.run("signatures", "trust").output.contains("2 mục"))
        #expect(try await program.run("jobs", "list").output.contains("signatures"))
        let status = try await program.run("status")
        #expect(status.output.contains("Tệp ký số"))
        let verified = try await program.run("verify")
        #expect(verified.code == 0, "\(verified.output)")
    }
}
