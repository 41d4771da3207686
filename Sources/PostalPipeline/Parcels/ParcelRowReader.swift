import Basics
import DocumentModel
import Dossiers
import PostalChannel

/// Turns rows of a register into parcels, by the names in its first row.
struct ParcelRowReader {
    fileprivate enum Column: String, CaseIterable {
        case parcelID = "parcel_id"
        case leg
        case caseCodes = "case_codes"
        case tracking, service, recipient, address, province, phone
        case weight = "weight_g"
        case fee, cod
        case handedOver = "handed_over"
        case deadline
        case manifest = "manifest_id"
        case status = "our_status"
        case deliveredAt = "our_delivered_at"

        static let needed: [Column] = [.parcelID, .leg, .caseCodes, .tracking]
    }

    /// Place of each column; −1 for one that the file does not have.
    private let places: [Int]

    /// - Throws: ``ParcelFault`` when a needed column is missing.
    init(header: SheetRow) throws {
        let names = header.cells.map { $0.written.lowercased().filter { !$0.isWhitespace } }
        places = Column.allCases.map { column in names.firstIndex(of: column.rawValue) ?? -1 }
        for column in Column.needed where !names.contains(column.rawValue) {
            throw ParcelFault(.columnMissing, row: header.number, field: column.rawValue)
        }
    }

    /// - Throws: ``ParcelFault``.
    func read(_ row: SheetRow) throws -> Parcel {
        let reader = Row(row: row, places: places)
        let cases = try reader.cases()
        return Parcel(
            id: try reader.needed(.parcelID), direction: try reader.direction(), cases: cases,
            tracking: WrittenTracking(reader.cell(.tracking)).text, service: try reader.text(.service),
            recipient: try reader.text(.recipient), address: try reader.text(.address),
            province: try reader.text(.province), phone: try reader.text(.phone),
            weight: try reader.integer(.weight), fee: try reader.integer(.fee).map { Dong($0) },
            due: try reader.integer(.cod).map { Dong($0) } ?? .zero, handedOver: try reader.instant(.handedOver),
            deadline: try reader.day(.deadline), manifest: try reader.optional(.manifest),
            status: try reader.status(), deliveredAt: try reader.instant(.deliveredAt))
    }

    /// The cells of one row by their columns.
    private struct Row {
        let row: SheetRow
        let places: [Int]

        /// Characters, so that a broken file does not fill the ledger.
        private static let longest = 1_000

        func cell(_ column: Column) -> SheetCell {
            let place = places[column.place]
            return place < 0 ? .empty : row[place]
        }

        func text(_ column: Column) throws -> String {
            let text = cell(column).written
            guard text.utf8.count <= Self.longest else { throw fault(column) }
            return text
        }

        func needed(_ column: Column) throws -> String {
            let text = try text(column)
            guard !text.isEmpty else { throw ParcelFault(.missingValue, row: row.number, field: column.rawValue) }
            guard text.utf8.count <= 64 else { throw fault(column) }
            return text
        }

        func optional(_ column: Column) throws -> String? {
            let text = try text(column)
            return text.isEmpty ? nil : text
        }

        func direction() throws -> Direction {
            guard let direction = Direction(rawValue: cell(.leg).written.lowercased()) else { throw fault(.leg) }
            return direction
        }

        func cases() throws -> [CaseCode] {
            let codes = try needed(long: .caseCodes).split { $0 == "|" || $0 == ";" || $0 == "," || $0 == " " }
            let cases = codes.compactMap { CaseCode(rawValue: String($0)) }
            guard cases.count == codes.count, !cases.isEmpty else { throw fault(.caseCodes) }
            return cases
        }

        private func needed(long column: Column) throws -> String {
            let text = try text(column)
            guard !text.isEmpty else { throw ParcelFault(.missingValue, row: row.number, field: column.rawValue) }
            return text
        }

        /// A whole number, not negative and not beyond what an item may cost or weigh.
        func integer(_ column: Column) throws -> Int? {
            if cell(column).isBlank { return nil }
            guard let value = AmountCell.read(cell(column)), (0...AmountCell.largest).contains(value) else {
                throw fault(column)
            }
            return value
        }

        func instant(_ column: Column) throws -> Instant? {
            if cell(column).isBlank { return nil }
            guard let time = DateCell.read(cell(column)) else { throw fault(column) }
            return time.instant
        }

        func day(_ column: Column) throws -> CalendarDay? {
            if cell(column).isBlank { return nil }
            guard let day = DateCell.read(cell(column))?.day else { throw fault(column) }
            return day
        }

        func status() throws -> PostalStatus {
            let text = cell(.status).written.lowercased()
            if text.isEmpty { return .unknown }
            guard let status = PostalStatus(rawValue: text) else { throw fault(.status) }
            return status
        }

        private func fault(_ column: Column) -> ParcelFault {
            ParcelFault(.badValue, row: row.number, field: column.rawValue, allowed: column.allowed)
        }
    }
}

extension ParcelRowReader.Column {
    /// What may stand in the column, where that is not plain.
    fileprivate var allowed: String {
        switch self {
        case .leg: Direction.allCases.map(\.rawValue).joined(separator: " | ")
        case .status: PostalStatus.allCases.map(\.rawValue).joined(separator: " | ")
        case .caseCodes: "000.00.16.H40-261118-0042"
        case .handedOver, .deliveredAt: "2026-11-18 09:30"
        case .deadline: "2026-11-18"
        case .weight, .fee, .cod: "0…\(AmountCell.largest)"
        case .parcelID, .tracking, .service, .recipient, .address, .province, .phone, .manifest: ""
        }
    }

    fileprivate var place: Int {
        switch self {
        case .parcelID: 0
        case .leg: 1
        case .caseCodes: 2
        case .tracking: 3
        case .service: 4
        case .recipient: 5
        case .address: 6
        case .province: 7
        case .phone: 8
        case .weight: 9
        case .fee: 10
        case .cod: 11
        case .handedOver: 12
        case .deadline: 13
        case .manifest: 14
        case .status: 15
        case .deliveredAt: 16
        }
    }
}
