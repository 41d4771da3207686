import Basics
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets

extension Workspace.Postal {
    /// Takes a statement from a file.
    public func importStatement(at path: String, options: StatementOptions) async throws -> ImportedStatement {
        try caller.require(.workPost)
        return try await service.importStatement(path: path, options: signed(options))
    }

    /// Answers what a statement waits for.
    /// - Parameter name: identity or file name of one that was taken.
    /// - Throws: `SpreadsheetFault` when there is none of that name.
    public func answer(_ name: String, options: StatementOptions) async throws -> ImportedStatement {
        try caller.require(.workPost)
        return try await service.importStatement(try await known(name), options: signed(options))
    }

    /// Sets a statement aside; it is kept and counts for nothing.
    public func dismissStatement(_ name: String) async throws -> ImportedStatement {
        try caller.require(.workPost)
        return try await service.dismissStatement(try await known(name), by: caller.name)
    }

    private func known(_ name: String) async throws -> StatementID {
        guard let record = try await service.statement(name) else {
            throw SpreadsheetFault(.unreadable, detail: "no such file")
        }
        return record.id
    }

    private func signed(_ options: StatementOptions) -> StatementOptions {
        var options = options
        options.person = caller.name
        return options
    }

    /// Which columns are in force for a file, after the changes, if any.
    /// - Parameter confirms: whether they are remembered, as confirmed by the caller.
    public func columns(
        at path: String, operatorName: String, changes: [ColumnChange], writing: [WritingChange], confirms: Bool
    ) async throws -> StatementColumns {
        try caller.require(confirms ? .workPost : .readPost)
        try require(fileAt: path)
        return try await service.columns(
            path: path, operatorName: operatorName, changes: changes, writing: writing,
            confirmedBy: confirms ? caller.name : nil)
    }

    /// The statements on record, with the numbers by which differences name them.
    /// - Parameters:
    ///   - after: the identity after which the list begins.
    ///   - limit: most statements; `nil` for all.
    /// - Throws: `Refusal` when the list is to begin after one that there is not.
    public func statements(
        after: String? = nil, limit: Int? = nil
    ) async throws -> (records: [StatementRecord], naming: DiscrepancyNaming) {
        try caller.require(.readPost)
        return try await ledger.read { tx in
            let last = try after.map { after in
                guard let record = try tx.statement(StatementID(rawValue: after)) else {
                    throw Refusal.unknownStatement(after)
                }
                return record
            }
            return (try tx.statements(after: last, limit: limit ?? .max), try tx.breakNaming())
        }
    }

    /// Statements that wait for somebody to confirm their columns or to say what they are to others.
    public func waitingStatements() async throws -> [StatementRecord] {
        try caller.require(.readPost)
        return try await ledger.read { try $0.statements(in: .awaitingColumns) }
    }

    /// Names of files by the statements' identities.
    public func fileNames() async throws -> [String: String] { try await service.fileNames() }
}
