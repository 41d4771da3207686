import Basics
import DocumentModel
import Foundation
import Office
import RecognizerProtocol

/// The idempotence key of a page's reading: a digest of everything that the reading depends on. Whoever changes what
/// the stage does raises ``version``.
enum PageReadingKey {
    /// Version of the stage `read-pages`.
    static let version = 12

    /// - Parameter version: of the stage, when it is not the present one.
    static func make(
        original: ContentDigest, pageIndex: Int, options: RecognitionOptions, recognizer: RecognizerIdentity,
        version: Int = Self.version
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Models that other pipelines need do not touch this page.
        var recognizer = recognizer
        let languages = Set(options.language.split(separator: "+").map(String.init))
        recognizer.models = recognizer.models.filter { model, _ in
            // `vie/Vietnamese`: a second opinion on what `vie` reads.
            languages.contains(String(model.prefix { $0 != "/" }))
        }
        let engine = String(decoding: try encoder.encode(recognizer), as: UTF8.self)
        let how = String(decoding: try encoder.encode(options), as: UTF8.self)
        let parts = ["read-pages", String(version), how, engine, original.rawValue, String(pageIndex)]
        return try ContentDigest(ofTexts: parts).rawValue
    }
}
