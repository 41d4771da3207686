import Basics
import Dossiers

/// Lists show many people's papers at once: the look at one names them, each once for a person, purpose and session in a
/// while, so that searching as one types does not write the same names with every key.
extension LedgerTransaction {
    /// Most cases that one look names.
    public static let maxCasesOfLook = 500

    /// Which of some cases a list showed to a person in a session for a purpose, not before a moment.
    public func casesShown(
        among codes: Set<CaseCode>, to account: String, for purpose: LookPurpose, in session: SessionID?,
        since time: Instant
    ) throws -> Set<CaseCode> {
        // Times never go back: the first look of the stretch bounds what is read of cases that many looked at.
        let first = try sql.row(
            "SELECT number FROM looks WHERE recorded_at >= ? ORDER BY recorded_at, number LIMIT 1", [SQLValue(time)])
        guard let first = try first?.integer("number") else { return [] }
        var shown: Set<CaseCode> = []
        for code in codes {
            let row = try sql.row(
                """
                SELECT c.look FROM look_cases c WHERE c.case_code = ? AND c.look >= ?
                    AND EXISTS (SELECT 1 FROM looks l
                        WHERE l.number = c.look AND l.account = ? AND l.session = ? AND l.purpose = ?) LIMIT 1
                """,
                [
                    SQLValue(code), SQLValue(first), SQLValue(account), SQLValue(session?.rawValue ?? ""),
                    SQLValue(purpose.kind),
                ])
            if row != nil { shown.insert(code) }
        }
        return shown
    }

    /// The cases by which looks are found, ascending.
    func casesShown(byLooks numbers: ClosedRange<Int>) throws -> [Int: [CaseCode]] {
        try sql.rows(
            "SELECT look, case_code FROM look_cases WHERE look >= ? AND look <= ? ORDER BY look, case_code",
            [SQLValue(numbers.lowerBound), SQLValue(numbers.upperBound)]
        ).reduce(into: [:]) { $0[try $1.integer("look"), default: []].append(try $1.parsed("case_code")) }
    }
}
