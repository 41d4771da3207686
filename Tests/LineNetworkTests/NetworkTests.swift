import TestSupport
import Testing

@testable import LineNetwork

/// What holds for any picture of a line.
@Suite struct NetworkTests {
    static let seed: UInt64 = 20_261_121

    /// Pictures of many widths and kinds: noise, paper, ink, stripes like strokes.
    private static func pictures(_ widths: [Int], height: Int) throws -> [LineImage] {
        var random = SeededGenerator(seed: seed)
        let kinds: [(Int, Int) -> UInt8] = [
            { _, _ in UInt8.random(in: 0...255, using: &random) }, { _, _ in 255 }, { _, _ in 0 },
            { x, y in (x / 3 + y / 5) % 3 == 0 ? 20 : 230 },
        ]
        return try widths.flatMap { width in
            try kinds.map { kind in
                let pixels = (0..<height).flatMap { y in (0..<width).map { x in kind(x, y) } }
                return try #require(LineImage(width: width, height: height, pixels: pixels))
            }
        }
    }

    @Test(arguments: InstructionSet.allCases.filter { $0.isAvailable && $0 != .plain })
    func allInstructionsGiveTheSame(instructions: InstructionSet) throws {
        let plain = try Models.vietnamese(.plain)
        let other = try Models.vietnamese(instructions)
        var images = try Self.pictures([3, 7, 31, 60], height: plain.height)
        images.append(try FixtureLines.with("line-01.png") { try FixtureLines.image($0, height: plain.height) })
        let expected = plain.probabilities(of: images)
        let found = other.probabilities(of: images)
        for (image, (expected, found)) in zip(images, zip(expected, found)) {
            #expect(expected.count == found.count && expected.count == image.width / 3 * 269)
            let difference = zip(expected, found).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            #expect(difference < 2e-6, "width \(image.width)")
        }
    }

    @Test func groupsOfLinesGiveWhatSingleLinesGive() throws {
        let model = try Models.vietnamese()
        let images = try Self.pictures([1, 2, 3, 4, 5, 6, 40, 100, 101, 102, 103], height: model.height)
        let together = model.probabilities(of: images)
        for (image, probabilities) in zip(images, together) {
            #expect(model.probabilities(of: [image])[0] == probabilities, "width \(image.width)")
        }
        let alone = images.flatMap { model.read([$0]) }
        #expect(model.read(images) == alone)
    }

    @Test func refusedCharactersAreNeverRead() throws {
        let plain = try Models.vietnamese()
        let image = try FixtureLines.with("line-01.png") { try FixtureLines.image($0, height: plain.height) }
        let read = plain.read([image])[0].text
        let frequent = try #require(read.first { $0.isLetter })
        let refusing = try LineModel(contentsOf: Models.path("vie"), refusing: [frequent])
        let other = refusing.read([image])[0].text
        #expect(!other.contains(frequent) && other.count > read.count / 2)
    }

    @Test func probabilitiesAreThat() throws {
        let model = try Models.vietnamese()
        let outputs = 269
        for probabilities in model.probabilities(of: try Self.pictures([3, 50, 900], height: model.height)) {
            #expect(probabilities.allSatisfy { (0...1).contains($0) })
            for step in stride(from: 0, to: probabilities.count, by: outputs) {
                #expect(abs(probabilities[step..<step + outputs].reduce(0, +) - 1) < 1e-4)
            }
        }
    }

    @Test func whatCannotBeReadHoldsNoWords() throws {
        let model = try Models.vietnamese()
        let narrow = try Self.pictures([0, 1, 2], height: model.height)
        let low = try Self.pictures([50], height: model.height - 1)
        let readings = model.read(narrow) + model.read(low)
        #expect(readings.flatMap(\.words).isEmpty)
        #expect(model.read([]).isEmpty)
        #expect(LineImage(width: 3, height: 3, pixels: [1]) == nil)
        #expect(LineImage(width: LineImage.widest + 1, height: 1, pixels: .init(repeating: 0, count: 20_001)) == nil)
    }

    @Test func wordsStandInOrderWithinThePicture() throws {
        let model = try Models.vietnamese()
        for name in FixtureLines.names {
            let image = try FixtureLines.with(name) { try FixtureLines.image($0, height: model.height) }
            var reached = 0.0
            for word in model.read([image])[0].words {
                #expect(word.columns.lowerBound >= reached && word.columns.upperBound <= Double(image.width))
                #expect((0...100).contains(word.confidence))
                #expect(word.text == word.characters.map(\.text).joined() && !word.text.isEmpty)
                for character in word.characters {
                    #expect(character.confidence >= word.confidence && character.text != character.alternative?.text)
                }
                reached = word.columns.upperBound
            }
        }
    }
}
