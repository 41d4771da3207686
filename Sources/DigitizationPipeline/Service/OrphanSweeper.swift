import Basics
import Foundation
import Office
import WorkQueue

/// Sweeps the store from time to time.
public struct OrphanSweeper: HousekeepingService {
    public let interval: Duration
    private let sweep: OrphanSweep
    private let age: Duration
    private let clock: TimeSource

    /// - Parameter age: how old an artifact without a record has to be; longer than the intake of any batch takes.
    public init(
        office: OpenHome, age: Duration = .seconds(24 * 3_600), interval: Duration = .seconds(6 * 3_600),
        clock: TimeSource? = nil
    ) {
        sweep = OrphanSweep(office: office)
        self.age = age
        self.interval = interval
        self.clock = clock ?? office.clock
    }

    public func round() async throws -> Int {
        let seconds = Double(clock.now().milliseconds) / 1_000 - Double(age.components.seconds)
        let result = try await sweep.run(olderThan: Date(timeIntervalSince1970: seconds))
        return result.artifacts + result.temporaryFiles
    }
}
