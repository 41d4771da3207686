import Basics
import Ledger
import PostalChannel

extension PostalService {
    /// Records a range of item codes that the post issued. The same range once more changes nothing.
    /// - Parameters:
    ///   - first: the first whole code, as in `EB403116321VN`, or its eight digits.
    ///   - last: the last one, written in the same way.
    ///   - prefix: two letters; `nil` when the codes are whole.
    /// - Throws: ``HandoverFault``; `ItemCodeRefusal`; `LedgerError`.
    public func addItemCodes(
        first: String, last: String, prefix: String? = nil, issuedOn day: CalendarDay, postOffice: String
    ) async throws -> ItemCodeRange {
        guard let begin = ItemCode(first, prefix: prefix), let end = ItemCode(last, prefix: prefix),
            begin.prefix == end.prefix,
            let range = ItemCodeRange(
                id: "\(begin.prefix)-\(begin.digits)-\(end.digits)", prefix: begin.prefix, first: begin.serial,
                last: end.serial, issuedOn: day, office: postOffice)
        else { throw HandoverFault(.badRange, "\(first) – \(last)") }
        return try await office.ledger.write { tx in
            try tx.addItemCodeRange(range, at: office.now())
            return try tx.itemCodeRanges().first { $0.id == range.id } ?? range
        }
    }

    /// The ranges that are known, by identity.
    /// - Throws: `LedgerError`.
    public func itemCodes() async throws -> [ItemCodeRange] {
        try await office.ledger.read { try $0.itemCodeRanges() }
    }
}

/// An end of a range as the post writes it.
private struct ItemCode {
    var prefix: String
    var serial: Int
    /// The serial, eight digits.
    var digits: String

    /// - Parameter prefix: for a code that is only digits, with or without the check digit.
    init?(_ text: String, prefix given: String?) {
        let code = text.uppercased().filter { !$0.isWhitespace }
        if code.utf8.count == S10.length {
            guard S10.isValid(code), given.map({ $0.uppercased() == code.prefix(2) }) ?? true else { return nil }
            prefix = String(code.prefix(2))
            digits = String(code.dropFirst(2).prefix(8))
        } else {
            guard let given, code.utf8.count == 8 else { return nil }
            prefix = given.uppercased()
            digits = code
        }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let serial = Int(digits) else { return nil }
        self.serial = serial
    }
}
