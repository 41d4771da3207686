import Basics
import Dossiers

/// The verbs of the ledger, usable only inside ``Ledger/write(_:)`` and ``Ledger/read(_:)``.
///
/// The verbs stand in extensions by concept: cases, batches, readings, issues, splitting, documents, people's
/// decisions, search, export, jobs, accounts, looks.
public struct LedgerTransaction {
    package let sql: any SQLSession
    package let searchIndex: any SearchIndex
    package let jobClaiming: any JobClaiming
    package let identifiers: IdentifierGenerator
    /// Who does what this transaction records.
    var actor = Actor.program
    /// See ``Ledger/context``.
    var context: String?
    /// What it has done so far.
    let acts = ActLog()
    let memory = TransactionMemory()

    /// - Parameter jobClaiming: how the engine takes jobs; `nil` where transactions that write run one after the other.
    package init(
        sql: any SQLSession, searchIndex: any SearchIndex, jobClaiming: (any JobClaiming)? = nil,
        identifiers: IdentifierGenerator
    ) {
        self.sql = sql
        self.searchIndex = searchIndex
        self.jobClaiming = jobClaiming ?? SerialJobClaiming(sql: sql)
        self.identifiers = identifiers
    }

    /// A new identity for a record.
    func newID<Subject>(_ subject: Subject.Type, at now: Instant) -> Identifier<Subject> {
        Identifier(rawValue: identifiers.next(at: now))
    }
}

/// What a transaction need not ask for twice.
final class TransactionMemory {
    var closedDays: ClosedDays?
    var reviewPolicy: ReviewPolicy?
}
