import Basics
import Foundation
import Ledger
import Office
import PostalChannel

/// A reconciliation as it was recorded, with what it looked at.
public struct RecordedReconciliation: Sendable {
    public var run: RunRecord
    /// The same input was reconciled before; nothing was recorded.
    public var wasKnown: Bool
    public var result: ReconciliationResult
    /// What became of the differences on record.
    public var filing: DiscrepancyFiling
    let naming: DiscrepancyNaming
    /// What is settled and was not looked at again, as it was found when its period was closed.
    public private(set) var sealed: SealedTotals
    private let sealedDays: [CalendarDay: SealedTotals]
    /// The days to which it is limited; `nil` for all.
    public private(set) var days: ClosedRange<CalendarDay>?

    init(
        run: RunRecord, wasKnown: Bool, result: ReconciliationResult, filing: DiscrepancyFiling,
        naming: DiscrepancyNaming,
        _ window: ReconciliationWindow
    ) {
        self.run = run
        self.wasKnown = wasKnown
        self.result = result
        self.filing = filing
        self.naming = naming
        (sealed, sealedDays) = (window.sealed, window.sealedDays)
    }

    /// What all of it adds up to, with what is settled.
    public var balance: BalanceSheet {
        var balance = BalanceSheet(result)
        for (code, sums) in sealed.sums {
            if let row = BalanceSheet.Row(code: code) { balance.add(sums, to: row) }
        }
        return balance
    }

    /// Whether the post says of any item what it paid in.
    var hasRemittances: Bool {
        result.input.lines.contains { $0.remitted != nil } || sealed.sums.values.contains { $0.remitted != .zero }
    }

    /// What is still to be closed of an entry: differences that people settled are not among it.
    public func openCodes(of entry: ReconciledEntry) -> [DiscrepancyCode] {
        result.breakCodes(of: entry).filter { code in
            filing.settled.isEmpty
                || naming.id(code.rawValue, entry, in: result).map { !filing.settled.contains($0) } ?? true
        }
    }

    /// The same for some days only: what is settled is counted by the day of its hand-over.
    public func within(_ days: ClosedRange<CalendarDay>?) -> RecordedReconciliation {
        guard let days else { return self }
        var part = self
        part.result = result.within(days)
        part.sealed = sealedDays.reduce(into: SealedTotals()) { sum, day in
            if days.contains(day.key) { sum += day.value }
        }
        part.filing.settled = filing.settled.intersection(
            part.result.entries.lazy.filter(\.isDiscrepancy).flatMap { entry in
                part.result.breakCodes(of: entry).compactMap { naming.id($0.rawValue, entry, in: part.result) }
            })
        part.days = days
        return part
    }
}

extension PostalService {
    /// Reconciles our parcels with the statements in force, by what people decided about pairs, and records what came of
    /// it together with the differences that somebody has to close.
    ///
    /// What is settled in a closed period is not looked at again, as long as nothing of it changes; for the rest the result
    /// is that of reconciling everything.
    /// - Parameters:
    ///   - cutOff: last day that counts; the last that the statements cover when `nil`. With a day everything is looked at.
    ///   - scope: whether the result has what is settled, too.
    ///   - body: what is done with the result while it is being recorded. When it fails, the result is recorded all the
    ///     same, and then its error is thrown.
    /// - Throws: `LedgerError`; what `body` throws.
    public func reconcile(
        cutOff: CalendarDay? = nil, scope: ReconciliationScope = .window,
        meanwhile body: @Sendable (UnrecordedReconciliation) async throws -> Void = { _ in }
    ) async throws -> RecordedReconciliation {
        let (window, basis) = try await bothSides(cutOff == nil ? scope : .everything)
        let now = office.now()
        let (result, found) = try await reconciled(window, basis, cutOff, at: now)
        let run = RunBasis(
            rulesVersion: rules.reconciliation.version, cutOff: cutOff, statements: window.statements.map(\.id),
            additionalInputs: try Self.additionalInputs(basis.decisions, basis.openFacts))
        async let recording = record(result, window, found, run, naming: basis.naming, at: now)
        let failure = await Self.failure { try await body(UnrecordedReconciliation(result, window)) }
        let recorded = try await recording
        if let failure { throw failure }
        return recorded
    }

    /// The result and its differences. Where it matters how many parcels are for somebody, and some are left out of the
    /// window, these are counted, and all is paired once more.
    private func reconciled(
        _ window: ReconciliationWindow, _ basis: Basis, _ cutOff: CalendarDay?, at now: Instant
    ) async throws -> (ReconciliationResult, [FoundDiscrepancy]) {
        let binding = DecisionBinding(basis.decisions, replaced: basis.replacedLines, lines: window.lines)
        var input = ReconciliationInput(
            parcels: window.parcels.parcels, facts: basis.facts, lines: window.lines, statements: window.periods,
            rules: rules.reconciliation, decisions: MatchDecisions(binding.decisions),
            outdatedDecisions: binding.outdated, cutOff: cutOff)
        input.isPart = window.isPart
        let (rules, naming) = (rules, basis.naming)
        while true {
            let whole = input
            let result = try await work.run { Reconciliation.run(whole) }
            guard !result.askedNames.isEmpty else {
                let found = try await work.run {
                    FoundDiscrepancies(result, naming: naming, rules: rules, today: try Self.day(of: now)).all
                }
                return (result, found)
            }
            let asked = result.askedNames
            let counts = try await office.ledger.read { try $0.sealedParcels(forRecipients: asked) }
            for name in asked { input.namesakes[name] = counts[name] ?? 0 }
        }
    }

