import DocumentModel
import Foundation

/// What a person typed, as it is kept.
public enum CorrectionText {
    /// Most characters of a word.
    public static let maxWordLength = 200
    /// Most characters of a field.
    public static let maxFieldLength = 2_000

    /// The text of a word: composed, single blanks; `nil` for what is empty, too long, or has characters that nobody sees.
    public static func word(_ typed: String) -> String? { cleaned(typed, maxWordLength) }

    /// The value of a field in its canonical spelling; `nil` for what cannot be one.
    public static func value(_ typed: String, of field: FieldName) -> String? {
        guard let text = cleaned(typed, maxFieldLength) else { return nil }
        switch field {
        case .date, .dateOfBirth: return date(text)
        case .amount:
            let digits = text.filter { !" .,đ₫".contains($0) }
            return !digits.isEmpty && digits.utf8.allSatisfy(isDigit) && digits.utf8.count <= 15 ? digits : nil
        case .idNumber:
            let digits = text.filter { !" .-".contains($0) }
            return [9, 12].contains(digits.utf8.count) && digits.utf8.allSatisfy(isDigit) ? digits : nil
        case .docType, .number, .agency, .title, .subject, .address, .parcelNumber, .mapSheet, .area: return text
        }
    }

    private static func cleaned(_ typed: String, _ limit: Int) -> String? {
        let composed = typed.precomposedStringWithCanonicalMapping
        let hidden: Set<Unicode.GeneralCategory> = [.control, .format, .surrogate, .privateUse, .unassigned]
        let text = composed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty, text.count <= limit,
            text.unicodeScalars.allSatisfy({ !hidden.contains($0.properties.generalCategory) })
        else { return nil }
        return text
    }

    /// `yyyy-MM-dd` of a day as clerks write it, `12/3/2026` or `12-03-2026`, or as the field has it; a year alone stays
    /// one where only that is known.
    private static func date(_ text: String) -> String? {
        let parts = text.split(whereSeparator: { "/-.".contains($0) }).map(String.init)
        guard parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count else { return nil }
        if numbers.count == 1, parts[0].count == 4, (1850...2199).contains(numbers[0]) { return parts[0] }
        guard numbers.count == 3 else { return nil }
        let isYearFirst = parts[0].count == 4
        let (year, month, day) = (
            isYearFirst ? numbers[0] : numbers[2], numbers[1], isYearFirst ? numbers[2] : numbers[0]
        )
        guard (1850...2199).contains(year), (1...12).contains(month), (1...length(month, year)).contains(day) else {
            return nil
        }
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }

    private static func length(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
