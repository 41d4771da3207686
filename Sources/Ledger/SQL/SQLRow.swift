import Basics

/// One row of an answer, read by column name. What does not have the expected type or form is a damaged record.
package struct SQLRow {
    /// Place of each column in ``values``; shared by all rows of an answer.
    package let columns: [String: Int]
    package let values: [SQLValue]

    package init(columns: [String: Int], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    private func value(_ column: String) throws -> SQLValue {
        guard let place = columns[column], values.indices.contains(place) else { throw damaged(column) }
        return values[place]
    }

    package func optionalText(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        default: throw damaged(column)
        }
    }

    package func optionalInteger(_ column: String) throws -> Int? {
        switch try value(column) {
        case .null: nil
        case .integer(let number): Int(number)
        default: throw damaged(column)
        }
    }

    package func optionalReal(_ column: String) throws -> Double? {
        switch try value(column) {
        case .null: nil
        case .real(let number): number
        case .integer(let number): Double(number)
        case .text: throw damaged(column)
        }
    }

    package func text(_ column: String) throws -> String { try present(optionalText(column), column) }

    package func integer(_ column: String) throws -> Int { try present(optionalInteger(column), column) }

    package func real(_ column: String) throws -> Double { try present(optionalReal(column), column) }

    package func flag(_ column: String) throws -> Bool { try integer(column) != 0 }

    package func instant(_ column: String) throws -> Instant { Instant(milliseconds: Int64(try integer(column))) }

    package func optionalInstant(_ column: String) throws -> Instant? {
        try optionalInteger(column).map { Instant(milliseconds: Int64($0)) }
    }

    /// A code, digest, identifier or enumeration that was stored by its text.
    package func parsed<Value: RawRepresentable<String>>(_ column: String, as type: Value.Type = Value.self) throws
        -> Value
    {
        try present(Value(rawValue: text(column)), column)
    }

    package func optionalParsed<Value: RawRepresentable<String>>(
        _ column: String, as type: Value.Type = Value.self
    ) throws -> Value? {
        try optionalText(column).map { try present(Value(rawValue: $0), column) }
    }

    private func present<Value>(_ value: Value?, _ column: String) throws -> Value {
        guard let value else { throw damaged(column) }
        return value
    }

    private func damaged(_ column: String) -> LedgerError { LedgerError(.damagedRecord, "column \(column)") }
}
