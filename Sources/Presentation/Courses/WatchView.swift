import Basics
import Dossiers
import Ledger
import OneStop

/// How many cases stand on a list.
public struct WatchCountView: ListedView {
    var list: String
    var listVi: String
    var count: Int
    /// There are more than are counted.
    var more: Bool

    public init(_ count: WatchCount) {
        (list, listVi, self.count, more) = (count.list.rawValue, count.list.vietnamese, count.count, count.isBounded)
    }

    public static func page(_ list: [WatchCountView]) -> TextPage {
        var page = TextPage()
        page.table(list.map { ["\($0.count)\($0.more ? "+" : "")", $0.list, $0.listVi] })
        return page
    }
}

/// A case on a list.
public struct WatchedCaseView: ListedView {
    var `case`: String
    var state: Nullable<Int>
    var stateVi: Nullable<String>
    var due: Nullable<Int64>
    var dueDoubtful: Bool
    /// What the next page is asked for with.
    var key: String

    public init(_ watched: WatchedCase, key: String) {
        self.case = watched.code.rawValue
        (state, stateVi) = (Nullable(watched.state?.rawValue), Nullable(watched.state?.vietnamese))
        (due, dueDoubtful, self.key) = (Nullable(watched.due?.milliseconds), watched.isDueDoubtful, key)
    }

    public static func page(_ list: [WatchedCaseView]) -> TextPage {
        var page = TextPage()
        if list.isEmpty { page.line("Không có hồ sơ nào.") }
        page.table(
            list.map { view in
                let due = view.due.value.map { LocalTime.text(Instant(milliseconds: $0)) } ?? "không có hạn"
                return [due + (view.dueDoubtful ? "?" : ""), view.case, view.stateVi.value ?? ""]
            })
        return page
    }
}
