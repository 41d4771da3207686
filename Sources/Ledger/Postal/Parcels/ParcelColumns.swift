import Basics
import Dossiers
import PostalChannel

/// Parcels in the columns of `parcel_versions`.
enum ParcelColumns {
    /// What is selected for ``parcel(_:)``, from `parcel_versions p`.
    static let selected = """
        p.version, p.parcel_id, p.direction, p.cases, p.tracking, p.service, p.recipient, p.address, p.province,
        p.phone, p.weight, p.fee, p.due, p.handed_over_at, p.deadline, p.manifest, p.status, p.delivered_at
        """
    /// Place of the first column after the selected ones.
    static let count = 18

    static let insertion = """
        INSERT INTO parcel_versions (version, parcel_id, direction, cases, tracking, service, recipient, address,
            province, phone, weight, fee, due, handed_over_at, deadline, manifest, status, delivered_at, recorded_at,
            agency)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Columns of ``insertion``.
    static let insertedCount = 20

    /// - Parameter agency: the key of the smallest one that has all of its cases.
    static func append(
        _ parcel: Parcel, version: Int, agency: String, at now: Instant, to batch: inout SQLBatch
    ) {
        batch.append(version)
        batch.append(parcel.id)
        batch.append(parcel.direction)
        batch.append(
            parcel.cases.count == 1 ? parcel.cases[0].rawValue : parcel.cases.map(\.rawValue).joined(separator: " "))
        batch.append(parcel.tracking)
        batch.append(parcel.service)
        batch.append(parcel.recipient)
        batch.append(parcel.address)
        batch.append(parcel.province)
        batch.append(parcel.phone)
        batch.append(parcel.weight)
        batch.append(parcel.fee)
        batch.append(parcel.due)
        batch.append(parcel.handedOver)
        batch.append(parcel.deadline.map(DayColumn.encode))
        batch.append(parcel.manifest)
        batch.append(parcel.status)
        batch.append(parcel.deliveredAt)
        batch.append(now)
        batch.append(agency)
    }

    static func parcel(_ row: SQLCells) throws -> Parcel {
        Parcel(
            id: try row.text(1), direction: try row.parsed(2), cases: try cases(row.text(3)),
            tracking: try row.text(4), service: try row.text(5), recipient: try row.text(6),
            address: try row.text(7), province: try row.text(8), phone: try row.text(9),
            weight: try row.wholeNumber(10), fee: try row.dong(11), due: try row.present(row.dong(12), 12),
            handedOver: try row.instant(13), deadline: try row.wholeNumber(14).map(DayColumn.decode),
            manifest: try row.optionalText(15), status: try row.parsed(16), deliveredAt: try row.instant(17))
    }

    static func version(_ row: SQLCells) throws -> ParcelVersion { ParcelVersion(number: try row.integer(0)) }

    private static func cases(_ text: String) throws -> [CaseCode] {
        if let code = CaseCode(rawValue: text) { return [code] }
        return try text.split(separator: " ").map {
            guard let code = CaseCode(rawValue: String($0)) else {
                throw LedgerError(.damagedRecord, "cases of a parcel")
            }
            return code
        }
    }
}

/// A day as the number `yyyymmdd`.
enum DayColumn {
    static func encode(_ day: CalendarDay) -> Int { day.year * 10_000 + day.month * 100 + day.day }

    static func decode(_ number: Int) throws -> CalendarDay {
        guard let day = CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100) else {
            throw LedgerError(.damagedRecord, "a day")
        }
        return day
    }
}
