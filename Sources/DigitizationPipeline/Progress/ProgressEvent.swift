import DocumentModel

/// What happens while batches are digitized, for progress bars and logs. Carries no personal data.
public enum ProgressEvent: Sendable {
    /// So many of the batch's originals are stored.
    case fileKept(batch: String, done: Int, total: Int)
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
    /// A step of the work took so long.
    case timed(WorkStep, Duration)
}

/// The steps that are timed.
public enum WorkStep: String, Hashable, Sendable, CaseIterable {
    /// Looking what a file is.
    case inspect
    /// Reading one page, waiting for a recognizer included.
    case read
    /// Deciding where the pages of a batch belong.
    case split
    /// Making one document.
    case document
    /// Recording a batch's outcome.
    case commit
}

/// Runs `body` and tells how long it took.
func timed<T>(_ step: WorkStep, _ progress: ProgressSink, _ body: () async throws -> T) async rethrows -> T {
    let start = ContinuousClock.now
    let result = try await body()
    progress(.timed(step, ContinuousClock.now - start))
    return result
}

/// Receives progress; called from any task, must return at once.
public typealias ProgressSink = @Sendable (ProgressEvent) -> Void
