import Basics
import Dossiers
import PostalChannel
import TestSupport
import Testing

/// Makes parcels, their lines and rules for tests.
enum PostalSample {
    static let rules = ReconciliationRules(
        version: "test",
        formats: TrackingFormats([
            TrackingFormat(id: "s10", carrier: "", pattern: "LLDDDDDDDDCVN", source: ""),
            TrackingFormat(id: "domestic", carrier: "", pattern: "DDDDDDDDDDDDD", source: ""),
        ]))

    static func parcel(
        _ id: Int, _ tracking: String, recipient: String = "Nguyễn Thị Hằng", cases: [Int]? = nil,
        day: String = "2026-10-19 09:00", due: Int = 120_000
    ) throws -> Parcel {
        let handedOver = try moment(day)
        return Parcel(
            id: "P\(id)", direction: .return, cases: try (cases ?? [id]).map(code), tracking: tracking,
            recipient: recipient, weight: 120, fee: Dong(21_000), due: Dong(due), handedOver: handedOver,
            deadline: LocalTime.day(of: handedOver).flatMap { CalendarDay(daysSinceEpoch: $0.daysSinceEpoch + 3) },
            status: .delivered)
    }

    static func code(_ number: Int) throws -> CaseCode {
        let digits = String(10_000 + number).suffix(4)
        return try #require(CaseCode(rawValue: "000.00.16.H40-261001-\(digits)"))
    }

    /// The line that the post should have for a parcel.
    static func line(_ parcel: Parcel, statement: String = "ky1", row: Int) -> StatementLine {
        let accepted = parcel.handedOver.map { PostalTime(Instant(milliseconds: $0.milliseconds + 3_600_000)) }
        let delivered = parcel.handedOver.map { PostalTime(Instant(milliseconds: $0.milliseconds + 86_400_000)) }
        return StatementLine(
            place: StatementLine.Place(statement: statement, row: row),
            tracking: WrittenTracking(text: parcel.tracking),
            accepted: accepted, delivered: delivered, status: .delivered, recipient: parcel.recipient,
            weight: parcel.weight, fee: parcel.fee, collected: parcel.due)
    }

    static func run(_ parcels: [Parcel], _ lines: [StatementLine], declared: String? = "2026-10-19") throws
        -> ReconciliationResult
    {
        let period = try declared.map { text in
            let first = try day(text)
            return first...(try #require(CalendarDay(daysSinceEpoch: first.daysSinceEpoch + 30)))
        }
        let names = Set(lines.map(\.place.statement)).union(["ky1"]).sorted()
        return Reconciliation.run(
            ReconciliationInput(
                parcels: parcels, lines: lines,
                statements: names.map { StatementPeriod(statement: $0, declared: period) },
                rules: rules))
    }
}
