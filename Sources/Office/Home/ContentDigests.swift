import Basics
import Crypto
import Foundation

extension ContentDigest {
    /// The digest over several texts, each ended by a zero byte.
    package init(ofTexts texts: [String]) throws {
        var hash = SHA256()
        for text in texts { hash.update(data: Data((text + "\u{0}").utf8)) }
        let hex = hash.finalize().map { String(format: "%02x", $0) }.joined()
        guard let digest = ContentDigest(rawValue: hex) else { throw CocoaError(.coderInvalidValue) }
        self = digest
    }
}
