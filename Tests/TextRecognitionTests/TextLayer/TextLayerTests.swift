import CLeptonica
import DocumentModel
import ScannedPages
import Testing
import VietnameseText

@testable import TextRecognition

/// A drawn page whose text layer is made of what stands on it, and then spoiled as fonts spoil layers.
@Suite struct TextLayerTests {
    private final class Sample {
        private let reader: PageReader
        let page: Page
        /// What is read without a layer.
        let read: PageRead
        /// What stands on the page: what is read, with the one word put right that loses its first letter.
        let printed: PageText

        init() throws {
            reader = try PageReader()
            page = try FixturePages.load("request.tif")
            read = try reader.read(page, dpi: 300)
            printed = PageText(
                lines: read.text.lines.map { line in
                    var line = line
                    for index in line.words.indices where line.words[index].text == "iền" {
                        line.words[index].text = "liền"
                    }
                    return line
                })
        }

        var text: String { printed.plain }
        var words: [Word] { printed.words }
        /// The surest words that have a digit.
        var numbers: [Word] { words.filter { $0.text.contains(where: \.isNumber) && $0.confidence > 94 } }

        func layer(_ change: (Word) -> Word? = { $0 }) -> TextLayer {
            TextLayer(
                lines: printed.lines.compactMap { line in
                    let words = line.words.compactMap(change).map {
                        Word(text: $0.text, box: $0.box, confidence: 100)
                    }
                    return words.isEmpty ? nil : TextLine(words: words, box: line.box)
                })
        }

        /// A layer of other letters.
        func spoiled(_ kind: String) -> TextLayer {
            layer { word in
                var word = word
                word.text = String(word.text.map { Spoiling.spoil($0, kind) })
                return word
            }
        }

        /// Share of the words of the page and of a reading that are on both, in whatever lines.
        func share(of read: PageRead) -> Double {
            var left = [String: Int]()
            for word in words { left[word.text, default: 0] += 1 }
            var common = 0
            for word in read.text.words where left[word.text, default: 0] > 0 {
                left[word.text, default: 0] -= 1
                common += 1
            }
            return Double(common) / Double(max(1, words.count, read.text.words.count))
        }

        func reading(with layer: TextLayer, of picture: borrowing Page) throws -> PageRead {
            try reader.read(picture, dpi: 300, layer: layer)
        }
    }

    @Test func aLayerThatSaysWhatIsSeenStands() throws {
        let sample = try Sample()
        let read = try sample.reading(with: sample.layer(), of: sample.page)
        #expect(read.layerUse == .whole)
        #expect(read.text.plain == sample.text)
        // Words that were corrected are not what is read.
        #expect(20 * read.text.words.count { $0.confidence == 100 } >= 19 * read.text.words.count)
    }

