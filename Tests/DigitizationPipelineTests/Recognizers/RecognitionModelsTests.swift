import Foundation
import TestSupport
import Testing

@testable import DigitizationPipeline

@Suite("The model of second readings")
struct RecognitionModelsTests {
    @Test(
        "is missed where the first one is and it is not",
        arguments: [([], false), (["vie"], true), (["vie", "Vietnamese"], false), (["eng"], false)])
    func missing(models: [String], isMissed: Bool) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "models-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for model in models { try Data().write(to: folder.appending(path: "\(model).traineddata")) }
        let environment = ["TESSDATA_PREFIX": folder.path]
        #expect(RecognitionModels.lacksSecond(environment: environment) == isMissed)
        #expect(!RecognitionModels.lacksSecond(language: "eng", environment: environment))
    }
}
