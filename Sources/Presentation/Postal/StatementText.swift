import Basics
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets

/// A statement as clerks read of it.
public struct StatementText {
    private let taken: ImportedStatement
    private let file: String
    private var record: StatementRecord { taken.record }

    public init(_ taken: ImportedStatement, file: String) { (self.taken, self.file) = (taken, file) }

    /// - Parameter shown: tables of statements shown before: columns that are the same are not listed again.
    public func text(unlessShown shown: inout [StatementTables.Table]) -> TextPage {
        switch record.state {
        case .awaitingColumns: return held
        case .superseded: return setAside
        case .loading, .complete: break
        }
        let known = taken.wasKnown ? " (đã nhận trước đây, không thay đổi)" : ""
        var page = TextPage("\(file): \(record.totals.lines) dòng\(known)")
        page.line("  Mã \(record.id)\(Self.period(record))\(Self.sums(record))")
        for replaced in taken.replaced {
            page.line("  Thay thế bảng kê \(replaced.source.fileName) (\(replaced.id)); cả hai được lưu.")
            page.line("  Dùng lại bảng kê trước: sohoa postal statement \(replaced.id) --corrects \(record.id)")
        }
        if let amended = record.answers.amends, !taken.wasKnown {
            page.line("  Thay các dòng cùng số hiệu của bảng kê \(amended); các dòng khác của bảng kê ấy vẫn tính.")
            page.line("  Bỏ việc thay này: sohoa postal statement \(record.id) --dismiss")
        }
        for table in taken.tables {
            if shown.contains(where: {
                $0.guess.map.columns == table.guess.map.columns && $0.guess.headings == table.guess.headings
            }) {
                page.line("  Cột \(table.name.isEmpty ? "" : "\(table.name) ")như trên.")
            } else {
                page += StatementColumnsText.page(table, taken.columns)
                shown.append(table)
            }
        }
        page += leftOut
        for difference in taken.differingTotals {
            page.line(
                "  ! Dòng tổng của bảng kê ghi \(difference.stated) ở cột \(difference.role.vietnamese), cộng các dòng được \(difference.added)."
            )
        }
        return page
    }

    /// A file that does not count, since another statement has its lines or its place, or a person set it aside.
    private var setAside: TextPage {
        var page = TextPage()
        guard let successor = taken.successor else {
            page.line("\(file): \(record.totals.lines) dòng, không tính vào đối soát; tệp được lưu.")
            page.line("  Dùng lại: sohoa postal statement \(record.id) --beside")
            return page
        }
        let name = "\(successor.source.fileName) (\(successor.id))"
        if record.totals == successor.totals || !taken.wasKnown {
            page.line("\(file): đã nhận trước đây: cùng các dòng như bảng kê \(name); không có dòng mới.")
        } else {
            page.line("\(file): đã nhận trước đây và đã được thay bằng bảng kê \(name); không thay đổi.")
        }
        page.line("  Dùng tệp này thay bảng kê ấy: sohoa postal statement \(record.id) --corrects \(successor.id)")
        return page
    }

    /// The ways to answer what a statement is to others.
    private static func answers(_ record: StatementRecord, _ problems: [StatementProblem]) -> [String] {
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
    private var held: TextPage {
        var page = TextPage("\(file): đã lưu, chưa tính vào đối soát. Kept, and not reconciled yet:")
        for problem in taken.problems { page.line("  ! \(problem.vietnamese)") }
        if record.totals.lines > 0 { page.line("  Đã đọc \(record.totals.lines) dòng\(Self.sums(record)).") }
        let answers = Self.answers(record, taken.problems)
        if !answers.isEmpty {
            page.line("  Tệp này là gì đối với bảng kê trước? What is it to the earlier statement?")
            for answer in answers { page.line("  \(answer)") }
        }
        guard taken.problems.contains(where: { $0.other == nil }) else { return page }
        for table in taken.tables where table.guess.map.column(.tracking) != nil {
            page += StatementColumnsText.page(table, taken.columns)
        }
        for table in taken.tables
        where table.guess.map.column(.tracking) == nil && !table.guess.headings.allSatisfy(\.isEmpty) {
            let headings = table.guess.headings.enumerated().filter { !$1.isEmpty }
                .map { "\(CellRange.letters(ofColumn: $0)) \($1)" }
            page.line("  \(table.name): \(headings.joined(separator: " · "))")
        }
        page.line("  Chỉ định cột rồi đọc lại, hoặc nhận như đã đọc. Say which columns are what, or take it as it is:")
        page.line("  sohoa postal columns \(file) --set tracking=B --set fee=H --set collected=I …")
        page.line("  sohoa postal columns \(file) --confirm")
        return page
    }

    /// Rows and sheets that are no lines: nothing stays unnamed.
    private var leftOut: TextPage {
        var page = TextPage()
        let reasons = [
            ("total", "dòng tổng"), ("charge", "dòng tiền"), ("heading", "dòng đầu bảng"),
            ("column_numbers", "dòng số cột"), ("conclusion", "dòng kết luận"), ("footer", "dòng chân trang"),
            ("joined", "dòng gộp vào dòng cùng số hiệu"),
        ]
        let texts = reasons.compactMap { reason, text in taken.leftOut[reason].map { "\($0) \(text)" } }
        if !texts.isEmpty { page.line("  Không phải dòng kê: \(texts.joined(separator: ", ")) (đều được lưu).") }
        for sheet in taken.otherSheets {
            page.line("  Trang không đọc: \(sheet.vietnamese).")
        }
        return page
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

extension UnreadSheet {
    /// The name, and whether it is hidden.
    var vietnamese: String { isHidden ? "\(name) (ẩn)" : name }
}

extension StatementRecord.State {
    /// What the state is called on screens.
    public var vietnamese: String {
        switch self {
        case .loading: "đang nhận"
        case .awaitingColumns: "chờ xác nhận"
        case .complete: "đang dùng"
        case .superseded: "đã được thay thế hoặc bỏ"
        }
    }
}
