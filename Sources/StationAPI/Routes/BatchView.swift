import Dossiers
import Foundation
import Ledger

/// A batch as its station sees it.
struct BatchView: Encodable {
    /// A file that is there.
    struct File: Encodable {
        var name: String
        var size: Int
        /// As in `Content-Digest`.
        var digest: String

        init(_ file: UploadedFile) {
            name = file.name
            size = file.byteCount
            digest = ContentDigestField.text(file.sha256)
        }
    }

    /// What became of it.
    struct Progress: Encodable {
        var id: String
        var state: String
        var pagesRead: Int
        var pagesTotal: Int?
        var receipt: Receipt?

        init(_ batch: BatchID, _ status: BatchStatus) {
            id = batch.rawValue
            state = status.state.rawValue
            pagesRead = status.pagesRead
            pagesTotal = status.pagesTotal
            receipt = status.receipt.map(Receipt.init)
        }
    }

    /// A receipt of whatever form.
    struct Receipt: Encodable {
        var value: any Encodable & Sendable

        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }

    var id: String
    var name: String
    var urgent: Bool
    var state: String
    var createdAt: Int64
    var changedAt: Int64
    var closedAt: Int64?
    var fileCount: Int
    var byteCount: Int
    /// While it is open.
    var files: [File]?
    /// Once it is complete.
    var batch: Progress?

    init(_ upload: Upload) {
        id = upload.id.rawValue
        name = upload.name
        urgent = upload.isUrgent
        state = upload.state.rawValue
        createdAt = upload.createdAt.milliseconds
        changedAt = upload.changedAt.milliseconds
        closedAt = upload.closedAt?.milliseconds
        fileCount = upload.fileCount
        byteCount = upload.byteCount
    }
}
