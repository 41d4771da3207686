import Crypto
import Foundation

/// What the names in a station's folder mean.
enum InboxNames {
    static let taking = ".taking"
    static let quarantine = ".quarantine"
    /// Beside a batch, or within its folder: it is complete.
    static let done = ".done"
    /// Beside a batch, or within its folder: it goes before others.
    static let urgent = ".urgent"
    static let markers = [done, urgent]
    /// What copying programs call a file that they have not finished.
    static let partial = [".part", ".tmp"]
    /// What the postal channel takes from the stations that are its own.
    static let spreadsheets = InboxEndings.spreadsheets
    static let receiptJSON = ".receipt.json"
    static let receiptText = ".receipt.txt"
    static let reasonJSON = ".reason.json"
    static let reasonText = ".reason.txt"

    private static let notBatches = markers + partial + [receiptJSON, receiptText]
    /// What operating systems leave in folders.
    private static let litter: Set<String> = ["Thumbs.db", "desktop.ini"]
    /// Longest name of a file, bytes, as all usual file systems have it.
    private static let maximumLength = 255
    /// Room for the longest ending, with an identity in it.
    private static let endingLength = 64

    /// Whether what is called so may be a batch.
    static func isBatch(_ name: String) -> Bool {
        isVisible(name) && !notBatches.contains { endsWith($0, name) }
    }

    /// Whether it is no mark and not what operating systems leave behind.
    static func isVisible(_ name: String) -> Bool { !name.hasPrefix(".") && !litter.contains(name) }

    /// Whether a copying program is still at it.
    static func isPartial(_ name: String) -> Bool { partial.contains { endsWith($0, name) } }

    /// The name to which endings are appended: the batch's own, or when that is too long, its beginning with a digest.
    static func stem(_ name: String) -> String {
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

    // Windows programs write ".TMP".
    private static func endsWith(_ ending: String, _ name: String) -> Bool { name.lowercased().hasSuffix(ending) }
}

/// Endings of files' names that more than one part of the program goes by.
public enum InboxEndings {
    /// What offices call spreadsheets. Those that cannot be read belong to the postal channel all the same, which says what
    /// they are.
    public static let spreadsheets = [
        ".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".xlt", ".et", ".ods", ".fods", ".csv", ".tsv", ".htm", ".html",
        ".mht", ".mhtml",
    ]
}
