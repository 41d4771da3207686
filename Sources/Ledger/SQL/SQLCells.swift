import Basics

/// One row of an answer of many rows, read by the columns' places, counted from 0; where there are few, ``SQLRow`` has
/// names to read by.
package struct SQLCells {
    package let batch: SQLBatch
    package let row: Int

    private func cell(_ column: Int) throws -> SQLBatch.Cell {
        guard column < batch.columns else { throw damaged(column) }
        return batch.cells[row * batch.columns + column]
    }

    /// The whole number in a column; `nil` for null.
    package func optionalInteger(_ column: Int) throws -> Int64? {
        let cell = try cell(column)
        switch cell.kind {
        case .null: return nil
        case .integer: return cell.payload
        case .real, .text: throw damaged(column)
        }
    }

    /// The text in a column; `nil` for null.
    package func optionalText(_ column: Int) throws -> String? {
        let cell = try cell(column)
        switch cell.kind {
        case .null: return nil
        case .text: return String(decoding: batch.text[cell.start..<cell.start + cell.count], as: UTF8.self)
        case .integer, .real: throw damaged(column)
        }
    }
}

extension SQLCells {
    package func integer(_ column: Int) throws -> Int { Int(try present(optionalInteger(column), column)) }

    package func wholeNumber(_ column: Int) throws -> Int? { try optionalInteger(column).map(Int.init) }

    package func text(_ column: Int) throws -> String { try present(optionalText(column), column) }

    /// A text that often is the same as an earlier one of the row, which then serves for both.
    package func text(_ column: Int, sameAs other: (column: Int, text: String)) throws -> String {
        let (cell, known) = (try cell(column), try cell(other.column))
        let isSame =
            cell.kind == .text && known.kind == .text
            && batch.text[cell.start..<cell.start + cell.count]
                .elementsEqual(batch.text[known.start..<known.start + known.count])
        return isSame ? other.text : try text(column)
    }

    package func flag(_ column: Int) throws -> Bool { try integer(column) != 0 }

    package func instant(_ column: Int) throws -> Instant? {
        try optionalInteger(column).map(Instant.init(milliseconds:))
    }

    package func dong(_ column: Int) throws -> Dong? { try wholeNumber(column).map { Dong($0) } }

    /// A code, identifier or enumeration that was stored by its text.
    package func parsed<Value: RawRepresentable<String>>(_ column: Int, as type: Value.Type = Value.self) throws
        -> Value
    {
        try present(Value(rawValue: text(column)), column)
    }

    package func optionalParsed<Value: RawRepresentable<String>>(
        _ column: Int, as type: Value.Type = Value.self
    ) throws -> Value? {
        try optionalText(column).map { try present(Value(rawValue: $0), column) }
    }

    package func present<Value>(_ value: Value?, _ column: Int) throws -> Value {
        guard let value else { throw damaged(column) }
        return value
    }

    package func damaged(_ column: Int) -> LedgerError { LedgerError(.damagedRecord, "column \(column)") }
}
