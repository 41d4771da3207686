import DocumentModel

/// What happens while batches are digitized, for progress bars and logs. Carries no personal data.
public enum ProgressEvent: Sendable {
    /// The batch's originals are stored; so many pages are to be read.
    case batchOpened(batch: String, pages: Int)
    /// One page is done.
    case pageRead(batch: String, fromCache: Bool)
    /// A file or page has an issue.
    case issue(batch: String, file: String, pageIndex: Int?, code: IssueCode)
    /// A component's document is attached, or kept beside.
    case attached(batch: String, case: String, component: String, pages: Int)
    /// The batch is finished.
    case batchFinished(batch: String)
}

/// Receives progress; called from any task, must return at once.
public typealias ProgressSink = @Sendable (ProgressEvent) -> Void
