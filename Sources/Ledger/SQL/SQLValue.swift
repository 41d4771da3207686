import Basics

/// A value as every engine stores it. Instants and money are integers, JSON is text.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    package init(nilLiteral: ()) { self = .null }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
}

extension SQLValue {
    package init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
    package init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    package init(_ value: Double?) { self = value.map(SQLValue.real) ?? .null }
    package init(_ value: Bool) { self = .integer(value ? 1 : 0) }
    package init(_ value: Instant?) { self = value.map { .integer($0.milliseconds) } ?? .null }

    /// A code, digest, identifier or enumeration by its text.
    package init<Value: RawRepresentable<String>>(_ value: Value?) { self = value.map { .text($0.rawValue) } ?? .null }
}
