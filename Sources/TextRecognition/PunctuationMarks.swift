import DocumentModel
import ScannedPages

/// Tells a comma from a stop and a semicolon from a colon by the ink: a tail reaches below the letters' feet.
///
/// The network confuses them in small and in broken print, and is sure of it.
struct PunctuationMarks {
    private let letters: [PixelBox]
    private let marks: [PixelBox]
    private let letterIndex: RowIndex
    private let markIndex: RowIndex

    /// `nil` where the page has hardly a letter.
    init?(of page: CleanedPage) {
        guard let height = LineFinder.medianLetterHeight(of: page.components, dpi: page.dpi) else { return nil }
        self.init(components: page.components, letterHeight: height)
    }

    init(components: [PixelBox], letterHeight height: Double) {
        letters = components.filter {
            Double($0.height) >= 0.6 * height && Double($0.height) <= 2.5 * height && Double($0.width) <= 3 * height
        }
        marks = components.filter {
            Double($0.height) <= 0.7 * height && Double($0.width) <= 0.6 * height && $0.width * $0.height >= 4
        }
        letterIndex = RowIndex(letters, rowHeight: max(8, Int(height)))
        markIndex = RowIndex(marks, rowHeight: max(8, Int(height)))
    }

    /// The words of lines, the mark at each one's end as the ink says.
    func corrected(_ readings: [[Word]], of lines: [FoundLine]) -> [[Word]] {
        zip(readings, lines).map(corrected)
    }

    private func corrected(_ words: [Word], of line: FoundLine) -> [Word] {
        guard
            words.contains(where: {
                Self.isLong(number: $0.text) || $0.text.last.map { Self.pairs[$0] != nil } ?? false
            })
        else { return words }
        let members = letterIndex.members(near: line.core).map { letters[$0] }.filter { line.core.holdsCentre(of: $0) }
        return words.map { word in
            if Self.isLong(number: word.text) { return withLostPoint(word, members) }
            guard word.text.count > 1, let last = word.text.last, let other = Self.pairs[last],
                let (foot, height) = foot(of: word, members), let mark = mark(of: word, foot, height)
            else { return word }
            let reach = (Double(mark.maxY) - foot) / height
            let slender = Double(mark.height) / Double(mark.width)
            let evidence =
                Self.isTailed(last)
                ? [reach <= Self.maxOfStop, slender <= Self.roundest]
                : [reach >= Self.minOfComma, slender >= Self.slenderest]
            var word = word
            if evidence.allSatisfy(\.self) {
                word.text = String(word.text.dropLast()) + String(other)
            } else if evidence[0] {
                word.confidence = min(word.confidence, Self.maxOfDoubted)
            }
            return word
        }
    }

    // MARK: Points within numbers

    /// Numbers that begin with a zero are those of persons and telephones, which have no point.
    private static func isLong(number: String) -> Bool {
        number.count >= 5 && number.allSatisfy(\.isNumber) && number.first != "0"
    }

    /// A number with the decimal point, or comma, that the network left out although it stands on the paper: in small
    /// print it is a dot between two figures.
    ///
    /// Only where each figure is one piece of ink, so that the place is certain, and where the figures make room for it,
    /// which they do not for dust.
    private func withLostPoint(_ word: Word, _ members: [PixelBox]) -> Word {
        let figures = members.filter { word.box.holdsCentre(of: $0) }.sorted { $0.x < $1.x }
        guard figures.count == word.text.count else { return word }
        let foot = figures.map { Double($0.maxY) }.median
        let height = figures.map { Double($0.height) }.median
        let gaps = zip(figures, figures.dropFirst()).map { Double($1.x - $0.maxX) }
        let points = markIndex.members(near: word.box).map { marks[$0] }.filter { mark in
            let reach = (Double(mark.maxY) - foot) / height
            return word.box.holdsCentre(of: mark) && Double(mark.height) < 0.45 * height && reach > -0.1 && reach < 0.3
                && Double(min(mark.width, mark.height)) >= 0.08 * height
        }
        guard points.count == 1, let point = points.first,
            let before = figures.lastIndex(where: { $0.midX < point.midX }), gaps.indices.contains(before),
            gaps[before] >= gaps.median + 0.1 * height,
            Double(point.x) >= Double(figures[before].maxX) - 0.1 * height,
            Double(point.maxX) <= Double(figures[before + 1].x) + 0.1 * height
        else { return word }
        let isComma = (Double(point.maxY) - foot) / height >= Self.minOfComma
        var word = word
        word.text.insert(isComma ? "," : ".", at: word.text.index(word.text.startIndex, offsetBy: before + 1))
        word.confidence = min(word.confidence, Self.maxOfDoubted)
        return word
    }

    /// A word at whose end the ink says otherwise than the network is not sure.
    private static let maxOfDoubted = Word.minSure - 1
    /// How far a stop at most and a comma at least reach below the foot of the letters, in letter heights.
    private static let maxOfStop = 0.05
    private static let minOfComma = 0.12
    /// Heights of a mark in widths: a stop is about round, a comma is not.
    private static let roundest = 1.25
    private static let slenderest = 1.3

    private static let pairs: [Character: Character] = [".": ",", ",": ".", ";": ":", ":": ";"]
    private static func isTailed(_ mark: Character) -> Bool { mark == "," || mark == ";" }

    /// Where a word's letters stand and how tall they are; of its neighbours, too, when it has but a few.
    private func foot(of word: Word, _ members: [PixelBox]) -> (foot: Double, height: Double)? {
        var own = members.filter { $0.midX > Double(word.box.x) && $0.midX < Double(word.box.maxX) }
        if own.count < 3 {
            let reach = 3 * Double(word.box.height)
            own = members.filter { $0.midX > Double(word.box.x) - reach && $0.midX < Double(word.box.maxX) + reach }
        }
        guard own.count >= 3 else { return nil }
        return (own.map { Double($0.maxY) }.percentile(35), own.map { Double($0.height) }.median)
    }

    /// The lowest mark at the word's end that stands on the foot of the line.
    private func mark(of word: Word, _ foot: Double, _ height: Double) -> PixelBox? {
        let zone = PixelBox(
            x: word.box.maxX - Int(0.5 * height), y: Int(foot - 0.4 * height), width: Int(0.7 * height),
            height: Int(0.7 * height))
        return markIndex.members(near: zone).map { marks[$0] }.filter { zone.holdsCentre(of: $0) }.max {
            $0.maxY < $1.maxY
        }
    }
}
