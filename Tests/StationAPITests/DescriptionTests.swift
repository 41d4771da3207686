import Foundation
import TestSupport
import Testing

@testable import StationAPI

/// `openapi.yaml` and the server say the same.
@Suite struct DescriptionTests {
    private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let package = here.deletingLastPathComponent().deletingLastPathComponent()
    private static let isPythonThere = ["/usr/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }

    @Test(.enabled(if: isPythonThere, "there is no Python"), .timeLimit(.minutes(10)))
    func schemathesisFindsNoDifference() async throws {
        try await StationFixture.open(checks: [HealthCheck(name: "ledger") { nil }]) {
            $0.limits.openBatches = 1_000_000
            $0.limits.lingerTime = .seconds(1)
        } _: { desk in
            desk.receiver.finishesAtOnce.withLock { $0 = true }
            let environment = Self.package.appending(path: ".build/schemathesis").path(percentEncoded: false)
            let program = try RunningProgram(
                Self.here.appending(path: "Schemathesis/run").path(percentEncoded: false),
                ["http://127.0.0.1:\(desk.port)", desk.token.text, environment],
                environment: ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" })
            close(program.input)
            async let reading = RunningProgram.read(program.output)
            let errors = await RunningProgram.read(program.errors)
            let (output, status) = (await reading, await program.wait())
            // The shell's exit code is in the second byte.
            if status >> 8 == 77 { try Test.cancel("\(errors.suffix(500))") }
            #expect(status == 0, "\(output)\(errors)")
        }
    }

    @Test func everyCodeIsDescribed() throws {
        let text = try String(
            contentsOf: Self.package.appending(path: "Sources/StationAPI/openapi.yaml"), encoding: .utf8)
        // Nobody meets these on a route that is described, but for the operations' own.
        let undescribed: Set<ProblemCode> = [.methodNotAllowed, .internalError]
        for code in ProblemCode.allCases where !undescribed.contains(code) {
            #expect(text.contains("`\(code.rawValue)`"), "\(code.rawValue)")
        }
    }

    @Test func everyCodeHasItsTexts() {
        for code in ProblemCode.allCases {
            #expect(!code.refusal.vietnamese.text.isEmpty && !code.refusal.english.text.isEmpty)
            #expect((400..<600).contains(code.refusal.kind.httpStatus))
        }
        #expect(Set(ProblemCode.allCases.map(\.refusal.vietnamese)).count == ProblemCode.allCases.count)
    }
}
