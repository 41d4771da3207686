import DocumentModel
import Foundation
import RecognizerProtocol

/// The idempotence key of a page's reading: a digest of everything that the reading depends on. Whoever changes what
/// the stage does raises ``version``.
enum PageReadingKey {
    /// Version of the stage `read-pages`.
    static let version = 3

    static func make(
        original: ContentDigest, pageIndex: Int, options: RecognitionOptions, recognizer: RecognizerIdentity
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let engine = String(decoding: try encoder.encode(recognizer), as: UTF8.self)
        let how = String(decoding: try encoder.encode(options), as: UTF8.self)
        let parts = ["read-pages", String(version), how, engine, original.rawValue, String(pageIndex)]
        return try ContentDigest(ofTexts: parts).rawValue
    }
}
