import Foundation
import Ledger
import PostalChannel

/// What was found when a statement was taken, as the ledger keeps it: why it waits, and sums that differ.
public struct StatementFindings: Codable, Hashable, Sendable {
    /// Why it waits.
    public struct Problem: Codable, Hashable, Sendable {
        /// Stable.
        public var code: String
        /// For clerks.
        public var text: String
        /// The statement with which lines are shared.
        public var other: String?

        /// Whether it is about what the statement is to others, and not about its columns.
        public var isAboutOthers: Bool { other != nil }
    }

    /// A sum that the statement gives and that is not that of its lines.
    public struct Difference: Codable, Hashable, Sendable {
        public var column: String
        public var stated: Int
        public var added: Int
    }

    public var problems: [Problem] = []
    public var differences: [Difference] = []

    init(_ problems: [StatementProblem], differences: [TotalDifference]) {
        self.problems = problems.map { Problem(code: $0.code, text: $0.vietnamese, other: $0.other?.id.rawValue) }
        self.differences = differences.map {
            Difference(column: $0.role.rawValue, stated: $0.stated.rawValue, added: $0.added.rawValue)
        }
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
