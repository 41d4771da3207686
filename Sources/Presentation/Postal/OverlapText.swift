import Basics
import Ledger
import PostalChannel
import PostalPipeline

extension FoundOverlap {
    /// What both statements have in common, for clerks: how many lines, which ones are gone or say something else, and
    /// how much money would count twice.
    var vietnamese: String {
        var parts = ["\(same + changed) dòng đã có ở bảng kê \(fileName)"]
        var kinds: [String] = []
        if same > 0 { kinds.append("\(same) dòng giống hệt") }
        if changed > 0 { kinds.append("\(changed) dòng đã đổi\(list(changedLines.map(\.vietnamese)))") }
        if added > 0 { kinds.append("\(added) dòng mới") }
        parts[0] += ": \(kinds.joined(separator: ", "))"
        if vanished > 0 {
            let lines = list(vanishedLines.map(\.vietnamese))
            parts.append("\(vanished) dòng của bảng kê ấy không còn\(sums(vanishedTotals))\(lines)")
        }
        if same + repeated > 0 { parts.append("tính cả hai thì trùng\(sums(repeatedTotals))") }
        return parts.joined(separator: "; ")
    }

    private func list(_ texts: [String]) -> String {
        let isCut = texts.count == StatementOverlap.maxNamed
        return texts.isEmpty ? "" : " (\(texts.joined(separator: "; "))\(isCut ? "; …" : ""))"
    }

    private func sums(_ totals: StatementTotals) -> String {
        let amounts = [("cước", totals.fee), ("phụ phí", totals.surcharge), ("thu hộ", totals.collected)]
        let texts = amounts.filter { $0.1 != .zero }.map { "\($0.0) \($0.1)" }
        return texts.isEmpty ? "" : " \(texts.joined(separator: ", "))"
    }
}

extension FoundOverlap.Line {
    /// The line as it is named to clerks.
    fileprivate var vietnamese: String {
        let amounts = [("cước", fee), ("thu hộ", collected)].compactMap { name, amount in
            amount.map { "\(name) \($0)" }
        }
        return (["dòng \(row) \(number.isEmpty ? recipient : number)"] + amounts).joined(separator: ", ")
    }
}

extension FoundOverlap.Change {
    /// What is different now.
    fileprivate var vietnamese: String {
        let changes = [
            Self.change("cước", before.fee, after.fee), Self.change("phụ phí", before.surcharge, after.surcharge),
            Self.change("thu hộ", before.collected, after.collected),
            Self.change("đã nộp", before.remitted, after.remitted),
            Self.change("trạng thái", before.status.vietnamese, after.status.vietnamese),
            Self.change("chấp nhận", Self.text(before.accepted), Self.text(after.accepted)),
            Self.change("phát", Self.text(before.delivered), Self.text(after.delivered)),
            Self.change("khối lượng", before.weight, after.weight),
            Self.change("người nhận", before.recipient, after.recipient),
        ].compactMap(\.self)
        return "\(after.number)\(changes.isEmpty ? "" : " ")\(changes.joined(separator: ", "))"
    }

    private static func change<Value: Equatable & CustomStringConvertible>(
        _ name: String, _ before: Value?, _ after: Value?
    ) -> String? {
        before == after ? nil : "\(name) \(before?.description ?? "–") → \(after?.description ?? "–")"
    }

    private static func text(_ time: PostalTime?) -> String? {
        time.flatMap { time in
            time.isWholeDay ? time.day.map { LocalTime.text($0) } : LocalTime.text(time.instant)
        }
    }
}
