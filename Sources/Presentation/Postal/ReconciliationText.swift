import Basics
import Ledger
import PostalChannel
import PostalPipeline

/// A reconciliation as clerks read of it: sums by outcome, then what has to be closed. Its JSON is ``OutcomeRows``.
public struct ReconciliationText {
    private let reconciled: RecordedReconciliation
    private let names: [String: String]
    private let waiting: [StatementRecord]

    /// - Parameters:
    ///   - names: names of the statements' files by identity.
    ///   - waiting: the statements that wait for a person and were not reconciled.
    public init(_ reconciled: RecordedReconciliation, names: [String: String], waiting: [StatementRecord] = []) {
        (self.reconciled, self.names, self.waiting) = (reconciled, names, waiting)
    }

    private var result: ReconciliationResult { reconciled.result }
    private var sealed: SealedTotals { reconciled.sealed }

    public var text: TextPage {
        let known = reconciled.wasKnown ? " (như lần trước, không ghi thêm)" : ""
        var page = TextPage("Lần đối soát \(reconciled.run.id)\(known)")
        page += sums
        if let notCompared { page.line(notCompared) }
        page += interpreted
        for record in waiting {
            page.line("Bảng kê chờ xác nhận, chưa tính: \(record.source.fileName) (sohoa postal statements)")
            for problem in StatementFindings(record)?.problems ?? [] { page.line("  ! \(problem.vietnamese)") }
        }
        page += breaks
        let settled = reconciled.filing.settled.count + reconciled.sealed.closedBreaks
        if settled > 0 {
            page.line("\(settled) chênh lệch đã đóng, số liệu không đổi: sohoa postal breaks --state closed")
        }
        return page
    }

    private static let maxBreaks = 50

    private var breaks: TextPage {
        var page = TextPage()
        let breaks = result.entries.filter(\.isDiscrepancy).map { ($0, reconciled.openCodes(of: $0)) }
            .filter { !$0.1.isEmpty }
        page.line()
        page.line(breaks.isEmpty ? "Không có chênh lệch." : "\(breaks.count) chênh lệch:")
        for (entry, codes) in breaks.prefix(Self.maxBreaks) { page.line(line(entry, codes)) }
        if breaks.count > Self.maxBreaks {
            page.line("… và \(breaks.count - Self.maxBreaks) nữa: sohoa postal breaks")
        }
        return page
    }

    private var sums: TextPage {
        let balance = reconciled.balance
        let isRemitted = balance.total.remitted != .zero
        let head = ["", "bưu gửi", "dòng kê", "so thiếu", "cước của ta", "cước kê", "phải thu hộ", "đã thu hộ"]
        let rows = balance.rows.sorted { $0.key < $1.key }.map { [$0.key.vietnamese] + cells($0.value, isRemitted) }
        var page = TextPage()
        page.table(
            [head + (isRemitted ? ["đã nộp về"] : [])] + rows + [["Cộng"] + cells(balance.total, isRemitted)])
        return page
    }

    /// What could not be compared, and on how many pairs: nobody should take silence for agreement.
    private var notCompared: ShownText? {
        var counts: [ComparedField.Name: Int] = [:]
        for (code, count) in sealed.notCompared where count > 0 {
            if let name = ComparedField.Name(rawValue: code) { counts[name] = count }
        }
        for entry in result.entries {
            guard let parcel = entry.parcel, let line = entry.line, !entry.isFurtherLine else { continue }
            for name in ComparedField.notCompared(result.input.parcels[parcel], result.input.lines[line]) {
                counts[name, default: 0] += 1
            }
        }
        guard !counts.isEmpty else { return nil }
        let texts = ComparedField.Name.allCases.compactMap { name in
            counts[name].map { "\(name.vietnamese) \($0)" }
        }
        return "Chưa so được (bưu điện không ghi hoặc ghi không đọc được): \(texts.joined(separator: ", "))."
    }

    /// Numbers that were not written as they are, on how many lines.
    private var interpreted: TextPage {
        var page = TextPage()
        for remark in [Remark.leadingZerosLost, .notedNumber] {
            let count =
                result.entries.count { $0.remarks.contains(remark) } + (sealed.remarks[remark.rawValue] ?? 0)
            if count > 0 { page.line("\(count) dòng: \(remark.vietnamese).") }
        }
        return page
    }

    private func cells(_ sums: BalanceSheet.Sums, _ isRemitted: Bool) -> [String] {
        [
            "\(sums.parcels)", "\(sums.lines)", "\(sums.partly)", sums.ourFee.description, sums.theirFee.description,
            sums.due.description, sums.collected.description,
        ] + (isRemitted ? [sums.remitted.description] : [])
    }

    private func line(_ entry: ReconciledEntry, _ codes: [DiscrepancyCode]) -> ShownText {
        let input = result.input
        let parcel = entry.parcel.map { input.parcels[$0] }
        let line = entry.line.map { input.lines[$0] }
        let told = entry.remarks.all.filter { [.chargeWithoutNumber, .leadingZerosLost, .notedNumber].contains($0) }
        let what = codes.map(\.vietnamese) + told.map(\.vietnamese)
        let place = line.map { "\(names[$0.place.statement] ?? ""), dòng \($0.place.row)" }
        let heads = [parcel?.tracking ?? line?.tracking.text, parcel?.cases.first?.rawValue, place].compactMap(\.self)
        var evidence = DiscrepancyEvidence()
        for code in codes { evidence.add(DiscrepancyEvidence(code, entry, in: result)) }
        var facts = evidence.facts.map(\.vietnamese)
        if let line, entry.remarks.contains(.chargeWithoutNumber) {
            facts.insert("\(line.recipient): \((line.fee ?? .zero) + (line.surcharge ?? .zero))", at: 0)
        }
        let proof = facts.isEmpty ? "" : " – \(facts.joined(separator: "; "))"
        return "  \(heads.joined(separator: " · ")): \(what.joined(separator: "; "))\(proof)"
    }
}
