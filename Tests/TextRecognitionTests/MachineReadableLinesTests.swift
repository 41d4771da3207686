import DocumentModel
import Testing

@testable import TextRecognition

@Suite struct MachineReadableLinesTests {
    private func read(_ text: String, sure: Double = 98) -> Word {
        let box = PixelBox(x: 100, y: 100, width: 20 * text.count, height: 30)
        let line = TextLine(words: [Word(text: text, box: box, confidence: sure)], box: box)
        return MachineReadableLines.checked([line])[0].words[0]
    }

    @Test(arguments: [("520727", 3), ("D23145890", 7), ("AB2134<<<", 5), ("740812", 2)])
    func checkDigitsOfTheStandard(text: String, digit: Int) {
        #expect(MachineReadableLines.checkDigit(of: text) == digit)
    }

    @Test(arguments: [
        "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10", "IDVNM0527261049000052726104<<7",
    ])
    func linesWithRightCheckDigitsStaySure(line: String) {
        #expect(read(line).text == line)
        #expect(read(line).confidence == 98)
    }

    @Test(arguments: [
        // Letters where only figures stand, and figures that are read for a crossed zero.
        ("74O8122F1204159UTO<<<<<<<<<<<6", "7408122F1204159UTO<<<<<<<<<<<6"),
        ("7498122F1204159UTO<<<<<<<<<<<6", "7408122F1204159UTO<<<<<<<<<<<6"),
        ("L8989O2C36UTO7408122F1204159ZE184226B<<<<<10", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"),
        ("TDVNM0527261049000052726104<<7", "IDVNM0527261049000052726104<<7"),
        ("IDVNM9527261049000052726104<<7", "IDVNM0527261049000052726104<<7"),
    ])
    func figuresReadForEachOtherArePutRight(read line: String, right: String) {
        let word = read(line)
        #expect(word.text == right)
        #expect(word.confidence < Word.minSure && word.recognized == line)
    }

    @Test(
        "A wrong check digit is never sure, and nothing is guessed where several changes would make it right",
        arguments: [
            "7418122F1204159UTO<<<<<<<<<<<6", "IDVNM0527261041000052726104<<7",
            "L898992C36UTO7408122F1204159ZE184226B<<<<<10",
        ])
    func wrongCheckDigit(line: String) {
        #expect(read(line).confidence < Word.minSure)
        #expect(read(line).text == line)
    }

    @Test(arguments: ["000.00.18.H61-261003-0004", "Số: 12/QĐ-UBND", "<<", "NGUYEN<<XUAN<KHIEM<<<<<<<<<<<<"])
    func otherTextStays(line: String) {
        #expect(read(line).text == line)
        #expect(read(line).confidence == 98)
    }
}
