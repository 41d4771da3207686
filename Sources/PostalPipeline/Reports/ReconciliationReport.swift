import Basics
import Ledger
import PostalChannel
import Spreadsheets
import VietnameseText

/// A reconciliation as a workbook for the post: sums that balance on one sheet, each difference with our evidence on the
/// next, all pairs on the last.
public struct ReconciliationReport: Sendable {
    private let reconciled: RecordedReconciliation
    fileprivate let result: ReconciliationResult
    private let balance: BalanceSheet
    private let sealed: SealedTotals
    private let breaks: [DiscrepancyID: DiscrepancyRecord]
    private let naming: DiscrepancyNaming
    private let names: [String: String]
    private let run: RunRecord
    /// Whether settled pairs are listed, too, which the result does not have.
    private let listsSealed: Bool

    /// - Parameters:
    ///   - breaks: the differences that are on record.
    ///   - names: names of the statements' files by the statements' identities.
    ///   - listsSealed: whether settled pairs will be listed with the others.
    init(
        _ reconciled: RecordedReconciliation, breaks: [DiscrepancyRecord], naming: DiscrepancyNaming,
        names: [String: String], listsSealed: Bool
    ) {
        self.reconciled = reconciled
        result = reconciled.result
        balance = reconciled.balance
        sealed = reconciled.sealed
        run = reconciled.run
        self.listsSealed = listsSealed
        self.breaks = Dictionary(breaks.map { ($0.id, $0) }) { first, _ in first }
        self.naming = naming
        self.names = names
    }

    /// Begins the workbook; an older file at the path is replaced once the new one is whole. Blocks.
    /// - Throws: `SpreadsheetFault`.
    func begin(at path: String) throws -> ReportInProgress {
        let writer = try SpreadsheetWriter(
            path: path, created: run.recordedAt.milliseconds / 1000, title: "Đối soát bưu gửi", isLarge: true)
        try writeSums(writer)
        try writeDiscrepancies(writer)
        return ReportInProgress(self, writer, pairs: try addPairs(writer))
    }

    private var titles: [String] {
        [
            "Lần đối soát \(run.id), \(LocalTime.text(run.recordedAt))", "Quy tắc \(result.input.rules.version)",
            "Chênh lệch = số của cơ quan − số của bưu điện",
        ]
            + (sealed.run.parcels > 0 && !listsSealed
                ? ["Gồm \(sealed.run.parcels) bưu gửi của các kỳ đã khóa sổ, chỉ tính vào bảng tổng hợp"] : [])
    }

    /// Differences that people closed are not listed for the post once more, but counted.
    private var titlesOfDiscrepancies: [String] {
        let closed = result.entries.reduce(listsSealed ? sealed.closedBreaks : 0) { count, entry in
            count
                + (entry.isDiscrepancy ? result.breakCodes(of: entry).count - reconciled.openCodes(of: entry).count : 0)
        }
        return titles + (closed > 0 ? ["\(closed) chênh lệch đã đóng, không kê ở đây"] : [])
    }

    // MARK: Sheets

    private func writeSums(_ writer: SpreadsheetWriter) throws {
        let columns = [
            WrittenColumn("Kết quả", width: 34), WrittenColumn("Bưu gửi"), WrittenColumn("Dòng kê"),
            WrittenColumn("Cước của ta", width: 18), WrittenColumn("Cước kê", width: 18),
            WrittenColumn("Chênh cước", width: 18), WrittenColumn("Phải thu hộ", width: 18),
            WrittenColumn("Đã thu hộ", width: 18), WrittenColumn("Chênh thu hộ", width: 18),
            WrittenColumn("Đã nộp về", width: 18),
        ]
        let sheet = try writer.addSheet("Tổng hợp", columns: columns, titles: titles)
        for (row, sums) in balance.rows.sorted(by: { $0.key < $1.key }) {
            try sheet.append([
                .text(row.vietnamese), .integer(sums.parcels), .integer(sums.lines), .amount(sums.ourFee.rawValue),
                .amount(sums.theirFee.rawValue), .amount((sums.ourFee - sums.theirFee).rawValue),
                .amount(sums.due.rawValue), .amount(sums.collected.rawValue),
                .amount((sums.due - sums.collected).rawValue), .amount(sums.remitted.rawValue),
            ])
        }
        try sheet.appendSums(label: "Cộng")
    }

