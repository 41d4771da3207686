import CLineNetwork

/// Makes words of the decoder's best path: characters with their places and certainties, cut at spaces.
///
/// Which steps count for a character, where it begins and ends and how certainties become confidences follows
/// Tesseract 5.3 (recodebeam.cpp, linerec.cpp, ltrresultiterator.cpp), Apache License 2.0, (C) Google Inc.
struct WordCutter {
    let characters: CharacterSet
    let path: [PathNode]
    let steps: UnsafeBufferPointer<cln_step>
    let blank: Int32

    /// Columns of pixels that a step of the network stands for.
    private static let columnsPerStep = 3.0

    private struct Character {
        var id: CharacterSet.ID
        var steps: Range<Int>
        var certainty: Float
        var boundaries = 0..<0
    }

    func words() -> [ReadWord] {
        let found = placed(found())
        var words: [ReadWord] = []
        var spaceBefore: Float = 0
        var start = 0
        while start < found.count {
            var end = start + 1
            while end < found.count, found[end].id != CharacterSet.space, !path[found[end].steps.lowerBound].beginsWord
            {
                end += 1
            }
            let isSpaced = end < found.count && found[end].id == CharacterSet.space
            let spaceAfter = isSpaced ? found[end].certainty : 0
            // A space after a space would be the first character of a word.
            if let word = word(
                found[start..<end].drop { $0.id == CharacterSet.space }, spaces: min(spaceBefore, spaceAfter))
            {
                words.append(word)
            }
            spaceBefore = spaceAfter
            start = isSpaced ? end + 1 : end
        }
        return words
    }

    /// Characters and spaces with the least certainty of their steps and of the blanks before them.
    private func found() -> [Character] {
        var found: [Character] = []
        var step = 0
        while step < path.count {
            var certainty: Float = 0
            while step < path.count, path[step].character == CharacterSet.none {
                certainty = min(certainty, path[step].certainty)
                step += 1
            }
            guard step < path.count else {
                if let last = found.indices.last { found[last].certainty = min(found[last].certainty, certainty) }
                break
            }
            let (first, id) = (step, path[step].character)
            if id == CharacterSet.space, path[step].kind != .none, let last = found.indices.last {
                // All but the space itself is the character's before it.
                found[last].certainty = min(found[last].certainty, certainty)
                certainty = 0
            }
            repeat {
                // What stands before a space that a lexicon word follows was weighted otherwise, and is left out.
                let isForgetful = id == CharacterSet.space && path[step].kind == .none
                certainty = isForgetful ? path[step].certainty : min(certainty, path[step].certainty)
                step += 1
            } while step < path.count && path[step].repeats && path[step].character != CharacterSet.none
            found.append(Character(id: id, steps: first..<step, certainty: certainty))
        }
        return found
    }

    /// With boundaries in the middle between characters.
    private func placed(_ characters: [Character]) -> [Character] {
        var placed = characters
        var start = 0
        for index in placed.indices {
            let next = index + 1 < placed.count ? placed[index + 1].steps.lowerBound : path.count
            let end = placed[index].steps.upperBound
            let middle = index + 1 < placed.count ? end + (next - end) / 2 : path.count
            placed[index].boundaries = start..<middle
            start = middle
        }
        return placed
    }

    private func word(_ found: ArraySlice<Character>, spaces: Float) -> ReadWord? {
        guard let first = found.first, let last = found.last else { return nil }
        let certainty = found.reduce(spaces) { min($0, $1.certainty) }
        let kind = path[last.steps.lowerBound].kind
        return ReadWord(
            text: found.map { characters.texts[Int($0.id)] }.joined(), confidence: Self.confidence(certainty),
            columns: Self.columns(first.boundaries.lowerBound..<last.boundaries.upperBound),
            isInLexicon: kind == .word || kind == .number, characters: found.map(character))
    }

    private func character(_ found: Character) -> ReadCharacter {
        ReadCharacter(
            text: characters.texts[Int(found.id)], confidence: Self.confidence(found.certainty),
            columns: Self.columns(found.boundaries), alternative: alternative(found))
    }

    /// The likeliest other character at any step of this one.
    private func alternative(_ found: Character) -> ReadCharacter.Alternative? {
        var best: ReadCharacter.Alternative?
        for step in found.steps {
            let said = steps[step]
            for (output, probability) in [(said.first, said.first_probability), (said.second, said.second_probability)]
            {
                let id = output == blank ? CharacterSet.none : characters.characters[Int(output)]
                guard id > 0, id != found.id, Double(probability) > best?.probability ?? 0 else { continue }
                best = ReadCharacter.Alternative(text: characters.texts[Int(id)], probability: Double(probability))
            }
        }
        return best
    }

    /// A certainty is scaled by 7 (`kCertaintyScale`); each of its units is worth 5 points.
    private static func confidence(_ certainty: Float) -> Double { Double(min(100, max(0, 100 + 5 * 7 * certainty))) }

    private static func columns(_ steps: Range<Int>) -> Range<Double> {
        Double(steps.lowerBound) * columnsPerStep..<Double(steps.upperBound) * columnsPerStep
    }
}
