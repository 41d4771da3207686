import DocumentModel
import Frames
import RecognizerProtocol
import Testing

struct MessageCodingTests {
    @Test func answerKeepsItsNumberAndContent() throws {
        let fault = FileFault(code: .truncatedImage, pageIndex: 2, detail: "strip 7 of 9")
        let message = RecognizerMessage.answer(ResponseEnvelope(id: .max, response: .fault(fault)))
        let decoded = try MessageCoding.decode(RecognizerMessage.self, from: MessageCoding.encode(message))
        guard case .answer(let answer) = decoded, case .fault(let received) = answer.response else {
            Issue.record("other message: \(decoded)")
            return
        }
        #expect(answer.id == .max)
        #expect(received == fault)
    }

    @Test func errorsNeverQuoteTheBody() {
        let body = Array(#"{"answer":{"_0":{"id":1,"response":{"fault":{"_0":"Nguyễn Văn Đông"}}}}}"#.utf8)
        let error = #expect(throws: FrameError.self) { try MessageCoding.decode(RecognizerMessage.self, from: body) }
        guard case .notAMessage(let text) = error else {
            Issue.record("other error: \(String(describing: error))")
            return
        }
        #expect(!text.contains("Đông"))
        #expect(text.contains("fault"))
    }

    @Test func infiniteNumbersAreRefused() {
        let word = Word(text: "a", box: PixelBox(x: 0, y: 0, width: 1, height: 1), confidence: .infinity)
        #expect(throws: FrameError.self) {
            try MessageCoding.encode(PageText(lines: [TextLine(words: [word], box: word.box)]))
        }
    }
}
