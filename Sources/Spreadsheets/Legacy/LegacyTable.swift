import VietnameseText

/// What the bytes of an old Vietnamese encoding stand for, alone and in pairs of letter and mark.
struct LegacyTable: Sendable {
    /// Scalar of a byte; 0 for a byte that stands for nothing.
    private(set) var single: [UInt16]
    /// Scalar of a pair, at first byte · 256 + second; 0 for bytes that are no pair.
    private(set) var pair: [UInt16]

    private init() {
        single = Self.windows1252
        pair = Array(repeating: 0, count: 1 << 16)
    }

    static func of(_ encoding: LegacyText) -> LegacyTable {
        switch encoding {
        case .tcvn3: tcvn3
        case .vniWindows: vniWindows
        case .windows1258: windows1258
        }
    }

    /// Bytes of Windows-1252, through which these encodings get into Unicode files when nobody converts them.
    static let windows1252: [UInt16] = {
        let upper: [UInt16] = [
            0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
            0x017D,
            0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
            0x017E, 0x0178,
        ]
        return (0..<0x80).map { UInt16($0) } + upper + (0xA0..<0x100).map { UInt16($0) }
    }()

    /// The byte of a scalar in Windows-1252, which takes the unused positions as the control characters of Latin-1.
    static func windows1252Byte(of scalar: Unicode.Scalar) -> UInt8? {
        let value = scalar.value
        if value < 0x80 || (0xA0..<0x100).contains(value) { return UInt8(value) }
        if (0x80..<0xA0).contains(value) { return windows1252[Int(value)] == 0 ? UInt8(value) : nil }
        return value > 0xFFFF ? nil : inverse[UInt16(value)]
    }

    private static let inverse = Dictionary(
        (0x80..<0xA0).map { (windows1252[$0], UInt8($0)) }, uniquingKeysWith: { first, _ in first })

    // MARK: The three encodings

    private static let tcvn3: LegacyTable = {
        var table = LegacyTable()
        let letters: [(first: Int, letters: String)] = [
            (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"), (0xB5, "àảãáạ"), (0xBB, "ằẳẵắ"), (0xC6, "ặầẩẫấậè"), (0xCE, "ẻẽéẹềểễếệìỉ"),
            (0xDC, "ĩíịò"), (0xE1, "ỏõóọồổỗốộờởỡớợù"), (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
        ]
        for (first, run) in letters {
            for (offset, scalar) in run.unicodeScalars.enumerated() {
                table.single[first + offset] = UInt16(scalar.value)
            }
        }
        return table
    }()

    private static let tones: [UInt8: String] = [
        0xF8: "\u{300}", 0xF9: "\u{301}", 0xFB: "\u{309}", 0xF5: "\u{303}", 0xEF: "\u{323}",
    ]

    private static let vniWindows: LegacyTable = {
        var table = LegacyTable()
        for (byte, letter) in [
            (0xEC, "ì"), (0xED, "í"), (0xE6, "ỉ"), (0xF3, "ĩ"), (0xF2, "ị"), (0xEE, "ỵ"), (0xF4, "ơ"), (0xF6, "ư"),
            (0xF1, "đ"),
        ] {
            table.single[byte] = code(letter)
            table.single[byte - 0x20] = code(letter.uppercased())
        }
        let circumflex: [UInt8: String] = [
            0xE2: "\u{302}", 0xE1: "\u{302}\u{301}", 0xE0: "\u{302}\u{300}", 0xE5: "\u{302}\u{309}",
            0xE3: "\u{302}\u{303}", 0xE4: "\u{302}\u{323}",
        ]
        let breve: [UInt8: String] = [
            0xEA: "\u{306}", 0xE9: "\u{306}\u{301}", 0xE8: "\u{306}\u{300}", 0xFA: "\u{306}\u{309}",
            0xFC: "\u{306}\u{303}", 0xEB: "\u{306}\u{323}",
        ]
        let vowels: [(byte: UInt8, letter: String, marks: [[UInt8: String]])] = [
            (0x61, "a", [tones, circumflex, breve]), (0x65, "e", [tones, circumflex]),
            (0x6F, "o", [tones, circumflex]), (0x75, "u", [tones]), (0x79, "y", [tones]), (0xF4, "ơ", [tones]),
            (0xF6, "ư", [tones]),
        ]
        for vowel in vowels {
            for (mark, combining) in vowel.marks.joined() {
                // Small or capital is the letter's affair; marks are met in both cases beside either.
                for markCase in [mark, mark - 0x20] {
                    table.set(vowel.byte, markCase, vowel.letter + combining)
                    table.set(vowel.byte - 0x20, markCase, vowel.letter.uppercased() + combining)
                }
            }
        }
        return table
    }()

    private static let windows1258: LegacyTable = {
        var table = LegacyTable()
        for byte in [0x8A, 0x8E, 0x9A, 0x9E] { table.single[byte] = 0 }
        for (byte, letter) in [
            (0xC3, "Ă"), (0xCC, "\u{300}"), (0xD0, "Đ"), (0xD2, "\u{309}"), (0xD5, "Ơ"), (0xDD, "Ư"), (0xDE, "\u{303}"),
            (0xE3, "ă"), (0xEC, "\u{301}"), (0xF0, "đ"), (0xF2, "\u{323}"), (0xF5, "ơ"), (0xFD, "ư"), (0xFE, "₫"),
        ] { table.single[byte] = code(letter) }
        let marks: [(byte: UInt8, mark: String)] = [
            (0xCC, "\u{300}"), (0xD2, "\u{309}"), (0xDE, "\u{303}"), (0xEC, "\u{301}"), (0xF2, "\u{323}"),
        ]
        let vowels = Set("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".unicodeScalars.map(\.value))
        for byte in 0..<0x100 where vowels.contains(UInt32(table.single[byte])) {
            guard let vowel = Unicode.Scalar(table.single[byte]) else { continue }
            for (mark, combining) in marks { table.set(UInt8(byte), mark, String(vowel) + combining) }
        }
        return table
    }()

    private mutating func set(_ first: UInt8, _ second: UInt8, _ letter: String) {
        pair[Int(first) << 8 | Int(second)] = Self.code(letter)
    }

    /// The scalar that a letter composes to; 0 when it is not a single one.
    private static func code(_ letter: String) -> UInt16 {
        let scalars = Array(Folding.composed(letter).unicodeScalars)
        return scalars.count == 1 ? UInt16(scalars[0].value) : 0
    }
}