    @Test(
        "A layer of other letters gives way to what is read",
        arguments: ["shifted", "swapped", "bare", "asked", "boxes", "private", "signs"])
    func garbageIsReplaced(_ kind: String) throws {
        let sample = try Sample()
        let read = try sample.reading(with: sample.spoiled(kind), of: sample.page)
        #expect(read.layerUse != .whole)
        #expect(sample.share(of: read) >= 0.97, "\(read.text.plain)")
        for number in sample.numbers { #expect(read.text.words.contains { $0.text == number.text }, "\(number.text)") }
    }

    @Test("A layer of which nothing is believed changes nothing", arguments: ["private", "signs"])
    func readingIsThatWithoutLayer(_ kind: String) throws {
        let sample = try Sample()
        let read = try sample.reading(with: sample.spoiled(kind), of: sample.page)
        #expect(read.layerUse == .none)
        #expect(read.text.plain == sample.read.text.plain)
    }

    @Test func aLetterThatStandsForAnotherThroughoutIsFoundOut() throws {
        let sample = try Sample()
        let digit = try #require(sample.numbers.flatMap(\.text).first { $0.isNumber && $0 != "0" && $0 != "1" })
        let wrong: Character = digit == "9" ? "2" : "9"
        let layer = sample.layer { word in
            var word = word
            word.text = String(word.text.map { $0 == digit ? wrong : $0 == wrong ? digit : $0 })
            return word
        }
        let read = try sample.reading(with: layer, of: sample.page)
        for number in sample.numbers { #expect(read.text.words.contains { $0.text == number.text }, "\(number.text)") }
    }

    @Test func oneOtherDigitIsReadAndNotSure() throws {
        let sample = try Sample()
        let number = try #require(sample.numbers.first { $0.text.contains { "23456789".contains($0) } })
        let layer = sample.layer { word in
            guard word == number, let place = word.text.firstIndex(where: { "23456789".contains($0) }) else {
                return word
            }
            var word = word
            word.text.replaceSubrange(place...place, with: word.text[place] == "5" ? "6" : "5")
            return word
        }
        let read = try sample.reading(with: layer, of: sample.page)
        let found = try #require(read.text.words.first { $0.box.isAtPlace(of: number.box) })
        #expect(found.text == number.text)
        #expect(found.confidence < Word.minSure)
        #expect(read.layerUse == .partly)
    }

    @Test func whatIsNotSeenIsNoText() throws {
        let sample = try Sample()
        let margin = PixelBox(x: 20, y: sample.page.height - 160, width: 400, height: 50)
        var layer = sample.layer()
        let ghost = Word(text: "000187621365", box: margin, confidence: 100)
        let outside = Word(
            text: "ngoài", box: PixelBox(x: sample.page.width + 50, y: 300, width: 90, height: 40), confidence: 100)
        layer.lines += [ghost, outside].map { TextLine(words: [$0], box: $0.box) }
        let read = try sample.reading(with: layer, of: sample.page)
        #expect(read.text.plain == sample.text)
        #expect(read.layerUse == .partly)
    }

    @Test func whatIsCoveredIsNoText() throws {
        let sample = try Sample()
        let word = try #require(sample.words.first { $0.text.count >= 5 && $0.confidence > 94 })
        let covered = try sample.page.copied()
        covered.blacken(word.box, margin: 6)
        let read = try sample.reading(with: sample.layer(), of: covered)
        #expect(!read.text.words.contains { $0.text == word.text && $0.box.isAtPlace(of: word.box) })
        #expect(read.text.words.count >= sample.words.count - 3)
    }

    @Test func whatIsNotInTheLayerIsRead() throws {
        let sample = try Sample()
        let middle = sample.page.height / 2
        let layer = sample.layer { $0.box.y < middle ? $0 : nil }
        #expect(!layer.lines.isEmpty && layer.lines.count < sample.read.text.lines.count)
        let read = try sample.reading(with: layer, of: sample.page)
        #expect(Set(read.text.words.map(\.text)) == Set(sample.words.map(\.text)))
    }

    @Test(arguments: [QuarterTurn.clockwise90, .half, .clockwise270])
    func aTurnedPageIsTurnedWithItsLayer(turn: QuarterTurn) throws {
        let sample = try Sample()
        let quarters = turn.rawValue / 90
        let (width, height) = (sample.page.width, sample.page.height)
        var layer = sample.layer { word in
            var word = word
            word.box = word.box.turned(clockwise: quarters, width: width, height: height)
            return word
        }
        for line in layer.lines.indices {
            layer.lines[line].box = layer.lines[line].box.turned(clockwise: quarters, width: width, height: height)
            // As they stand from left to right on the page that was put in.
            layer.lines[line].words.sort { $0.box.x < $1.box.x }
        }
        let read = try sample.reading(with: layer, of: try sample.page.turned(clockwise: quarters))
        #expect(read.rotation == turn)
        #expect(read.text.plain == sample.text)
        #expect(read.layerUse == .whole)
    }
}

/// What fonts and programs make of letters.
private enum Spoiling {
    static func spoil(_ character: Character, _ kind: String) -> Character {
        let isMarked = character.isLetter && !character.isASCII
        let code = character.unicodeScalars.first?.value ?? 0
        return switch kind {
        case "shifted": character.isASCII ? scalar(code - 29) : scalar(code % 0x60 + 0x410)
        case "swapped": ["n": "h", "h": "n", "t": "c", "c": "t"][character] ?? character
        case "bare": Folding.folded(String(character)).first ?? character
        case "asked": isMarked ? "?" : character
        case "boxes": isMarked ? "\u{25A1}" : character
        case "private": character.isLetter ? scalar(0xE000 + code % 256) : character
        default: scalar(0x21 + code % 15)
        }
    }

    private static func scalar(_ code: UInt32) -> Character { Character(Unicode.Scalar(max(0x21, code)) ?? "?") }
}

extension ScannedPages.Pix {
    /// Makes a part of a 1-bit picture black.
    fileprivate func blacken(_ box: PixelBox, margin: Int) {
        for y in max(0, box.y - margin)..<min(height, box.maxY + margin) {
            for x in max(0, box.x - margin)..<min(width, box.maxX + margin) {
                pixSetPixel(handle, Int32(x), Int32(y), 1)
            }
        }
    }
}
