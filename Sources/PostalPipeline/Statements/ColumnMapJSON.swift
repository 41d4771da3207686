import Foundation
import PostalChannel

/// Column maps as JSON text with keys in a fixed order.
enum ColumnMapJSON {
    /// A map as it is stored: named columns instead of a dictionary with enumeration keys, which would become a list.
    private struct Stored: Codable {
        var sheet: Int?
        var columns: [String: [Int]]
        var headerRows: [Int]?
        var moneyUnit: Int
        var weightUnit: Int
        var isMonthFirst: Bool
        /// Only with a statement: found anew in each file.
        var timedColumns: [Int]?
        /// Units of single columns.
        var units: [String: Int]?
        var monthFirstColumns: [Int]?

        init(_ map: ColumnMap, sheet: Int?) {
            self.sheet = sheet
            columns = Dictionary(uniqueKeysWithValues: map.columns.map { ($0.key.rawValue, $0.value) })
            headerRows = map.headerRows.map { [$0.lowerBound, $0.upperBound] }
            moneyUnit = map.moneyUnit
            weightUnit = map.weightUnit
            isMonthFirst = map.isMonthFirst
            units =
                map.units.isEmpty
                ? nil : Dictionary(uniqueKeysWithValues: map.units.map { (String($0.key), $0.value) })
            monthFirstColumns = map.monthFirstColumns.isEmpty ? nil : map.monthFirstColumns.sorted()
            timedColumns = sheet == nil ? nil : map.timedColumns.sorted()
        }

        var map: ColumnMap {
            let known = columns.compactMap { name, columns in ColumnRole(rawValue: name).map { ($0, columns) } }
            let units = (units ?? [:]).compactMap { column, unit in Int(column).map { ($0, unit) } }
            let rows = headerRows.flatMap { $0.count == 2 && $0[0] <= $0[1] ? $0[0]...$0[1] : nil }
            return ColumnMap(
                columns: Dictionary(uniqueKeysWithValues: known), headerRows: rows, moneyUnit: moneyUnit,
                units: Dictionary(uniqueKeysWithValues: units), weightUnit: weightUnit, isMonthFirst: isMonthFirst,
                monthFirstColumns: Set(monthFirstColumns ?? []), timedColumns: Set(timedColumns ?? []))
        }
    }

    static func encode(_ tables: [StatementTables.Table]) throws -> String {
        try text(tables.map { Stored($0.guess.map, sheet: $0.sheet) })
    }

    static func encode(_ map: ColumnMap) throws -> String { try text(Stored(map, sheet: nil)) }

    static func decode(_ text: String) throws -> ColumnMap {
        try JSONDecoder().decode(Stored.self, from: Data(text.utf8)).map
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.keyEncodingStrategy = .useDefaultKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
