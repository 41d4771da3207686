import DocumentModel
import Dossiers

/// A value as every engine stores it. Instants and money are integers, JSON is text.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    init(nilLiteral: ()) { self = .null }
    init(integerLiteral value: Int64) { self = .integer(value) }
    init(stringLiteral value: String) { self = .text(value) }
}

extension SQLValue {
    init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
    init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    init(_ value: Double?) { self = value.map(SQLValue.real) ?? .null }
    init(_ value: Bool) { self = .integer(value ? 1 : 0) }
    init(_ value: Instant?) { self = value.map { .integer($0.milliseconds) } ?? .null }

    /// A code, digest, identifier or enumeration by its text.
    init<Value: RawRepresentable<String>>(_ value: Value?) { self = value.map { .text($0.rawValue) } ?? .null }
}
