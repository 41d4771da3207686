import Basics
import Dossiers
import PostalChannel
import TestSupport

@testable import Ledger

/// Parcels and statements to test with.
enum PostDesk {
    static func day(_ text: String) -> CalendarDay {
        guard let day = CalendarDay(rawValue: text) else { preconditionFailure("test data") }
        return day
    }

    static func code(_ number: Int) -> CaseCode {
        let digits = String(abs(number) % 10_000)
        let padded = String(repeating: "0", count: 4 - digits.count) + digits
        guard let code = CaseCode(rawValue: "H40.16-261118-\(padded)") else { preconditionFailure("test data") }
        return code
    }

    /// 9:00 of a day at +07:00.
    static func morning(_ day: String) -> Instant {
        Instant(milliseconds: Int64(Self.day(day).daysSinceEpoch) * 86_400_000 + 2 * 3_600_000)
    }

    static func parcel(_ number: Int, handedOver: String? = "2026-11-18", due: Int = 120_000) -> Parcel {
        Parcel(
            id: "P\(number)", direction: .return, cases: [code(number)], tracking: "EB40311\(number)VN",
            service: "EMS", recipient: "Nguyễn Thị Hằng", address: "tổ dân phố số 7, xã Phú Vượng",
            province: "TP. Hồ Chí Minh", phone: "0900126449", weight: 120, fee: Dong(21_000), due: Dong(due),
            handedOver: handedOver.map(morning), deadline: day("2026-11-22"), manifest: "BK\(number / 10)",
            status: .delivered, deliveredAt: morning("2026-11-20"))
    }

    static let source = StatementSource(
        fileName: "ky1.xlsx", operatorName: "vnpost", sheet: "Bảng kê",
        declaredPeriod: day("2026-11-16")...day("2026-11-22"))

    static func line(_ row: Int, sheet: Int = 0) -> StatementLine {
        StatementLine(
            place: .init(statement: "", sheet: sheet, row: row), tracking: .written("EB40311\(row)VN"),
            caseCode: code(row), accepted: PostalTime(morning("2026-11-18")),
            delivered: PostalTime(morning("2026-11-20"), isWholeDay: true), status: .delivered,
            recipient: "Nguyễn Thị Hằng", signer: "Hằng", weight: 120, fee: Dong(21_000), surcharge: Dong(500),
            collected: Dong(120_000), remitted: Dong(120_000), attempts: 1)
    }

    static func row(_ row: Int) -> StatementRow {
        StatementRow(.line(line(row)), rawCells: #"["\#(row)","EB40311\#(row)VN","21.000"]"#)
    }

    static func total(_ row: Int) -> StatementRow {
        StatementRow(.leftOut(sheet: 0, row: row, reason: "total"), rawCells: #"["Tổng cộng","210.000"]"#)
    }
}

extension LedgerTransaction {
    /// Stores a whole statement.
    @discardableResult
    func store(
        _ rows: [StatementRow], of content: String, source: StatementSource = PostDesk.source,
        superseding superseded: StatementID? = nil, at now: Instant = Office.time()
    ) throws -> StatementRecord {
        let opening = try openStatement(
            source, artifact: Office.digest(content), columnMap: "{}", superseding: superseded, at: now)
        guard case .opened(let load) = opening else { throw LedgerError(.conflict, "known") }
        try add(rows, to: load)
        return try completeStatement(load, at: now)
    }

    /// Records a run that stands for any.
    func recordAnyRun(_ name: String = "", at now: Instant) throws -> RunID {
        let result = ReconciliationResult(
            input: ReconciliationInput(
                parcels: [], lines: [], statements: [],
                rules: ReconciliationRules(version: "1", formats: TrackingFormats([]))), entries: [])
        let basis = RunBasis(rulesVersion: "1", statements: [], additionalInputs: name)
        let run = try recordRun(result, parcels: RegisteredParcels(), basis: basis, at: now).run
        try recordLegsFollowed(run, at: now)
        return run.id
    }
}
