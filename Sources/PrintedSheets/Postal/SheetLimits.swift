import VietnameseText

/// Bounds on what comes from outside, so that no sum runs over and no sheet without end is drawn.
enum SheetLimits {
    /// - Throws: ``SheetFault/number(_:)`` when one of the amounts, weights or counts is larger than anything real.
    static func check(_ amounts: [Int]) throws(SheetFault) {
        guard let wrong = amounts.first(where: { $0.magnitude > AmountText.limit.magnitude }) else { return }
        throw .number("Số quá lớn: \(Wording.count(wrong)).")
    }

    /// - Throws: ``SheetFault/noSheets``, ``SheetFault/tooMany(_:)``.
    static func check(count: Int, most: Int) throws(SheetFault) {
        guard count > 0 else { throw .noSheets }
        guard count <= most else { throw .tooMany(most) }
    }
}
