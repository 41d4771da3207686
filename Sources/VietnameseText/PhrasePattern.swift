/// A short way to write phrases that are alike: `ngay (|gio) (phat|giao)` stands for `ngay phat`, `ngay gio giao` and so
/// on. Brackets are not nested.
public enum PhrasePattern {
    /// More phrases than this from one pattern are a slip of the pen.
    private static let maxPhrases = 2_000

    /// All phrases that a pattern stands for, each once, in the order in which they are written.
    /// - Returns: `nil` for brackets that do not close, and for too many phrases.
    public static func phrases(of pattern: String) -> [String]? {
        var phrases = [""]
        var rest = pattern[...]
        while !rest.isEmpty {
            guard let part = nextPart(&rest), phrases.count * part.count <= maxPhrases else { return nil }
            phrases = phrases.flatMap { phrase in part.map { phrase + $0 } }
        }
        var seen: Set<String> = []
        return phrases.map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// The alternatives of the next bracket, or the plain text up to it.
    private static func nextPart(_ rest: inout Substring) -> [Substring]? {
        guard rest.first == "(" else {
            let plain = rest.prefix { $0 != "(" }
            rest = rest.dropFirst(plain.count)
            return plain.contains(")") ? nil : [plain]
        }
        guard let end = rest.firstIndex(of: ")") else { return nil }
        let inside = rest[rest.index(after: rest.startIndex)..<end]
        rest = rest[rest.index(after: end)...]
        return inside.contains("(") ? nil : inside.split(separator: "|", omittingEmptySubsequences: false)
    }
}
