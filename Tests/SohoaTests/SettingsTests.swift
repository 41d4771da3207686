import Foundation
import Testing

@Suite("Settings of the service")
struct SettingsTests {
    @Test("A flag goes before the file, the file before the default, and each says where it came from")
    func origins() async throws {
        let program = try Program()
        defer { program.remove() }
        let file = try Self.file("worker:\n  batches: 7\nhttp:\n  port: 9000\n", program)
        let result = try await program.run(
            "config", "check", "--config", file, "--port", "9001", "--format", "json")
        #expect(result.code == 0, "\(result.errors)")
        struct Row: Decodable {
            var key: String
            var value: String?
            var origin: String
        }
        let rows = try JSONDecoder().decode([Row].self, from: Data(result.output.utf8))
        func row(_ key: String) -> String {
            rows.first { $0.key == key }.map { "\($0.value ?? "none") \($0.origin)" } ?? "missing"
        }
        #expect(row("worker.batches") == "7 \(file):2")
        #expect(row("http.port") == "9001 --port")
        #expect(row("inbox.stable_seconds") == "30 mặc định / default")
        #expect(row("worker.pipeline") == "none mặc định / default")
    }

    @Test(
        "What is wrong is refused with its place and what was expected",
        arguments: [
            ("worker:\n  batchs: 7\n", ":2: worker.batchs", "worker.batches"),
            ("worker:\n  batches: many\n", ":2: worker.batches", "a whole number from 1 to 1000"),
            ("http:\n  port: 70000\n", ":2: http.port", "from 0 to 65535"),
            ("http:\n  certificate: a.pem\n", "http", "both certificate and private_key"),
            ("- a\n", ":1", "groups of settings"),
            ("worker:\n  batches: [1]\n", ":2", "one value"),
            ("worker: {batches: 1\n", "sohoa.yaml", "YAML"),
            ("worker:\n  pipeline: /no/such.yaml\n", "/no/such.yaml", "a readable file"),
            ("log:\n  level: loud\n", ":2: log.level", "one of trace"),
            ("http:\n  trusted_proxies: 10.0.0.0/33\n", ":2: http.trusted_proxies", "addresses or networks"),
            ("openid:\n  issuer: https://id.test\n", "openid", "issuer, client_id and redirect"),
            (openID("http://id.test", "https://desk.test/sign-in/openid/back"), "openid.issuer", "https"),
            (openID("https://id.test", "https://desk.test/"), "openid.redirect", "/sign-in/openid/back"),
            (
                openID("https://id.test", "https://desk.test/sign-in/openid/back") + "  client_secret_file: /no/such\n",
                "/no/such", "the secret alone"
            ),
            (
                openID("https://id.test", "https://desk.test/sign-in/openid/back") + "  roles: mot-cua=king\n",
                ":5: openid.roles", "the provider's names of roles"
            ),
        ])
    func refusals(_ yaml: String, _ place: String, _ expected: String) async throws {
        let program = try Program()
        defer { program.remove() }
        let result = try await program.run("config", "check", "--config", try Self.file(yaml, program))
        #expect(result.code == 65)
        #expect(result.errors.contains(place) && result.errors.contains(expected), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test("The sample settings are the defaults")
    func sample() async throws {
        let program = try Program()
        defer { program.remove() }
        let file = "\(Program.samples)/service/sohoa.yaml"
        let sample = try await program.run("config", "check", "--config", file, "--format", "json")
        let none = try await program.run("config", "check", "--format", "json")
        #expect(sample.code == 0, "\(sample.errors)")
        #expect(!none.values(of: "value").isEmpty && sample.values(of: "value") == none.values(of: "value"))
    }

    @Test("The systemd unit leaves the service little to do harm with")
    func hardening() async throws {
        let unit = "\(Program.samples)/service/sohoa.service"
        let result = try await Program.runTool(
            "/usr/bin/systemd-analyze", ["security", "--offline=true", "--no-pager", "--threshold=30", unit])
        #expect(result.code == 0, "\(result.output.suffix(300))\(result.errors)")
    }

    private static func openID(_ issuer: String, _ redirect: String) -> String {
        "openid:\n  issuer: \(issuer)\n  client_id: sohoa\n  redirect: \(redirect)\n"
    }

    @Test("A secret that everybody can read is refused; where it is kept well it is used and never shown")
    func secretFile() async throws {
        let program = try Program()
        defer { program.remove() }
        let secret = program.home + "/openid.secret"
        let yaml = Self.openID("https://id.test", "https://desk.test/sign-in/openid/back")
        let file = try Self.file(yaml + "  client_secret_file: \(secret)\n", program)
        try Data("hidden-words\n".utf8).write(to: URL(fileURLWithPath: secret))
        for (mode, code) in [(0o644, Int32(65)), (0o640, 0)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: secret)
            let result = try await program.run("config", "check", "--config", file)
            #expect(result.code == code, "\(result.errors)")
            #expect(!result.output.contains("hidden-words") && !result.errors.contains("hidden-words"))
        }
    }

    private static func file(_ yaml: String, _ program: Program) throws -> String {
        try FileManager.default.createDirectory(atPath: program.home, withIntermediateDirectories: true)
        let path = program.home + "/sohoa.yaml"
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}
