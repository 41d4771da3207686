import Foundation

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

    private static var executable: String {
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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.executable)
        process.arguments = arguments
        process.environment = ["SOHOA_HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        let pid = process.processIdentifier
        async let outputText = Self.read(output) { _ in }
        async let errorText = Self.read(errors) { react?($0, pid) }
        let texts = (try await outputText, try await errorText)
        for await _ in ended {}
        return Result(
            code: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: texts.0, errors: texts.1)
    }

    private static func read(_ pipe: Pipe, _ line: @escaping @Sendable (String) -> Void) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                var text = Data()
                var seen = 0
                while case let chunk = pipe.fileHandleForReading.availableData, !chunk.isEmpty {
                    text += chunk
                    while let end = text[seen...].firstIndex(of: UInt8(ascii: "\n")) {
                        line(String(decoding: text[seen..<end], as: UTF8.self))
                        seen = end + 1
                    }
                }
                continuation.resume(returning: String(decoding: text, as: UTF8.self))
            }
        }
    }
}
