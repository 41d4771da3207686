import DocumentModel
import Testing

@Suite struct SurenessTests {
    private func word(_ confidence: Double) -> Word {
        Word(text: "phường", box: PixelBox(x: 0, y: 0, width: 10, height: 10), confidence: confidence)
    }

    @Test(arguments: [(89.9, false), (90, true), (100, true)] as [(Double, Bool)])
    func fieldsBelowTheThresholdWantAnotherLook(confidence: Double, isSure: Bool) {
        #expect(FieldValue(value: "1", confidence: confidence, page: 0, box: nil).isSure == isSure)
    }

    @Test func shareOfWordsThatNeedNoSecondLook() {
        let box = PixelBox(x: 0, y: 0, width: 10, height: 10)
        let lines = [[97, 96], [95.9, 20]].map { TextLine(words: $0.map(word), box: box) }
        #expect(PageText(lines: lines).sureShare == 0.5)
        #expect(PageText().sureShare == nil)
    }
}
