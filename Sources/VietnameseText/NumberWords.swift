/// Reads Vietnamese number words: `Một tỷ bảy trăm tám mươi bốn triệu đồng` is 1 784 000 000.
///
/// Works on folded text, so that confused tone marks do no harm: no two number words differ in marks alone except
/// mười/mươi and một/mốt, whose place tells them apart.
public enum NumberWords {
    /// The number that the words spell, or `nil` when they are not wholly number words in a grammatical order.
    ///
    /// A closing "đồng", "đồng chẵn" or "đồng Việt Nam" and punctuation are passed over.
    public static func parse(_ text: String) -> Int? {
        var words = Folding.folded(text).split { !$0.isLetter }.map(String.init)
        if words.suffix(2) == ["viet", "nam"] { words.removeLast(2) }
        while let last = words.last, closing.contains(last) { words.removeLast() }
        let tokens = words.compactMap(token)
        guard !tokens.isEmpty, tokens.count == words.count else { return nil }
        return number(tokens[...])
    }

    // MARK: Words

    private enum Token: Equatable {
        case digit(Int)
        case ten
        case hundred
        case filler
        case scale(Int)
    }

    private static let closing: Set<String> = ["dong", "chan", "vnd"]

    private static let lexicon: [String: Token] = [
        "khong": .digit(0), "mot": .digit(1), "hai": .digit(2), "ba": .digit(3), "bon": .digit(4), "tu": .digit(4),
        "nam": .digit(5), "lam": .digit(5), "nham": .digit(5), "sau": .digit(6), "bay": .digit(7), "tam": .digit(8),
        "chin": .digit(9), "muoi": .ten, "tram": .hundred, "linh": .filler, "le": .filler, "nghin": .scale(1_000),
        "ngan": .scale(1_000), "trieu": .scale(1_000_000), "ty": .scale(1_000_000_000), "ti": .scale(1_000_000_000),
    ]

    /// The word itself, or the only word of four or more letters that one wrong letter away.
    private static func token(_ word: String) -> Token? {
        if let token = lexicon[word] { return token }
        guard word.utf8.count >= 4 else { return nil }
        let near = lexicon.filter { $0.key.utf8.count >= 4 && EditDistance.isWithin(1, word, $0.key) }
        return near.count == 1 ? near.first?.value : nil
    }

    // MARK: Grammar

    /// `number := (number "tỷ")? (group "triệu")? (group "nghìn")? group?`, each scale at most once, falling.
    private static func number(_ tokens: ArraySlice<Token>) -> Int? {
        guard !tokens.isEmpty else { return nil }
        for scale in [1_000_000_000, 1_000_000, 1_000] {
            guard let place = tokens.lastIndex(of: .scale(scale)) else { continue }
            let head = tokens[..<place]
            let tail = tokens[(place + 1)...]
            guard let multiplier = scale == 1_000_000_000 ? number(head) : group(head), multiplier < 1_000_000 else {
                return nil
            }
            guard !tail.isEmpty else { return multiplier * scale }
            guard let rest = number(tail), rest < scale else { return nil }
            return multiplier * scale + rest
        }
        return group(tokens)
    }

    /// `group := (digit "trăm")? (digit? "mươi" digit? | "linh" digit | digit)?`
    private static func group(_ tokens: ArraySlice<Token>) -> Int? {
        var rest = tokens
        var value = 0
        if case .digit(let hundreds)? = rest.first, rest.dropFirst().first == .hundred {
            value = hundreds * 100
            rest = rest.dropFirst(2)
            if rest.isEmpty { return value }
        }
        guard let tail = belowHundred(rest) else { return nil }
        return value + tail
    }

    private static func belowHundred(_ tokens: ArraySlice<Token>) -> Int? {
        let list = Array(tokens)
        switch list.count {
        case 1:
            if case .digit(let units) = list[0] { return units }
            return list[0] == .ten ? 10 : nil
        case 2:
            switch (list[0], list[1]) {
            case (.digit(let tens), .ten): return tens * 10
            case (.ten, .digit(let units)): return 10 + units
            case (.filler, .digit(let units)): return units
            // "hai lăm" is spoken for 25.
            case (.digit(let tens), .digit(let units)) where tens > 1: return tens * 10 + units
            default: return nil
            }
        case 3:
            guard case .digit(let tens) = list[0], list[1] == .ten, case .digit(let units) = list[2] else { return nil }
            return tens * 10 + units
        default:
            return nil
        }
    }
}