    private func record(
        _ result: ReconciliationResult, _ window: ReconciliationWindow, _ found: [FoundDiscrepancy], _ run: RunBasis,
        naming: DiscrepancyNaming, at now: Instant
    ) async throws -> RecordedReconciliation {
        let recorded = try await record(result, window, run, at: now)
        let filing = try await file(found, of: recorded.run.id, at: now)
        try await followStatements(result)
        try await office.ledger.write { try $0.recordLegsFollowed(recorded.run, at: office.now()) }
        let reconciled = RecordedReconciliation(
            run: recorded.run, wasKnown: recorded.wasKnown, result: result, filing: filing, naming: naming,
            window)
        if run.cutOff == nil, window.scope == .window { try await seal(reconciled, window) }
        return reconciled
    }

    /// What is compared with the run before is read while others write.
    private func record(
        _ result: ReconciliationResult, _ window: ReconciliationWindow, _ run: RunBasis, at now: Instant
    ) async throws -> RecordedRun {
        let ledger = office.ledger
        let changes =
            run.cutOff == nil
            ? try await ledger.read { try $0.changes(of: result, parcels: window.parcels, basis: run) } : nil
        return try await ledger.write { tx in
            try tx.recordRun(
                result, parcels: window.parcels, basis: run, sealed: window.sealed, changes: changes, at: now)
        }
    }

    /// Files differences in parts. A process that ends between them leaves a run that the legs have not followed: it is
    /// reconciled again, which files the rest.
    private func file(_ found: [FoundDiscrepancy], of run: RunID, at now: Instant) async throws -> DiscrepancyFiling {
        let plan = try await office.ledger.read { try $0.planFiling(found) }
        var filing = plan.known
        var size = PartSize(first: 100, most: 4_000)
        try await office.ledger.write(plan.steps, inPartsOf: &size) { tx, steps in
            try tx.file(steps, of: run, at: now)
        } _: {
            filing += $0
        }
        return filing
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

    /// What beside both sides goes in, as the ledger has it at one moment.
    private struct Basis: Sendable {
        var naming: DiscrepancyNaming
        var decisions: [MatchDecision]
        /// Lines that people decided about and whose statement is not in force any more, by their places.
        var replacedLines: [String: StatementLine]
        /// What records, scanned slips and legs say of parcels.
        var facts: [String: ParcelFacts] = [:]
        /// The same of parcels that are not sealed: what a run of everything and one of a window go by alike.
        var openFacts: [String: ParcelFacts] = [:]
    }

    /// What has to be looked at as it was at one moment. What is sealed and has something in common with it is opened
    /// first.
    private func bothSides(_ scope: ReconciliationScope) async throws -> (ReconciliationWindow, Basis) {
        let sealing = sealingRules
        if try await office.ledger.read({ try !$0.areSealed(by: sealing) }) {
            _ = try await office.ledger.write { try $0.unseal(unlessBy: sealing) }
        }
        while true {
            let (window, basis, neighbours) = try await office.ledger.read { tx in
                let window = try tx.reconciliationWindow(scope)
                var basis = try Self.basis(tx, window)
                let neighbours = try tx.sealedNeighbours(
                    of: window, besides: basis.replacedLines.values.map(\.tracking.text))
                guard neighbours.isEmpty else { return (window, basis, neighbours) }
                basis.facts = try tx.parcelFacts(of: window.isPart ? window.parcels.parcels.map(\.id) : nil)
                let open = try window.isPart ? nil : tx.openParcels()
                basis.openFacts = open.map { open in basis.facts.filter { open.contains($0.key) } } ?? basis.facts
                return (window, basis, neighbours)
            }
            guard !neighbours.isEmpty else { return (window, basis) }
            try await office.ledger.write { try $0.reopen(parcels: neighbours) }
        }
    }

    /// What tells the rules by which parcels are sealed from others.
    private var sealingRules: String {
        "\(rules.reconciliation.version)/\(rules.reconciliation.noteOnly.sorted().joined(separator: " "))"
    }

    private static func basis(_ tx: LedgerTransaction, _ window: ReconciliationWindow) throws -> Basis {
        let decisions = try tx.matchDecisions()
        return Basis(
            naming: try tx.breakNaming(), decisions: decisions,
            replacedLines: try replacedLines(decisions, window.statements, tx))
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

    private static func additionalInputs(_ decisions: [MatchDecision], _ facts: [String: ParcelFacts]) throws -> String
    {
        let decided = decisions.map(\.id)
        guard !facts.isEmpty else { return decided.joined(separator: " ") }
        let known = try ContentDigest(ofTexts: facts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.text] })
        return (decided + ["facts:\(known.rawValue)"]).joined(separator: " ")
    }
}

/// The machine's clock is outside the years that days can have.
public struct ClockUnusable: RefusalConvertible, Hashable, CustomStringConvertible {
    public var refusal: Refusal {
        Refusal(
            "clock_unusable", .failed, "Đồng hồ máy sai; hãy chỉnh lại.",
            "The machine's clock is wrong; set it (clock_unusable).")
    }

    public var description: String { refusal.text.text }
}