    private func writeDiscrepancies(_ writer: SpreadsheetWriter) throws {
        let columns = [
            WrittenColumn("Mã chênh lệch", width: 30), WrittenColumn("Số hiệu bưu gửi", width: 18),
            WrittenColumn("Mã hồ sơ", width: 28), WrittenColumn("Chênh lệch", width: 30),
            WrittenColumn("Trạng thái xử lý", width: 16),
            WrittenColumn("Số tiền", width: 16), WrittenColumn("Hạn khiếu nại"),
            WrittenColumn("Bảng kê", width: 30), WrittenColumn("Dòng"),
            WrittenColumn("Số hiệu trong bảng kê", width: 20), WrittenColumn("Bằng chứng", width: 60, wraps: true),
            WrittenColumn("Đề nghị", width: 50, wraps: true), WrittenColumn("Quy tắc", width: 22),
        ]
        let sheet = try writer.addSheet("Chênh lệch", columns: columns, titles: titlesOfDiscrepancies)
        for entry in result.entries where entry.isDiscrepancy {
            for code in reconciled.openCodes(of: entry) { try sheet.append(breakCells(entry, code)) }
        }
    }

    private func breakCells(_ entry: ReconciledEntry, _ code: DiscrepancyCode) -> [WrittenCell] {
        let parcel = entry.parcel.map { result.input.parcels[$0] }
        let line = entry.line.map { result.input.lines[$0] }
        let id = naming.id(code.rawValue, entry, in: result)
        let record = id.flatMap { breaks[$0] }
        return [
            .foreign(id?.rawValue ?? ""),
            .foreign(parcel?.tracking ?? line?.tracking.text ?? ""),
            .foreign(parcel?.cases.map(\.rawValue).joined(separator: ", ") ?? ""), .text(code.vietnamese),
            .text(record?.value.state.vietnamese ?? ""), record.map { .amount($0.value.amount.rawValue) } ?? .empty,
            record?.complaintDeadline.flatMap(Self.day) ?? .empty,
            .foreign(line.map { names[$0.place.statement] ?? "" } ?? ""), line.map { .integer($0.place.row) } ?? .empty,
            .foreign(line?.tracking.text ?? ""), .foreign(evidence(code, entry)), .text(code.advice),
            .text(entry.rule?.rawValue ?? ""),
        ]
    }

    private func addPairs(_ writer: SpreadsheetWriter) throws -> SheetWriter {
        let columns = [
            WrittenColumn("Số hiệu bưu gửi", width: 18), WrittenColumn("Mã hồ sơ", width: 28),
            WrittenColumn("Kết quả", width: 30), WrittenColumn("Bảng kê", width: 30), WrittenColumn("Dòng"),
            WrittenColumn("Cước của ta", width: 16), WrittenColumn("Cước kê", width: 16),
            WrittenColumn("Phải thu hộ", width: 16), WrittenColumn("Đã thu hộ", width: 16),
            WrittenColumn("Đã nộp về", width: 16),
            WrittenColumn("Bàn giao", width: 18), WrittenColumn("Phát", width: 18), WrittenColumn("Quy tắc", width: 22),
            WrittenColumn("Chưa so", width: 24),
        ]
        return try writer.addSheet("Đã ghép", columns: columns, titles: titles)
    }

    /// A pair as the sheet has it; `nil` for what is none. All lines of an item stand together, with their surcharges, as
    /// on the sheet of sums.
    /// - Parameter result: whose entry it is.
    fileprivate func pairCells(_ entry: ReconciledEntry, in result: ReconciliationResult) -> [WrittenCell]? {
        guard let place = entry.parcel, !entry.isFurtherLine, let line = result.comparedLine(of: entry) else {
            return nil
        }
        let parcel = result.input.parcels[place]
        let charge = line.fee.map { $0 + (line.surcharge ?? .zero) } ?? line.surcharge
        return [
            .foreign(parcel.tracking), .foreign(parcel.cases.map(\.rawValue).joined(separator: ", ")),
            .text(entry.outcomes.all.map(\.vietnamese).joined(separator: "; ")),
            .foreign(names[line.place.statement] ?? ""), .integer(line.place.row), Self.amount(parcel.fee),
            Self.amount(charge), .amount(parcel.due.rawValue), Self.amount(line.collected),
            Self.amount(line.remitted),
            Self.time(parcel.handedOver.map { PostalTime($0, isWholeDay: PostalTime($0).isMidnight) }),
            Self.time(line.delivered), .text(entry.rule?.rawValue ?? ""),
            .text(ComparedField.notCompared(parcel, line).map(\.vietnamese).joined(separator: ", ")),
        ]
    }

