import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import Ledger
import PostalChannel

/// A reconciliation as it was recorded, with what it looked at.
public struct RecordedReconciliation: Sendable {
    public var run: RunRecord
    /// The same input was reconciled before; nothing was recorded.
    public var wasKnown: Bool
    public var result: ReconciliationResult
    /// What became of the differences on record.
    public var filing: BreakFiling
    let naming: BreakNaming
    /// The days to which it is limited; `nil` for all.
    public private(set) var days: ClosedRange<CalendarDay>?

    /// What is still to be closed of an entry: differences that people settled are not among it.
    public func openCodes(of entry: ReconciledEntry) -> [BreakCode] {
        result.breakCodes(of: entry).filter { code in
            filing.settled.isEmpty
                || naming.id(code.rawValue, entry, in: result).map { !filing.settled.contains($0) } ?? true
        }
    }

    /// The same for some days only.
    public func within(_ days: ClosedRange<CalendarDay>?) -> RecordedReconciliation {
        guard let days else { return self }
        var part = self
        part.result = result.within(days)
        part.days = days
        return part
    }
}

extension PostalDesk {
    /// Reconciles all parcels with all statements in force, by what people decided about pairs, and records what came of
    /// it together with the differences that somebody has to close.
    /// - Parameters:
    ///   - cutOff: last day that counts; the last that the statements cover when `nil`.
    ///   - body: what is done with the result while it is being recorded. When it fails, the result is recorded all the
    ///     same, and then its error is thrown.
    /// - Throws: `LedgerError`; what `body` throws.
    public func reconcile(
        cutOff: CalendarDay? = nil, meanwhile body: @Sendable (ReconciliationResult) async throws -> Void = { _ in }
    ) async throws -> RecordedReconciliation {
        let (parcels, basis) = try await bothSides()
        let binding = DecisionBinding(basis.decisions, replaced: basis.replacedLines, lines: basis.lines)
        let input = ReconciliationInput(
            parcels: parcels.parcels, facts: basis.facts, lines: basis.lines, statements: basis.periods,
            rules: rules.reconciliation, decisions: MatchDecisions(binding.decisions),
            outdatedDecisions: binding.outdated, cutOff: cutOff)
        let now = office.now()
        let rules = rules
        let (result, found) = try await work.run {
            let result = Reconciliation.run(input)
            let breaks = FoundBreaks(result, naming: basis.naming, rules: rules, today: try Self.day(of: now))
            return (result, breaks.all)
        }
        let run = RunBasis(
            rulesVersion: rules.reconciliation.version, cutOff: cutOff, statements: basis.statements,
            furtherInput: try Self.furtherInput(basis.decisions, basis.facts))
        async let recording = record(result, of: parcels, found, run, naming: basis.naming, at: now)
        let failure = await Self.failure { try await body(result) }
        let recorded = try await recording
        if let failure { throw failure }
        return recorded
    }

    private func record(
        _ result: ReconciliationResult, of parcels: RegisteredParcels, _ found: [FoundBreak], _ run: RunBasis,
        naming: BreakNaming, at now: Instant
    ) async throws -> RecordedReconciliation {
        let (recorded, filing) = try await office.ledger.write { tx in
            let recorded = try tx.recordRun(result, parcels: parcels, basis: run, at: now)
            return (recorded, try tx.fileBreaks(found, of: recorded.run.id, at: now))
        }
        try await followStatements(result)
        try await office.ledger.write { try $0.recordLegsFollowed(recorded.run, at: office.now()) }
        return RecordedReconciliation(
            run: recorded.run, wasKnown: recorded.wasKnown, result: result, filing: filing, naming: naming)
    }

    private static func failure(of body: () async throws -> Void) async -> (any Error)? {
        do { try await body() } catch { return error }
        return nil
    }

    /// - Throws: ``ClockUnusable``.
    static func day(of now: Instant) throws -> CalendarDay {
        guard let day = LocalTime.day(of: now) else { throw ClockUnusable() }
        return day
    }

    /// Names of the statements' files by the statements' identities.
    public func fileNames() async throws -> [String: String] {
        try await office.ledger.read { tx in
            Dictionary(uniqueKeysWithValues: try tx.statements().map { ($0.id.rawValue, $0.source.fileName) })
        }
    }

    /// Their side, and what people say, as the ledger has it at one moment.
    private struct Basis: Sendable {
        /// Tells whether parcels that were read at another moment are still all that there are.
        var latestParcel: ParcelVersion?
        var lines: [StatementLine]
        var statements: [StatementID]
        var naming: BreakNaming
        var periods: [StatementPeriod]
        var decisions: [MatchDecision]
        /// Lines that people decided about and whose statement is not in force any more, by their places.
        var replacedLines: [String: StatementLine]
        /// What records, scanned slips and legs say of parcels.
        var facts: [String: ParcelFacts]
    }

    /// Our side and theirs as they were at one moment. They are read side by side, since either takes as long as the
    /// other; when parcels were registered between the two beginnings, both are read again in one go.
    private func bothSides() async throws -> (RegisteredParcels, Basis) {
        async let ours = office.ledger.read { try $0.registeredParcels() }
        let basis = try await office.ledger.read { try Self.basis($0) }
        let parcels = try await ours
        guard parcels.versions.max() == basis.latestParcel else {
            return try await office.ledger.read { (try $0.registeredParcels(), try Self.basis($0)) }
        }
        return (parcels, basis)
    }

    private static func basis(_ tx: LedgerTransaction) throws -> Basis {
        let statements = try tx.statements().filter { $0.state == .complete }
        let decisions = try tx.matchDecisions()
        return Basis(
            latestParcel: try tx.latestParcelVersion(), lines: try tx.statementLines(of: statements.map(\.id)),
            statements: statements.map(\.id), naming: try tx.breakNaming(),
            periods: statements.map { StatementPeriod(statement: $0.id.rawValue, declared: $0.source.declaredPeriod) },
            decisions: decisions, replacedLines: try replacedLines(decisions, statements, tx),
            facts: try tx.parcelFacts())
    }

    private static func replacedLines(
        _ decisions: [MatchDecision], _ statements: [StatementRecord], _ tx: LedgerTransaction
    ) throws -> [String: StatementLine] {
        let inForce = Set(statements.map(\.id.rawValue))
        let isAmended = statements.contains { $0.answers.amends != nil }
        var lines: [String: StatementLine] = [:]
        for decision in decisions where lines[decision.line] == nil {
            guard let place = StatementLine.Place(text: decision.line) else { continue }
            if inForce.contains(place.statement) {
                guard isAmended, try tx.isReplaced(place) else { continue }
            }
            lines[decision.line] = try tx.statementLine(at: decision.line)
        }
        return lines
    }

    private static func furtherInput(_ decisions: [MatchDecision], _ facts: [String: ParcelFacts]) throws -> String {
        let decided = decisions.map(\.id)
        guard !facts.isEmpty else { return decided.joined(separator: " ") }
        let known = try ContentDigest(ofTexts: facts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.text] })
        return (decided + ["facts:\(known.rawValue)"]).joined(separator: " ")
    }
}

/// The machine's clock is outside the years that days can have.
public struct ClockUnusable: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String {
        "Đồng hồ máy sai; hãy chỉnh lại.\nThe machine's clock is wrong; set it (clock_unusable)."
    }
}
