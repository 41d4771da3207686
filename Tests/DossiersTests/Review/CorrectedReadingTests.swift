import Basics
import DocumentModel
import Dossiers
import TestSupport
import Testing

@Suite("What decisions about words and fields make of a reading") struct CorrectedReadingTests {
    private static let page = PageID(rawValue: "b.0.0")

    /// Lines of words that tell their place.
    private static func reading(_ lines: [[String]]) -> PageReading {
        let text = lines.enumerated().map { line, words in
            TextLine(
                words: words.enumerated().map { place, word in
                    Word(
                        text: word, box: PixelBox(x: place * 100, y: line * 20, width: 90, height: 15),
                        confidence: 50)
                }, box: PixelBox(x: 0, y: line * 20, width: 100 * words.count, height: 15))
        }
        return PageReading(
            width: 1000, height: 1000, dpi: 300, rotation: .none, skew: 0.25, isBlank: false, barcodes: [],
            separatorTraces: SeparatorTraces(), text: PageText(lines: text), textSource: .recognized,
            fingerprint: .none, remarks: [])
    }

    private static let sample = reading([["Ủy", "ban", "nhán", "dân"], ["xã", "|", "Đông"], ["~"], ["Số", "12"]])

    private static func fact(
        _ number: Int, _ line: Int, _ word: Int, _ decision: Correction.Decision, _ after: String = "",
        undoes: Int? = nil
    ) -> Correction {
        fact(
            number, .word(page: page, reading: "k", place: WordPlace(line: line, word: word)), decision, after,
            undoes: undoes)
    }

    private static func fact(
        _ number: Int, _ subject: CorrectionSubject, _ decision: Correction.Decision, _ after: String,
        undoes: Int? = nil
    ) -> Correction {
        Correction(
            number: number, gesture: "g\(number)", document: DocumentID(rawValue: "d"), subject: subject,
            decision: decision, before: "", after: after, undoes: undoes, account: "lan",
            recordedAt: Instant(milliseconds: Int64(number)))
    }

    private static func apply(_ facts: [Correction], to reading: PageReading = sample) -> PageReading {
        CorrectedReading.apply(StandingCorrections(facts).words(of: page), to: reading)
    }

    @Test("Only the named word changes; what the machine read stays beside it")
    func oneWord() throws {
        let corrected = Self.apply([Self.fact(1, 0, 2, .replaced, "nhân")])
        let word = try #require(corrected.text.word(at: WordPlace(line: 0, word: 2)))
        #expect(word.text == "nhân")
        #expect(word.recognized == "nhán")
        #expect(word.confidence == 100)
        var back = corrected
        back.text.lines[0].words[2] = Self.sample.text.lines[0].words[2]
        #expect(back == Self.sample)
    }

    @Test("A confirmed word is sure and stays as it was read")
    func confirmed() {
        let corrected = Self.apply([Self.fact(1, 3, 1, .confirmed, "12")])
        #expect(corrected.text.plain == Self.sample.text.plain)
        #expect(corrected.text.lines[3].words.map(\.confidence) == [50, 100])
        #expect(corrected.text.corrections == 0)
    }

    @Test("What is no text goes, with its line when nothing else stands there")
    func notText() {
        let corrected = Self.apply([Self.fact(1, 1, 1, .notText), Self.fact(2, 2, 0, .notText)])
        #expect(corrected.text.plain == "Ủy ban nhán dân\nxã Đông\nSố 12")
    }

    @Test("A blank divides a word: its parts share the box, and later words keep their places")
    func divided() {
        let corrected = Self.apply([Self.fact(1, 0, 1, .replaced, "ban hành"), Self.fact(2, 0, 3, .replaced, "Dân")])
        #expect(corrected.text.lines[0].text == "Ủy ban hành nhán Dân")
        let parts = corrected.text.lines[0].words[1...2].map(\.box)
        #expect(parts[0].x == 100 && parts[0].maxX <= parts[1].x && parts[1].maxX <= 190)
    }

    @Test("The cell of a table follows its word")
    func cell() {
        var reading = Self.sample
        let box = PixelBox(x: 0, y: 0, width: 400, height: 18)
        reading.tables = [
            PageTable(
                box: box, rows: 1, columns: 1,
                cells: [.init(row: 0, column: 0, rowSpan: 1, columnSpan: 1, box: box, text: "Ủy ban\nnhán dân")])
        ]
        let corrected = Self.apply(
            [Self.fact(1, 0, 2, .replaced, "nhân"), Self.fact(2, 3, 0, .replaced, "S")], to: reading)
        #expect(corrected.tables?[0].cells[0].text == "Ủy ban\nnhân dân")
    }

    private static let facts = [
        fact(1, 0, 2, .replaced, "nhân"), fact(2, 1, 1, .notText), fact(3, 3, 1, .confirmed, "12"),
        fact(4, 0, 0, .replaced, "Uỷ"), fact(5, 2, 0, .notText), fact(6, 1, 2, .replaced, "Đông Lĩnh"),
    ]

