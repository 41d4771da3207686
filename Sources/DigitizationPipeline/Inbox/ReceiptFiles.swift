import Foundation
import Office

/// How the inbox's files are written as JSON.
enum ReceiptJSON {
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value) + Data("\n".utf8)
    }
}

/// The receipts in one station's folder. All calls block.
///
/// `<batch>.receipt.*` is that of the batch of this name that was handed in last; the ones of earlier batches of the
/// same name are called `<batch>.<identity>.receipt.*`.
struct ReceiptFiles: Sendable {
    /// The station's folder.
    let folder: String
    let wording: ReceiptWording

    /// Largest receipt that is read back, bytes.
    private static let maximumSize = 64 << 20

    /// Writes a receipt in the place of an earlier one of the same batch.
    /// - Throws: ``InboxFileError``.
    func write(_ receipt: BatchReceipt) throws {
        let stem = "\(folder)/\(InboxFileNames.stem(receipt.batch.precomposedStringWithCanonicalMapping))"
        let place = try place(of: receipt, stem)
        try InboxFiles.write(try ReceiptJSON.encode(receipt), to: place + InboxFileNames.receiptJSON, like: folder)
        try InboxFiles.write(
            Data(wording.text(receipt).utf8), to: place + InboxFileNames.receiptText, like: folder)
        InboxFiles.synchronize(folder)
    }

    /// Removes receipts that were written before a moment, and what interrupted writing left.
    /// - Returns: how many files.
    func removeOld(before limit: Date) throws -> Int {
        var removed = 0
        for name in try InboxFiles.names(in: folder) where name.isReadable && Self.isOurs(name.text) {
            guard let status = try InboxFiles.status(name, in: folder), status.kind == .file, status.modified < limit,
                InboxFileNames.isTemporary(name.text) || isReceipt(name.text)
            else { continue }
            try InboxFiles.remove("\(folder)/\(name.text)")
            removed += 1
        }
        return removed
    }

    private func place(of receipt: BatchReceipt, _ stem: String) throws -> String {
        guard let there = read(stem), there.identity != receipt.identity else { return stem }
        guard there.handedInAt <= receipt.handedInAt else { return "\(stem).\(receipt.identity)" }
        for ending in [InboxFileNames.receiptText, InboxFileNames.receiptJSON] {
            try InboxFiles.moveIfThere(stem + ending, to: "\(stem).\(there.identity)\(ending)")
        }
        return stem
    }

    private func read(_ stem: String) -> BatchReceipt? {
        InboxFiles.contents(stem + InboxFileNames.receiptJSON, upTo: Self.maximumSize)
            .flatMap { try? JSONDecoder().decode(BatchReceipt.self, from: $0) }
    }

    /// Something else may be called like a receipt; it is not ours to remove.
    private func isReceipt(_ name: String) -> Bool {
        let path = "\(folder)/\(name)"
        if name.hasSuffix(InboxFileNames.receiptJSON) {
            return read(String(path.dropLast(InboxFileNames.receiptJSON.count))) != nil
        }
        return InboxFiles.head(path, wording.title.utf8.count) == Array(wording.title.utf8)
    }

    private static func isOurs(_ name: String) -> Bool {
        name.hasSuffix(InboxFileNames.receiptJSON) || name.hasSuffix(InboxFileNames.receiptText)
            || InboxFileNames.isTemporary(name)
    }
}
