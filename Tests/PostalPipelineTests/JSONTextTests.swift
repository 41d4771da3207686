import Foundation
import PostalPipeline
import TestSupport
import Testing

struct JSONTextTests {
    @Test func structure() {
        var json = JSONText()
        json.beginList()
        json.newLine()
        json.beginObject()
        json.key("empty")
        json.beginList()
        json.endList()
        json.key("list")
        json.beginList()
        json.integer(-1)
        json.boolean(true)
        json.null()
        json.endList()
        json.endObject()
        json.newLine()
        json.string("b")
        json.endList(onNewLine: true)
        #expect(String(decoding: json.bytes, as: UTF8.self) == "[\n{\"empty\":[],\"list\":[-1,true,null]},\n\"b\"\n]")
    }

    @Test func goesOnBehindWhatWasTaken() {
        var json = JSONText()
        json.beginList()
        json.integer(1)
        let first = json.bytes
        json.removeAll()
        json.integer(2)
        json.endList()
        #expect(String(decoding: first + json.bytes, as: UTF8.self) == "[1,2]")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func textsComeBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scalars = Array((0...0x2FF).compactMap(Unicode.Scalar.init)) + ["\u{1EA1}", "\u{2028}", "\u{1F4EE}"]
        let texts = (0..<200).map { _ in
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                if let scalar = scalars.randomElement(using: &random) { text.append(scalar) }
            }
            return String(text)
        }
        var json = JSONText()
        json.beginList()
        for text in texts { json.string(text) }
        json.endList()
        let read = try JSONDecoder().decode([String].self, from: Data(json.bytes))
        #expect(read.map { Array($0.unicodeScalars) } == texts.map { Array($0.unicodeScalars) }, "seed \(seed)")
    }
}
