/// Names of persons as papers print them.
public enum PersonName {
    /// Whether the text can be a person's name: two to six words of letters, each with a capital, none a digit or sign.
    public static func isPlausible(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard (2...6).contains(words.count), text.count <= 60 else { return false }
        guard words.allSatisfy(isNameWord), words.contains(where: { $0.count >= 2 }) else { return false }
        if words.contains(where: { neverInNames.contains(Folding.exact(String($0))) }) { return false }
        // Quyền and Đồng are given names as well: behind a family name they are nothing else.
        return beginsWithFamilyName(text) || !words.contains { rarelyInNames.contains(Folding.exact(String($0))) }
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

    /// The name with a family name that lost its marks set right: `Định Thị Quế` becomes `Đinh Thị Quế`.
    ///
    /// Only when the first word is no family name and exactly one family name has the same letters.
    public static func withFamilyNameRestored(_ text: String) -> String {
        var words = text.split(separator: " ").map(String.init)
        guard let first = words.first, words.count >= 2, !familyNames.contains(Folding.exact(first)) else {
            return text
        }
        guard let near = familyNamesByLetters[Folding.folded(first)], near.count == 1, let name = near.first else {
            return text
        }
        words[0] = capitalised(name)
        if words[1] == "Thi" || words[1] == "Thì" || words[1] == "Thí" { words[1] = "Thị" }
        return words.joined(separator: " ")
    }

    /// Whether the first word is a usual family name of Vietnam.
    public static func beginsWithFamilyName(_ text: String) -> Bool {
        text.split(separator: " ").first.map { familyNames.contains(Folding.exact(String($0))) } ?? false
    }

    /// Family names of Vietnam that are borne by many, lower case.
    private static let familyNames = Set(
        """
        âu an ân bạch bành bế bùi ca cao cầm châu chế chu chung chử cù cung cái cấn cát công cổ danh diệp dư dương đàm
        đan đào đặng đầu đậu đỗ đoàn đồng đới đổng đinh điền điêu giang giáp giàng hà hạ hàn hầu hoa hoàng hồ hồng hứa
        huỳnh khổng khúc khuất khương kha khưu kiều kim kỷ la lã lai lạc lâm lại lành lâu lê lều liêu liễu lò lộc lô lục
        lương lường lư lữ lưu lý ma mã mạc mạch mai mâu mẫn mè mông mùa nghiêm ngô ngọ ngụy nguyễn nhâm nhan ninh nông
        ong ôn ông phạm phan phí phó phù phùng phương quách quan quản quàng sa sầm sùng sử tạ tần tăng tất tào thạch
        thái thẩm thân thang thào tiêu tiết tô tôn tống trang trà trần trang triệu trịnh trương từ tưởng ty uông
        ứng vàng văn vi viên võ vòng vũ vừ vương xa xồng
        """.split { $0.isWhitespace }.map(String.init))

    private static let familyNamesByLetters = Dictionary(grouping: familyNames, by: Folding.folded)

    private static func isNameWord(_ word: Substring) -> Bool {
        guard let first = word.first, first.isUppercase else { return false }
        return word.count <= 12 && word.allSatisfy { $0.isLetter || $0 == "'" || $0 == "’" || $0 == "-" }
    }

    /// Words of forms, lower case, that stand where a name is looked for but never in one.
    private static let neverInNames: Set<String> = [
        "người", "ngày", "tháng", "giấy", "giới", "nơi", "được", "của", "cước", "chứng", "khoản", "nghị", "thửa",
        "phường", "huyện",
    ]

    /// Words of forms, lower case, that are given names as well.
    private static let rarelyInNames: Set<String> = [
        "quyền", "đồng", "nhượng", "điều", "quyết", "nộp", "tiền", "ký", "họ", "tên", "khai", "đơn", "phòng", "trưởng",
        "giám", "đốc", "chủ", "tịch", "cơ", "sở", "kế", "toán", "hàng", "nhà", "nước", "nhận", "xác", "thuế",
    ]
}
