import Foundation
import TestSupport
import Testing

@Suite("Accounts on the command line")
struct AccountCommandTests {
    private static let password = "chuồn chuồn bay thấp 88"

    /// Runs with lines on standard input, and with sign-in files of its own.
    private static func run(
        _ program: Program, _ arguments: [String], typing lines: [String] = [], tokenFile: String? = nil
    ) async throws -> Program.Result {
        var environment = [
            "SOHOA_HOME=\(program.home)", "XDG_CONFIG_HOME=\(program.home)-config", "SOHOA_ACCOUNTS_PASSWORD_COST=14",
        ]
        if let tokenFile { environment.append("SOHOA_TOKEN_FILE=\(tokenFile)") }
        return try await Program.runTool(
            Program.executable, arguments, environment: environment, typing: lines.map { $0 + "\n" }.joined())
    }

    private static func add(_ program: Program, _ name: String, role: String) async throws {
        let added = try await run(
            program, ["accounts", "add", name, "--display-name", "Người \(name)", "--role", role, "--scope", "all"])
        #expect(added.code == 0, "\(added.errors)")
        let link = added.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(link.hasPrefix("/link/"))
        let used = try await run(program, ["accounts", "use-link"], typing: [link, password, password])
        #expect(used.code == 0, "\(used.errors)")
    }

    private static func remove(_ program: Program) {
        program.remove()
        try? FileManager.default.removeItem(atPath: program.home + "-config")
    }

    @Test("Whoever signs in is named in the record, may do what the roles say, and nobody else by --by")
    func signingIn() async throws {
        let program = try Program()
        defer { Self.remove(program) }
        _ = try await Self.run(program, ["stations", "add", "quay-1", "--by", "ai do"])
        try await Self.add(program, "lan", role: "reviewer")
        try await Self.add(program, "minh", role: "administrator")
        let wrong = try await Self.run(program, ["login", "--name", "minh"], typing: ["sai"])
        #expect(wrong.code == 77 && wrong.errors.contains("sign_in_failed"))
        let signedIn = try await Self.run(program, ["login", "--name", "minh"], typing: [Self.password])
        #expect(signedIn.code == 0, "\(signedIn.errors)")
        #expect(!(signedIn.output + signedIn.errors).contains(Self.password))
        #expect(try await Self.run(program, ["stations", "add", "quay-2"]).code == 0)
        #expect(try await Self.run(program, ["stations", "add", "quay-3", "--by", "minh"]).code == 0)
        let other = try await Self.run(program, ["stations", "add", "quay-4", "--by", "lan"])
        #expect(other.code == 77 && other.errors.contains("by_ended"))
        let papers = try await Self.run(program, ["waiting"])
        #expect(papers.code == 77 && papers.errors.contains("not_allowed"))

        #expect(try await Self.run(program, ["logout"]).code == 0)
        let machine = try await Self.run(program, ["stations", "add", "quay-5", "--by", "lan"])
        #expect(machine.code == 77 && machine.errors.contains("by_ended"))
        let audit = try await Self.run(program, ["audit", "--format", "json", "--limit", "200"])
        struct Entry: Decodable {
            var actorKind: String
            var account: String
            var subject: String
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let entries = try decoder.decode([Entry].self, from: Data(audit.output.utf8))
        let who = { (subject: String) in entries.first { $0.subject == subject }.map { "\($0.actorKind) \($0.account)" }
        }
        #expect(who("quay-2") == "person minh")
        #expect(who("quay-3") == "person minh")
        #expect(who("quay-1")?.hasPrefix("system ") == true)
        #expect(who("quay-4") == nil && who("quay-5") == nil)
        #expect(try await Self.run(program, ["audit", "verify"]).code == 0)
    }

    @Test("The first administrator comes by a link that the service prints where no log has it")
    func firstAdministrator() async throws {
        let program = try Program()
        defer { Self.remove(program) }
        _ = try await Self.run(program, ["cases", "import", "\(Program.samples)/cases.json"])
        var links: [String] = []
        for _ in 0..<2 {
            let ended = try await Service(program).end()
            let link = try #require(ended.output.split(whereSeparator: \.isWhitespace).first { $0.contains("/link/") })
            #expect(link.hasPrefix("http://127.0.0.1:"))
            let secret = String(link.split(separator: "/").last ?? "")
            #expect(!ended.errors.contains(secret))
            links.append(String(link))
        }
        let answers = ["minh", "Trần Minh", Self.password, Self.password]
        let old = try await Self.run(program, ["accounts", "use-link"], typing: [links[0]])
        #expect(old.code == 66 && old.errors.contains("link_invalid"))
        let made = try await Self.run(program, ["accounts", "use-link"], typing: [links[1]] + answers)
        #expect(made.code == 0, "\(made.errors)")
        #expect(try await Self.run(program, ["login", "--name", "minh"], typing: [Self.password]).code == 0)
        #expect(try await !Service(program).end().output.contains("/link/"))

        // What is restored from a backup lets nobody in who was signed in when it was made.
        let (backup, restored) = (program.home + "-config/backup", program.home + "-config/restored")
        #expect(try await Self.run(program, ["logout"]).code == 0)
        let token = program.home + "/minh.token"
        _ = try await Self.run(program, ["login", "--name", "minh"], typing: [Self.password], tokenFile: token)
        #expect(try await Self.run(program, ["backup", backup]).code == 0)
        #expect(try await Self.run(program, ["restore", backup, "--home", restored]).code == 0)
        let inRestored = try await Self.run(program, ["status", "--home", restored], tokenFile: token)
        #expect(inRestored.code == 77 && inRestored.errors.contains("session_ended"))
        #expect(try await Self.run(program, ["audit", "verify", "--home", restored]).code == 0)
        #expect(try await Self.run(program, ["status"], tokenFile: token).code == 0)
    }

    @Test("A sign-in file that others can read, or that has ended, is not used")
    func signInFiles() async throws {
        let program = try Program()
        defer { Self.remove(program) }
        try await Self.add(program, "lan", role: "supervisor")
        let file = program.home + "/lan.token"
        #expect(
            try await Self.run(program, ["login", "--name", "lan"], typing: [Self.password], tokenFile: file).code == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        #expect(try await Self.run(program, ["status"], tokenFile: file).code == 0)
        let copy = program.home + "/copy.token"
        try FileManager.default.copyItem(atPath: file, toPath: copy)
        let link = program.home + "/link.token"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: copy)
        try Data("không phải mã".utf8).write(to: URL(fileURLWithPath: program.home + "/broken.token"))
        chmod(program.home + "/broken.token", 0o600)
        for (path, code) in [
            (copy, "token_file_exposed"), (link, "token_file_exposed"),
            (program.home + "/broken.token", "token_file_damaged"),
            (program.home + "/none.token", "token_file_missing"),
        ] {
            let result = try await Self.run(program, ["status"], tokenFile: path)
            #expect(result.code == 77 && result.errors.contains(code), "\(path): \(result.errors)")
        }
        _ = try await Self.run(program, ["accounts", "sessions", "lan", "--end"])
        let ended = try await Self.run(program, ["status"], tokenFile: file)
        #expect(ended.code == 77 && ended.errors.contains("session_ended"))
        #expect(try await Self.run(program, ["logout"], tokenFile: file).code == 0)
        #expect(!FileManager.default.fileExists(atPath: file))
    }
}
