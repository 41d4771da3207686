import ArtifactStore
import Basics
import Foundation
import Ledger
import PostalChannel
import Spreadsheets

/// How a statement is taken.
public struct StatementOptions: Sendable {
    /// The operator's short name.
    public var operatorName: String
    /// The statements whose place this one takes; when none is given, what its lines say.
    public var corrects: [StatementID]
    /// The statement of which this one replaces the lines of the same numbers only.
    public var amends: StatementID?
    /// Whether a file that is there already is read again, by the columns that are in force now.
    public var isReadAnew: Bool
    /// Whether the statement stands beside all others even when it looks like the correction of one.
    public var isIndependent: Bool
    /// Whether a person took it as it is: sums that differ, cells that cannot be read.
    public var isAccepted: Bool
    /// Who says all this.
    public var person: String?

    public init(
        operatorName: String = "VNPOST", corrects: [StatementID] = [], amends: StatementID? = nil,
        isReadAnew: Bool = false, isIndependent: Bool = false, isAccepted: Bool = false, person: String? = nil
    ) {
        self.operatorName = operatorName
        self.corrects = corrects
        self.amends = amends
        self.isReadAnew = isReadAnew
        self.isIndependent = isIndependent
        self.isAccepted = isAccepted
        self.person = person
    }

    /// Whether it is said what the statement is to others.
    var saysWhatItIs: Bool { !corrects.isEmpty || amends != nil || isIndependent }
}

/// What came of a statement.
public struct ImportedStatement: Sendable {
    public var record: StatementRecord
    /// The file was taken before; nothing has changed.
    public var wasKnown: Bool
    /// The sheets that were read, with their columns.
    public var tables: [StatementTables.Table]
    /// How the columns became known.
    public var columns: ColumnSource
    /// The statement's own sums where they are not those of its lines.
    public var differingTotals: [TotalDifference]
    /// Why its lines do not count yet; empty when they do.
    public var problems: [StatementProblem] = []
    /// Rows that are no lines, by the reason.
    public var leftOut: [String: Int] = [:]
    /// Sheets that were not read: hidden, or without any column that can be a tracking number.
    public var otherSheets: [UnreadSheet] = []
    /// The statements whose place it took, oldest first.
    public var replaced: [StatementRecord] = []
    /// Of one that does not count: the statement in force that has its lines, or that took its place.
    public var successor: StatementRecord?

    public enum ColumnSource: String, Sendable, Codable {
        case given, confirmed, guessed
    }
}

extension PostalService {
    /// Keeps a statement's file, reads it and stores its lines. Killed at any moment, the same call goes on: lines count
    /// only when all of them are there.
    /// - Throws: `FileFault` and `SpreadsheetFault` for a file that cannot be read, `LedgerError`, `ArtifactStoreError`.
    public func importStatement(path: String, options: StatementOptions = StatementOptions()) async throws
        -> ImportedStatement
    {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return try await naming(name) { try await take(path, name: name, options) }
    }

    /// Does something with a kept file. What is wrong with it names the file as it was sent, not as it is kept, and what
    /// the ledger does not hold is too large a file.
    func naming<T>(_ name: String, _ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch var fault as SpreadsheetFault {
            fault.file = name
            throw fault
        } catch let error as LedgerError where error.code == .tooLarge {
            throw SpreadsheetFault(.tooLarge, file: name, detail: error.detail)
        }
    }

    /// Takes the file of a statement that is in the ledger once more: one that waits, when a person said what it is, or
    /// one whose place another has taken.
    /// - Throws: as ``importStatement(path:options:)``; ``LedgerError/Code/notFound``.
    public func importStatement(_ id: StatementID, options: StatementOptions) async throws -> ImportedStatement {
        let found = try await office.ledger.read { try $0.statement(id) }
        guard let found else { throw LedgerError(.notFound, "statement \(id)") }
        var options = options
        options.operatorName = found.source.operatorName
        let (name, answered) = (found.source.fileName, options)
        return try await naming(name) { try await take(found.artifact, name: name, answered) }
    }

    /// Sets a statement aside that waits, or that should not count after all; its file is kept.
    /// - Throws: ``LedgerError/Code/notFound``, ``LedgerError/Code/conflict``, ``LedgerError/Code/periodClosed``.
    public func dismissStatement(_ id: StatementID, by person: String) async throws -> ImportedStatement {
        let record = try await office.ledger.write { try $0.dismissStatement(id, by: person, at: office.now()) }
        return ImportedStatement(record: record, wasKnown: true, tables: [], columns: .guessed, differingTotals: [])
    }

    /// A statement that waits or counts, by its identity or by its file.
    /// - Parameter name: identity, or path of a file; only a file that was taken is found.
    public func statement(_ name: String) async throws -> StatementRecord? {
        if let found = try await office.ledger.read({ try $0.statement(StatementID(rawValue: name)) }) { return found }
        guard FileManager.default.fileExists(atPath: name) else { return nil }
        let store = office.store
        let artifact = try await work.run {
            try store.put(fileAt: URL(fileURLWithPath: name), maximumSize: Self.largestFile)
        }
        return try await office.ledger.read { try $0.statements(artifact: artifact.sha256).last }
    }

