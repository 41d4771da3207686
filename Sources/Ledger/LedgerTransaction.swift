import Dossiers

/// The verbs of the ledger, usable only inside ``Ledger/write(_:)`` and ``Ledger/read(_:)``.
///
/// The verbs stand in extensions by concept: cases, batches, readings, issues, splitting, documents, people's
/// decisions, search, export.
public struct LedgerTransaction {
    let sql: any SQLSession
    let searchIndex: any SearchIndex
    let identifiers: IdentifierGenerator

    /// A new identity for a record.
    func newID<Subject>(_ subject: Subject.Type, at now: Instant) -> Identifier<Subject> {
        Identifier(rawValue: identifiers.next(at: now))
    }
}
