import Frames
import TestSupport
import Testing

struct FrameDecoderTests {
    @Test func framesSurviveAnyChunking() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let bodies = randomBodies(using: &random)
            var stream: [UInt8] = []
            for body in bodies { stream += try Frame.encode(body) }
            var decoder = FrameDecoder()
            var decoded: [[UInt8]] = []
            var position = 0
            while position < stream.count {
                let end = min(stream.count, position + Int.random(in: 1...97, using: &random))
                decoder.append(stream[position..<end])
                while let body = try decoder.next() { decoded.append(body) }
                position = end
            }
            #expect(decoded == bodies, "seed \(seed)")
            #expect(!decoder.isWithinFrame, "seed \(seed)")
        }
    }

    @Test func noiseNeverGivesBodiesAboveTheLimit() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let noise = (0..<Int.random(in: 0...64, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var decoder = FrameDecoder(limit: 16)
            decoder.append(noise)
            do {
                while let body = try decoder.next() { #expect((1...16).contains(body.count), "seed \(seed)") }
            } catch {
                // Once lost, always lost, even when good frames follow.
                decoder.append([0, 0, 0, 1, 7])
                #expect(throws: error, "seed \(seed)") { try decoder.next() }
            }
        }
    }

    @Test func lengthIsBigEndian() throws {
        #expect(try Frame.encode(Array(repeating: 9, count: 258)).prefix(5) == [0, 0, 1, 2, 9])
    }

    @Test(arguments: [
        ("Error opening data file", FrameError.tooLarge(size: 0x4572_726f, limit: Frame.maxBodySize)),
        ("\0\0\0\0{}", .empty),
    ])
    func garbageIsRefusedByItsLengthField(text: String, expected: FrameError) {
        var decoder = FrameDecoder()
        decoder.append(Array(text.utf8))
        #expect(throws: expected) { try decoder.next() }
    }

    @Test func unfinishedFrameIsKnown() throws {
        var decoder = FrameDecoder()
        decoder.append([0, 0, 0, 2, 1])
        #expect(try decoder.next() == nil)
        #expect(decoder.isWithinFrame)
    }

    @Test func tooLargeABodyIsNotSent() {
        #expect(throws: FrameError.tooLarge(size: 5, limit: 4)) { try Frame.encode([1, 2, 3, 4, 5], limit: 4) }
    }

    private func randomBodies(using random: inout SeededGenerator) -> [[UInt8]] {
        (0..<Int.random(in: 1...6, using: &random)).map { _ in
            (0..<Int.random(in: 1...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
    }
}
