import Crypto
import Foundation

/// Names models by their content.
enum ModelDigests {
    /// SHA-256 in lower-case hexadecimal digits of each model of a language such as `vie+eng`, and of the model that is
    /// asked for a second opinion, as `vie/Vietnamese`.
    ///
    /// - Throws: the error of reading a file.
    static func digests(language: String, second: String?, folder: String) throws -> [String: String] {
        var digests: [String: String] = [:]
        for name in language.split(separator: "+").map(String.init) {
            digests[name] = try digest(of: name, folder)
        }
        if let second { digests["\(language)/\(second)"] = try digest(of: second, folder) }
        return digests
    }

    private static func digest(of name: String, _ folder: String) throws -> String {
        let file = URL(fileURLWithPath: folder).appendingPathComponent("\(name).traineddata")
        let hash = SHA256.hash(data: try Data(contentsOf: file, options: .alwaysMapped))
        return hash.map { String(format: "%02x", $0) }.joined()
    }
}
