import Basics
import PostalChannel

/// What a reconciliation has to look at: parcels and lines that are not sealed, and what is known of the rest.
public struct ReconciliationWindow: Sendable {
    public var parcels: RegisteredParcels
    /// In the order of the statements' numbers, then by sheet and row.
    public var lines: [StatementLine]
    /// All complete statements, in the order of their numbers.
    public var statements: [StatementRecord]
    /// The same as reconciling needs them.
    public var periods: [StatementPeriod]
    /// What is sealed adds up to; nothing when the window is all there is.
    public var sealed: SealedTotals
    /// The same by the day of the hand-over.
    public var sealedDays: [CalendarDay: SealedTotals]
    public var scope: ReconciliationScope
    /// Whether something is sealed and left out.
    public var isPart: Bool
    /// What changed later has a greater mark.
    public var mark: ParcelMark
}

/// Which parcels and lines a reconciliation looks at.
public enum ReconciliationScope: Hashable, Sendable {
    /// Those that are not sealed.
    case window
    case everything
}

extension LedgerTransaction {
    /// What a reconciliation has to look at. Sealed parcels that share a number or a case with one of the window belong
    /// into it and have to be opened first: see ``sealedNeighbours(of:besides:)``.
    public func reconciliationWindow(_ scope: ReconciliationScope) throws -> ReconciliationWindow {
        let statements = try statements(in: .complete)
        let isPart = try scope == .window && hasSeals()
        var parcels = isPart ? try openRegisteredParcels() : try registeredParcels()
        parcels.latest = try latestParcelVersion()
        let days = isPart ? try daysOfSealedStatements() : [:]
        let sealedDays = isPart ? try self.sealedDays() : [:]
        return ReconciliationWindow(
            parcels: parcels,
            lines: isPart
                ? try openLines(of: statements, sealed: Set(days.keys)) : try statementLines(of: statements.map(\.id)),
            statements: statements,
            periods: statements.map {
                StatementPeriod(
                    statement: $0.id.rawValue, declared: $0.source.declaredPeriod, days: days[$0.id.rawValue])
            },
            sealed: sealedDays.values.reduce(into: SealedTotals(), +=), sealedDays: sealedDays, scope: scope,
            isPart: isPart,
            mark: ParcelMark(number: try last(.parcelMark)))
    }

    /// The sealed parcels that share a number or a case with something of a window, and so have to be looked at together
    /// with it.
    /// - Parameter numbers: further numbers that are looked for.
    public func sealedNeighbours(of window: ReconciliationWindow, besides numbers: [String]) throws -> [String] {
        guard window.isPart else { return [] }
        var keys = Set(numbers.flatMap { ItemNumber.forms(of: $0) })
        for parcel in window.parcels.parcels {
            keys.formUnion(ItemNumber.forms(of: parcel.tracking))
            for code in parcel.cases { keys.insert(code.rawValue) }
        }
        for line in window.lines { keys.formUnion(ItemNumber.forms(of: line.tracking)) }
        return try sealedParcels(withKeys: Array(keys)).sorted()
    }

    /// Takes all seals away when they were made by other rules than these.
    /// - Parameter rules: what tells rules apart.
    /// - Returns: whether there were such seals.
    @discardableResult
    public func unseal(unlessBy rules: String) throws -> Bool {
        let known = try sql.row("SELECT rules FROM sealing_rules", [])?.text("rules")
        guard known != rules else { return false }
        try unsealAll()
        try sql.run("DELETE FROM sealing_rules", [])
        try sql.run("INSERT INTO sealing_rules (rules) VALUES (?)", [SQLValue(rules)])
        return true
    }

    /// Whether seals were made by these rules.
    public func areSealed(by rules: String) throws -> Bool {
        try sql.row("SELECT rules FROM sealing_rules", [])?.text("rules") == rules
    }

    // MARK: Parts

    private func openRegisteredParcels() throws -> RegisteredParcels {
        var found = RegisteredParcels()
        try sql.forEachRow(
            """
            SELECT \(ParcelColumns.selected) FROM open_parcels o CROSS JOIN parcel_versions p
            WHERE p.parcel_id = o.parcel_id AND p.superseded_at IS NULL ORDER BY o.parcel_id
            """, []
        ) { row in
            found.parcels.append(try ParcelColumns.parcel(row))
            found.versions.append(try ParcelColumns.version(row))
        }
        return found
    }

    private func daysOfSealedStatements() throws -> [String: StatementDays] {
        let rows = try sql.rows(
            "SELECT id, days_of_lines FROM statements WHERE state = 'complete' AND days_of_lines IS NOT NULL", [])
        return Dictionary(
            try rows.map { (try $0.text("id"), try JSONColumn.decode($0.text("days_of_lines"))) }
        ) { first, _ in first }
    }

    /// In the order in which all lines would come.
    private func openLines(of statements: [StatementRecord], sealed: Set<String>) throws -> [StatementLine] {
        let names = Dictionary(statements.map { ($0.number, $0.id.rawValue) }) { first, _ in first }
        var ofSealed: [Int: [StatementLine]] = [:]
        try sql.forEachRow(
            """
            SELECT \(LineColumns.selectedOfLine) FROM open_lines o CROSS JOIN statement_lines l
            WHERE l.line = o.line ORDER BY o.line
            """, []
        ) { row in
            let number = LineKey.statement(of: try row.integer(0))
            guard let name = names[number] else { return }
            ofSealed[number, default: []].append(try LineColumns.line(row, statement: name))
        }
        return try statements.flatMap { statement in
            sealed.contains(statement.id.rawValue)
                ? ofSealed[statement.number] ?? [] : try statementLines(of: [statement.id])
        }
    }
}

extension LedgerTransaction {
    /// Parcels in some versions, by version.
    func parcels(inVersions versions: [Int]) throws -> [Int: Parcel] {
        var parcels: [Int: Parcel] = [:]
        try sql.forEachRow(
            "SELECT \(ParcelColumns.selected) FROM parcel_versions p WHERE p.version",
            in: Set(versions).sorted().map { SQLValue($0) }
        ) { parcels[try $0.integer(0)] = try ParcelColumns.parcel($0) }
        return parcels
    }

    /// Lines by their keys.
    func lines(withKeys keys: [Int]) throws -> [Int: StatementLine] {
        let names = try statementNames()
        var lines: [Int: StatementLine] = [:]
        try sql.forEachRow(
            "SELECT \(LineColumns.selected) FROM statement_lines WHERE line",
            in: Set(keys).sorted().map { SQLValue($0) }
        ) { cells in
            let key = try cells.integer(0)
            lines[key] = try LineColumns.line(cells, statement: names[LineKey.statement(of: key)] ?? "")
        }
        return lines
    }
}
