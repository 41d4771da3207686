import Ledger
import PostalChannel
import Spreadsheets

/// Why the lines of a statement do not count yet: what a person has to say or to accept.
public enum StatementProblem: Hashable, Sendable {
    /// No column can be the tracking number.
    case noTracking
    /// No table has a column of the role; `fee` stands for all charges.
    case missing(ColumnRole)
    /// What is not sure about the columns of a table, with the column's heading.
    case doubt(ColumnGuess.Doubt, heading: String)
    /// Most cells of a role could not be read.
    case mostlyUnread(ColumnRole)
    /// A sum that the statement gives is not that of its lines.
    case total(TotalDifference)
    /// Lines stand on another statement too, and would count twice, or vanish.
    case overlap(StatementOverlap)

    /// Stable.
    public var code: String {
        switch self {
        case .noTracking, .doubt(.noTracking, _): "no_tracking"
        case .missing(let role): "missing_\(role.rawValue)"
        case .doubt(.several(let role, _), _): "several_\(role.rawValue)"
        case .doubt(.unread(let role, _), _), .mostlyUnread(let role): "unread_\(role.rawValue)"
        case .doubt(.dateOrder, _): "date_order"
        case .doubt(.swappedDays, _): "swapped_days"
        case .total(let difference): "total_\(difference.role.rawValue)"
        case .overlap(let overlap): overlap.shared.vanished > 0 ? "lines_vanish" : "lines_repeat"
        }
    }

    /// The role that is meant.
    public var role: ColumnRole? {
        switch self {
        case .noTracking: .tracking
        case .missing(let role), .mostlyUnread(let role): role
        case .doubt(let doubt, _): doubt.role
        case .total(let difference): difference.role
        case .overlap: nil
        }
    }
}

extension StatementProblem {
    /// The statement with which lines are shared.
    public var other: StatementRecord? {
        if case .overlap(let overlap) = self { overlap.statement } else { nil }
    }
}

extension StatementTables {
    /// What has to be said of the columns before lines are read.
    var problems: [StatementProblem] {
        guard !tables.isEmpty else { return [.noTracking] }
        var problems = tables.filter { !$0.isConfirmed }.flatMap { table in
            table.guess.doubts.filter(\.holds).map { doubt in
                StatementProblem.doubt(doubt, heading: table.guess.heading(of: doubt))
            }
        }
        guard !tables.allSatisfy(\.isConfirmed) else { return problems }
        let known = Set(problems.compactMap(\.role))
        if !tables.contains(where: \.guess.map.hasCharge), known.isDisjoint(with: [.fee, .feeTotal]) {
            problems.append(.missing(.fee))
        }
        if !tables.contains(where: { $0.guess.map.column(.collected) != nil }), !known.contains(.collected) {
            problems.append(.missing(.collected))
        }
        return problems
    }
}

extension ColumnGuess {
    fileprivate func heading(of doubt: Doubt) -> String {
        let columns: [Int] =
            switch doubt {
            case .noTracking: []
            case .several(_, let columns): columns
            case .unread(_, let column), .dateOrder(let column), .swappedDays(let column): [column]
            }
        return columns.map { column in
            let letters = CellRange.letters(ofColumn: column)
            let text = headings.indices.contains(column) ? headings[column] : ""
            return text.isEmpty ? letters : "\(letters) “\(text)”"
        }.joined(separator: ", ")
    }
}
