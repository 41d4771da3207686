import Dossiers
import Ledger
import PostalChannel

extension PostalDesk {
    /// The statement in force that another one corrects: of the same operator, for the same days, with mostly the same
    /// numbers. `nil` when there is none; two that fit are left to a person.
    func statementCorrected(by opened: OpenedStatement, _ source: StatementSource) async throws -> StatementID? {
        guard let days = source.declaredPeriod else { return nil }
        let candidates = try await office.ledger.read { tx in
            try tx.statements().filter {
                $0.state == .complete && $0.source.operatorName == source.operatorName
                    && $0.source.declaredPeriod == days
            }
        }
        guard !candidates.isEmpty else { return nil }
        let rules = rules
        let sample = try await work.run { try Self.numbers(opened, rules) }
        guard sample.count >= Self.leastNumbers else { return nil }
        var found: [StatementID] = []
        for candidate in candidates {
            let known = try await office.ledger.read { tx in
                Set(try tx.statementLines(of: [candidate.id]).map(\.tracking.text))
            }
            if sample.count(where: known.contains) * 10 >= sample.count * Self.sameInTen { found.append(candidate.id) }
        }
        return found.count == 1 ? found[0] : nil
    }

    /// Out of ten numbers so many must be the same.
    private static let sameInTen = 7
    /// With fewer numbers it is no more than an accident.
    private static let leastNumbers = 3
    private static let sampleSize = 2_000

    /// The first numbers of a statement.
    private static func numbers(_ opened: OpenedStatement, _ rules: PostalRules) throws -> Set<String> {
        let reading = StatementReading(opened.tables, statement: "", rules: rules)
        var numbers: Set<String> = []
        while numbers.count < sampleSize, let block = try reading.next() {
            numbers.formUnion(block.lines.prefix(sampleSize).map(\.line.tracking.text))
        }
        return numbers
    }
}
