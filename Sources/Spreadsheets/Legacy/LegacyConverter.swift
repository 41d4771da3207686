import DocumentModel

/// Converts the cells of a sheet whose text is in an old encoding, and leaves those that are Unicode.
struct LegacyConverter {
    let encoding: LegacyText
    /// Whether words are syllables as they are written, and decoded. Vietnamese has some thousand syllables, so that
    /// nearly every word was met before.
    private var known: [[UInt8]: (asWritten: Bool, decoded: Bool)] = [:]

    private static let knownLimit = 50_000

    init(_ encoding: LegacyText) { self.encoding = encoding }

    /// Converts the text of a row's cells. What makes sense only as it is stays; what makes sense either way stays
    /// beside cells with letters that only Unicode has.
    mutating func convert(_ row: inout SheetRow) {
        var isBesideUnicode: Bool?
        for column in row.cells.indices {
            guard case .text(let text) = row.cells[column], let bytes = LegacyText.latinBytes(of: text),
                let decoded = encoding.decoded(bytes)
            else { continue }
            let sense = sense(of: bytes)
            if sense.asWritten {
                let besideUnicode = isBesideUnicode ?? row.cells.contains(where: Self.isUnicode)
                isBesideUnicode = besideUnicode
                if !sense.decoded || besideUnicode { continue }
            }
            row.cells[column] = .text(decoded)
        }
    }

    /// Whether all words are syllables as they are written, and decoded.
    private mutating func sense(of bytes: [UInt8]) -> (asWritten: Bool, decoded: Bool) {
        var all = (asWritten: true, decoded: true)
        for word in LegacyWords.words(of: bytes) {
            let one: (asWritten: Bool, decoded: Bool)
            if let met = known[word] {
                one = met
            } else {
                one = (LegacyWords.isSyllable(word, in: nil), LegacyWords.isSyllable(word, in: encoding))
                if known.count < Self.knownLimit { known[word] = one }
            }
            all = (all.asWritten && one.asWritten, all.decoded && one.decoded)
        }
        return all
    }

    /// Whether a cell has a letter of Vietnamese or another language that Windows-1252 lacks.
    private static func isUnicode(_ cell: SheetCell) -> Bool {
        guard case .text(let text) = cell else { return false }
        return text.unicodeScalars.contains {
            ((0x100..<0x300).contains($0.value) || (0x1E00..<0x1F00).contains($0.value))
                && LegacyTable.windows1252Byte(of: $0) == nil
        }
    }
}
