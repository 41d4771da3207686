import Basics
import Foundation
import Ledger
import PostalChannel
import PrintedSheets

/// Who draws up the record of a reconciliation, with whom.
public struct ReconciliationParties: Sendable {
    public var issuer: SheetIssuer
    /// As in `Bưu điện tỉnh Sơn Định`.
    public var postalOperator: String

    public init(issuer: SheetIssuer, postalOperator: String) {
        self.issuer = issuer
        self.postalOperator = postalOperator
    }
}

extension PostalService {
    /// Writes the record of a reconciliation (biên bản đối soát) as PDF: sums that balance to the đồng, and what is open.
    /// - Throws: `SheetFault`, `LedgerError`; ``NothingReconciled`` when no statement covers any day.
    public func writeRecord(
        _ reconciled: RecordedReconciliation, parties: ReconciliationParties, to path: String
    ) async throws {
        let names = try await fileNames()
        let records = try await openDifferences(on: reconciled.days)
        guard let days = reconciled.days ?? Self.days(reconciled.result) else { throw NothingReconciled() }
        let sheet = Self.sheet(reconciled, parties, days, names: names, records)
        let created = reconciled.run.recordedAt
        try await work.run { try sheet.write(to: path, created: created) }
    }

    private static func sheet(
        _ reconciled: RecordedReconciliation, _ parties: ReconciliationParties, _ days: ClosedRange<CalendarDay>,
        names: [String: String], _ records: [DiscrepancyRecord]
    ) -> DiscrepancySheet {
        let balance = reconciled.balance
        let open = OpenDifferences(reconciled.result)
        let outcomes = balance.rows.sorted { $0.key < $1.key }.map { row, sums in
            DiscrepancySheet.Outcome(name: row.vietnamese, isMatch: row == .outcome(.matched), sums: Self.sums(sums))
        }
        let statements = reconciled.result.input.statements.compactMap { names[$0.statement] }
        return DiscrepancySheet(
            issuer: parties.issuer, postalOperator: parties.postalOperator, number: reconciled.run.id.rawValue,
            statement: statements.joined(separator: ", "), firstDay: days.lowerBound, lastDay: days.upperBound,
            outcomes: outcomes, total: Self.sums(balance.total),
            remitted: reconciled.hasRemittances ? balance.total.remitted : nil,
            differences: records.map {
                Self.difference($0, in: open, names: names)
            })
    }

    private static func sums(_ sums: BalanceSheet.Sums) -> DiscrepancySheet.Sums {
        DiscrepancySheet.Sums(
            lines: sums.entries, ours: DiscrepancySheet.Money(postage: sums.ourFee, collected: sums.due),
            theirs: DiscrepancySheet.Money(postage: sums.theirFee, collected: sums.collected))
    }

    private static func difference(
        _ record: DiscrepancyRecord, in differences: OpenDifferences, names: [String: String]
    ) -> DiscrepancySheet.Difference {
        let subject = record.value.subject
        let code = DiscrepancyCode(rawValue: record.value.code)
        let place = subject.line?.split(separator: ":") ?? []
        let file = place.first.flatMap { names[String($0)] }.map { "\($0), dòng \(place.last ?? "")" }
        let amounts = code.map { differences.amounts($0, subject, record.value.amount) } ?? (ours: nil, theirs: nil)
        return DiscrepancySheet.Difference(
            tracking: subject.tracking ?? "", cases: subject.caseCode.map { [$0] } ?? [],
            outcome: code?.vietnamese ?? record.value.code,
            evidence: [file, record.value.evidence?.vietnamese, code?.advice].compactMap(\.self).filter { !$0.isEmpty }
                .joined(separator: ". "),
            ours: amounts.ours, theirs: amounts.theirs,
            deadline: record.complaintDeadline)
    }

    /// The open differences, as many as a sheet may have, in parts.
    private func openDifferences(on days: ClosedRange<CalendarDay>?) async throws -> [DiscrepancyRecord] {
        let filter = DiscrepancyFilter(days: days)
        var records: [DiscrepancyRecord] = []
        while records.count < DiscrepancySheet.differenceLimit {
            let last = records.last?.place
            let page = try await office.ledger.read { try $0.discrepancies(filter, after: last, limit: 500) }
            guard !page.isEmpty else { break }
            records += page
        }
        return Array(records.prefix(DiscrepancySheet.differenceLimit))
    }

    /// First and last day of what was reconciled. The lines of settled statements are not all in the result, but the days
    /// are known on which they were taken.
    private static func days(_ result: ReconciliationResult) -> ClosedRange<CalendarDay>? {
        let declared = result.input.statements.compactMap(\.declared).flatMap { [$0.lowerBound, $0.upperBound] }
        let days =
            declared.isEmpty
            ? result.input.lines.compactMap { $0.accepted?.day }
                + result.input.statements.flatMap { $0.days?.takenOn.keys.compactMap(day) ?? [] } : declared
        guard let first = days.min(), let last = days.max() else { return nil }
        return first...last
    }

    private static func day(_ number: Int) -> CalendarDay? {
        LocalTime.day(of: Instant(milliseconds: Int64(number) * 86_400_000 - LocalTime.offset))
    }
}

/// What both sides have of a difference, in đồng.
private struct OpenDifferences {
    private let result: ReconciliationResult
    /// Pairs and lone parcels by the parcel's identity, lone lines by their place.
    private let entries: [String: ReconciledEntry]

    init(_ result: ReconciliationResult) {
        self.result = result
        let named = result.entries.lazy.filter { result.isDiscrepancy($0) && !$0.isFurtherLine }.map { entry in
            (
                entry.parcel.map { "P/\(result.input.parcels[$0].id)" }
                    ?? entry.line.map { "L/\(result.input.lines[$0].place.text)" } ?? "", entry
            )
        }
        entries = Dictionary(Array(named)) { first, _ in first }
    }

    /// `nil` where a side has none, or where the difference is not about money.
    /// - Parameter inQuestion: what the further lines of the same item charge together.
    func amounts(_ code: DiscrepancyCode, _ subject: DiscrepancySubject, _ inQuestion: Dong) -> (
        ours: Dong?, theirs: Dong?
    ) {
        let name = subject.parcel.map { "P/\($0)" } ?? subject.line.map { "L/\($0)" } ?? ""
        guard case .outcome(let outcome) = code, let entry = entries[name] else { return (nil, nil) }
        let parcel = entry.parcel.map { result.input.parcels[$0] }
        let line = result.comparedLine(of: entry)
        let charge = line.map { ($0.fee ?? .zero) + ($0.surcharge ?? .zero) }
        switch outcome {
        case .codDiffers: return (parcel?.due, line?.collected)
        case .feeDiffers, .missingInOurs: return (parcel?.fee, charge)
        case .duplicateLine: return (parcel?.fee, charge.map { $0 - inQuestion })
        case .missingInStatement: return (parcel?.due, nil)
        default: return (nil, nil)
        }
    }
}

/// There is no statement to draw up a record of.
public struct NothingReconciled: RefusalConvertible, Hashable, CustomStringConvertible {
    public var refusal: Refusal {
        Refusal(
            "nothing_reconciled", .notFound, "Chưa có bảng kê nào; hãy nhận bằng sohoa postal statement.",
            "There is no statement yet; take one with sohoa postal statement (nothing_reconciled).")
    }

    public var description: String { refusal.text.text }
}
