import Basics
import Ledger
import PostalChannel
import PostalPipeline

/// The statements that were taken, with what waits for an answer.
public struct StatementListView: View {
    private let records: [StatementRecord]
    private let naming: DiscrepancyNaming

    public init(_ records: [StatementRecord], naming: DiscrepancyNaming) {
        (self.records, self.naming) = (records, naming)
    }

    public func encode(to encoder: any Encoder) throws {
        try records.map { record in
            var view = StatementView(record, file: record.source.fileName)
            view.number = naming.file(of: record.id)
            return view
        }.encode(to: encoder)
    }

    public var text: TextPage {
        var page = TextPage()
        page.table(
            records.map { record in
                [
                    naming.file(of: record.id).map(String.init) ?? "", record.id.rawValue, record.source.fileName,
                    "\(record.totals.lines) dòng",
                    record.totals.fee.description, record.totals.collected.description,
                    record.state.vietnamese,
                ]
            })
        for record in records where record.state == .awaitingColumns { page += Self.waiting(record) }
        for record in records where record.state == .complete { page += Self.accepted(record) }
        return page
    }

    /// Sums that differ and were accepted.
    private static func accepted(_ record: StatementRecord) -> TextPage {
        var page = TextPage()
        for difference in StatementFindings(record)?.differences ?? [] {
            let column = ColumnRole(rawValue: difference.column)?.vietnamese ?? difference.column
            page.line(
                "\(record.source.fileName): nhận dù dòng tổng ghi \(Dong(difference.stated)) ở cột \(column), "
                    + "cộng các dòng được \(Dong(difference.added))\(record.answers.by.map { " (\($0))" } ?? "")."
            )
        }
        return page
    }

    /// Why a statement waits, and how it is answered.
    private static func waiting(_ record: StatementRecord) -> TextPage {
        var page = TextPage("\(record.source.fileName) (\(record.id)) chờ xác nhận:")
        let problems = StatementFindings(record)?.problems ?? []
        for problem in problems { page.line("  ! \(problem.vietnamese)") }
        if problems.contains(where: { !$0.isAboutOthers }) { page.line("  sohoa postal columns …") }
        if problems.contains(where: \.isAboutOthers) {
            page.line("  sohoa postal statement \(record.id) --corrects … | --amends … | --beside | --dismiss")
        }
        return page
    }
}
