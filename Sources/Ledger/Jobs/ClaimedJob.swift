/// A job that a worker holds by a lease. Its identity and attempt are the fence: every verb that ends the attempt checks
/// both, so that of two workers that believe to hold a job only the later one can record anything.
public struct ClaimedJob: Hashable, Sendable {
    /// For how long a lease holds without a heartbeat, milliseconds.
    public static let leaseMilliseconds: Int64 = 60_000

    public let id: JobID
    public let attempt: Int
    public let kind: JobKind
    public let payload: String
    public let uniqueKey: String?
    public let lane: String
    public let priority: JobPriority
    /// Failed attempts before this one.
    public let failures: Int
    public let maximumAttempts: Int

    /// Whether the job is given up when this attempt fails.
    public var isLastAttempt: Bool { failures + 1 >= maximumAttempts }
}

/// The lease is no longer held: the job was rescued from this worker, or has ended. Thrown inside a transaction it rolls
/// back whatever the attempt wanted to record.
public struct JobLeaseLost: Error, Hashable, Sendable, CustomStringConvertible {
    public let id: JobID
    public let attempt: Int

    public var description: String { "the lease of job \(id), attempt \(attempt), is lost" }
}

/// Which jobs to claim.
public struct JobFilter: Hashable, Sendable {
    /// Only of these kinds.
    public var kinds: Set<JobKind>
    /// Only these jobs; `nil` for any. At most 1,000.
    public var ids: Set<JobID>?

    public init(kinds: Set<JobKind>, ids: Set<JobID>? = nil) {
        self.kinds = kinds
        self.ids = ids
    }

    /// A condition over the columns of `jobs`.
    package var condition: (sql: String, values: [SQLValue]) {
        func marks(_ count: Int) -> String { repeatElement("?", count: count).joined(separator: ", ") }
        var (sql, values) = ("kind IN (\(marks(kinds.count)))", kinds.sorted().map { SQLValue($0) })
        if let ids {
            sql += " AND id IN (\(marks(ids.count)))"
            values += ids.sorted().map { SQLValue($0) }
        }
        return (sql, values)
    }

    /// Whether no job at all can meet it.
    var isEmpty: Bool { kinds.isEmpty || ids?.isEmpty == true }

    func check() throws {
        guard kinds.count <= 1_000, (ids?.count ?? 0) <= 1_000 else {
            throw LedgerError(.tooLarge, "more than 1000 kinds or jobs to claim from")
        }
    }
}
