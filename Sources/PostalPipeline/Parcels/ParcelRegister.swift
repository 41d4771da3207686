import Basics
import DocumentModel
import PostalChannel
import Spreadsheets

/// Our own parcels as another program hands them over: CSV or XLSX with the columns of the parcels' register. Read part by
/// part, so that a million parcels are never all in memory.
final class ParcelRegister: @unchecked Sendable {
    // It is read by one piece of blocking work after the other, never by two at once.

    /// Some parcels of the file, and what is wrong with the rows between them.
    struct Part: Sendable {
        var parcels: [Parcel] = []
        /// Row of each parcel, at the same place.
        var rows: [Int] = []
        var faults: [ParcelFault] = []
        var doubts: [ParcelDoubt] = []
    }

    /// Most parcels that one file may have.
    static let limit = 2_000_000

    private let rows: SheetRows
    private var reader: ParcelRowReader?
    private var seen: Set<String> = []
    private var looking: ParcelDoubts

    /// Blocks.
    /// - Parameter now: after which no day can lie.
    /// - Throws: `SpreadsheetFault` for a file that cannot be read.
    init(path: String, now: Instant) throws {
        looking = ParcelDoubts(now: now)
        rows = try SpreadsheetFile.open(path: path).rows(ofSheet: 0)
    }

    /// The next parcels, about as many as are asked for; `nil` after the last. A bad row is a fault; all others are read.
    /// Blocks.
    /// - Throws: `SpreadsheetFault`; ``ParcelFault`` when a needed column is missing, or for too many parcels.
    func next(_ count: Int) throws -> Part? {
        var part = Part()
        part.parcels.reserveCapacity(count)
        while part.parcels.count < count, let block = try rows.next() {
            for row in block where !row.isBlank { try add(row, to: &part) }
        }
        guard reader != nil else { throw ParcelFault(.columnMissing, row: 0, field: "parcel_id") }
        return part.parcels.isEmpty && part.faults.isEmpty ? nil : part
    }

    private func add(_ row: SheetRow, to part: inout Part) throws {
        guard let reader else {
            self.reader = try ParcelRowReader(header: row)
            return
        }
        do {
            let parcel = try reader.read(row)
            guard seen.insert(parcel.id).inserted else {
                throw ParcelFault(.twice, row: row.number, field: "parcel_id")
            }
            part.parcels.append(parcel)
            part.rows.append(row.number)
            looking.look(at: parcel, row: row.number, adding: &part.doubts)
        } catch {
            part.faults.append(error as? ParcelFault ?? ParcelFault(.badValue, row: row.number))
        }
        guard seen.count <= Self.limit else { throw ParcelFault(.tooMany, row: row.number) }
    }
}

/// What is wrong with a row of a register of parcels. What the row says is not repeated.
public struct ParcelFault: RefusalConvertible, Hashable, CustomStringConvertible {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case columnMissing = "column_missing"
        case missingValue = "missing_value"
        case badValue = "bad_value"
        case twice = "parcel_twice"
        case tooMany = "too_many_parcels"
        /// The day of the hand-over, as it was or as it is to be, is closed.
        case closedPeriod = "period_closed"
    }

    public var code: Code
    /// From 1; 0 for the file as a whole.
    public var row: Int
    /// The column's heading.
    public var field: String
    /// What may stand there, where that is not plain from the heading.
    public var allowed: String

    public init(_ code: Code, row: Int, field: String = "", allowed: String = "") {
        self.code = code
        self.row = row
        self.field = field
        self.allowed = allowed
    }

    public var description: String { "\(vietnamese)\n\(english)" }

    public var refusal: Refusal {
        Refusal(
            code.rawValue, .badInput, "\(vietnamese)", "\(english)",
            at: Refusal.Place(row: row > 0 ? row : nil))
    }

    public var vietnamese: String {
        let place = row > 0 ? "Dòng \(row): " : ""
        return switch code {
        case .columnMissing: "\(place)thiếu cột \(field)."
        case .missingValue: "\(place)ô \(field) để trống; hãy điền rồi nhập lại."
        case .badValue:
            "\(place)ô \(field) không đúng dạng\(allowed.isEmpty ? "" : " (\(allowed))"); hãy sửa rồi nhập lại."
        case .twice: "\(place)bưu gửi này đã có ở một dòng trên."
        case .closedPeriod:
            "\(place)ngày bàn giao thuộc kỳ đã khóa sổ, giữ nguyên như cũ; mở lại kỳ rồi nhập lại nếu cần."
        case .tooMany: "\(place)quá \(ParcelRegister.limit) bưu gửi; hãy chia tệp."
        }
    }

    public var english: String {
        let place = row > 0 ? "Row \(row): " : ""
        return switch code {
        case .columnMissing: "\(place)the column \(field) is missing (\(code.rawValue))"
        case .missingValue: "\(place)\(field) is empty; fill it in and import again (\(code.rawValue))"
        case .badValue:
            "\(place)\(field) has a wrong form\(allowed.isEmpty ? "" : "; expected: \(allowed)"); "
                + "correct it and import again (\(code.rawValue))"
        case .twice: "\(place)this parcel stands in an earlier row (\(code.rawValue))"
        case .closedPeriod:
            "\(place)the hand-over lies in a closed period, left as it was; reopen the period to change it (\(code.rawValue))"
        case .tooMany: "\(place)more than \(ParcelRegister.limit) parcels; split the file (\(code.rawValue))"
        }
    }
}
