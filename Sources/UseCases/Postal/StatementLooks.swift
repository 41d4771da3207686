import Basics
import Ledger
import PostalChannel
import PostalPipeline

extension Workspace.Postal {
    /// A statement as a person looks at it.
    public struct ShownStatement: Sendable {
        public var record: StatementRecord
        /// Why it waits, and its own sums where they differ.
        public var findings: StatementFindings?
        /// The statements that are named beside it: those with which it shares lines, its successor, those that it replaced.
        public var others: [StatementRecord]
        /// Rows that are no lines, the first ones; none for whoever sees some agencies only, since a row may name people.
        public var leftOut: [LeftOutRow]
    }

    /// Rows that are no lines and are shown of a statement.
    public static let shownLeftOut = 200

    /// - Throws: `Refusal` `unknown_statement`.
    public func statement(_ id: StatementID) async throws -> ShownStatement {
        let scope = try caller.scope(for: .readPost)
        return try await ledger.read { tx in
            guard let record = try tx.statement(id) else { throw Refusal.unknownStatement(id.rawValue) }
            let findings = StatementFindings(record)
            let named = (findings?.problems ?? []).compactMap { $0.other.map { StatementID(rawValue: $0) } }
            let linked = [record.supersedes, record.supersededBy, record.answers.amends].compactMap(\.self)
            let replaced = try tx.statements(replacedBy: id)
            var others: [StatementRecord] = replaced
            for other in named + linked where !others.contains(where: { $0.id == other }) {
                if let found = try tx.statement(other) { others.append(found) }
            }
            let hasRows = scope == .everything && (record.state == .complete || record.state == .superseded)
            return ShownStatement(
                record: record, findings: findings, others: others,
                leftOut: hasRows ? try tx.leftOutRows(of: id, limit: Self.shownLeftOut) : [])
        }
    }

    /// The tables of a kept statement with their first rows.
    public func samples(
        of id: StatementID, rows: Int
    ) async throws -> (samples: [StatementSample], source: ImportedStatement.ColumnSource) {
        try caller.require(.workPost)
        return try await service.samples(of: id, rows: rows)
    }

    /// Remembers what the caller says of the columns of a table, and reads the statement anew by it.
    public func confirmColumns(
        of id: StatementID, table fingerprint: String, columns: [ColumnRole: [Int]], writing: [WritingChange]
    ) async throws -> ImportedStatement {
        try caller.require(.workPost)
        try await service.confirmColumns(
            of: id, table: fingerprint, columns: columns, writing: writing, by: caller.name)
        return try await answer(id.rawValue, options: StatementOptions(isReadAnew: true))
    }

}
