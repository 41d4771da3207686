import Basics
import Dossiers
import Ledger
import OneStop

/// Form II.06a/VPCP/KSTT of a period.
public struct FiguresView: View {
    /// By what cases are told apart.
    public enum Grouping: String, CaseIterable, Sendable { case agency, procedure, channel }

    struct Row: Encodable {
        var group: Nullable<String>
        /// Column number to figure.
        var columns: [String: Int]
        var inTimeRecordedLate: Int
        var receivedKnownLate: Int
        var settledKnownLate: Int
        /// Whether 3 = 7 + 11; the other sums are made of their parts.
        var balanced: Bool

        init(_ group: String?, _ figures: SettlementFigures) {
            self.group = Nullable(group)
            columns = Dictionary(
                uniqueKeysWithValues: SettlementFigures.Column.allCases.map { (String($0.rawValue), figures[$0]) })
            (columns["3"], columns["7"], columns["11"]) = (figures.received, figures.settled, figures.pending)
            inTimeRecordedLate = figures.inTimeRecordedLate
            (receivedKnownLate, settledKnownLate) = (figures.receivedKnownLate, figures.settledKnownLate)
            balanced = figures.isBalanced
        }

        var cells: [String] {
            [group.value ?? "Tổng"] + (3...13).map { String(columns[String($0)] ?? 0) }
        }
    }

    var form = "II.06a/VPCP/KSTT"
    var period: String
    var reading: String
    var frozenAt: Nullable<Int64>
    var total: Row
    var groups: [Row]

    public init(_ figures: PeriodFigures, of period: NamedPeriod, by grouping: Grouping?) {
        self.period = period.name
        reading = figures.reading.rawValue
        frozenAt = Nullable(figures.frozen?.milliseconds)
        total = Row(nil, figures.total)
        var sums: [String: SettlementFigures] = [:]
        if let grouping {
            for (group, row) in figures.groups { sums[Self.name(group, grouping), default: SettlementFigures()] += row }
        }
        groups = sums.sorted { $0.key < $1.key }.map { Row($0.key, $0.value) }
    }

    private static func name(_ group: FigureGroup, _ grouping: Grouping) -> String {
        switch grouping {
        case .agency: AgencyScope(key: group.agency)?.rawValue ?? group.agency
        case .procedure: group.procedure
        case .channel: group.channel
        }
    }

    public var text: TextPage {
        var page = TextPage()
        let state = frozenAt.value.map { "đã chốt \(LocalTime.text(Instant(milliseconds: $0)))" } ?? "chưa chốt"
        page.line("Biểu \(form), kỳ \(period), \(state); chờ bổ sung: \(readingVi)")
        page.table(
            [["", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"], total.cells] + groups.map(\.cells))
        page.line(
            "3 tiếp nhận = 4 trực tuyến + 5 trực tiếp, bưu chính + 6 kỳ trước chuyển sang; 3 = 7 + 11 "
                + (total.balanced ? "đúng" : "SAI"))
        page.line(
            "7 đã giải quyết = 8 trước hạn + 9 đúng hạn + 10 quá hạn; 11 đang giải quyết = 12 trong hạn + 13 quá hạn")
        if total.inTimeRecordedLate > 0 {
            page.line("Trong cột 8, 9: \(total.inTimeRecordedLate) hồ sơ trả đúng hạn nhưng ghi nhận sau hạn.")
        }
        if total.receivedKnownLate + total.settledKnownLate > 0 {
            page.line(
                "Biết sau khi kỳ trước đã chốt: \(total.receivedKnownLate) tiếp nhận, \(total.settledKnownLate) đã giải quyết."
            )
        }
        return page
    }

    private var readingVi: String {
        reading == CaseDeadline.Reading.restarted.rawValue ? "tính lại từ đầu" : "trừ thời gian chờ"
    }
}

/// The cases behind a figure.
public struct CaseCodesView: View {
    var cases: [String]
    /// What the next page is asked for with.
    var next: Nullable<String>

    public init(_ codes: [CaseCode], next: String?) {
        (cases, self.next) = (codes.map(\.rawValue), Nullable(next))
    }

    public var text: TextPage {
        var page = TextPage()
        for code in cases { page.line(code) }
        if let next = next.value { page.line("… tiếp: --after \(next)") }
        return page
    }
}
