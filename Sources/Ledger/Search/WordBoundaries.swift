import DocumentModel

/// Takes text apart into words as the index does: runs of letters, digits and private-use characters with their marks;
/// everything else separates.
package enum WordBoundaries {
    package struct Word {
        package var text: Substring
        /// Character offsets in the whole text.
        package var range: Range<Int>
    }

    package static func words(in text: String) -> [Word] {
        var words: [Word] = []
        var (start, startOffset, offset) = (text.startIndex, 0, 0)
        var isInside = false
        var index = text.startIndex
        while index < text.endIndex {
            if isWordCharacter(text[index]) != isInside {
                if isInside { words.append(Word(text: text[start..<index], range: startOffset..<offset)) }
                (start, startOffset, isInside) = (index, offset, !isInside)
            }
            index = text.index(after: index)
            offset += 1
        }
        if isInside { words.append(Word(text: text[start...], range: startOffset..<offset)) }
        return words
    }

    static func isWordCharacter(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            return true
        default: return false
        }
    }
}
