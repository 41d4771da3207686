/// Identifiers of postal items by UPU standard S10: two letters for the service, eight digits, a check digit and the
/// country, as in `EB403116321VN`.
public enum S10 {
    /// Characters of a whole identifier.
    public static let length = 13

    /// Weights of the eight digits (UPU S10, 3.3).
    private static let weights = [8, 6, 4, 2, 3, 5, 9, 7]

    /// The check digit of a serial number.
    /// - Parameter serial: 0 to 99,999,999; further digits do not count.
    public static func checkDigit(ofSerial serial: Int) -> Int {
        var rest = serial
        var sum = 0
        for weight in weights.reversed() {
            sum += weight * (rest % 10)
            rest /= 10
        }
        let difference = 11 - sum % 11
        return difference == 10 ? 0 : difference == 11 ? 5 : difference
    }

    /// The whole identifier of a serial number.
    /// - Parameters:
    ///   - prefix: two letters A to Z.
    ///   - serial: 0 to 99,999,999.
    ///   - country: two letters A to Z, as ISO 3166 gives them.
    /// - Returns: `nil` when a part is not of that form.
    public static func code(prefix: String, serial: Int, country: String) -> String? {
        guard isTwoLetters(prefix), isTwoLetters(country), (0...99_999_999).contains(serial) else { return nil }
        let digits = String(serial)
        return prefix + String(repeating: "0", count: 8 - digits.utf8.count) + digits
            + String(checkDigit(ofSerial: serial)) + country
    }

    /// Whether a text is a whole identifier with the right check digit, in capitals and without blanks.
    public static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == length, bytes[..<2].allSatisfy(isLetter), bytes[11...].allSatisfy(isLetter),
            bytes[2..<11].allSatisfy(isDigit)
        else { return false }
        let serial = bytes[2..<10].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return checkDigit(ofSerial: serial) == Int(bytes[10] - 0x30)
    }

    /// Whether a text has the form of an identifier and a wrong check digit: somebody mistyped it.
    public static func hasWrongCheckDigit(_ text: String) -> Bool {
        var place = 0
        var serial = 0
        var check = 0
        for byte in text.utf8 {
            switch place {
            case 2..<10:
                guard isDigit(byte) else { return false }
                serial = serial * 10 + Int(byte - 0x30)
            case 10:
                guard isDigit(byte) else { return false }
                check = Int(byte - 0x30)
            default: guard place < length, isLetter(byte) else { return false }
            }
            place += 1
        }
        return place == length && checkDigit(ofSerial: serial) != check
    }

    private static func isTwoLetters(_ text: String) -> Bool { text.utf8.count == 2 && text.utf8.allSatisfy(isLetter) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
