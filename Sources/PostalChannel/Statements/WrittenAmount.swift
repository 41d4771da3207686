/// An amount as people and programs write it: with groups, signs before or behind it, parentheses, and a unit.
struct WrittenAmount {
    private var digits: DecimalDigits
    /// How many of the column's units the cell's own unit stands for: 1,000 for `21 nghìn`.
    private var multiplier = 1

    /// A longer text is no number, in bytes: a cell whose quotation mark is never closed holds the rest of its file.
    private static let longest = 80

    /// - Returns: `nil` for what is no number, and for what could be more than one.
    init?(_ text: String, isGrouped: Bool) {
        guard text.utf8.count <= Self.longest else { return nil }
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.firstIndex(where: Self.isDigit), let last = scalars.lastIndex(where: Self.isDigit)
        else {
            guard Self.isDash(scalars) else { return nil }
            digits = DecimalDigits(isNegative: false, whole: [0], fraction: [])
            return
        }
        let around = Surroundings(before: scalars[..<first], behind: scalars[(last + 1)...])
        guard let around else { return nil }
        let core = scalars[first...last]
        if around.words.isEmpty, let scientific = Self.scientific(core) {
            digits = scientific
        } else if let plain = Self.grouped(core, isGrouped: isGrouped) {
            digits = plain
        } else {
            return nil
        }
        digits.isNegative = around.isNegative
        guard let multiplier = around.multiplier else { return nil }
        self.multiplier = multiplier
    }

    /// In units of `1 / scale`; the cell's own unit counts before the column's.
    func amount(scale: Int) -> ExactAmount? { digits.amount(scale: multiplier > 1 ? multiplier : scale) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    /// `-`, `–`: nothing.
    private static func isDash(_ scalars: [Unicode.Scalar]) -> Bool {
        let visible = scalars.filter { !Surroundings.isBlank($0) }
        return (1...3).contains(visible.count) && visible.allSatisfy(Surroundings.isMinus)
    }

    /// `2.25E4`, `1,35E+6`.
    private static func scientific(_ core: ArraySlice<Unicode.Scalar>) -> DecimalDigits? {
        guard core.contains(where: { $0 == "e" || $0 == "E" }), core.allSatisfy(\.isASCII) else { return nil }
        return DecimalDigits(String(String.UnicodeScalarView(core)))
    }

    // MARK: Groups and fraction

    private static func grouped(_ core: ArraySlice<Unicode.Scalar>, isGrouped: Bool) -> DecimalDigits? {
        var groups: [[UInt8]] = [[]]
        var signs: [Unicode.Scalar] = []
        for scalar in core {
            if isDigit(scalar) {
                groups[groups.count - 1].append(UInt8(scalar.value - 0x30))
            } else if let sign = sign(scalar), !groups[groups.count - 1].isEmpty {
                signs.append(sign)
                groups.append([])
            } else {
                return nil
            }
        }
        guard let last = signs.last else { return DecimalDigits(isNegative: false, whole: groups[0], fraction: []) }
        let isFraction = isFraction(groups, signs, last, isGrouped: isGrouped)
        let whole = isFraction ? groups.dropLast() : groups[...]
        guard areThousands(whole, isFraction ? signs.dropLast() : signs[...]) else { return nil }
        return DecimalDigits(
            isNegative: false, whole: whole.flatMap(\.self), fraction: isFraction ? groups[groups.count - 1] : [])
    }

    /// Point and comma, blanks of any width, and apostrophes part groups.
    private static func sign(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case ".", ",": scalar
        case "'", "\u{2019}": "'"
        default: Surroundings.isBlank(scalar) ? " " : nil
        }
    }

    /// Whether a fraction stands behind the last sign. Three digits behind an only sign are a group, unless what stands
    /// before it is itself no group (`21000,000`) or nothing (`0,500`).
    private static func isFraction(
        _ groups: [[UInt8]], _ signs: [Unicode.Scalar], _ last: Unicode.Scalar, isGrouped: Bool
    ) -> Bool {
        guard last == "." || last == "," else { return false }
        if signs.count > 1 { return signs.dropLast().allSatisfy { $0 != last } }
        return groups[1].count != 3 || !isGrouped || groups[0].count > 3 || groups[0] == [0]
    }

    /// Whether digits stand in groups of three, all parted by one sign.
    private static func areThousands(_ groups: ArraySlice<[UInt8]>, _ signs: ArraySlice<Unicode.Scalar>) -> Bool {
        guard groups.count > 1 else { return true }
        return Set(signs).count == 1 && (1...3).contains(groups.first?.count ?? 0)
            && groups.dropFirst().allSatisfy { $0.count == 3 }
    }
}

/// What stands before and behind a number: its sign and its unit.
private struct Surroundings {
    var isNegative = false
    /// The unit's words, folded.
    let words: String

    /// - Returns: `nil` where the sign is not clear: `5.000,-`, a parenthesis that does not close, a sign at both ends.
    init?(before: ArraySlice<Unicode.Scalar>, behind: ArraySlice<Unicode.Scalar>) {
        var letters = String.UnicodeScalarView()
        var (opened, closed, minus) = (0, 0, 0)
        for (scalars, isBefore) in [(before, true), (behind, false)] {
            for scalar in scalars {
                switch scalar {
                case "(" where isBefore: opened += 1
                case ")" where !isBefore: closed += 1
                case "+" where isBefore && minus == 0: continue
                case "\u{20AB}", ".": if scalar == "." && isBefore { return nil }
                default:
                    if Self.isMinus(scalar) {
                        minus += 1
                    } else if Self.isBlank(scalar) {
                        letters.append(" ")
                    } else if scalar.properties.isAlphabetic {
                        letters.append(scalar)
                    } else {
                        return nil
                    }
                }
            }
            letters.append(" ")
        }
        if behind.contains("."), behind.contains(where: Self.isMinus) { return nil }
        guard opened == closed, opened <= 1, minus <= 1 else { return nil }
        var words = FoldedWords(String(letters)).words
        let isCredit = words.last == "cr"
        if isCredit || words.last == "dr" { words.removeLast() }
        isNegative = opened == 1 || minus == 1 || isCredit
        self.words = words.joined(separator: " ")
    }

    /// Of the unit; `nil` for words that are none.
    var multiplier: Int? { words.isEmpty ? 1 : Self.units[words] }

    private static let units: [String: Int] = [
        "d": 1, "vnd": 1, "dong": 1, "viet nam dong": 1, "g": 1, "gr": 1, "gram": 1, "gam": 1, "kg": 1,
        "k": 1_000, "nghin": 1_000, "ngan": 1_000, "nghin dong": 1_000, "ngan dong": 1_000, "nghin d": 1_000,
        "trieu": 1_000_000, "tr": 1_000_000, "trieu dong": 1_000_000,
    ]

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar.properties.isWhitespace
    }

    /// Hyphens, dashes and the minus of all widths.
    static func isMinus(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: true
        default: false
        }
    }
}