    // MARK: Cells

    /// What proves a difference, and the list by which a lone parcel was handed over.
    private func evidence(_ code: DiscrepancyCode, _ entry: ReconciledEntry) -> String {
        let facts = DiscrepancyEvidence(code, entry, in: result).vietnamese
        let parcel = entry.line == nil ? entry.parcel.map { result.input.parcels[$0] } : nil
        let manifest = parcel?.manifest.map { "biên bản \($0)" }
        return [facts, manifest].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static func amount(_ amount: Dong?) -> WrittenCell { amount.map { .amount($0.rawValue) } ?? .empty }

    /// A day without an hour is written as a day.
    private static func time(_ time: PostalTime?) -> WrittenCell {
        guard let time, time.isWholeDay else { return moment(time?.instant) }
        return time.day.flatMap(day) ?? .empty
    }

    private static func moment(_ instant: Instant?) -> WrittenCell {
        instant.map { .moment($0.milliseconds) } ?? .empty
    }

    private static func day(_ day: CalendarDay) -> WrittenCell? {
        CivilDate(year: day.year, month: day.month, day: day.day).map(WrittenCell.day)
    }
}

/// A workbook whose pairs are still being written, in parts, so that those of years need not be in memory.
final class ReportInProgress: @unchecked Sendable {
    // It is written by one piece of blocking work after the other, never by two at once.

    private let report: ReconciliationReport
    private let writer: SpreadsheetWriter
    private let sheet: SheetWriter
    private var order: EntryOrder
    private var rowsLeft = ReportInProgress.maxPairs

    /// A sheet of Excel has 1,048,576 rows.
    private static let maxPairs = 1_048_000

    fileprivate init(_ report: ReconciliationReport, _ writer: SpreadsheetWriter, pairs: SheetWriter) {
        (self.report, self.writer, sheet) = (report, writer, pairs)
        order = EntryOrder(report.result)
    }

    /// Writes settled pairs, each after the pairs of the result that come before it. Blocks.
    /// - Parameter settled: a result for each parcel, ascending by the parcels' identities, after those of earlier calls.
    func append(_ settled: [ReconciliationResult]) throws {
        for one in settled {
            try appendOwn(before: one.input.parcels.first?.id)
            for entry in one.entries { try append(entry, in: one) }
        }
    }

    /// Writes the rest and puts the file in its place. Blocks.
    func finish() throws {
        try appendOwn(before: nil)
        try writer.finish()
    }

    /// - Parameter parcel: identity of the first parcel that comes later; `nil` when none does.
    private func appendOwn(before parcel: String?) throws {
        for entry in order.entries(before: parcel) { try append(entry, in: report.result) }
    }

    private func append(_ entry: ReconciledEntry, in result: ReconciliationResult) throws {
        guard rowsLeft > 0, let cells = report.pairCells(entry, in: result) else { return }
        try sheet.append(cells)
        rowsLeft -= 1
    }
}

extension PostalService {
    /// Writes a reconciliation as a workbook for the post.
    /// - Parameter listsSealed: whether the pairs that are settled, and that the result of a window does not have, are read
    ///   from the ledger and listed with the others: the workbook is that of reconciling everything, as long as nobody opens
    ///   settled days meanwhile.
    /// - Throws: `SpreadsheetFault`, `LedgerError`.
    public func writeReport(
        _ reconciled: RecordedReconciliation, to path: String, listsSealed: Bool = false
    ) async throws {
        let (breaks, naming) = try await office.ledger.read { (try $0.openDiscrepancies(), try $0.breakNaming()) }
        let report = ReconciliationReport(
            reconciled, breaks: breaks, naming: naming, names: try await fileNames(), listsSealed: listsSealed)
        let writing = try await work.run { try report.begin(at: path) }
        if listsSealed {
            try await forEachSettled(besides: reconciled.result, on: reconciled.days) { part in
                try await work.run { try writing.append(part) }
            }
        }
        try await work.run { try writing.finish() }
    }
}
