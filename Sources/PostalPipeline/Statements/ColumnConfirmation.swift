import Dossiers
import Ledger
import PostalChannel

/// What somebody says of one column.
public struct ColumnChange: Hashable, Sendable {
    public var role: ColumnRole
    /// Columns from 0; none when no column holds it.
    public var columns: [Int]

    public init(role: ColumnRole, columns: [Int]) {
        self.role = role
        self.columns = columns
    }
}

/// The columns of a statement's file that are in force.
public struct StatementColumns: Sendable {
    public var tables: [StatementTables.Table]
    public var source: TakenStatement.ColumnSource
}

extension PostalDesk {
    /// The columns that are in force for a file, with changes; a person's word is remembered for the operator and the
    /// headings.
    /// - Parameters:
    ///   - changes: what is to be different; other roles leave these columns.
    ///   - person: who confirms; `nil` to look only.
    /// - Throws: `SpreadsheetFault`, `LedgerError`.
    public func columns(
        path: String, operatorName: String, changes: [ColumnChange], confirmedBy person: String?
    ) async throws -> StatementColumns {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let options = StatementOptions(operatorName: operatorName)
        let opened = try await naming(name) { try await openTables(path, name: name, options) }
        let tables = opened.tables.all.map { Self.table($0, with: changes) }
            .filter { !changes.isEmpty || $0.guess.map.column(.tracking) != nil }
        guard let person else { return StatementColumns(tables: tables, source: opened.columns) }
        let maps = try tables.map { ($0.guess.fingerprint, try ColumnMapJSON.encode($0.guess.map)) }
        try await office.ledger.write { tx in
            for (header, map) in maps {
                try tx.confirmColumns(map, operator: operatorName, header: header, by: person, at: .now())
            }
        }
        return StatementColumns(tables: tables, source: changes.isEmpty ? .confirmed : .given)
    }

    private static func table(_ table: StatementTables.Table, with changes: [ColumnChange]) -> StatementTables.Table {
        var table = table
        for change in changes {
            for role in table.guess.map.columns.keys {
                table.guess.map.columns[role]?.removeAll(where: change.columns.contains)
            }
            table.guess.map.columns[change.role] = change.columns
        }
        table.guess.map.columns = table.guess.map.columns.filter { !$0.value.isEmpty }
        return table
    }
}
