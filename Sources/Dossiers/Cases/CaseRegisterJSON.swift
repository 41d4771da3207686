import Foundation

extension CaseRegister {
    /// Reads a JSON array of cases, UTF-8 with or without a byte order mark.
    /// - Throws: ``CaseRegisterFault`` when the file as a whole cannot be read.
    public static func parse(json data: Data) throws -> CaseRegister {
        let text = try RegisterText.utf8(data)
        guard let rows = try? JSONDecoder().decode([LenientCaseRow].self, from: Data(text.utf8)) else {
            throw CaseRegisterFault(.notJSON)
        }
        if let repeated = RepeatedKey.first(in: Data(text.utf8)) {
            throw CaseRegisterFault(
                .repeatedKey, row: (repeated.element ?? 0) + 1, field: String(repeated.key.prefix(64)),
                line: repeated.line)
        }
        guard rows.count <= Limit.cases else { throw CaseRegisterFault(.tooManyCases) }
        var register = CaseRegister()
        register.add(rows.enumerated().lazy.map { ($0 + 1, $1.row) })
        return register
    }
}

/// Checks that all registers share.
enum RegisterText {
    /// The text without its byte order mark.
    static func utf8(_ data: Data) throws -> Substring {
        guard data.count <= CaseRegister.Limit.fileSize else { throw CaseRegisterFault(.fileTooLarge) }
        guard let text = String(validating: data, as: UTF8.self) else { throw CaseRegisterFault(.notUTF8) }
        return text.unicodeScalars.first == "\u{FEFF}" ? Substring(text.unicodeScalars.dropFirst()) : text[...]
    }

    /// Without white space at its ends.
    static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
}

/// A case in JSON; what has the wrong type is noted instead of failing the whole file.
private struct LenientCaseRow: Decodable {
    var row = CaseRow()

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init?(intValue: Int) { nil }
        init(stringValue: String) { self.stringValue = stringValue }
    }

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: Key.self) else {
            row.faults.append((.malformedRow, nil))
            return
        }
        for key in container.allKeys {
            if key.stringValue == "components" {
                decodeComponents(container, key)
            } else if let text = try? container.decode(String.self, forKey: key) {
                row.values[key.stringValue] = RegisterText.trimmed(text)
            } else if CaseRow.knownFields.contains(key.stringValue), (try? container.decodeNil(forKey: key)) != true {
                row.faults.append((.wrongType, key.stringValue))
            }
        }
    }

    private mutating func decodeComponents(_ container: KeyedDecodingContainer<Key>, _ key: Key) {
        guard let components = try? container.decode([JSONComponent].self, forKey: key) else {
            row.faults.append((.wrongType, key.stringValue))
            return
        }
        row.components = components.map {
            CaseRow.Component(
                code: $0.code, name: $0.name.map(RegisterText.trimmed), form: $0.form.map(RegisterText.trimmed),
                isRequired: $0.required, mustDigitize: $0.mustDigitize)
        }
    }
}

private struct JSONComponent: Decodable {
    var code: String?
    var name: String?
    var form: String?
    var required: Bool?
    var mustDigitize: Bool?

    private enum CodingKeys: String, CodingKey {
        case code, name, form, required
        case mustDigitize = "must_digitize"
    }
}

extension CaseRow {
    /// Columns and keys that have a meaning, beside the components.
    static let knownFields: Set<String> = [
        "case", "procedure_code", "procedure", "agency", "applicant", "id_number", "phone", "address", "received",
        "due", "channel",
    ]
}
