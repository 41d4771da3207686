import Ledger

/// The ledger in a PostgreSQL database, as this process has it.
public final class PostgresHome: Sendable {
    public let ledger: Ledger

    /// Opens the ledger of a database, makes its tables when there are none, and brings them up to date.
    ///
    /// Blocks for as long as the server needs: call it at the start, or off the cooperative pool.
    /// - Throws: `LedgerError` with `homeUnusable` or `newerSchema`.
    public init(
        opening address: PostgresAddress, limits: PostgresLimits = PostgresLimits(),
        identifiers: IdentifierGenerator = IdentifierGenerator()
    ) throws {
        ledger = Ledger(driver: try PostgresDriver(address, limits: limits, identifiers: identifiers))
    }
}