    private func take(_ path: String, name: String, _ options: StatementOptions) async throws -> ImportedStatement {
        let store = office.store
        let artifact = try await work.run {
            try store.put(fileAt: URL(fileURLWithPath: path), maximumSize: Self.largestFile)
        }
        return try await take(artifact.sha256, name: name, options)
    }

    private func take(
        _ artifact: ContentDigest, name: String, _ options: StatementOptions
    ) async throws -> ImportedStatement {
        let known = try await office.ledger.read { try $0.statements(artifact: artifact) }
        if let taken = try await knownStatement(known, options) { return taken }
        let kept = office.store.url(for: artifact).path(percentEncoded: false)
        let opened = try await openTables(kept, name: name, options)
        // What the first rows lack may stand under a heading further down.
        let isCut = opened.tables.problems.contains { if case .missing = $0 { true } else { false } }
        let answers = StatementAnswersInForce(options, known: known)
        do {
            return try await take(
                isCut ? try await openTables(kept, name: name, options, isSearchedWhole: true) : opened, answers,
                name: name, artifact, options)
        } catch is StatementReading.FurtherTable {
            return try await take(
                try await openTables(kept, name: name, options, isSearchedWhole: true), answers, name: name,
                artifact, options)
        }
    }

    /// What there is of a file that was taken before and of which nothing new is said.
    private func knownStatement(
        _ known: [StatementRecord], _ options: StatementOptions
    ) async throws -> ImportedStatement? {
        if !options.isReadAnew, let complete = known.last(where: { $0.state == .complete }) {
            return ImportedStatement(
                record: complete, wasKnown: true, tables: [], columns: .guessed, differingTotals: [])
        }
        guard !options.saysWhatItIs, let last = known.last, last.state == .superseded else { return nil }
        // A file that comes once more must not quietly take back the place of its correction.
        let successor = try await office.ledger.read { try $0.successor(of: last) }
        guard successor != nil || last.supersededBy == nil else { return nil }
        var taken = ImportedStatement(
            record: last, wasKnown: true, tables: [], columns: .guessed, differingTotals: [])
        taken.successor = successor
        return taken
    }

    private func take(
        _ opened: OpenedStatement, _ answers: StatementAnswersInForce, name: String, _ artifact: ContentDigest,
        _ options: StatementOptions
    ) async throws -> ImportedStatement {
        let problems = opened.tables.problems
        guard problems.isEmpty || (answers.answers.isAccepted && !opened.tables.tables.isEmpty) else {
            return try await hold(opened, problems, answers, name: name, artifact, options)
        }
        return try await load(opened, name: name, artifact, options, answers)
    }

    /// Larger files are no statements, bytes.
    static let largestFile = 1 << 30

    /// A file with its tables, by whatever columns are in force for it.
    struct OpenedStatement: @unchecked Sendable {
        // The file in it is read by one piece of blocking work after the other, never by two at once.
        var tables: StatementTables
        var columns: ImportedStatement.ColumnSource
    }

    func openTables(
        _ path: String, name: String, _ options: StatementOptions, isSearchedWhole: Bool = false
    ) async throws -> OpenedStatement {
        let rules = rules
        let operatorName = options.operatorName
        let known = try await office.ledger.read { try $0.columnMaps(operator: operatorName) }
        let maps = Dictionary(try known.map { ($0.header, try ColumnMapJSON.decode($0.columnMap)) }) { last, _ in last }
        return try await work.run {
            let tables = try StatementTables.open(
                path: path, fileName: name, rules: rules, maps: maps, isSearchedWhole: isSearchedWhole)
            return OpenedStatement(
                tables: tables, columns: tables.all.contains(where: \.isConfirmed) ? .confirmed : .guessed)
        }
    }

    /// Keeps a file of which the columns are not clear yet.
    private func hold(
        _ opened: OpenedStatement, _ problems: [StatementProblem], _ answers: StatementAnswersInForce, name: String,
        _ artifact: ContentDigest, _ options: StatementOptions
    ) async throws -> ImportedStatement {
        let source = opened.tables.source(name: name, options)
        let findings = StatementFindings(problems, differences: []).json
        let record = try await office.ledger.write {
            try $0.holdStatement(
                source, artifact: artifact, superseding: answers.corrects.first, answers: answers.answers,
                findings: findings, at: office.now())
        }
        let tables = opened.tables.tables.isEmpty ? opened.tables.otherSheets : opened.tables.tables
        return ImportedStatement(
            record: record, wasKnown: false, tables: tables, columns: opened.columns, differingTotals: [],
            problems: problems)
    }

