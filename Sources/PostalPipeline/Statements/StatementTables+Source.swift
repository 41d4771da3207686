import Ledger
import PostalChannel
import Spreadsheets

extension StatementTables {
    /// What the ledger notes of the file.
    func source(name: String, _ options: StatementOptions) -> StatementSource {
        let encoding = if case .delimitedText(let form) = file.kind { form.encoding.rawValue } else { "" }
        let days = tables.compactMap(\.declared)
        let first = days.map(\.lowerBound).min()
        let last = days.map(\.upperBound).max()
        // Sheets without a period of their own leave it open.
        let declared = days.count == tables.count ? first.flatMap { first in last.map { first...$0 } } : nil
        return StatementSource(
            fileName: name, operatorName: options.operatorName, sheet: Self.names(tables.map(\.name)),
            encoding: encoding, declaredPeriod: declared)
    }

    /// The names of the first sheets; a workbook may have hundreds.
    private static func names(_ names: [String]) -> String {
        let first = names.prefix(maxNames).joined(separator: ", ")
        return names.count > maxNames ? first + ", …" : first
    }

    private static let maxNames = 5
}
