import Synchronization

/// Something that must hold for the service to be ready for work.
public struct HealthCheck: Sendable {
    /// Short name in snake case: `ledger`, `disk`, `recognizer`.
    public var name: String
    /// Gives `nil` when all is well, else what is wrong: English, without personal data.
    public var check: @Sendable () async -> String?
    /// Whether what it finds is told and keeps nobody from working.
    public var isAdvice: Bool

    public init(name: String, isAdvice: Bool = false, check: @escaping @Sendable () async -> String?) {
        self.name = name
        self.isAdvice = isAdvice
        self.check = check
    }
}

/// What a check came to.
struct HealthResult: Encodable, Sendable {
    var name: String
    var ok: Bool
    var detail: String?
}

extension HealthCheck {
    /// How long a check may take.
    static let timeout: Duration = .seconds(3)

    /// Runs the check; one that does not end in time has failed, and is not waited for.
    func result(within timeout: Duration = HealthCheck.timeout) async -> HealthResult {
        let (answers, answer) = AsyncStream.makeStream(of: HealthResult.self, bufferingPolicy: .bufferingOldest(1))
        let checking = Task {
            let fault = await check()
            answer.yield(HealthResult(name: name, ok: fault == nil || isAdvice, detail: fault))
        }
        let waiting = Task {
            try await Task.sleep(for: timeout)
            answer.yield(HealthResult(name: name, ok: false, detail: "no answer in time"))
        }
        defer {
            checking.cancel()
            waiting.cancel()
        }
        return await answers.first { _ in true } ?? HealthResult(name: name, ok: false, detail: "cancelled")
    }
}
