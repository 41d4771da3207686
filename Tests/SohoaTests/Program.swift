import Foundation
import TestSupport

/// The built `sohoa`, run as a user runs it.
struct Program {
    /// What a run came to.
    struct Result: Sendable {
        var code: Int32
        /// Whether a signal ended it.
        var wasKilled: Bool
        var output: String
        var errors: String
    }

    let home: String

    /// The root of the project.
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path(percentEncoded: false)
    static let samples = root + "/Samples"

    static var executable: String {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("sohoa").path
    }

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "sohoa-e2e-\(UUID().uuidString)")
            .path(percentEncoded: false)
    }

    func remove() { try? FileManager.default.removeItem(atPath: home) }

    /// Runs to the end.
    func run(_ arguments: String...) async throws -> Result { try await run(arguments) }

    /// Runs to the end, or until `line` on standard error makes `react` end it.
    func run(
        _ arguments: [String], onErrorLine react: (@Sendable (String, pid_t) -> Void)? = nil
    ) async throws -> Result {
        try await Self.runTool(Self.executable, arguments, environment: ["SOHOA_HOME=\(home)"], onErrorLine: react)
    }

    /// Runs any program to its end.
    /// - Parameter text: what it reads on standard input, a few lines.
    static func runTool(
        _ executable: String, _ arguments: [String], environment: [String] = [], typing text: String = "",
        onErrorLine react: (@Sendable (String, pid_t) -> Void)? = nil
    ) async throws -> Result {
        let running = try RunningProgram(
            executable, arguments, environment: environment + ["PATH=/usr/bin:/bin", "LANG=C.UTF-8"])
        // As much as a pipe takes without anybody reading.
        if !text.isEmpty { _ = text.withCString { write(running.input, $0, strlen($0)) } }
        close(running.input)
        async let output = RunningProgram.read(running.output)
        async let errors = RunningProgram.read(running.errors) { react?($0, running.pid) }
        let status = await running.wait()
        let signal = status & 0x7f
        return Result(
            code: signal == 0 ? (status >> 8) & 0xff : signal, wasKilled: signal != 0, output: await output,
            errors: await errors)
    }
}

extension Program.Result {
    /// Every value that a key has in the JSON that was printed, wherever it stands, as text; lists as one.
    func values(of key: String) -> [String] {
        func values(_ json: Any) -> [String] {
            switch json {
            case let object as [String: Any]:
                object.sorted { $0.key < $1.key }.flatMap { name, value in
                    (name == key ? [Self.text(value)] : []) + values(value)
                }
            case let list as [Any]: list.flatMap(values)
            default: []
            }
        }
        return (try? JSONSerialization.jsonObject(with: Data(output.utf8))).map(values) ?? []
    }

    private static func text(_ value: Any) -> String {
        // A truth value is a number, too.
        if let number = value as? NSNumber, number.objCType.pointee == NSNumber(value: true).objCType.pointee {
            return number.boolValue ? "true" : "false"
        }
        return "\(value)"
    }
}
