import Crypto
import Foundation

/// Names models by their content.
enum ModelDigests {
    /// SHA-256 in lower-case hexadecimal digits of each model of a language such as `vie+eng`.
    ///
    /// - Throws: the error of reading a file.
    static func digests(language: String, folder: String) throws -> [String: String] {
        var digests: [String: String] = [:]
        for name in language.split(separator: "+").map(String.init) {
            let file = URL(fileURLWithPath: folder).appendingPathComponent("\(name).traineddata")
            let hash = SHA256.hash(data: try Data(contentsOf: file, options: .alwaysMapped))
            digests[name] = hash.map { String(format: "%02x", $0) }.joined()
        }
        return digests
    }
}
