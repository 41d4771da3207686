import ArtifactStore
import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import Ledger
import PostalChannel
import Spreadsheets

/// How a statement is taken.
public struct StatementOptions: Sendable {
    /// The operator's short name.
    public var operatorName: String
    /// The statement that this one corrects; when not given, one that has the same days and mostly the same numbers.
    public var corrects: StatementID?
    /// Whether a file that is there already is read again, by the columns that are in force now.
    public var isReadAnew: Bool
    /// Whether the statement stands beside all others even when it looks like the correction of one.
    public var standsBeside: Bool
    /// Whether a person took it as it is: sums that differ, cells that cannot be read.
    public var isAccepted: Bool

    public init(
        operatorName: String = "VNPOST", corrects: StatementID? = nil, isReadAnew: Bool = false,
        standsBeside: Bool = false, isAccepted: Bool = false
    ) {
        self.operatorName = operatorName
        self.corrects = corrects
        self.isReadAnew = isReadAnew
        self.standsBeside = standsBeside
        self.isAccepted = isAccepted
    }
}

/// What came of a statement.
public struct TakenStatement: Sendable {
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
    public var otherSheets: [String] = []

    public enum ColumnSource: String, Sendable, Codable {
        case given, confirmed, guessed
    }
}

extension PostalDesk {
    /// Keeps a statement's file, reads it and stores its lines. Killed at any moment, the same call goes on: lines count
    /// only when all of them are there.
    /// - Throws: `FileFault` and `SpreadsheetFault` for a file that cannot be read, `LedgerError`, `ArtifactStoreError`.
    public func takeStatement(path: String, options: StatementOptions = StatementOptions()) async throws
        -> TakenStatement
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

    private func take(_ path: String, name: String, _ options: StatementOptions) async throws -> TakenStatement {
        let store = office.store
        let artifact = try await work.run {
            try store.put(fileAt: URL(fileURLWithPath: path), maximumSize: Self.largestFile)
        }
        let known = try await office.ledger.read { try $0.statements(artifact: artifact.sha256) }
        if !options.isReadAnew, let complete = known.last(where: { $0.state == .complete }) {
            return TakenStatement(record: complete, wasKnown: true, tables: [], columns: .guessed, differingTotals: [])
        }
        let kept = store.url(for: artifact.sha256).path(percentEncoded: false)
        let opened = try await openTables(kept, name: name, options)
        // What the first rows lack may stand under a heading further down.
        let isCut = opened.tables.problems.contains { if case .missing = $0 { true } else { false } }
        do {
            return try await take(
                isCut ? try await openTables(kept, name: name, options, isSearchedWhole: true) : opened, known,
                name: name,
                artifact.sha256, options)
        } catch is StatementReading.FurtherTable {
            return try await take(
                try await openTables(kept, name: name, options, isSearchedWhole: true), known, name: name,
                artifact.sha256, options)
        }
    }

    private func take(
        _ opened: OpenedStatement, _ known: [StatementRecord], name: String, _ artifact: ContentDigest,
        _ options: StatementOptions
    ) async throws -> TakenStatement {
        let problems = opened.tables.problems
        guard problems.isEmpty || (options.isAccepted && !opened.tables.tables.isEmpty) else {
            return try await hold(opened, problems, name: name, artifact, options)
        }
        let previous = options.isReadAnew ? known.last { $0.state == .complete }?.id : nil
        return try await load(opened, name: name, artifact, options, replacing: previous)
    }

    /// Larger files are no statements, bytes.
    static let largestFile = 1 << 30

    /// A file with its tables, by whatever columns are in force for it.
    struct OpenedStatement: @unchecked Sendable {
        // The file in it is read by one piece of blocking work after the other, never by two at once.
        var tables: StatementTables
        var columns: TakenStatement.ColumnSource
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
        _ opened: OpenedStatement, _ problems: [StatementProblem], name: String, _ artifact: ContentDigest,
        _ options: StatementOptions
    ) async throws -> TakenStatement {
        let source = opened.tables.source(name: name, options)
        let record = try await office.ledger.write {
            try $0.holdStatement(source, artifact: artifact, at: office.now())
        }
        let tables = opened.tables.tables.isEmpty ? opened.tables.otherSheets : opened.tables.tables
        return TakenStatement(
            record: record, wasKnown: false, tables: tables, columns: opened.columns, differingTotals: [],
            problems: problems)
    }

    private func load(
        _ opened: OpenedStatement, name: String, _ artifact: ContentDigest, _ options: StatementOptions,
        replacing previous: StatementID?
    ) async throws -> TakenStatement {
        let source = opened.tables.source(name: name, options)
        let corrected: StatementID? =
            if let given = options.corrects ?? previous { given } else if options.standsBeside { nil } else {
                try await statementCorrected(by: opened, source)
            }
        let columnMap = try ColumnMapJSON.encode(opened.tables.tables)
        let opening = try await office.ledger.write {
            try $0.openStatement(
                source, artifact: artifact, columnMap: columnMap, superseding: corrected, at: office.now())
        }
        switch opening {
        case .known(let record):
            return TakenStatement(record: record, wasKnown: true, tables: [], columns: .guessed, differingTotals: [])
        case .opened(let load):
            let account = try await storeLines(opened, load)
            let differences = account.differences
            let problems =
                account.mostlyUnread.map(StatementProblem.mostlyUnread) + differences.map(StatementProblem.total)
            let isHeld = !problems.isEmpty && !options.isAccepted
            let record = try await office.ledger.write {
                isHeld ? try $0.holdStatement(load) : try $0.completeStatement(load, at: office.now())
            }
            return TakenStatement(
                record: record, wasKnown: false, tables: opened.tables.tables, columns: opened.columns,
                differingTotals: differences, problems: isHeld ? problems : [], leftOut: account.leftOut,
                otherSheets: opened.tables.unreadSheets)
        }
    }

    /// Goes through a file block by block: while one is being stored, the next ones are interpreted and those after them
    /// read.
    private func storeLines(_ opened: OpenedStatement, _ load: StatementLoad) async throws -> StatementAccount {
        let reading = RowReading(StatementReading(opened.tables, statement: load.id.rawValue, rules: rules))
        let (work, ledger) = (work, office.ledger)
        var account = StatementAccount()
        // What stands of one item in two tables is joined before it is stored.
        let waits = opened.tables.sharesItems
        var waiting: [StatementRow] = []
        var blocks = work.ahead(Self.blocksAhead) {
            try reading.next().map { rows in Task { try await work.run { StatementRows(rows.block) } } }
        }
        while let interpreting = try await blocks.next() {
            let block = try await interpreting.value
            account.add(block)
            if waits { waiting += block.rows } else { try await ledger.write { try $0.add(block.rows, to: load) } }
        }
        let charges = account.settledCharges()
        let rest = waits ? JoinedLines.join(waiting, tables: opened.tables.tables) + charges : charges
        if !rest.isEmpty { try await ledger.write { try $0.add(rest, to: load) } }
        return account
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
