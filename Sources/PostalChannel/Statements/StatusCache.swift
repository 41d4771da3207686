import Synchronization

/// Remembers what a statement's few words for a status mean, so that each is looked up once.
final class StatusCache: Sendable {
    private let reader: StatusReader
    private let known = Mutex<[String: PostalStatus]>([:])

    init(_ reader: StatusReader) { self.reader = reader }

    func read(_ text: String) -> PostalStatus {
        known.withLock { known in
            if let status = known[text] { return status }
            let status = reader.read(text)
            if known.count < Self.limit { known[text] = status }
            return status
        }
    }

    /// Statements have a handful of statuses; a column of free text must not fill memory.
    private static let limit = 1_000
}
