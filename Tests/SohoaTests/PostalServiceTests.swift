import Foundation
import Testing

/// The postal channel of the unattended worker.
@Suite("sohoa serve, postal channel")
struct PostalServiceTests {
    private static let statement = "ky2_20261026_20261101.csv"

    @Test("A statement in the inbox is taken once, reconciled and reported; a damaged file lies aside with the reason")
    func inbox() async throws {
        let program = try Program()
        defer { program.remove() }
        try await Self.prepare(program)
        var service = try await Service(program, ["--inbox-stable-seconds", "1"])
        try Self.drop(Self.statement, for: program)
        let whole = try Data(contentsOf: URL(filePath: "\(Program.samples)/postal/ky1_20261019_20261025.xlsx"))
        try whole.prefix(3_000).write(to: URL(fileURLWithPath: program.home + "/inbox/postal/hong.xlsx"))
        try await service.wait(for: .fileQuarantined)
        while !Self.hasReport(program) { try await service.wait(for: .jobFinished) }
        let metrics = try await Program.runTool("/usr/bin/curl", ["-s", "http://127.0.0.1:\(service.port)/metrics"])
        for kind in ["digitize-batch", "redo-document", "take-postal-file", "file-postal-slips", "reconcile-post"] {
            #expect(metrics.output.contains("sohoa_jobs{kind=\"\(kind)\","), "\(kind)")
        }
        _ = try await service.end()

        let left = try FileManager.default.contentsOfDirectory(atPath: program.home + "/inbox/postal")
        #expect(left.contains("\(Self.statement).receipt.txt") && !left.contains(Self.statement), "\(left)")
        let reason = program.home + "/inbox/postal/.quarantine/hong.xlsx.reason.txt"
        #expect(try String(contentsOfFile: reason, encoding: .utf8).hasPrefix("hong.xlsx: "))
        let reports = try FileManager.default.contentsOfDirectory(atPath: program.home + "/reports")
        #expect(reports.count == 1 && reports.allSatisfy { $0.hasSuffix(".xlsx") }, "\(reports)")
        let statements = try await program.run("postal", "statements")
        #expect(statements.output.split(separator: "\n").count == 1, "\(statements.output)")
    }

    @Test("A worker that is killed while it takes a statement leaves nothing half done")
    func killed() async throws {
        let program = try Program()
        defer { program.remove() }
        try await Self.prepare(program)
        var first = try await Service(program, ["--inbox-stable-seconds", "1"])
        try Self.drop(Self.statement, for: program)
        try await first.wait(for: .fileClaimed)
        _ = try await first.end(with: SIGKILL)

        var second = try await Service(program, ["--inbox-stable-seconds", "1"])
        // A second file, so that there is something to wait for whatever the first worker came to.
        try Self.drop("ky3_20261102_20261108.csv", for: program)
        while !Self.isTaken(program) { try await second.wait(for: .jobFinished) }
        _ = try await second.end()
        let statements = try await program.run("postal", "statements")
        #expect(statements.output.split(separator: "\n").count == 2, "\(statements.output)")
        let verified = try await program.run("verify")
        #expect(verified.code == 0, "\(verified.output)")
    }

    private static func hasReport(_ program: Program) -> Bool {
        let reports = try? FileManager.default.contentsOfDirectory(atPath: program.home + "/reports")
        return reports?.contains { $0.hasSuffix(".xlsx") } == true
    }

    /// Whether both files have their receipts and none is under way; a file goes before its job is told to be finished.
    private static func isTaken(_ program: Program) -> Bool {
        let folder = program.home + "/inbox/postal"
        let hasReceipts = [statement, "ky3_20261102_20261108.csv"].allSatisfy {
            FileManager.default.fileExists(atPath: "\(folder)/\($0).receipt.txt")
        }
        let claimed = try? FileManager.default.contentsOfDirectory(atPath: folder + "/.postal")
        return hasReceipts && claimed?.isEmpty == true
    }

    private static func prepare(_ program: Program) async throws {
        _ = try await program.run("cases", "import", "\(Program.samples)/postal/cases.json")
        _ = try await program.run("postal", "import", "\(Program.samples)/postal/parcels.csv")
        try FileManager.default.createDirectory(
            atPath: program.home + "/inbox/postal", withIntermediateDirectories: true)
    }

    private static func drop(_ name: String, for program: Program) throws {
        try FileManager.default.copyItem(
            atPath: "\(Program.samples)/postal/\(name)", toPath: program.home + "/inbox/postal/\(name)")
    }
}
