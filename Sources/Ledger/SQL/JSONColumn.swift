import Foundation

/// Values as JSON text, keys in a fixed order.
package enum JSONColumn {
    package static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// - Throws: ``LedgerError/Code/damagedRecord``.
    package static func decode<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch {
            throw LedgerError(.damagedRecord, "\(type)")
        }
    }
}
