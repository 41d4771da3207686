import Testing

@testable import LineNetwork

/// Tesseract's library reads the same pictures: texts and confidences must be the same.
@Suite(.serialized) struct OracleTests {
    @Test(arguments: ["vie", "eng"])
    func readsWhatTesseractReads(language: String) throws {
        let oracle = try TesseractOracle(language)
        let model = try LineModel(contentsOf: "\(oracle.modelFolder)/\(language).traineddata")
        var images: [LineImage] = []
        var expected: [[TesseractOracle.Word]] = []
        for name in FixtureLines.names {
            try FixtureLines.with(name) { picture in
                images.append(try FixtureLines.image(picture, height: model.height))
                expected.append(oracle.words(of: picture))
            }
        }
        for (index, (reading, expected)) in zip(model.read(images), expected).enumerated() {
            let name = FixtureLines.names[index]
            #expect(reading.words.map(\.text) == expected.map(\.text), "\(language) \(name)")
            for (word, other) in zip(reading.words, expected) {
                // The confidence is a logarithm of the network's outputs, times 35 or 79: equal outputs, in effect.
                #expect(abs(word.confidence - other.confidence) < 0.01, "\(language) \(name) \(word.text)")
            }
        }
    }

    @Test func sureWordsOfTheLexiconAreMarked() throws {
        let model = try Models.vietnamese()
        let words = try FixtureLines.names.flatMap { name in
            try FixtureLines.with(name) { model.read([try FixtureLines.image($0, height: model.height)])[0].words }
        }
        let sure = words.filter { $0.confidence > 94 }
        #expect(sure.count > 10)
        // Only what is in the lexicon gets above 93.3; that is Tesseract's scale.
        for word in sure { #expect(word.isInLexicon, "\(word.text)") }
    }
}

/// Installed models, loaded once.
enum Models {
    static let folder = Result { try TesseractOracle("vie").modelFolder }

    static func path(_ language: String) throws -> String { "\(try folder.get())/\(language).traineddata" }

    static func vietnamese(_ instructions: InstructionSet = .best) throws -> LineModel {
        try LineModel(contentsOf: path("vie"), instructions: instructions)
    }
}
