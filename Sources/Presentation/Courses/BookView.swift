import Basics
import Dossiers
import Ledger
import OneStop

/// An entry of a register.
public struct BookEntryView: ListedView {
    var register: String
    var agency: String
    var year: Int
    var number: Int
    var `case`: String
    var entry: String
    var corrects: Nullable<Int>
    var recordedAt: Int64
    var recordedBy: String

    public init(_ entry: CaseBookEntry) {
        (register, year) = (entry.book.register, entry.book.year)
        agency = AgencyScope(key: entry.book.agency)?.rawValue ?? ""
        (number, self.case, self.entry) = (entry.entry.number, entry.entry.caseCode.rawValue, entry.entry.text)
        corrects = Nullable(entry.entry.corrects)
        (recordedAt, recordedBy) = (entry.entry.recorded.milliseconds, entry.by.name)
    }

    public static func page(_ list: [BookEntryView]) -> TextPage {
        var page = TextPage()
        if list.isEmpty { page.line("Sổ chưa có mục nào.") }
        for view in list {
            let corrects = view.corrects.value.map { " (đính chính số \($0))" } ?? ""
            page.line(
                "\(view.agency) \(view.year)  số \(view.number)\(corrects)  \(view.case)  \(view.entry.visible)  "
                    + "\(view.recordedBy), \(LocalTime.text(Instant(milliseconds: view.recordedAt)))")
        }
        return page
    }
}

/// The closing of a register.
public struct BookClosingView: View {
    var year: Int
    var count: Int
    var firstNumber: Int
    var lastNumber: Int
    var sha256: String
    var closedBy: String
    var closedAt: Int64

    public init(_ closing: CaseBook.Closing) {
        (year, count) = (closing.year, closing.count)
        (firstNumber, lastNumber, sha256) = (closing.firstNumber, closing.lastNumber, closing.digest.rawValue)
        (closedBy, closedAt) = (closing.signer.name, closing.closed.milliseconds)
    }

    public var text: TextPage {
        var page = TextPage()
        page.line("Sổ năm \(year) đã khóa: \(count) mục, từ số \(firstNumber) đến số \(lastNumber).")
        page.line("\(closedBy), \(LocalTime.text(Instant(milliseconds: closedAt))), SHA-256 \(sha256)")
        return page
    }
}