    @Test("In which order decisions about different words came does not matter", arguments: UInt64(1)...20)
    func anyOrder(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var shuffled = Self.facts.shuffled(using: &generator)
        for place in shuffled.indices { shuffled[place].number = place + 1 }
        #expect(Self.apply(shuffled) == Self.apply(Self.facts))
        let (a, b) = (StandingCorrections(shuffled), StandingCorrections(Self.facts))
        #expect(a.basis(of: Self.page) == b.basis(of: Self.page))
    }

    @Test(
        "Taken back in any order, the page is as the machine read it; decided twice is decided once",
        arguments: UInt64(1)...20)
    func undone(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var facts = Self.facts
        facts += Self.facts.map { fact in
            var again = fact
            again.number += 6
            return again
        }
        #expect(Self.apply(facts) == Self.apply(Self.facts))
        for (place, fact) in facts.shuffled(using: &generator).enumerated() {
            facts.append(Self.fact(20 + place, fact.subject, .undone, "", undoes: fact.number))
        }
        #expect(Self.apply(facts) == Self.sample)
        #expect(StandingCorrections(facts).basis(of: Self.page).isEmpty)
    }

    @Test("Taken back, what was decided before is in force again")
    func earlierComesBack() {
        let facts = [
            Self.fact(1, 0, 2, .replaced, "nhân"), Self.fact(2, 0, 2, .replaced, "nhận"),
            Self.fact(3, 0, 2, .undone, "nhân", undoes: 2),
        ]
        #expect(Self.apply(facts) == Self.apply([facts[0]]))
        #expect(Self.apply(facts.filter { $0.number < 3 }).text.lines[0].text == "Ủy ban nhận dân")
        #expect(StandingCorrections(facts, upTo: 2).bySubject[facts[0].subject]?.after == "nhận")
    }

    @Test("Fields: a value with its evidence, none, and all others as they were read")
    func fields() {
        let box = PixelBox(x: 1, y: 2, width: 3, height: 4)
        let read: DocumentFields = [
            .number: FieldValue(value: "12/QD", confidence: 70, page: 1, box: box),
            .date: FieldValue(value: "2026-01-02", confidence: 99, page: 0, box: nil),
            .subject: FieldValue(value: "?", confidence: 20, page: 0, box: nil),
        ]
        let facts = [
            Self.fact(1, .field(.number), .replaced, "12/QĐ"), Self.fact(2, .field(.subject), .emptied, ""),
            Self.fact(3, .field(.address), .replaced, "xã Đông Lĩnh"),
        ]
        let corrected = CorrectedReading.apply(StandingCorrections(facts).fields, to: read)
        #expect(corrected[.number] == FieldValue(value: "12/QĐ", confidence: 100, page: 1, box: box))
        #expect(corrected[.subject] == nil)
        #expect(corrected[.address] == FieldValue(value: "xã Đông Lĩnh", confidence: 100, page: 0, box: nil))
        #expect(corrected[.date] == read[.date])
    }

    @Test(
        "What is typed into a field is kept in its canonical spelling",
        arguments: [
            (FieldName.date, "2/3/2026", "2026-03-02"), (.date, "2026-03-02", "2026-03-02"), (.date, "31/2/2026", nil),
            (.dateOfBirth, "1957", "1957"), (.dateOfBirth, "12.5.1990", "1990-05-12"), (.date, "hôm nay", nil),
            (.amount, "1.250.000 đ", "1250000"), (.amount, "một", nil), (.idNumber, "0380 9000 1234", "038090001234"),
            (.idNumber, "1234", nil), (.title, "  Giấy\u{301}  khai ", "Giấý khai"), (.title, " ", nil),
            (.title, "a\u{202E}b", nil),
        ] as [(FieldName, String, String?)])
    func canonical(_ field: FieldName, _ typed: String, _ kept: String?) {
        #expect(CorrectionText.value(typed, of: field) == kept.map(\.precomposed))
    }

    @Test("A word is composed, and has no characters that nobody sees")
    func word() {
        #expect(CorrectionText.word(" nha\u{302}n ")?.unicodeScalars.count == 4)
        #expect(CorrectionText.word("a\u{0}") == nil)
        #expect(CorrectionText.word(String(repeating: "a", count: 201)) == nil)
    }

    @Test("Unsure words are counted, and those below the floor named")
    func doubts() {
        var text = Self.sample.text
        text.lines[0].words[0].confidence = 97
        text.lines[0].words[1].confidence = 60
        let doubts = WordDoubts(text)
        #expect(doubts.unsure == 9)
        #expect(doubts.below.first == WordPlace(line: 0, word: 2))
        #expect(doubts.below.count == 8)
        #expect(WordDoubts(unsure: 9, places: doubts.places) == doubts)
    }
}

extension String {
    fileprivate var precomposed: String { String(self) }
}
