import Testing

@testable import DocumentModel

@Suite("Two scans of one sheet")
struct SameSheetTests {
    @Test("A shifted, skewed scan with some words misread is of the same sheet; a number among them leaves doubt")
    func scannedTwice() {
        // Every 11th word, none of which is a number; every 17th, among them the area.
        for (step, likeness) in [(11, SheetLikeness.same), (17, .likely)] {
            let again = page(shift: 12, skew: 0.8) { index, word in
                index % step == 3 ? Word(text: word.text + "ơ", box: word.box, confidence: 60) : word
            }
            #expect(SameSheet.likeness(page(), again) == likeness)
            #expect(SameSheet.likeness(again, page()) == likeness)
        }
    }

    @Test("Copies of a form with another number, name or date are not", arguments: [("0042", "0043"), ("Huệ", "Bưởi")])
    func filledInOtherwise(old: String, new: String) {
        let other = page { _, word in
            word.text == old ? Word(text: new, box: word.box, confidence: word.confidence) : word
        }
        #expect(SameSheet.likeness(page(), other) == .other)
    }

    @Test("A number that was read unsurely proves nothing, neither that they are two sheets nor that they are one")
    func unsureNumber() {
        let other = page { _, word in
            word.text == "0042" ? Word(text: "0O4Z", box: word.box, confidence: 40) : word
        }
        #expect(SameSheet.likeness(page(), other) == .likely)
    }

    @Test("On a bad scan one figure may be misread with confidence, on a good one it tells two sheets apart")
    func slippedFigure() {
        func scan(_ date: String, unsure: Int) -> PageReading {
            page { index, word in
                let text = word.text == "16/09/1961" ? date : word.text
                return Word(text: text, box: word.box, confidence: index < unsure ? 70 : word.confidence)
            }
        }
        #expect(SameSheet.likeness(page(), scan("16/09/1967", unsure: 13)) == .likely)
        #expect(SameSheet.likeness(page(), scan("16/09/1967", unsure: 2)) == .other)
        #expect(SameSheet.likeness(page(), scan("23/09/1967", unsure: 13)) == .other)
    }

    @Test("A number whose beginning was read apart is the same number")
    func cutNumber() {
        let other = page { _, word in
            guard word.text == "16/09/1961" else { return word }
            var box = word.box
            box.x += box.width / 5
            box.width = box.width * 4 / 5
            return Word(text: "09/1961", box: box, confidence: 96)
        }
        #expect(SameSheet.likeness(page(), other) == .same)
    }

    @Test("A skew that was measured wrongly does not matter")
    func wrongSkew() {
        var other = page(skew: 2)
        other.skew = 0
        #expect(SameSheet.likeness(page(), other) == .same)
    }

    @Test("A name that differs by one mark is perhaps another, for a person to say")
    func otherMark() {
        let other = page { _, word in
            word.text == "Ngọc" ? Word(text: "Ngóc", box: word.box, confidence: word.confidence) : word
        }
        #expect(SameSheet.likeness(page(), other) == .likely)
        let unsure = page { _, word in word.text == "Ngọc" ? Word(text: "Ngóc", box: word.box, confidence: 60) : word }
        #expect(SameSheet.likeness(page(), unsure) == .same)
    }

    @Test(
        "On pages of a few words the numbers have to agree",
        arguments: [("0012345", 95, SheetLikeness.same), ("0012346", 95, .other), ("0012346", 60, .likely)])
    func fewWords(number: String, confidence: Double, likeness: SheetLikeness) {
        #expect(SameSheet.likeness(receipt("0012345", 95), receipt(number, confidence)) == likeness)
    }

    private func receipt(_ number: String, _ confidence: Double) -> PageReading {
        var page = page()
        let words = ["BIÊN", "LAI", "Số", number].enumerated().map { index, text in
            Word(
                text: text, box: PixelBox(x: 200 + 300 * index, y: 300, width: 200, height: 40),
                confidence: text == number ? confidence : 95)
        }
        page.text = PageText(lines: [TextLine(words: words, box: words[0].box)])
        return page
    }

    @Test("Text that came with the pages has to be equal to the letter")
    func embedded() {
        var digital = page { _, word in word.text == "trồng" ? Word(text: "trông", box: word.box, confidence: 70) : word
        }
        digital.textSource = .embedded
        var other = page()
        other.textSource = .embedded
        #expect(SameSheet.likeness(digital, digital) == .same)
        #expect(SameSheet.likeness(digital, other) == .other)
    }

    @Test("Blank pages, other sizes and other layouts are not the same")
    func others() {
        var blank = page()
        blank.isBlank = true
        #expect(SameSheet.likeness(blank, blank) == .other)
        var larger = page()
        larger.width *= 2
        #expect(SameSheet.likeness(page(), larger) == .other)
        var moved = page()
        moved.fingerprint.ink.reverse()
        #expect(SameSheet.likeness(page(), moved) == .other)
    }

    @Test("Pages without words need nearly equal pictures")
    func pictures() {
        var drawing = page()
        drawing.text = PageText()
        #expect(SameSheet.likeness(drawing, drawing) == .same)
        var other = drawing
        for index in stride(from: 0, to: other.fingerprint.ink.count, by: 3) { other.fingerprint.ink[index] = 120 }
        #expect(SameSheet.likeness(drawing, other) == .other)
    }

    private static let words =
        "ỦY BAN NHÂN DÂN XÃ Mỹ Thuận Đông Số 0042 QĐ Căn cứ Luật Đất đai Cho phép bà Đặng Ngọc Huệ sinh ngày 16/09/1961 "
        + "thường trú tại thôn Lũng Kênh được chuyển mục đích sử dụng 1.708 m2 đất trồng cây hằng năm"

    /// An A4 page at 300 dpi, moved by pixels and turned by degrees as a feeder does.
    private func page(
        shift: Int = 0, skew: Double = 0, changing: (Int, Word) -> Word = { $1 }
    ) -> PageReading {
        let words = Self.words.split(separator: " ").enumerated().map { index, text in
            let (x, y) = (200 + index % 6 * 340, 300 + index / 6 * 80)
            // For small angles a turn by a degree moves a point by 1/57 of its distance from the middle.
            let (dx, dy) = (-Double(y - 1754) * skew / 57.3, Double(x - 1240) * skew / 57.3)
            let box = PixelBox(x: x + shift + Int(dx), y: y + shift + Int(dy), width: 40 * text.count, height: 40)
            return changing(index, Word(text: String(text), box: box, confidence: 95))
        }
        let ink = (0..<(48 * 68)).map { UInt8(truncatingIfNeeded: ($0 / 48 / 2 * 37 + $0 % 48 / 8 * 91) % 160) }
        return PageReading(
            width: 2480, height: 3508, dpi: 300, rotation: .none, skew: skew, isBlank: false, barcodes: [],
            separatorTraces: SeparatorTraces(), text: PageText(lines: [TextLine(words: words, box: words[0].box)]),
            textSource: .recognized, fingerprint: PageFingerprint(columns: 48, rows: 68, ink: ink), remarks: [])
    }
}
