import Ledger
import PostgreSQLLibrary

/// One answer of the server; freed with its holder.
struct Answer: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var status: ExecStatusType { PQresultStatus(handle) }
    var rowCount: Int { Int(PQntuples(handle)) }
    var columnCount: Int { Int(PQnfields(handle)) }
    var parameterCount: Int { Int(PQnparams(handle)) }

    /// The command that was run with its figures, as `INSERT 0 1`.
    var command: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// Rows that the command changed.
    var changeCount: Int {
        // For queries, too, the server tells a number: of the rows that it gave.
        PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0
    }

    func columnName(_ column: Int) -> String { PQfname(handle, CInt(column)).map { String(cString: $0) } ?? "" }

    func columnKind(_ column: Int) -> ColumnKind { ColumnKind(PQftype(handle, CInt(column))) }

    /// The bytes of a value; `nil` for null.
    func bytes(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
        guard PQgetisnull(handle, CInt(row), CInt(column)) == 0,
            let start = PQgetvalue(handle, CInt(row), CInt(column))
        else { return nil }
        let count = Int(PQgetlength(handle, CInt(row), CInt(column)))
        return UnsafeRawBufferPointer(start: start, count: count).assumingMemoryBound(to: UInt8.self)
    }

    func text(_ row: Int, _ column: Int) -> String? { bytes(row, column).map { String(decoding: $0, as: UTF8.self) } }

    /// What went wrong; `nil` when nothing did.
    func error() -> PostgresError? {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_PIPELINE_SYNC: return nil
        default: break
        }
        let state = field(.state) ?? ""
        let constraint = field(.constraint)
        // Class 22, errors in values, repeats the value in the message.
        let message = state.hasPrefix("22") ? nil : field(.message)
        return PostgresError(state: state, detail: constraint ?? message ?? (state.isEmpty ? "connection lost" : ""))
    }

    /// Fields of an error: the characters of libpq's `PG_DIAG_…`, which Swift does not import.
    private enum Field: UInt8 {
        case state = 67  // C
        case message = 77  // M
        case constraint = 110  // n
    }

    private func field(_ field: Field) -> String? {
        PQresultErrorField(handle, CInt(field.rawValue)).map { String(cString: $0) }
    }
}

/// How the values of a column are read.
enum ColumnKind {
    case integer, flag, real, numeric, text, bytes

    /// - Parameter type: the server's number of a type; those built in never change.
    init(_ type: Oid) {
        switch type {
        case 20, 21, 23, 26: self = .integer
        case 16: self = .flag
        case 700, 701: self = .real
        case 1700: self = .numeric
        case 17: self = .bytes
        default: self = .text
        }
    }

    /// A value as the ledger knows it: conditions are 1 and 0, sums of whole numbers are whole numbers, bytes are nothing
    /// that it reads.
    func cell(_ bytes: UnsafeBufferPointer<UInt8>, in batch: inout SQLBatch) {
        switch self {
        case .integer: batch.append(Self.wholeNumber(bytes))
        case .flag: batch.append(bytes.first == UInt8(ascii: "t"))
        case .real: batch.append(Self.number(bytes))
        case .numeric:
            if let number = Self.wholeNumber(bytes) { batch.append(number) } else { batch.append(Self.number(bytes)) }
        case .text:
            if let decoded = StoredText.decoded(bytes) {
                decoded.withUnsafeBufferPointer { batch.append($0) }
            } else {
                batch.append(bytes)
            }
        case .bytes: batch.appendNull()
        }
    }

    func value(_ bytes: UnsafeBufferPointer<UInt8>) -> SQLValue {
        switch self {
        case .integer: Self.wholeNumber(bytes).map(SQLValue.integer) ?? .null
        case .flag: .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case .real: .real(Self.number(bytes))
        case .numeric: Self.wholeNumber(bytes).map(SQLValue.integer) ?? .real(Self.number(bytes))
        case .text:
            .text(
                StoredText.decoded(bytes).map { String(decoding: $0, as: UTF8.self) }
                    ?? String(decoding: bytes, as: UTF8.self))
        case .bytes: .null
        }
    }

    private static func wholeNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        var (number, digits) = (Int64(0), bytes[...])
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard !digits.isEmpty else { return nil }
        for byte in digits {
            guard (48...57).contains(byte) else { return nil }
            let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            // Counted downwards: the smallest number has no positive counterpart.
            let (sum, isTooLow) = product.subtractingReportingOverflow(Int64(byte - 48))
            guard !isTooLarge, !isTooLow else { return nil }
            number = sum
        }
        if isNegative { return number }
        return number == .min ? nil : -number
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
        Double(String(decoding: bytes, as: UTF8.self)) ?? .nan
    }
}
