import Foundation
import Testing

@Suite("sohoa verify, backup, restore, jobs")
struct CustodyCommandTests {
    /// A program whose home holds one case.
    private func program() async throws -> Program {
        let program = try Program()
        let imported = try await program.run("cases", "import", "\(Program.samples)/cases.json")
        #expect(imported.code == 0, "\(imported.errors)")
        return program
    }

    @Test("What was backed up is restored into a new home and verifies")
    func roundTrip() async throws {
        let program = try await program()
        defer { program.remove() }
        let (backup, restored) = (program.home + "-backup", program.home + "-restored")
        defer { for path in [backup, restored] { try? FileManager.default.removeItem(atPath: path) } }
        let made = try await program.run("backup", backup, "--format", "json")
        #expect(made.code == 0, "\(made.errors)")
        #expect(made.values(of: "missing").count == 1)

        let again = try await program.run("backup", backup)
        #expect(again.code == 73)
        #expect(again.errors.contains("chọn thư mục mới"))
        let mixed = try await program.run("restore", backup)
        #expect(mixed.code == 73)
        #expect(mixed.errors.contains("--home"))

        let into = try await program.run("restore", backup, "--home", restored)
        #expect(into.code == 0, "\(into.errors)")
        let verified = try await program.run("verify", "--home", restored, "--format", "json")
        #expect(verified.code == 0, "\(verified.errors)")
        #expect(verified.values(of: "clean") == ["true"])
        let cases = try await program.run("cases", "show", "000.00.16.H40-261001-0002", "--home", restored)
        #expect(cases.code == 0, "\(cases.errors)")
    }

    @Test("A damaged backup is refused with the file that is damaged")
    func damaged() async throws {
        let program = try await program()
        defer { program.remove() }
        let backup = program.home + "-backup"
        defer { try? FileManager.default.removeItem(atPath: backup) }
        _ = try await program.run("backup", backup)
        try Data("x".utf8).write(to: URL(fileURLWithPath: backup + "/ledger.sqlite"))
        let result = try await program.run("restore", backup, "--home", program.home + "-restored")
        #expect(result.code == 65)
        #expect(result.errors.contains("ledger.sqlite"))
        #expect(!FileManager.default.fileExists(atPath: program.home + "-restored"))
        #expect(try await program.run("restore", "/no/such", "--home", program.home + "-restored").code == 65)
    }

    @Test("An office without jobs says so; what is no job or state is refused")
    func jobs() async throws {
        let program = try await program()
        defer { program.remove() }
        #expect(try await program.run("jobs").output.contains("Không có việc nào"))
        #expect(try await program.run("jobs", "list", "--state", "completed", "--format", "json").output == "[\n\n]\n")
        #expect(try await program.run("jobs", "--state", "sleeping").code == 64)
        #expect(try await program.run("jobs", "retry", "none").code == 66)
        #expect(try await program.run("jobs", "discard", "none", "--reason", "x").code == 66)
        #expect(try await program.run("jobs", "discard", "none").code == 64)
    }
}
