import Basics

/// How one engine takes the next job so that no two workers take the same.
///
/// Lanes are compared by the order in which they were served, not by time, so that a clock that jumps cannot starve one.
package protocol JobClaiming {
    /// Makes the first available job that meets the filter a running one: urgent ones first, then those of the lane
    /// with the fewest running jobs, then of the lane that was served longest ago, then the one enqueued first.
    /// - Returns: the row of `jobs` as it is afterwards; `nil` when there is none.
    func claimNext(_ filter: JobFilter, worker: String, until lease: Instant, at now: Instant) throws -> SQLRow?

    /// As often as there is one, up to a limit; see ``claimNext(_:worker:until:at:)``.
    func claim(
        _ filter: JobFilter, limit: Int, worker: String, until lease: Instant, at now: Instant
    ) throws -> [SQLRow]
}

extension JobClaiming {
    /// One by one: each that is taken changes whose turn is next.
    package func claim(
        _ filter: JobFilter, limit: Int, worker: String, until lease: Instant, at now: Instant
    ) throws -> [SQLRow] {
        var claimed: [SQLRow] = []
        while claimed.count < limit, let row = try claimNext(filter, worker: worker, until: lease, at: now) {
            claimed.append(row)
        }
        return claimed
    }
}
