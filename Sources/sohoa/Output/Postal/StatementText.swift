import ArtifactStore
import Basics
import DocumentModel
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets

/// A statement as clerks read of it.
enum StatementText {
    /// - Parameter shown: tables of statements shown before: columns that are the same are not listed again.
    static func print(_ taken: TakenStatement, file: String, unlessShown shown: inout [StatementTables.Table]) {
        let record = taken.record
        switch record.state {
        case .awaitingColumns: return printHeld(taken, file: file)
        case .superseded: return printSetAside(taken, file: file)
        case .loading, .complete: break
        }
        let known = taken.wasKnown ? " (đã nhận trước đây, không thay đổi)" : ""
        Print.line("\(file): \(record.totals.lines) dòng\(known)")
        Print.line("  Mã \(record.id)\(period(record))\(sums(record))")
        for replaced in taken.replaced {
            Print.line("  Thay thế bảng kê \(replaced.source.fileName) (\(replaced.id)); cả hai được lưu.")
            Print.line("  Dùng lại bảng kê trước: sohoa postal statement \(replaced.id) --corrects \(record.id)")
        }
        if let amended = record.answers.amends, !taken.wasKnown {
            Print.line("  Thay các dòng cùng số hiệu của bảng kê \(amended); các dòng khác của bảng kê ấy vẫn tính.")
            Print.line("  Bỏ việc thay này: sohoa postal statement \(record.id) --dismiss")
        }
        for table in taken.tables {
            if shown.contains(where: {
                $0.guess.map.columns == table.guess.map.columns && $0.guess.headings == table.guess.headings
            }) {
                Print.line("  Cột \(table.name.isEmpty ? "" : "\(table.name) ")như trên.")
            } else {
                printColumns(table, taken.columns)
                shown.append(table)
            }
        }
        printLeftOut(taken)
        for difference in taken.differingTotals {
            Print.line(
                "  ! Dòng tổng của bảng kê ghi \(difference.stated) ở cột \(difference.role.vietnamese), cộng các dòng được \(difference.added)."
            )
        }
    }

    /// What is wrong with a file that could not be taken, when that concerns this file only.
    static func message(_ error: any Error) -> String? {
        switch error {
        case let fault as SpreadsheetFault: return fault.description
        case let fault as FileFault:
            let text = fault.code.message
            return "\(text.vietnamese)\n\(text.english) (\(fault.code.rawValue): \(fault.detail))"
        case let error as LedgerError where error.code == .periodClosed:
            return "Kỳ đối soát đã khóa sổ; mở lại kỳ rồi nhận bảng kê.\n\(error.description): "
                + "the statement covers closed days; reopen them first."
        default: return nil
        }
    }

    /// A file that does not count, since another statement has its lines or its place, or a person set it aside.
    private static func printSetAside(_ taken: TakenStatement, file: String) {
        let record = taken.record
        guard let successor = taken.successor else {
            Print.line("\(file): \(record.totals.lines) dòng, không tính vào đối soát; tệp được lưu.")
            return Print.line("  Dùng lại: sohoa postal statement \(record.id) --beside")
        }
        let name = "\(successor.source.fileName) (\(successor.id))"
        if record.totals == successor.totals || !taken.wasKnown {
            Print.line("\(file): đã nhận trước đây: cùng các dòng như bảng kê \(name); không có dòng mới.")
        } else {
            Print.line("\(file): đã nhận trước đây và đã được thay bằng bảng kê \(name); không thay đổi.")
        }
        Print.line("  Dùng tệp này thay bảng kê ấy: sohoa postal statement \(record.id) --corrects \(successor.id)")
    }

    /// The ways to answer what a statement is to others.
    static func answers(_ record: StatementRecord, _ problems: [StatementProblem]) -> [String] {
        let others = problems.compactMap(\.other)
        guard let first = others.first else { return [] }
        let all = others.map { "--corrects \($0.id)" }.joined(separator: " ")
        var texts = [
            "sohoa postal statement \(record.id) \(all)", "  thay cả bảng kê ấy; dòng không còn thì không tính nữa",
        ]
        if others.count == 1 {
            texts += [
                "sohoa postal statement \(record.id) --amends \(first.id)",
                "  chỉ thay các dòng cùng số hiệu; các dòng khác của bảng kê ấy vẫn tính",
            ]
        }
        return texts + [
            "sohoa postal statement \(record.id) --beside", "  tính cả hai",
            "sohoa postal statement \(record.id) --dismiss", "  không tính tệp này",
        ]
    }

