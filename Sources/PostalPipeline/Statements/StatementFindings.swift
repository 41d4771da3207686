import Foundation
import Ledger
import PostalChannel

/// What was found when a statement was taken, as the ledger keeps it: why it waits, and sums that differ. Codes and values;
/// sentences are made of them where they are shown.
public struct StatementFindings: Codable, Hashable, Sendable {
    public var problems: [FoundProblem] = []
    public var differences: [Difference] = []

    /// A sum that the statement gives and that is not that of its lines.
    public struct Difference: Codable, Hashable, Sendable {
        /// A ``ColumnRole``.
        public var column: String
        public var stated: Int
        public var added: Int

        init(_ difference: TotalDifference) {
            column = difference.role.rawValue
            (stated, added) = (difference.stated.rawValue, difference.added.rawValue)
        }
    }

    init(_ problems: [StatementProblem], differences: [TotalDifference]) {
        self.problems = problems.map(FoundProblem.init)
        self.differences = differences.map(Difference.init)
    }

    /// What the ledger has of a statement; `nil` where nothing was found.
    public init?(_ record: StatementRecord) {
        guard let text = record.findings,
            let found = try? JSONDecoder().decode(Self.self, from: Data(text.utf8))
        else { return nil }
        self = found
    }

    /// JSON text; `nil` when there is nothing to say.
    var json: String? {
        guard !problems.isEmpty || !differences.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }
}
