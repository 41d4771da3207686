import Basics
import Dossiers
import Ledger
import OneStop

extension Workspace.Courses {
    /// Form II.06a of a period, of the caller's agencies: as it was frozen, or as it is now.
    public func figures(_ period: NamedPeriod, by reading: CaseDeadline.Reading) async throws -> PeriodFigures {
        let scope = try caller.scope(for: .readPapers)
        _ = try await renewed()
        return try await ledger.read { try $0.figures(period.period, by: reading, in: scope) }
    }

    /// The next cases behind a figure, by their codes, as they are now; the key of a page is the last code.
    /// - Throws: `Refusal` `unknown_column`.
    public func cases(
        behind column: Int, _ period: NamedPeriod, by reading: CaseDeadline.Reading, _ request: PageRequest
    ) async throws -> Page<CaseCode> {
        let scope = try caller.scope(for: .readPapers)
        guard let column = SettlementFigures.Column(rawValue: column) else { throw Refusal.pendingColumn }
        _ = try await renewed()
        return try await ledger.read { tx in
            let codes = try tx.cases(
                behind: column, period.period, by: reading, in: scope,
                after: request.after.flatMap(CaseCode.init(rawValue:)), limit: request.limit)
            return Page(codes, next: codes.count == request.limit ? codes.last?.rawValue : nil)
        }
    }

    /// Freezes the figures of a period that is over, of all agencies: what becomes known later counts in the next.
    /// - Throws: `Refusal` `report_not_frozen`, `outside_scope`.
    public func freeze(_ period: NamedPeriod) async throws -> PeriodFigures {
        try caller.require(.approveCases)
        _ = try await renewed()
        let (actor, now) = (caller.actor, now())
        do {
            return try await ledger.write { tx in
                _ = try tx.freeze(period.period, by: actor, at: now)
                return try tx.figures(period.period, by: .restarted)
            }
        } catch let error as LedgerError where error.code == .conflict {
            throw Refusal.notFrozen(error.detail)
        }
    }
}
