import Foundation
import Office

/// What the names in a station's folder mean.
enum InboxNames {
    static let taking = ".taking"
    /// Beside a batch, or within its folder: it is complete.
    static let done = ".done"
    /// Beside a batch, or within its folder: it goes before others.
    static let urgent = ".urgent"
    static let markers = [done, urgent]
    /// The markers as Windows programs may write them.
    static let writtenMarkers = markers.flatMap { [$0, $0.uppercased(), "." + $0.dropFirst().capitalized] }

    private static let receipts = [InboxFileNames.receiptJSON, InboxFileNames.receiptText]
    private static let notBatches = markers + receipts

    /// Whether what is called so may be a batch at once. Of everything else that is not ours, what lies there is looked
    /// at: see ``StationFolderView``.
    static func isBatch(_ name: String) -> Bool {
        !Litter.isName(name) && !Litter.isFolderName(name) && !notBatches.contains { endsWith($0, name) }
    }

    /// Whether it is a folder of ours in a station's folder, or a file that we are writing.
    static func isOurs(_ name: String) -> Bool {
        [taking, InboxFileNames.quarantine, InboxFileNames.postal].contains(name) || InboxFileNames.isTemporary(name)
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

    // Windows programs write ".TMP".
    private static func endsWith(_ ending: String, _ name: String) -> Bool { name.lowercased().hasSuffix(ending) }
}
