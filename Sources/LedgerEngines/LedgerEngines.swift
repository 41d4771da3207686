import Ledger
import LedgerSQLite

/// Which database engine keeps the ledger of a data home: the one place that knows engines by name. Whoever works with a
/// ledger knows ``LedgerEngine`` and ``Ledger``.
public enum LedgerEngines {
    /// One file in the data home, which one process has open and serves to the others of this machine.
    public static let standard: any LedgerEngine = SQLiteEngine()
}
