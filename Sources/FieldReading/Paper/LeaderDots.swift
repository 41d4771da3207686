/// The dots of a form's line between the words that were written on it: `..Lò.Thị.Pâng`.
enum LeaderDots {
    /// The word with dots between letters as blanks, and without a dot before it. Abbreviations keep theirs: `TP.Vinh`.
    static func parted(_ word: String) -> String {
        guard word.contains(".") else { return word }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        let letters = parts.filter { !$0.isEmpty }
        guard letters.count > 1 || parts.first == "", letters.allSatisfy(isWord),
            letters[0].contains(where: \.isLetter),
            !letters.dropLast().contains(where: isShort)
        else {
            return word
        }
        let joined = letters.joined(separator: " ")
        return parts.last == "" && letters.count == 1 ? joined + "." : joined
    }

    /// Letters, or a number of at most four digits: `thôn.3,`.
    private static func isWord(_ part: Substring) -> Bool {
        let rest = part.filter { $0 != "," && $0 != "-" }
        return !rest.isEmpty && (rest.allSatisfy(\.isLetter) || (rest.count <= 4 && rest.allSatisfy(\.isNumber)))
    }

    /// Capitals, single letters and numbers stand before a dot of their own.
    private static func isShort(_ part: Substring) -> Bool {
        part.count < 2 || part.allSatisfy { $0.isUppercase || $0.isNumber }
    }
}
