import FoundationEssentials

/// The ink of the deskewed, upright page on a coarse grid, for comparing two scans of one sheet.
public struct PageFingerprint: Hashable, Sendable {
    /// Cells across.
    public var columns: Int
    /// Cells down.
    public var rows: Int
    /// Share of ink per cell, 0 to 255, row by row; `columns * rows` values.
    public var ink: [UInt8]

    public init(columns: Int, rows: Int, ink: [UInt8]) {
        self.columns = columns
        self.rows = rows
        self.ink = ink
    }

    /// A fingerprint that resembles none.
    public static let none = PageFingerprint(columns: 0, rows: 0, ink: [])
}

/// The cells are coded as Base64: there are thousands of them on each page.
extension PageFingerprint: Codable {
    private enum CodingKeys: CodingKey {
        case columns, rows, ink
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(columns, forKey: .columns)
        try container.encode(rows, forKey: .rows)
        try container.encode(Data(ink).base64EncodedString(), forKey: .ink)
    }

    /// - Throws: `DecodingError`, also when the cells are not as many as columns and rows say.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            columns: try container.decode(Int.self, forKey: .columns),
            rows: try container.decode(Int.self, forKey: .rows),
            ink: try Self.ink(in: container))
        let (cells, isTooMany) = columns.multipliedReportingOverflow(by: rows)
        guard columns >= 0, rows >= 0, !isTooMany, cells == ink.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .ink, in: container, debugDescription: "cells do not fill columns and rows")
        }
    }

    private static func ink(in container: KeyedDecodingContainer<CodingKeys>) throws -> [UInt8] {
        // Numbers are what readings have that were made before.
        guard let text = try? container.decode(String.self, forKey: .ink) else {
            return try container.decode([UInt8].self, forKey: .ink)
        }
        guard let data = Data(base64Encoded: text) else {
            throw DecodingError.dataCorruptedError(forKey: .ink, in: container, debugDescription: "no Base64")
        }
        return [UInt8](data)
    }
}
