import Crypto
import Foundation

/// What the names in a station's folder mean.
enum InboxNames {
    static let taking = ".taking"
    static let quarantine = ".quarantine"
    /// Where the postal channel keeps the files that it takes.
    static let postal = ".postal"
    /// Beside a batch, or within its folder: it is complete.
    static let done = ".done"
    /// Beside a batch, or within its folder: it goes before others.
    static let urgent = ".urgent"
    static let markers = [done, urgent]
    /// The markers as Windows programs may write them.
    static let writtenMarkers = markers.flatMap { [$0, $0.uppercased(), "." + $0.dropFirst().capitalized] }
    /// What the postal channel takes from the stations that are its own.
    static let spreadsheets = InboxEndings.spreadsheets
    static let receiptJSON = ".receipt.json"
    static let receiptText = ".receipt.txt"
    static let reasonJSON = ".reason.json"
    static let reasonText = ".reason.txt"

    private static let receipts = [receiptJSON, receiptText]
    private static let notBatches = markers + receipts
    /// Longest name of a file, bytes, as all usual file systems have it.
    private static let maximumLength = 255
    /// Room for the longest ending, with an identity in it.
    private static let endingLength = 64

    /// Whether what is called so may be a batch at once. Of everything else that is not ours, what lies there is looked
    /// at: see ``StationView``.
    static func isBatch(_ name: String) -> Bool {
        !Litter.isName(name) && !Litter.isFolderName(name) && !notBatches.contains { endsWith($0, name) }
    }

    /// Whether it is a folder of ours in a station's folder, or a file that we are writing.
    static func isOurs(_ name: String) -> Bool {
        [taking, quarantine, postal].contains(name) || isTemporary(name)
    }

    /// Whether it is called like a receipt that we wrote.
    static func isReceipt(_ name: String) -> Bool { receipts.contains { endsWith($0, name) } }

    /// The ending of what is called like a mark beside a batch, as it is written.
    static func mark(of name: String) -> String? { writtenMarkers.first(where: name.hasSuffix) }

    /// Whether a regular file is a mark beside a batch, by its name and because it holds no page. Blocks.
    static func isMark(_ name: String, in folder: String) -> Bool {
        guard mark(of: name) != nil else { return false }
        let path = folder + "/" + name
        return InboxFiles.kind(path) == .file && FileSignature(ofFileAt: path) == nil
    }

    /// Whether it is no mark, and no file of ours within a batch's folder.
    static func isVisible(_ name: String) -> Bool { !markers.contains(name) }

    /// Whether it is what systems leave in folders, by its name and what it holds. Blocks.
    static func isLitter(_ name: InboxName, in folder: String) -> Bool {
        guard name.isReadable else { return false }
        let path = folder + "/" + name.text
        return InboxFiles.kind(path) == .folder
            ? Litter.isFolderName(name.text) : LitterSearch.isLitter(name.text, path)
    }

    /// A name for a file that is being written: `.<process>-<random>.tmp`.
    static func temporary() -> String {
        ".\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))\(temporaryEnding)"
    }

    /// Whether it is a name that ``temporary()`` made, in any process.
    static func isTemporary(_ name: String) -> Bool {
        guard name.hasPrefix("."), name.hasSuffix(temporaryEnding) else { return false }
        let parts = name.dropFirst().dropLast(temporaryEnding.count).split(
            separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, pid_t(parts[0]) != nil else { return false }
        return UInt64(parts[1], radix: 36) != nil
    }

    private static let temporaryEnding = ".tmp"

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
