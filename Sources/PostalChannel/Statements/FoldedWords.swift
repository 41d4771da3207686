import VietnameseText

/// The words of a heading or a status without marks, case and punctuation.
struct FoldedWords: Hashable {
    let words: [Substring]
    /// One blank between the words.
    let text: String

    init(_ written: String) {
        let folded = Folding.folded(written)
        words = folded.split { !($0.isLetter || $0.isNumber) }
        text = words.joined(separator: " ")
    }

    /// Whether a phrase stands in it as whole words.
    func contains(_ phrase: String) -> Bool {
        guard text != phrase else { return true }
        return " \(text) ".contains(" \(phrase) ")
    }

    func hasPrefix(_ phrase: String) -> Bool { "\(text) ".hasPrefix("\(phrase) ") }
}