    /// What a person is asked, and by which command the answer is given.
    private static func printHeld(_ taken: TakenStatement, file: String) {
        Print.line("\(file): đã lưu, chưa tính vào đối soát. Kept, and not reconciled yet:")
        for problem in taken.problems { Print.line("  ! \(problem.vietnamese)") }
        let totals = taken.record.totals
        if totals.lines > 0 {
            Print.line("  Đã đọc \(totals.lines) dòng\(sums(taken.record)).")
        }
        let answers = answers(taken.record, taken.problems)
        if !answers.isEmpty {
            Print.line("  Tệp này là gì đối với bảng kê trước? What is it to the earlier statement?")
            for answer in answers { Print.line("  \(answer)") }
        }
        guard taken.problems.contains(where: { $0.other == nil }) else { return }
        for table in taken.tables where table.guess.map.column(.tracking) != nil { printColumns(table, taken.columns) }
        for table in taken.tables
        where table.guess.map.column(.tracking) == nil && !table.guess.headings.allSatisfy(\.isEmpty) {
            let headings = table.guess.headings.enumerated().filter { !$1.isEmpty }
                .map { "\(CellRange.letters(ofColumn: $0)) \($1)" }
            Print.line("  \(table.name): \(headings.joined(separator: " · "))")
        }
        Print.line("  Chỉ định cột rồi đọc lại, hoặc nhận như đã đọc. Say which columns are what, or take it as it is:")
        Print.line("  sohoa postal columns \(file) --set tracking=B --set fee=H --set collected=I …")
        Print.line("  sohoa postal columns \(file) --confirm")
    }

    static func printColumns(_ table: StatementTables.Table, _ source: TakenStatement.ColumnSource) {
        let how =
            switch source {
            case .given: "đã chỉ định"
            case .confirmed: "đã xác nhận"
            case .guessed: "tự nhận ra"
            }
        let name = table.name.isEmpty ? "" : " \(table.name)"
        Print.line("  Cột\(name) (\(how)):")
        let rows = StatementView.columns(table).map { column in
            [
                column.column, ColumnRole(rawValue: column.role)?.vietnamese ?? column.role, column.heading,
                writing(column),
            ]
        }
        Print.table(rows, indent: 4)
        let unread = StatementView.unreadColumns(table)
        if !unread.isEmpty { Print.line("    Không đọc: \(unread.joined(separator: ", "))") }
        for case .several(let role, let columns) in table.guess.doubts
        where role != .tracking && !ColumnRole.money.contains(role) {
            let letters = columns.map { CellRange.letters(ofColumn: $0) }.joined(separator: ", ")
            Print.line("    ! \(role.vietnamese): cột \(letters) đều phù hợp; xác nhận bằng sohoa postal columns.")
        }
    }

    /// How a column is written, where that is not the usual way.
    private static func writing(_ column: StatementView.Column) -> String {
        switch (column.unit, column.dateOrder) {
        case (1_000?, _): "nghìn đồng"
        case (1_000_000?, _): "triệu đồng"
        case (let unit?, _) where unit != 1: "× \(unit) đồng"
        case (_, DateCell.Order.monthFirst.rawValue?): "tháng trước ngày sau"
        default: ""
        }
    }

    /// Rows and sheets that are no lines: nothing stays unnamed.
    private static func printLeftOut(_ taken: TakenStatement) {
        let reasons = [
            ("total", "dòng tổng"), ("charge", "dòng tiền"), ("heading", "dòng đầu bảng"),
            ("column_numbers", "dòng số cột"), ("conclusion", "dòng kết luận"), ("footer", "dòng chân trang"),
            ("joined", "dòng gộp vào dòng cùng số hiệu"),
        ]
        let texts = reasons.compactMap { reason, text in taken.leftOut[reason].map { "\($0) \(text)" } }
        if !texts.isEmpty { Print.line("  Không phải dòng kê: \(texts.joined(separator: ", ")) (đều được lưu).") }
        for sheet in taken.otherSheets {
            Print.line("  Trang không đọc: \(sheet).")
        }
    }

    private static func period(_ record: StatementRecord) -> String {
        guard let days = record.source.declaredPeriod else { return "" }
        return ", kỳ \(LocalTime.text(days.lowerBound))–\(LocalTime.text(days.upperBound))"
    }

    private static func sums(_ record: StatementRecord) -> String {
        let totals = record.totals
        let surcharge = totals.surcharge == .zero ? "" : ", phụ phí \(totals.surcharge)"
        let remitted = totals.remitted == .zero ? "" : ", đã nộp \(totals.remitted)"
        return ", cước \(totals.fee)\(surcharge), thu hộ \(totals.collected)\(remitted)"
    }
}

extension StatementRecord.State {
    /// What the state is called on screens.
    var vietnamese: String {
        switch self {
        case .loading: "đang nhận"
        case .awaitingColumns: "chờ xác nhận"
        case .complete: "đang dùng"
        case .superseded: "đã được thay thế hoặc bỏ"
        }
    }
}
