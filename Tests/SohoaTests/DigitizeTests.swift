import Foundation
import Testing

/// The program from end to end on real pages, with real recognizers.
@Suite("sohoa digitize")
struct DigitizeTests {
    private static let batches = ["D01-g4-sach", "D06-phieu-rach", "D07-tep-hong"]

    private func paths(_ batches: [String]) -> [String] { batches.map { "\(Program.samples)/batches/\($0)" } }

    @Test("Every page goes where it belongs or waits; every bad file has its code; handing in again changes nothing")
    func samples() async throws {
        let program = try Program()
        defer { program.remove() }
        let imported = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        #expect(imported.code == 0, "\(imported.errors)")
        let first = try await program.run(["digitize"] + paths(Self.batches))
        #expect(first.code == 0, "\(first.errors)")

        let export = try Export(try await program.run("export", "--format", "json").output)
        for batch in Self.batches {
            let truth = try Truth(sample: batch)
            for (page, place) in truth.places { #expect(export.places[page] == place, "\(page)") }
            // A figure that was misread contradicts the register: told, and no property of the scan.
            let told = export.issues.filter { $0.batch == batch && $0.code != "register_differs" }
            #expect(
                Set(told.map { "\($0.file) \($0.code)" })
                    == Set(truth.issues.map { "\($0.file) \($0.code)" }))
        }
        for sum in export.pageSums { #expect(sum.parts == sum.seen && sum.unaccounted == 0, "\(sum)") }
        let torn = try #require(export.pageSums.first { $0.batch == "D06-phieu-rach" })
        #expect((torn.seen, torn.separator) == (9, 4))
        let evidence = export.separators.filter { $0.batch == torn.batch }.map(\.evidence)
        #expect(evidence == ["payload", "print", "payload", "payload"])
        let decision = try #require(
            export.documents.first { $0.case != nil && $0.fields["doc_type"] == .text("quyet_dinh") })
        #expect(decision.fields["number"] == .text("907/QĐ-UBND"))
        #expect(decision.pages[0].text.contains("QUYẾT ĐỊNH"))
        let pdf = try Data(contentsOf: URL(fileURLWithPath: try #require(decision.pdf)))
        #expect(pdf.starts(with: Data("%PDF-1.4".utf8)))
        // A name that opens, in the case's own folder.
        #expect(
            decision.pdf?.hasSuffix(".pdf") == true
                && decision.pdf?.contains("/documents/\(decision.case ?? "")/") == true)

        let again = try await program.run(["digitize"] + paths(Self.batches))
        #expect(again.code == 0)
        #expect(again.output.contains("không có gì thay đổi"))
        let after = try Export(try await program.run("export", "--format", "json").output)
        #expect(after.places == export.places)
        #expect(after.documents.map(\.pdf) == export.documents.map(\.pdf))
    }

    @Test("A page that was likely scanned twice is taken out of its document by a decision, made twice too")
    func likelyDuplicate() async throws {
        struct Item: Decodable {
            var id: String
            var reason: String
        }
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        _ = try await program.run(["digitize"] + paths(["D09-photo-hai-mat"]))
        func waiting() async throws -> Item? {
            let listed = try await program.run("waiting", "--format", "json")
            return try JSONDecoder().decode([Item].self, from: Data(listed.output.utf8))
                .first { $0.reason == "likely_duplicate" }
        }
        let item = try #require(try await waiting())
        for _ in 0..<2 {
            let decided = try await program.run("decide", "discard", item.id, "--by", "lan")
            #expect(decided.code == 0, "\(decided.errors)")
        }
        #expect(try await waiting() == nil)
        let export = try Export(try await program.run("export", "--format", "json").output)
        for sum in export.pageSums { #expect(sum.parts == sum.seen && sum.unaccounted == 0, "\(sum)") }
        let verified = try await program.run("verify")
        #expect(verified.code == 0, "\(verified.output)")
    }

    @Test("Fields that are not sure are named to be compared with the picture, in every view")
    func fieldsToCheck() async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        _ = try await program.run(["digitize"] + paths(["D09-photo-hai-mat", "D06-phieu-rach"]))
        let export = try Export(try await program.run("export", "--format", "json").output)
        let documents = export.documents.filter { $0.case != nil }
        let unsure = documents.flatMap { $0.fieldDetails.values }.filter { !$0.sure }
        try #require(!unsure.isEmpty)
        #expect(unsure.allSatisfy { $0.confidence < 90 })
        #expect(documents.flatMap { $0.fieldDetails.values }.allSatisfy { $0.sure == ($0.confidence >= 90) })
        let marked = try await program.run("export").output.split(separator: "\n").filter {
            $0.hasSuffix("cần so với ảnh") || $0.hasSuffix("trái với sổ hồ sơ, cần xem")
        }
        #expect(marked.count == unsure.count)
        for document in documents where document.fieldDetails.values.contains(where: { !$0.sure }) {
            let shown = try await program.run("cases", "show", try #require(document.case))
            #expect(shown.output.contains("\(document.component ?? ""): cần so với ảnh: "))
        }
    }

    @Test("Clerks find papers without typing marks, by document number and by ID number")
    func search() async throws {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        _ = try await program.run(["digitize"] + paths(["D01-g4-sach"]))
        for query in ["quyet dinh", "quyết định", "907/QĐ-UBND", "\"phê duyệt danh sách\""] {
            let found = try await program.run("search", query, "--format", "json")
            #expect(found.output.contains("000.00.23.H40-261001-0001"), "\(query)")
        }
        #expect(try await program.run("search", "không-có-từ-này").output.contains("Không tìm thấy"))
        let shown = try await program.run("cases", "show", "000.00.23.H40-261001-0001")
        #expect(shown.output.contains("✓  TP04"))
        #expect(shown.output.contains("·  TP02"))
    }

    @Test(
        "Stopped by a signal, the same command goes on and ends as if nothing had happened",
        arguments: [SIGINT, SIGKILL])
    func stopped(by number: Int32) async throws {
        let undisturbed = try await outcome(stoppedBy: nil)
        let stopped = try await outcome(stoppedBy: number)
        #expect(stopped.places == undisturbed.places)
        #expect(stopped.documents.count == undisturbed.documents.count)
        #expect(Set(stopped.issues) == Set(undisturbed.issues))
    }

    /// Digitizes two batches, stopping the first try as soon as its pages are being read.
    private func outcome(stoppedBy number: Int32?) async throws -> Export {
        let program = try Program()
        defer { program.remove() }
        _ = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        let arguments = ["digitize", "--jobs", "1"] + paths(["D01-g4-sach", "D07-tep-hong"])
        if let number {
            let stopped = try await program.run(arguments) { line, pid in
                if line.hasSuffix("trang") { kill(pid, number) }
            }
            #expect(stopped.wasKilled == (number == SIGKILL))
            if number == SIGINT { #expect(stopped.code == 130, "\(stopped.errors)") }
        }
        let run = try await program.run(arguments)
        #expect(run.code == 0, "\(run.errors)")
        return try Export(try await program.run("export", "--format", "json").output)
    }
}
