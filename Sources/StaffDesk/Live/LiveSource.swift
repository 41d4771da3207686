import Dossiers

/// Tells open pages that something moved. What moved, a page asks again: an event holds nothing of a paper.
public struct LiveSource: Sendable {
    /// How many pages of a batch were read.
    public struct Progress: Hashable, Sendable {
        public var read: Int
        /// `nil` while it is not known.
        public var total: Int?

        public init(read: Int, total: Int?) { (self.read, self.total) = (read, total) }
    }

    /// Moves of a batch, or of all; the stream of one batch ends when the batch is finished.
    public var moves: @Sendable (BatchID?) async throws -> AsyncStream<Void>
    /// How far a batch that is being read has come; `nil` when nobody reads it here.
    public var progress: @Sendable (BatchID) -> Progress?

    public init(
        moves: @escaping @Sendable (BatchID?) async throws -> AsyncStream<Void>,
        progress: @escaping @Sendable (BatchID) -> Progress?
    ) {
        (self.moves, self.progress) = (moves, progress)
    }
}
