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

/// What somebody says of how columns are written.
public enum WritingChange: Hashable, Sendable {
    /// In which order days are written: in the column of a role, or everywhere.
    case dateOrder(DateCell.Order, ColumnRole?)
    /// How many đồng one stands for: in the columns of a role, or in all columns of money.
    case unit(Int, ColumnRole?)
}

/// The columns of a statement's file that are in force.
public struct StatementColumns: Sendable {
    public var tables: [StatementTables.Table]
    public var source: ImportedStatement.ColumnSource
}

extension PostalService {
    /// The columns that are in force for a file, with changes; a person's word is remembered for the operator and the
    /// headings.
    /// - Parameters:
    ///   - changes: what is to be different; other roles leave these columns.
    ///   - writing: how columns are written, where it was not recognized.
    ///   - person: who confirms; `nil` to look only.
    /// - Throws: `SpreadsheetFault`, `LedgerError`.
    public func columns(
        path: String, operatorName: String, changes: [ColumnChange], writing: [WritingChange] = [],
        confirmedBy person: String?
    ) async throws -> StatementColumns {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let options = StatementOptions(operatorName: operatorName)
        let opened = try await naming(name) { try await openTables(path, name: name, options) }
        let tables = opened.tables.all.map { Self.table($0, with: changes, writing) }
            .filter { !changes.isEmpty || $0.guess.map.column(.tracking) != nil }
        guard let person else { return StatementColumns(tables: tables, source: opened.columns) }
        let maps = try tables.map { ($0.guess.fingerprint, try ColumnMapJSON.encode($0.guess.map)) }
        try await office.ledger.write { tx in
            for (header, map) in maps {
                try tx.confirmColumns(map, operator: operatorName, header: header, by: person, at: office.now())
            }
        }
        return StatementColumns(tables: tables, source: changes.isEmpty && writing.isEmpty ? .confirmed : .given)
    }

    private static func table(
        _ table: StatementTables.Table, with changes: [ColumnChange], _ writing: [WritingChange]
    ) -> StatementTables.Table {
        var table = table
        for change in changes {
            for role in table.guess.map.columns.keys {
                table.guess.map.columns[role]?.removeAll(where: change.columns.contains)
            }
            table.guess.map.columns[change.role] = change.columns
        }
        table.guess.map.columns = table.guess.map.columns.filter { !$0.value.isEmpty }
        for change in writing { table.guess.map.apply(change) }
        return table
    }
}

extension ColumnMap {
    mutating func apply(_ change: WritingChange) {
        switch change {
        case .dateOrder(let order, nil):
            isMonthFirst = order == .monthFirst
            monthFirstColumns = []
        case .dateOrder(let order, let role?):
            guard let column = column(role) else { return }
            if isMonthFirst {
                isMonthFirst = false
                monthFirstColumns = Set([ColumnRole.accepted, .delivered].compactMap(self.column))
            }
            if order == .monthFirst { monthFirstColumns.insert(column) } else { monthFirstColumns.remove(column) }
        case .unit(let unit, nil):
            moneyUnit = unit
            units = [:]
        case .unit(let unit, let role?):
            for column in columns[role] ?? [] { units[column] = unit }
        }
    }
}
