import VietnameseText

/// Settles marks of proper names by how the same words are read elsewhere on the paper.
///
/// A commune stands in the heading, in the place line, in addresses and again in the body; where one reading says
/// `Cổ Mẽ` and three say `Cổ Mễ`, the three win.
struct SpellingVote: Sendable {
    private struct Pair: Hashable {
        var left: String
        var right: String
    }

    /// For two neighbouring folded words the weights of their spellings, lower case.
    private let spellings: [Pair: [String: Double]]

    init(_ passage: Passage) {
        var spellings: [Pair: [String: Double]] = [:]
        let words = Self.words(passage.scan.printed(0..<passage.scan.count))
        var offset = 0
        var weighted: [(word: String, weight: Double)] = []
        for word in words {
            let end = offset + word.count
            let confidence = passage.source(of: offset..<end)?.confidence ?? 0
            weighted.append((Self.letters(word), confidence * confidence * confidence))
            offset = end + 1
        }
        for (left, right) in zip(weighted, weighted.dropFirst()) where !left.word.isEmpty && !right.word.isEmpty {
            let pair = Pair(left: Folding.folded(left.word), right: Folding.folded(right.word))
            let spelling = Folding.exact(left.word) + " " + Folding.exact(right.word)
            spellings[pair, default: [:]][spelling, default: 0] += min(left.weight, right.weight)
        }
        self.spellings = spellings
    }

    /// The text with each pair of capitalised neighbours in its best supported spelling.
    func settled(_ text: String) -> String {
        var words = Self.words(text)
        for index in words.indices.dropLast() {
            let (left, right) = (Self.letters(words[index]), Self.letters(words[index + 1]))
            guard left.first?.isUppercase ?? false, right.first?.isUppercase ?? false else { continue }
            let pair = Pair(left: Folding.folded(left), right: Folding.folded(right))
            let own = Folding.exact(left) + " " + Folding.exact(right)
            guard let votes = spellings[pair], votes.count > 1 || votes[own] == nil,
                let best = votes.max(by: { (Self.support($0), $1.key) < (Self.support($1), $0.key) }),
                best.key != own, Self.support(best) > 1.5 * Self.support((own, votes[own] ?? 0))
            else { continue }
            let parts = best.key.split(separator: " ").map(String.init)
            guard parts.count == 2 else { continue }
            words[index] = Self.respelled(words[index], as: parts[0])
            words[index + 1] = Self.respelled(words[index + 1], as: parts[1])
        }
        return words.joined(separator: " ")
    }

    /// The weight of a spelling; less when it is no Vietnamese.
    private static func support(_ vote: (key: String, value: Double)) -> Double {
        vote.value * (vote.key.split(separator: " ").allSatisfy { Syllables.isValid(String($0)) } ? 1 : 0.3)
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static func letters(_ word: String) -> String { String(word.filter(\.isLetter)) }

    /// The word with the letters of the spelling in its own case and with its own signs.
    private static func respelled(_ word: String, as spelling: String) -> String {
        guard word.count(where: \.isLetter) == spelling.count else { return word }
        var rest = spelling[...]
        return String(
            word.map { character in
                guard character.isLetter, let letter = rest.popFirst() else { return character }
                return character.isUppercase ? Character(letter.uppercased()) : letter
            })
    }
}
