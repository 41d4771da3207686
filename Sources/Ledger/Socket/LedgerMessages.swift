/// What a process asks of the one that owns the ledger. A connection carries one transaction at a time.
enum LedgerCall: Codable {
    case begin(writes: Bool)
    case run(sql: String, values: [SQLValue])
    case rows(sql: String, values: [SQLValue])
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
    case rows(columns: [String], values: [[SQLValue]])
    case faults([LedgerFault])
    case failed(code: String, detail: String)
}

extension LedgerAnswer {
    init(_ rows: [SQLRow]) {
        guard let first = rows.first else {
            self = .rows(columns: [], values: [])
            return
        }
        var names = [String](repeating: "", count: first.values.count)
        for (name, place) in first.columns { names[place] = name }
        self = .rows(columns: names, values: rows.map(\.values))
    }

    init(_ error: LedgerError) { self = .failed(code: error.code.rawValue, detail: error.detail) }
}

/// As JSON: `null`, a text, a whole number, or a number in a list of one, since JSON does not tell 1 from 1.0.
extension SQLValue: Codable {
    init(from decoder: any Decoder) throws {
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

    func encode(to encoder: any Encoder) throws {
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
