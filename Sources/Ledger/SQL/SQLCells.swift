import Dossiers

/// One row of an answer that is read by the columns' places, counted from 0, while the engine stands on it. For answers
/// of many rows; what has names to read by is ``SQLRow``.
protocol SQLCells {
    var columnCount: Int { get }
    /// The whole number in a column; `nil` for null.
    func optionalInteger(_ column: Int) throws -> Int64?
    /// The text in a column; `nil` for null.
    func optionalText(_ column: Int) throws -> String?
    /// Appends the value in a column, whatever its type, to a batch.
    func copy(_ column: Int, to batch: inout SQLBatch) throws
}

extension SQLCells {
    func integer(_ column: Int) throws -> Int { Int(try present(optionalInteger(column), column)) }

    func wholeNumber(_ column: Int) throws -> Int? { try optionalInteger(column).map(Int.init) }

    func text(_ column: Int) throws -> String { try present(optionalText(column), column) }

    func flag(_ column: Int) throws -> Bool { try integer(column) != 0 }

    func instant(_ column: Int) throws -> Instant? { try optionalInteger(column).map(Instant.init(milliseconds:)) }

    func dong(_ column: Int) throws -> Dong? { try wholeNumber(column).map { Dong($0) } }

    /// A code, identifier or enumeration that was stored by its text.
    func parsed<Value: RawRepresentable<String>>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
        try present(Value(rawValue: text(column)), column)
    }

    func optionalParsed<Value: RawRepresentable<String>>(
        _ column: Int, as type: Value.Type = Value.self
    ) throws -> Value? {
        try optionalText(column).map { try present(Value(rawValue: $0), column) }
    }

    func present<Value>(_ value: Value?, _ column: Int) throws -> Value {
        guard let value else { throw damaged(column) }
        return value
    }

    func damaged(_ column: Int) -> LedgerError { LedgerError(.damagedRecord, "column \(column)") }
}
