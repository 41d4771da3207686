import DocumentModel
import Foundation

/// What decisions of people make of a reading: the named words change, and nothing else. Lines and reading order stay.
public enum CorrectedReading {
    /// Of how the decisions are carried out; whoever changes that raises it.
    public static let version = 1

    /// - Parameters:
    ///   - decisions: by the words' places in the machine's reading; places that it does not have are left out.
    ///   - reading: as the machine read it.
    public static func apply(_ decisions: [WordPlace: Correction], to reading: PageReading) -> PageReading {
        guard !decisions.isEmpty else { return reading }
        var corrected = reading
        corrected.text.lines = reading.text.lines.enumerated().compactMap { line, old in
            var new = old
            new.words = old.words.enumerated().flatMap { place, word in
                words(word, after: decisions[WordPlace(line: line, word: place)])
            }
            return new.words.isEmpty ? nil : new
        }
        corrected.tables = reading.tables?.map { table in
            var table = table
            for (place, fact) in decisions.sorted(by: { $0.key < $1.key }) {
                guard let word = reading.text.word(at: place) else { continue }
                table.replace(word, by: fact.decision == .confirmed ? word.text : fact.after)
            }
            return table
        }
        return corrected
    }

    /// - Parameter fields: as the machine read them.
    public static func apply(_ decisions: [FieldName: Correction], to fields: DocumentFields) -> DocumentFields {
        var corrected = fields
        for (name, fact) in decisions {
            switch fact.decision {
            case .replaced, .confirmed:
                let read = fields[name]
                corrected[name] = FieldValue(
                    value: fact.after, confidence: 100, page: fact.page ?? read?.page ?? 0,
                    box: fact.page == nil ? read?.box : fact.box)
            case .emptied, .notText: corrected[name] = nil
            case .undone: break
            }
        }
        return corrected
    }

    private static func words(_ word: Word, after fact: Correction?) -> [Word] {
        guard let fact else { return [word] }
        switch fact.decision {
        case .replaced:
            let read = word.recognized ?? word.text
            let parts = fact.after.split(separator: " ").map(String.init)
            return zip(parts, word.box.divided(by: parts.map(\.count))).map {
                Word(text: $0, box: $1, confidence: 100, recognized: read)
            }
        case .confirmed: return [Word(text: word.text, box: word.box, confidence: 100, recognized: word.recognized)]
        case .notText, .emptied: return []
        case .undone: return [word]
        }
    }
}

extension PageText {
    /// The word at a place, if there is one.
    public func word(at place: WordPlace) -> Word? {
        guard lines.indices.contains(place.line), lines[place.line].words.indices.contains(place.word) else {
            return nil
        }
        return lines[place.line].words[place.word]
    }
}

extension PixelBox {
    /// Parts from left to right, as wide as their letters are many.
    fileprivate func divided(by letters: [Int]) -> [PixelBox] {
        // One letter for the gap before each further part.
        let all = max(letters.reduce(0, +) + letters.count - 1, 1)
        var passed = 0
        return letters.map { count in
            defer { passed += count + 1 }
            return PixelBox(x: x + width * passed / all, y: y, width: width * count / all, height: height)
        }
    }

    fileprivate func holds(_ x: Double, _ y: Double) -> Bool {
        x >= Double(self.x) && x < Double(maxX) && y >= Double(self.y) && y < Double(maxY)
    }
}

extension PageTable {
    /// Puts text in the place of a word in the cell that it stands in.
    fileprivate mutating func replace(_ word: Word, by text: String) {
        for index in cells.indices where cells[index].box.holds(word.box.midX, word.box.midY) {
            cells[index].text = cells[index].text.replacingFirst(word.text, by: text)
        }
    }
}

extension String {
    /// Puts text in the place of the first word that is this one; without text, the word goes with its blank.
    fileprivate func replacingFirst(_ word: String, by text: String) -> String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").map(String.init)
        }
        for line in lines.indices {
            guard let place = lines[line].firstIndex(of: word) else { continue }
            lines[line].replaceSubrange(place...place, with: text.isEmpty ? [] : [text])
            break
        }
        return lines.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }.joined(separator: "\n")
    }
}
