import Testing

@testable import DigitizationPipeline

@Suite("What lies within a file")
struct FileNotesTests {
    @Test("Pages of files within a file go where the file goes, are told of, and hold nothing back")
    func attachedPages() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let manifest = #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.pdf"]}]}"#
        let script = ["cover", "attached deed", "attached certificate"].joined(separator: "\n")
        let path = try test.batch("L1", ["1.pdf": script, "batch.json": manifest])
        let outcome = try await test.digitizer.digitize(path)
        #expect(outcome.attached.map(\.pages) == [3])
        #expect(try await test.waiting().isEmpty)
        let issues = try await test.office.ledger.read { try $0.issues() }
        #expect(issues.map(\.code) == [.attachedFile, .attachedFile])
        #expect(issues.map(\.pageIndex) == [1, 2])
        #expect(issues.allSatisfy { $0.fileName == "1.pdf" })
    }

    @Test("Where pages of a file are gone, the others are attached, and something waits in place of the lost ones")
    func lostPages() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let manifest = #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.pdf"]}]}"#
        let script = ["file of pages that are gone", "deed"].joined(separator: "\n")
        let path = try test.batch("L1", ["1.pdf": script, "batch.json": manifest])
        let outcome = try await test.digitizer.digitize(path)
        #expect(outcome.attached.map(\.pages) == [2])
        #expect(try await test.waiting().count == 1)
        let issues = try await test.office.ledger.read { try $0.issues() }
        #expect(issues.map(\.code) == [.corruptPDF] && issues.map(\.pageIndex) == [2])
    }
}
