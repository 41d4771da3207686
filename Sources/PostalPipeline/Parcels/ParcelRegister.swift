import DocumentModel
import Dossiers
import PostalChannel
import Spreadsheets

/// Our own parcels as another program hands them over: CSV or XLSX with the columns of the parcels' register.
public struct ParcelRegister: Sendable {
    public var parcels: [Parcel] = []
    public var faults: [ParcelFault] = []

    /// Most parcels that one file may have.
    public static let limit = 2_000_000

    /// Reads a register. A bad row is a fault; all others are read. Blocks.
    /// - Throws: `SpreadsheetFault` for a file that cannot be read; ``ParcelFault`` when a needed column is missing.
    public static func read(path: String) throws -> ParcelRegister {
        let file = try SpreadsheetFile.open(path: path)
        let rows = try file.rows(ofSheet: 0)
        var register = ParcelRegister()
        var reader: ParcelRowReader?
        var seen: Set<String> = []
        while let block = try rows.next() {
            for row in block where !row.isBlank {
                guard let current = reader else {
                    reader = try ParcelRowReader(header: row)
                    continue
                }
                guard register.parcels.count < limit else { throw ParcelFault(.tooMany, row: row.number) }
                register.add(row, by: current, &seen)
            }
        }
        guard reader != nil else { throw ParcelFault(.columnMissing, row: 0, field: "parcel_id") }
        return register
    }

    private mutating func add(_ row: SheetRow, by reader: ParcelRowReader, _ seen: inout Set<String>) {
        do {
            let parcel = try reader.read(row)
            guard seen.insert(parcel.id).inserted else {
                throw ParcelFault(.twice, row: row.number, field: "parcel_id")
            }
            parcels.append(parcel)
        } catch {
            faults.append(error as? ParcelFault ?? ParcelFault(.badValue, row: row.number))
        }
    }
}

/// What is wrong with a row of a register of parcels. What the row says is not repeated.
public struct ParcelFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case columnMissing = "column_missing"
        case missingValue = "missing_value"
        case badValue = "bad_value"
        case twice = "parcel_twice"
        case tooMany = "too_many_parcels"
    }

    public var code: Code
    /// From 1; 0 for the file as a whole.
    public var row: Int
    /// The column's heading.
    public var field: String

    public init(_ code: Code, row: Int, field: String = "") {
        self.code = code
        self.row = row
        self.field = field
    }

    public var description: String { "\(vietnamese)\n\(english)" }

    public var vietnamese: String {
        let place = row > 0 ? "Dòng \(row): " : ""
        return switch code {
        case .columnMissing: "\(place)thiếu cột \(field)."
        case .missingValue: "\(place)ô \(field) để trống; hãy điền rồi nhập lại."
        case .badValue: "\(place)ô \(field) không đúng dạng; hãy sửa rồi nhập lại."
        case .twice: "\(place)bưu gửi này đã có ở một dòng trên."
        case .tooMany: "\(place)quá \(ParcelRegister.limit) bưu gửi; hãy chia tệp."
        }
    }

    public var english: String {
        let place = row > 0 ? "Row \(row): " : ""
        return switch code {
        case .columnMissing: "\(place)the column \(field) is missing (\(code.rawValue))"
        case .missingValue: "\(place)\(field) is empty; fill it in and import again (\(code.rawValue))"
        case .badValue: "\(place)\(field) has a wrong form; correct it and import again (\(code.rawValue))"
        case .twice: "\(place)this parcel stands in an earlier row (\(code.rawValue))"
        case .tooMany: "\(place)more than \(ParcelRegister.limit) parcels; split the file (\(code.rawValue))"
        }
    }
}
