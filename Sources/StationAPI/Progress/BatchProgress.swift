import DocumentModel
import Dossiers

/// Tells stations what becomes of their batches.
public protocol BatchProgressSource: Sendable {
    /// How far a batch has come; `nil` when there is none.
    func status(of batch: BatchID) async throws -> BatchStatus?

    /// What happens to a batch from now on, after what is still known of what happened after event `last`. Ends after
    /// ``BatchEvent/Kind-swift.enum/finished``, or earlier when it cannot go on; the station then asks again.
    func events(of batch: BatchID, after last: UInt64?) async throws -> AsyncStream<BatchEvent>
}

/// How far a batch has come.
public struct BatchStatus: Sendable {
    public var state: BatchRecord.State
    public var pagesRead: Int
    /// `nil` while it is not known.
    public var pagesTotal: Int?
    /// What became of it, as the receipt in the inbox tells it; `nil` before it is finished.
    public var receipt: (any Encodable & Sendable)?

    public init(
        state: BatchRecord.State, pagesRead: Int, pagesTotal: Int?, receipt: (any Encodable & Sendable)? = nil
    ) {
        self.state = state
        self.pagesRead = pagesRead
        self.pagesTotal = pagesTotal
        self.receipt = receipt
    }
}

/// Something that happened to a batch.
public struct BatchEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Pages were read.
        case pages(read: Int, total: Int?)
        /// A document was attached to its case.
        case attached(caseCode: String, component: String, pages: Int)
        /// Something is wrong with a file or page.
        case issue(code: IssueCode, file: String?, pageIndex: Int?)
        /// All that can be done is done.
        case finished
    }

    /// Grows from event to event, also over restarts.
    public var id: UInt64
    public var kind: Kind

    public init(id: UInt64, kind: Kind) {
        self.id = id
        self.kind = kind
    }
}
