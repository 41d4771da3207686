import Foundation
import SwiftCSV

extension CaseRegister {
    /// Reads a CSV table of cases with a header row, UTF-8 with or without a byte order mark, separated by commas,
    /// semicolons or tabs; components as `code:name:form:y|n`, joined by `|`.
    /// - Throws: ``CaseRegisterFault`` when the file as a whole cannot be read.
    public static func parse(csv data: Data) throws -> CaseRegister {
        let text = try RegisterText.utf8(data)
        let table = try RegisterTable(String(text))
        guard table.rows.count <= Limit.cases else { throw CaseRegisterFault(.tooManyCases) }
        var register = CaseRegister()
        register.add(table.rows.lazy.map { ($0.number, caseRow($0.cells, table.columns)) })
        return register
    }

    private static func caseRow(_ cells: [String]?, _ columns: [String]) -> CaseRow {
        var row = CaseRow()
        guard let cells, cells.count <= columns.count || cells[columns.count...].allSatisfy(\.isEmpty) else {
            row.faults.append((.malformedRow, nil))
            return row
        }
        for (column, cell) in zip(columns, cells) {
            if column == "components" {
                row.components = components(cell)
            } else {
                row.values[column] = RegisterText.trimmed(cell)
            }
        }
        return row
    }

    private static func components(_ cell: String) -> [CaseRow.Component] {
        cell.split(separator: "|").map(String.init).map(RegisterText.trimmed).filter { !$0.isEmpty }.map(component)
    }

    /// `code:name:form:y|n`; the name itself may hold colons.
    private static func component(_ text: String) -> CaseRow.Component {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4 else { return CaseRow.Component() }
        let name = parts[1..<(parts.count - 2)].joined(separator: ":")
        let isRequired: Bool? =
            switch RegisterText.trimmed(parts[parts.count - 1]).lowercased() {
            case "y": true
            case "n": false
            default: nil
            }
        return CaseRow.Component(
            code: RegisterText.trimmed(parts[0]), name: RegisterText.trimmed(name),
            form: RegisterText.trimmed(parts[parts.count - 2]), isRequired: isRequired)
    }
}

/// A table with named columns. SwiftCSV takes the quotes apart; this looks after headers, separators and rows whose
/// quotes are wrong.
private struct RegisterTable {
    /// Names of the columns in lower case.
    var columns: [String] = []
    /// Rows after the header with their 1-based number in the file; `nil` cells for a row that cannot be taken apart.
    var rows: [(number: Int, cells: [String]?)] = []

    private static let required = [
        "case", "procedure_code", "procedure", "agency", "applicant", "received", "due", "channel", "components",
    ]

    init(_ text: String) throws {
        let header = String(text.prefix { !$0.isNewline })
        let delimiter = Self.delimiter(of: header)
        columns = (Self.parse(header, delimiter)?.first ?? []).map { RegisterText.trimmed($0).lowercased() }
        for name in Self.required where !columns.contains(name) {
            throw CaseRegisterFault(.missingColumn, field: name)
        }
        if let table = Self.parse(text, delimiter) {
            rows = table.enumerated().dropFirst().map { ($0 + 1, $1) }
        } else {
            // One wrong quote spoils the whole table: take it line by line, so that only its own line is lost.
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            rows = lines.enumerated().dropFirst().map { ($0 + 1, Self.parse(String($1), delimiter)?.first ?? nil) }
        }
        rows.removeAll { row in row.cells.map { $0.allSatisfy { RegisterText.trimmed($0).isEmpty } } ?? false }
    }

    /// The separator that stands most often in the header.
    private static func delimiter(of header: String) -> Character {
        let counts = ([",", ";", "\t"] as [Character]).map { candidate in
            (candidate, header.count { $0 == candidate })
        }
        return counts.max { $0.1 < $1.1 }?.0 ?? ","
    }

    /// All rows, the header among them; `nil` when quotes are wrong.
    private static func parse(_ text: String, _ delimiter: Character) -> [[String]]? {
        // SwiftCSV takes the first row as the header and leaves it out of the rows.
        guard let csv = try? EnumeratedCSV(string: text, delimiter: .character(delimiter), loadColumns: false) else {
            return nil
        }
        return [csv.header] + csv.rows
    }
}
