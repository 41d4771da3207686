import Basics
import Dossiers
import OneStop

extension LedgerTransaction {
    /// Whether facts came of which the lists and figures do not know.
    public func hasLivesDue() throws -> Bool { try sql.row("SELECT 1 AS found FROM lives_due LIMIT 1", []) != nil }

    /// Renews what is kept beside cases of which facts came: what it costs is what changed.
    /// - Parameter limit: most cases.
    /// - Returns: how many were renewed; less than `limit` when no more are left.
    public func renewLives(limit: Int, rules: OneStopRules, at now: Instant) throws -> Int {
        let codes = try sql.rows(
            "SELECT case_code FROM lives_due ORDER BY case_code LIMIT ?", [SQLValue(max(limit, 1))]
        ).map { try $0.parsed("case_code", as: CaseCode.self) }
        for start in stride(from: 0, to: codes.count, by: Self.livesAtATime) {
            let part = Array(codes[start..<min(start + Self.livesAtATime, codes.count)])
            try renewLives(part, rules: rules, at: now)
        }
        return codes.count
    }

    /// Cases that are read with one question.
    private static let livesAtATime = 500

    func renewLives(_ codes: [CaseCode], rules: OneStopRules, at now: Instant) throws {
        guard !codes.isEmpty else { return }
        let sources = try LifeSources(codes, in: self)
        let earlier = try bookedSpans(codes)
        let frozen = try lastFrozenMoment()
        var settled: [CaseCode] = []
        var lives: [(CaseCode, LifeSources.Case, CaseLife)] = []
        for code in codes {
            guard let known = sources.cases[code], let life = sources.life(code, rules: rules.life) else { continue }
            if life.state?.isSettled == true { settled.append(code) }
            lives.append((code, known, life))
        }
        let missing = try missingComponents(settled)
        var batch = SQLBatch(columns: LifeColumns.count)
        var done = SQLBatch(columns: 1)
        for (code, known, life) in lives {
            let standing = CaseStanding(life, promised: known.promised, rules: rules)
            let row = LifeColumns(
                code: code, known: known, life: life, standing: standing, post: sources.post(code),
                openRequests: sources.openRequests(code),
                isArchiveIncomplete: missing[code] != nil && life.archiveWaiver == nil,
                booked: BookedSpan(
                    received: standing.received?.occurred, ended: standing.ended?.occurred, earlier: earlier[code],
                    frozen: frozen))
            row.append(to: &batch)
        }
        for code in codes { done.append(code) }
        try sql.flush(LifeColumns.insertion, &batch)
        try sql.flush("DELETE FROM lives_due WHERE case_code = ?", &done)
    }
}

/// What is kept beside a case, in the columns of `case_lives`.
struct LifeColumns {
    var code: CaseCode
    var known: LifeSources.Case
    var life: CaseLife
    var standing: CaseStanding
    var post: LifeSources.Post
    var openRequests: Int
    var isArchiveIncomplete: Bool
    var booked: BookedSpan?

    private static let columns = [
        "case_code", "agency", "procedure_code", "channel", "state", "received_at", "received_known_at", "ended_at",
        "ended_known_at", "due_order", "restarted_at", "subtracted_at", "is_due_doubtful", "is_paused", "has_apology",
        "unapproved", "is_running", "awaits_supplement", "awaits_transfer", "has_incomplete_slip", "needs_return",
        "needs_recording", "is_archive_incomplete", "needs_publishing", "booked_received", "booked_ended",
    ]
    static let count = columns.count
    static let insertion = """
        INSERT INTO case_lives (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (case_code) DO UPDATE SET \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """

    func append(to batch: inout SQLBatch) {
        let state = standing.state
        let isRunning = state.map { !$0.isSettled && $0 != .awaitingSupplement && $0 != .registered } ?? false
        let publishes: [CaseState?] = [.processed, .returned, .notAccepted, .awaitingSupplement]
        let isReturnProven = post.returned != nil
        batch.append(code)
        batch.append(known.agency)
        batch.append(known.procedure)
        batch.append(known.channel)
        batch.append(state?.rawValue ?? 0)
        for moment in [
            standing.received?.occurred, standing.received?.recorded, standing.ended?.occurred,
            standing.ended?.recorded,
        ] { batch.append(moment) }
        batch.append(standing.due?.milliseconds ?? .max)
        batch.append(standing.restarted)
        batch.append(standing.subtracted)
        batch.append(standing.isDueDoubtful)
        batch.append(standing.isPaused)
        batch.append(standing.hasApology)
        batch.append(standing.unapproved + openRequests)
        batch.append(isRunning)
        batch.append(state == .awaitingSupplement)
        batch.append(state == .received && !standing.isTransferConfirmed)
        batch.append(post.hasIncompleteSlip)
        batch.append(state == .processed && !isReturnProven)
        batch.append(isReturnProven && state != .returned)
        batch.append(isArchiveIncomplete && state?.isSettled == true)
        batch.append(!standing.isPublished && publishes.contains(state))
        batch.append(booked?.received)
        batch.append(booked?.ended?.milliseconds ?? .max)
    }
}
