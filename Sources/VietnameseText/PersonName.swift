/// Names of persons as papers print them.
public enum PersonName {
    /// Whether the text can be a person's name: two to six words of letters, each with a capital, none a digit or sign.
    public static func isPlausible(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard (2...6).contains(words.count), text.count <= 60 else { return false }
        guard words.allSatisfy(isNameWord), words.contains(where: { $0.count >= 2 }) else { return false }
        return !words.contains { neverInNames.contains(Folding.exact(String($0))) }
    }

    /// The name with a capital at the start of each word: `ĐẶNG NGỌC HUỆ` becomes `Đặng Ngọc Huệ`. Words in mixed case
    /// are kept.
    public static func titled(_ text: String) -> String {
        text.split(separator: " ").map { word in
            word.contains(where: \.isLowercase) ? String(word) : capitalised(String(word))
        }.joined(separator: " ")
    }

    /// Lower case but for the first letter.
    public static func capitalised(_ word: String) -> String {
        guard let first = word.first else { return word }
        return first.uppercased() + Folding.exact(String(word.dropFirst()))
    }

    /// Share of the words that are Vietnamese syllables, 0 to 1. Names of other peoples are names too, so this is
    /// evidence of good reading and no condition.
    public static func syllableShare(_ text: String) -> Double {
        Syllables.validShare(of: text.split(separator: " ").map(String.init)) ?? 0
    }

    private static func isNameWord(_ word: Substring) -> Bool {
        guard let first = word.first, first.isUppercase else { return false }
        return word.count <= 12 && word.allSatisfy { $0.isLetter || $0 == "'" || $0 == "’" || $0 == "-" }
    }

    /// Words of forms, lower case, that stand where a name is looked for but never in one.
    private static let neverInNames: Set<String> = [
        "người", "ngày", "tháng", "giấy", "giới", "nơi", "nhượng", "được", "của", "cước", "quyền", "chứng", "điều",
        "khoản", "nghị", "quyết", "thửa", "đồng", "phường", "huyện",
    ]
}
