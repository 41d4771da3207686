import Ledger
import PostalChannel

/// Joins what a statement says of one item in two tables, the sums collected in one and the charges in the other, to one
/// line.
struct JoinedLines {
    /// - Returns: the rows, each second half left out with its reason.
    static func join(_ rows: [StatementRow], tables: [StatementTables.Table]) -> [StatementRow] {
        var rows = rows
        var places: [String: [Int]] = [:]
        for (place, row) in rows.enumerated() {
            guard case .line(let line) = row.content, !line.tracking.text.isEmpty else { continue }
            places[line.tracking.text, default: []].append(place)
        }
        for found in places.values where found.count == 2 {
            guard case .line(let first) = rows[found[0]].content, case .line(let second) = rows[found[1]].content,
                let joined = joined(first, second)
            else { continue }
            rows[found[0]].content = .line(joined)
            rows[found[1]].content = .leftOut(
                sheet: second.place.sheet, row: second.place.row, reason: LineReader.Reason.joined.rawValue)
        }
        return rows
    }

    /// One line of two halves; `nil` where both say the same thing, or different things, of money, days or the state.
    private static func joined(_ a: StatementLine, _ b: StatementLine) -> StatementLine? {
        let isHalf =
            (a.fee == nil && a.collected != nil && b.fee != nil && (b.collected ?? .zero) == .zero)
            || (b.fee == nil && b.collected != nil && a.fee != nil && (a.collected ?? .zero) == .zero)
        guard isHalf, agree(a.accepted?.day, b.accepted?.day), agree(a.delivered?.day, b.delivered?.day),
            agree(a.caseCode, b.caseCode), agree(a.weight, b.weight),
            a.status == b.status || a.status == .unknown || b.status == .unknown
        else { return nil }
        var line = a
        line.caseCode = a.caseCode ?? b.caseCode
        line.accepted = moreExact(a.accepted, b.accepted)
        line.delivered = moreExact(a.delivered, b.delivered)
        line.status = a.status == .unknown ? b.status : a.status
        line.recipient = a.recipient.isEmpty ? b.recipient : a.recipient
        line.signer = a.signer.isEmpty ? b.signer : a.signer
        line.weight = a.weight ?? b.weight
        line.fee = a.fee ?? b.fee
        line.surcharge = a.surcharge ?? b.surcharge
        line.collected = a.fee == nil ? a.collected : b.collected
        line.remitted = a.remitted ?? b.remitted
        line.attempts = a.attempts ?? b.attempts
        line.doubts = a.doubts.union(b.doubts)
        return line
    }

    private static func agree<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool { a == nil || b == nil || a == b }

    private static func moreExact(_ a: PostalTime?, _ b: PostalTime?) -> PostalTime? {
        guard let a, let b else { return a ?? b }
        return a.isWholeDay ? b : a
    }
}
