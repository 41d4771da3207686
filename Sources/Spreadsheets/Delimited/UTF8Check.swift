/// Checks bytes for UTF-8, piece by piece, and counts what tells text from other files.
struct UTF8Check {
    private(set) var isValid = true
    /// Lines before the first wrong byte, from 1.
    private(set) var line = 1
    /// Characters beyond ASCII before the first wrong byte.
    private(set) var characters = 0
    private(set) var zeros = 0
    /// Control characters that text does not have.
    private(set) var controls = 0
    private(set) var byteCount = 0
    private var expected = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    mutating func check(_ bytes: UnsafeRawBufferPointer) {
        byteCount += bytes.count
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte < 0x20 { count(control: byte) }
            guard isValid else { continue }
            if expected > 0 {
                guard byte >= lower, byte <= upper else {
                    isValid = false
                    continue
                }
                expected -= 1
                (lower, upper) = (0x80, 0xBF)
            } else if byte >= 0x80 {
                begin(byte)
            } else {
                skipPlainText(bytes, &index)
            }
        }
    }

    /// A character cut off by the end of the file is wrong.
    mutating func finish() { if expected > 0 { isValid = false } }

    /// Passes over printable ASCII, eight bytes at a time.
    private func skipPlainText(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) {
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A byte below 0x20 borrows into its highest bit when 0x20 is taken from each; one above 0x7F has it.
            let special = ((word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
            if special != 0 {
                index += special.trailingZeroBitCount >> 3
                return
            }
            index += 8
        }
    }

    private mutating func count(control byte: UInt8) {
        switch byte {
        case 0x0A: if isValid { line += 1 }
        case 0: zeros += 1
        case 0x09, 0x0B, 0x0C, 0x0D, 0x1A: break
        default: controls += 1
        }
    }

    private mutating func begin(_ byte: UInt8) {
        characters += 1
        switch byte {
        case 0xC2...0xDF: expected = 1
        case 0xE0: (expected, lower) = (2, 0xA0)
        case 0xED: (expected, upper) = (2, 0x9F)
        case 0xE1...0xEF: expected = 2
        case 0xF0: (expected, lower) = (3, 0x90)
        case 0xF4: (expected, upper) = (3, 0x8F)
        case 0xF1...0xF3: expected = 3
        default: isValid = false
        }
    }
}
