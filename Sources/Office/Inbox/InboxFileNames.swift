import Crypto
import Foundation

/// Names of what the program itself puts into a station's folder, the same for both channels.
package enum InboxFileNames {
    package static let quarantine = ".quarantine"
    /// Where the postal channel keeps the files that it takes.
    package static let postal = ".postal"
    package static let reasonJSON = ".reason.json"
    package static let reasonText = ".reason.txt"
    package static let receiptJSON = ".receipt.json"
    package static let receiptText = ".receipt.txt"
    /// What offices call spreadsheets. Those that cannot be read belong to the postal channel all the same, which says what
    /// they are.
    package static let spreadsheets = [
        ".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".xlt", ".et", ".ods", ".fods", ".csv", ".tsv", ".htm", ".html",
        ".mht", ".mhtml",
    ]

    /// Longest name of a file, bytes, as all usual file systems have it.
    private static let maximumLength = 255
    /// Room for the longest ending, with an identity in it.
    private static let endingLength = 64

    /// A name for a file that is being written: `.<process>-<random>.tmp`.
    package static func temporary() -> String {
        ".\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))\(temporaryEnding)"
    }

    /// Whether it is a name that ``temporary()`` made, in any process.
    package static func isTemporary(_ name: String) -> Bool {
        guard name.hasPrefix("."), name.hasSuffix(temporaryEnding) else { return false }
        let parts = name.dropFirst().dropLast(temporaryEnding.count).split(
            separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, pid_t(parts[0]) != nil else { return false }
        return UInt64(parts[1], radix: 36) != nil
    }

    private static let temporaryEnding = ".tmp"

    /// The name to which endings are appended: the batch's own, or when that is too long, its beginning with a digest.
    package static func stem(_ name: String) -> String {
        let limit = maximumLength - endingLength
        guard name.utf8.count > limit else { return name }
        let digest = SHA256.hash(data: Data(name.utf8)).prefix(4).map { String($0, radix: 16) }.joined()
        var (kept, size) = ("", digest.utf8.count + 1)
        for character in name {
            size += character.utf8.count
            guard size <= limit else { break }
            kept.append(character)
        }
        return kept + "~" + digest
    }
}
