import Ledger

/// What a process asks of the one that owns the ledger. A connection carries one transaction at a time.
enum LedgerCall: Codable {
    case begin(writes: Bool)
    case run(sql: String, values: [SQLValue])
    case rows(sql: String, values: [SQLValue])
    /// A statement once for each row of values.
    case runBatch(sql: String, batch: SQLBatch)
    /// A query of many rows, which are read by place.
    case batches(sql: String, values: [SQLValue])
    case commit
    case rollback
    /// Outside of a transaction.
    case custody(CustodyCall)
}

/// What the owner answers, one answer to each call; the first comes unasked.
enum LedgerAnswer: Codable {
    /// Said first: the tables that the owner works with.
    case hello(schema: [String])
    case done
    case changed(Int)
    /// Part of the rows that a query gave; the last part says so. Each fits into a frame.
    case rows(columns: [String], values: [[SQLValue]], isLast: Bool)
    /// Part of the rows of a query of many rows; what ends them is ``done``.
    case batch(SQLBatch)
    case faults([LedgerFault])
    case failed(code: String, detail: String)
}

extension LedgerAnswer {
    /// Bytes of text after which a part ends; its JSON stays far below a frame's limit.
    private static let partSize = 4 << 20

    /// The parts of what a query gave; one at least.
    static func parts(of rows: [SQLRow]) -> [LedgerAnswer] {
        var names = [String](repeating: "", count: rows.first?.values.count ?? 0)
        for (name, place) in rows.first?.columns ?? [:] { names[place] = name }
        var parts: [[[SQLValue]]] = [[]]
        var size = 0
        for row in rows {
            if size >= partSize {
                parts.append([])
                size = 0
            }
            parts[parts.count - 1].append(row.values)
            size += row.values.reduce(0) { $0 + $1.size }
        }
        return parts.indices.map { .rows(columns: names, values: parts[$0], isLast: $0 == parts.count - 1) }
    }

    init(_ error: LedgerError) { self = .failed(code: error.code.rawValue, detail: error.detail) }
}

extension SQLValue {
    /// About how many bytes it takes on the way.
    fileprivate var size: Int {
        if case .text(let text) = self { return text.utf8.count + 3 }
        return 8
    }
}

/// As JSON: `null`, a text, a whole number, or a number in a list of one, since JSON does not tell 1 from 1.0.
extension SQLValue: Codable {
    package init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            self = .real(try list.decode(Double.self))
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let number = try? value.decode(Int64.self) {
            self = .integer(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .integer(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .text(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .real(let number):
            var list = encoder.unkeyedContainer()
            try list.encode(number)
        }
    }
}
