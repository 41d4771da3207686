import Basics
import PostalChannel

/// What cannot be right about one of our own parcels. It is registered all the same, and the person who typed it is told
/// while the paper is at hand.
public struct ParcelDoubt: Hashable, Sendable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The number has the form of UPU S10, and its check digit is wrong.
        case wrongCheckDigit = "wrong_check_digit"
        /// Another parcel of the file has the number.
        case numberTwice = "number_twice"
        /// The parcel was handed over and has no number.
        case numberMissing = "number_missing"
        case futureDay = "future_day"
        /// Delivered, or to be delivered, before it was handed over.
        case beforeHandover = "before_handover"
    }

    public var code: Code
    /// From 1.
    public var row: Int
    /// The column's heading.
    public var field: String
    /// The row of the other parcel, where two are meant.
    public var otherRow: Int?

    public var vietnamese: String {
        switch code {
        case .wrongCheckDigit: "Dòng \(row): ô \(field): số hiệu sai số kiểm tra; hãy so với nhãn."
        case .numberTwice: "Dòng \(row): ô \(field): số hiệu đã có ở dòng \(otherRow ?? 0); hãy so với nhãn."
        case .numberMissing: "Dòng \(row): ô \(field): đã bàn giao mà chưa có số hiệu."
        case .futureDay: "Dòng \(row): ô \(field): ngày chưa đến."
        case .beforeHandover: "Dòng \(row): ô \(field): trước giờ bàn giao."
        }
    }

    public var english: String {
        let text =
            switch code {
            case .wrongCheckDigit: "the check digit is wrong; compare with the label"
            case .numberTwice: "the number stands in row \(otherRow ?? 0) too; compare with the labels"
            case .numberMissing: "handed over, and without a number"
            case .futureDay: "the day has not come yet"
            case .beforeHandover: "before the hand-over"
            }
        return "Row \(row), \(field): \(text) (\(code.rawValue))"
    }
}

/// Looks at the parcels of one file.
struct ParcelDoubts {
    private let today: CalendarDay?
    /// Rows by their numbers' hashes: two numbers of one hash are not to be expected in a file.
    private var rows: [Int: Int] = [:]

    init(now: Instant) { today = LocalTime.day(of: now) }

    mutating func look(at parcel: Parcel, row: Int, adding doubts: inout [ParcelDoubt]) {
        func doubt(_ code: ParcelDoubt.Code, _ field: String, _ other: Int? = nil) {
            doubts.append(ParcelDoubt(code: code, row: row, field: field, otherRow: other))
        }
        if parcel.tracking.isEmpty {
            if parcel.handedOver != nil { doubt(.numberMissing, "tracking") }
        } else {
            if S10.hasWrongCheckDigit(parcel.tracking) { doubt(.wrongCheckDigit, "tracking") }
            let hash = parcel.tracking.hashValue
            if let other = rows[hash] { doubt(.numberTwice, "tracking", other) } else { rows[hash] = row }
        }
        guard let today else { return }
        if let handedOver = parcel.handedOver.flatMap(LocalTime.day(of:)) {
            if handedOver > today { doubt(.futureDay, "handed_over") }
            if let deadline = parcel.deadline, deadline < handedOver { doubt(.beforeHandover, "deadline") }
        }
        guard let delivered = parcel.deliveredAt else { return }
        if let day = LocalTime.day(of: delivered), day > today { doubt(.futureDay, "our_delivered_at") }
        // A day without an hour stands for its begin.
        if let day = LocalTime.day(of: delivered), let handedOver = parcel.handedOver.flatMap(LocalTime.day(of:)),
            day < handedOver
        {
            doubt(.beforeHandover, "our_delivered_at")
        }
    }
}