    private func load(
        _ opened: OpenedStatement, name: String, _ artifact: ContentDigest, _ options: StatementOptions,
        _ answers: StatementAnswersInForce
    ) async throws -> ImportedStatement {
        let source = opened.tables.source(name: name, options)
        let columnMap = try ColumnMapJSON.encode(opened.tables.tables)
        let opening = try await office.ledger.write {
            try $0.openStatement(
                source, artifact: artifact, columnMap: columnMap, superseding: answers.corrects.first,
                answers: answers.answers, at: office.now())
        }
        switch opening {
        case .known(let record):
            return ImportedStatement(record: record, wasKnown: true, tables: [], columns: .guessed, differingTotals: [])
        case .opened(let load):
            let (account, keys) = try await storeLines(opened, load)
            var taken = try await place(load, account, keys, answers)
            taken.tables = opened.tables.tables
            taken.columns = opened.columns
            taken.otherSheets = opened.tables.unreadSheets
            return taken
        }
    }

    /// Compares the lines that are stored with those of other statements, and lets them count, or wait, or be known.
    private func place(
        _ load: StatementLoad, _ account: StatementAccount, _ keys: StatementKeys, _ answers: StatementAnswersInForce
    ) async throws -> ImportedStatement {
        let differences = account.differences
        let ownProblems =
            answers.answers.isAccepted
            ? [] : account.mostlyUnread.map(StatementProblem.mostlyUnread) + differences.map(StatementProblem.total)
        let (record, problems) = try await settle(load, keys, answers, ownProblems, differences)
        var taken = ImportedStatement(
            record: record, wasKnown: false, tables: [], columns: .guessed, differingTotals: differences,
            problems: problems, leftOut: account.leftOut)
        switch record.state {
        case .complete:
            taken.replaced = try await office.ledger.read { try $0.statements(replacedBy: record.id) }
        case .superseded:
            taken.successor = try await office.ledger.read { try $0.successor(of: record) }
        case .loading, .awaitingColumns: break
        }
        return taken
    }

    private func settle(
        _ load: StatementLoad, _ keys: StatementKeys, _ answers: StatementAnswersInForce,
        _ ownProblems: [StatementProblem], _ differences: [TotalDifference]
    ) async throws -> (StatementRecord, [StatementProblem]) {
        let ledger = office.ledger
        var attempt = 0
        while true {
            attempt += 1
            let (comparison, days) = try await ledger.read { tx in
                let others = answers.previous == nil ? [] : try tx.statements(in: .complete)
                let days = try tx.statement(load.id)?.source.declaredPeriod
                return (try tx.compare(load.id, keys: keys, leaving: answers.settled(among: others)), days)
            }
            let placing = StatementPlacing(
                comparison, days: days, isIndependent: answers.answers.isIndependent)
            let problems = ownProblems + placing.inDoubt.map(StatementProblem.overlap)
            let findings = StatementFindings(problems, differences: differences).json
            do {
                return try await ledger.write { tx in
                    if let same = placing.sameAs {
                        let record = try tx.settleStatement(
                            load, sameAs: same.id, comparison: comparison, at: office.now())
                        return (record, [])
                    }
                    guard problems.isEmpty else { return (try tx.holdStatement(load, findings: findings), problems) }
                    let record = try tx.completeStatement(
                        load, superseding: Array(answers.corrects.dropFirst()) + placing.replaces, keys: keys,
                        comparison: comparison, findings: findings, at: office.now())
                    return (record, [])
                }
            } catch let error as LedgerError where error.code == .conflict && attempt < Self.maxComparisons {
                // Another statement came meanwhile, or this one was begun anew, which the next attempt tells.
                continue
            }
        }
    }

    /// How often a statement is compared again because others came meanwhile.
    private static let maxComparisons = 5

    /// Goes through a file block by block: while one is being stored, the next ones are interpreted and those after them
    /// read.
    private func storeLines(
        _ opened: OpenedStatement, _ load: StatementLoad
    ) async throws -> (StatementAccount, StatementKeys) {
        let reading = RowReading(StatementReading(opened.tables, statement: load.id.rawValue, rules: rules))
        let (work, ledger) = (work, office.ledger)
        var account = StatementAccount()
        var keys = StatementKeys()
        // What stands of one item in two tables is joined before it is stored.
        let waits = opened.tables.sharesItems
        var waiting: [StatementRow] = []
        var blocks = work.ahead(Self.blocksAhead) {
            try reading.next().map { rows in Task { try await work.run { StatementRows(rows.block) } } }
        }
        while let interpreting = try await blocks.next() {
            let block = try await interpreting.value
            account.add(block)
            if waits {
                waiting += block.rows
            } else {
                keys.add(try await ledger.write { try $0.add(block.rows, to: load) })
            }
        }
        let charges = account.settledCharges()
        let rest = waits ? JoinedLines.join(waiting, tables: opened.tables.tables) + charges : charges
        if !rest.isEmpty { keys.add(try await ledger.write { try $0.add(rest, to: load) }) }
        return (account, keys)
    }

    /// Blocks of some thousand rows that are read before they can be stored.
    private static let blocksAhead = 4

    /// Hands out the rows of a file.
    private final class RowReading: @unchecked Sendable {
        // The reading in it is used by one thread.
        private let reading: StatementReading

        init(_ reading: StatementReading) { self.reading = reading }

        func next() throws -> StatementReading.Rows? { try reading.nextRows() }
    }
}
