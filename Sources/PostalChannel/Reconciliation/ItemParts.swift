import Basics

/// Several statement lines of one item: taken by the post in one week and delivered in the next, refunded, surcharged.
enum ItemParts {
    /// Whether lines add to each other: no two charge, or have collected, the same sum, and they do not say the same.
    static func areParts(_ lines: [StatementLine]) -> Bool {
        let charges = lines.compactMap { charge($0) }.filter { $0 > .zero }
        let collections = lines.compactMap(\.collected).filter { $0 > .zero }
        guard Set(charges).count == charges.count, collections.count <= 1 else { return false }
        // Lines without any money repeat each other unless they tell another time or status.
        let silent = lines.filter { (charge($0) ?? .zero) == .zero && ($0.collected ?? .zero) == .zero }
        return !silent.indices.contains { index in
            silent[..<index].contains { LineOrder.isCopy($0, silent[index]) }
        }
    }

    /// The line that says last how the item fared.
    static func main(_ places: [Int], of lines: [StatementLine]) -> Int? {
        places.max { a, b in
            let (first, second) = (rank(lines[a]), rank(lines[b]))
            return first == second ? LineOrder.precedes(lines[a], lines[b]) : first < second
        }
    }

    /// All lines put together: money added up, times from the first to the last, the last status.
    static func combined(_ main: StatementLine, _ others: [StatementLine]) -> StatementLine {
        var line = main
        let all = [main] + others
        line.caseCode = main.caseCode ?? others.lazy.compactMap(\.caseCode).first
        line.accepted = all.compactMap(\.accepted).min { $0.instant < $1.instant }
        line.delivered = main.delivered
        line.weight = main.weight ?? others.lazy.compactMap(\.weight).first
        line.attempts = all.compactMap(\.attempts).max()
        if line.recipient.isEmpty { line.recipient = others.lazy.map(\.recipient).first { !$0.isEmpty } ?? "" }
        line.fee = sum(all.map(\.fee))
        line.surcharge = sum(all.map(\.surcharge))
        line.collected = sum(all.map(\.collected))
        line.remitted = sum(all.map(\.remitted))
        return line
    }

    private static func sum(_ amounts: [Dong?]) -> Dong? {
        let known = amounts.compactMap(\.self)
        return known.isEmpty ? nil : known.reduce(.zero, +)
    }

    private static func charge(_ line: StatementLine) -> Dong? {
        line.fee.map { $0 + (line.surcharge ?? .zero) } ?? line.surcharge
    }

    /// How far a line has come: an end of the way before a step of it, then the later time.
    private static func rank(_ line: StatementLine) -> (Int, Int64) {
        let time = (line.delivered ?? line.accepted)?.instant.milliseconds ?? .min
        let stage =
            switch line.status {
            case .unknown: line.delivered == nil ? 0 : 3
            case .prepared, .accepted: 1
            case .inTransit, .attemptFailed, .refused, .returning: 2
            case .delivered, .returned, .lost, .damaged, .cancelled: 3
            }
        return (stage, time)
    }
}
