import DocumentModel
import Foundation

/// The fields of a document as JSON text: an object with the fields' names as keys, in a fixed order.
package enum FieldsColumn {
    package static func encode(_ fields: DocumentFields) throws -> String {
        // A dictionary with enumeration keys would be coded as an array.
        let named = Dictionary(uniqueKeysWithValues: fields.map { ($0.key.rawValue, $0.value) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(named), as: UTF8.self)
    }

    /// Fields whose name a newer program gave are left out.
    package static func decode(_ text: String) throws -> DocumentFields {
        guard let named = try? JSONDecoder().decode([String: FieldValue].self, from: Data(text.utf8)) else {
            throw LedgerError(.damagedRecord, "fields of a document")
        }
        let known = named.compactMap { name, value in FieldName(rawValue: name).map { ($0, value) } }
        return Dictionary(uniqueKeysWithValues: known)
    }
}
