/// How long things may take, and how many connections there are.
public struct PostgresLimits: Sendable, Hashable {
    /// Of one statement; checks of a whole ledger have none.
    public var statement = Duration.seconds(300)
    /// Until somebody else lets go of a row or table.
    public var lock = Duration.seconds(60)
    /// Of a transaction in which nothing is asked: longer, and the server ends the session.
    public var idleInTransaction = Duration.seconds(60)
    /// How long a database that cannot be reached is tried again, while a call waits.
    public var patience = Duration.seconds(30)
    /// How often a transaction is run again that others were in the way of.
    public var attempts = 20
    /// Most connections that read; one more writes, and one takes jobs.
    public var readers = 8

    public init() {}
}

extension Duration {
    var wholeMilliseconds: Int { Int(self / .milliseconds(1)) }
}
