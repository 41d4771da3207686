import Dossiers
import Ledger

/// A batch as the station sees it that hands it over.
public struct StationBatchView: Encodable {
    /// A file that is there.
    public struct File: Encodable {
        var name: String
        var size: Int
        var digest: String

        /// - Parameter digest: as in `Content-Digest`.
        public init(_ file: UploadedFile, digest: String) {
            (name, size, self.digest) = (file.name, file.byteCount, digest)
        }
    }

    /// What became of it.
    public struct Progress: Encodable {
        var id: String
        var state: String
        var pagesRead: Int
        var pagesTotal: Int?
        var receipt: Receipt?

        /// - Parameters:
        ///   - pagesTotal: `nil` while it is not known.
        ///   - receipt: of whatever form; `nil` before the batch is finished.
        public init(
            _ batch: BatchID, _ state: BatchRecord.State, pagesRead: Int, pagesTotal: Int?,
            receipt: (any Encodable & Sendable)?
        ) {
            (id, self.state) = (batch.rawValue, state.rawValue)
            (self.pagesRead, self.pagesTotal) = (pagesRead, pagesTotal)
            self.receipt = receipt.map(Receipt.init)
        }
    }

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
    public var files: [File]?
    /// Once it is complete.
    public var batch: Progress?

    public init(_ upload: Upload) {
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

/// The batches of a station.
public struct StationBatchListView: Encodable {
    var batches: [StationBatchView]

    public init(_ batches: [StationBatchView]) { self.batches = batches }
}
