import Basics
import Ledger

/// Something that has to be looked after from time to time. One process of a ledger runs each service once.
public protocol HousekeepingService: Sendable {
    /// How long to wait between two rounds.
    var interval: Duration { get }

    /// Looks once, and does what is due. Only reads when nothing is.
    /// - Returns: how many things it did.
    @discardableResult
    func round() async throws -> Int
}

extension HousekeepingService {
    /// Makes rounds until the task is cancelled; one that fails is reported, and the next is made all the same.
    public func run(clock: TimeSource = .system, report: @Sendable (JobError) -> Void = { _ in }) async {
        while !Task.isCancelled {
            do {
                try await round()
            } catch is CancellationError {
                return
            } catch {
                report(JobError(error))
            }
            do { try await clock.sleep(interval) } catch { return }
        }
    }
}
