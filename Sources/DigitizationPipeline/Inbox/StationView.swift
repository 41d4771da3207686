import Foundation

/// What was seen in a station's folder so far, and what follows from it. Only reads.
struct StationView: Sendable {
    /// A batch about which the word is spoken.
    struct Ready: Hashable, Sendable {
        var name: InboxName
        var isUrgent: Bool
        var markers: [String]
        /// `nil` when it can be taken.
        var fault: InboxFault?
    }

    /// What one look found.
    struct Look: Sendable {
        /// Urgent ones first, then in the order in which they were first seen.
        var ready: [Ready] = []
        /// How many batches are not complete.
        var incomplete = 0
        /// Whether there are batches that were not there before.
        var hasNew = false
    }

    private struct Observation: Sendable {
        var snapshot: BatchSnapshot
        /// Since when it is as it is, by our clock.
        var unchangedSince: Duration
        var lastLook: Duration
        /// Order of being seen.
        var number: Int
        var manifest = ManifestCheck()
        /// Not to be touched earlier, after a failure.
        var pausedUntil: Duration?
        var failures = 0
    }

    private let folder: String
    private let settings: InboxSettings
    private let leavesSpreadsheets: Bool
    private var observations: [InboxName: Observation] = [:]
    private var seen = 0

    /// Folders with more files than this are not compared at every look.
    private static let manyFiles = 200

    init(folder: String, settings: InboxSettings) {
        self.folder = folder
        self.settings = settings
        leavesSpreadsheets = settings.spreadsheetStations.contains { folder.hasSuffix("/\($0.rawValue)") }
    }

    /// Looks at the station's folder. What was taken before costs no more than the names of its receipts.
    /// - Parameter now: a clock that nobody sets.
    mutating func look(at now: Duration) throws(InboxFileError) -> Look {
        let names = Set(try InboxFiles.names(in: folder))
        let batches = names.filter { InboxNames.isBatch($0.text) && !isSpreadsheet($0.text) }
        observations = observations.filter { batches.contains($0.key) }
        var (look, ready) = (Look(), [(number: Int, batch: Ready)]())
        // Names in order, so that those first seen together are taken in order.
        for name in batches.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
            let marks = InboxNames.markers.filter { names.contains(InboxName(bytes: name.bytes + Array($0.utf8))) }
            guard let (batch, number) = try judge(name, marks, now, &look) else { continue }
            ready.append((number, batch))
        }
        look.ready = ready.sorted { ($0.batch.isUrgent ? 0 : 1, $0.number) < ($1.batch.isUrgent ? 0 : 1, $1.number) }
            .map(\.batch)
        return look
    }

    /// Whether it is for the postal channel.
    private func isSpreadsheet(_ name: String) -> Bool {
        guard leavesSpreadsheets else { return false }
        return InboxNames.spreadsheets.contains { name.lowercased().hasSuffix($0) }
    }

    /// Leaves a batch alone for a while that could not be moved.
    /// - Returns: whether it is the first time.
    mutating func pause(_ name: InboxName, at now: Duration) -> Bool {
        guard var observation = observations[name] else { return false }
        observation.failures += 1
        observation.pausedUntil = now + settings.backoff.delay(afterFailures: observation.failures, chance: 0)
        observations[name] = observation
        return observation.failures == 1
    }

    /// Starts afresh with a name whose batch was moved away.
    mutating func forget(_ name: InboxName) { observations[name] = nil }

    // MARK: Parts

    private mutating func judge(
        _ name: InboxName, _ marks: [String], _ now: Duration, _ look: inout Look
    ) throws(InboxFileError) -> (Ready, Int)? {
        if let paused = observations[name]?.pausedUntil, now < paused {
            look.incomplete += 1
            return nil
        }
        guard var observation = try observe(name, marks, now, &look) else { return nil }
        defer { observations[name] = observation }
        let evidence = evidence(name, &observation, marks, now)
        let verdict = evidence.verdict(settings)
        guard verdict != .incomplete else {
            look.incomplete += 1
            return nil
        }
        let isUrgent =
            marks.contains(InboxNames.urgent) || observation.snapshot.holds(InboxNames.urgent)
            || observation.manifest.isUrgent
        var batch = Ready(name: name, isUrgent: isUrgent, markers: marks)
        if case .refused(let fault) = verdict { batch.fault = fault }
        return (batch, observation.number)
    }

    /// Brings what is known of a batch up to date.
    private mutating func observe(
        _ name: InboxName, _ marks: [String], _ now: Duration, _ look: inout Look
    ) throws(InboxFileError) -> Observation? {
        if let known = observations[name], isFresh(name, known, marks, now) { return known }
        guard let snapshot = try BatchSnapshot(name, in: folder) else {
            observations[name] = nil
            return nil
        }
        guard var observation = observations[name] else {
            seen += 1
            look.hasNew = true
            return Observation(snapshot: snapshot, unchangedSince: now, lastLook: now, number: seen)
        }
        if observation.snapshot != snapshot { observation.unchangedSince = now }
        observation.snapshot = snapshot
        observation.lastLook = now
        return observation
    }

    /// Whether a folder of many files need not be compared again yet: its files cost a call each.
    private func isFresh(
        _ name: InboxName, _ known: Observation, _ marks: [String], _ now: Duration
    ) -> Bool {
        known.snapshot.entries.count > Self.manyFiles && !marks.contains(InboxNames.done)
            && now - known.lastLook < settings.stableTime / 4
            && !InboxFiles.exists("\(folder)/\(name.text)/\(InboxNames.done)")
    }

    private func evidence(
        _ name: InboxName, _ observation: inout Observation, _ marks: [String], _ now: Duration
    ) -> CompletenessEvidence {
        let snapshot = observation.snapshot
        var evidence = CompletenessEvidence(
            content: .init(of: name, snapshot),
            isMarkedDone: doneMarks(name, snapshot, marks).contains(where: snapshot.isOlder),
            isHalfCopied: snapshot.isHalfCopied,
            // What was not looked at just now may have changed since.
            unchangedFor: observation.lastLook - observation.unchangedSince)
        if evidence.content == .files, snapshot.status.kind == .folder {
            evidence.manifest = observation.manifest.compare(snapshot, at: folder + "/" + name.text)
        }
        return evidence
    }

    private func doneMarks(_ name: InboxName, _ snapshot: BatchSnapshot, _ marks: [String]) -> [InboxStatus] {
        let inside = snapshot.mark(InboxNames.done)
        guard marks.contains(InboxNames.done) else { return inside.map { [$0] } ?? [] }
        let beside = InboxName(bytes: name.bytes + Array(InboxNames.done.utf8))
        return [inside, try? InboxFiles.status(beside, in: folder)].compactMap(\.self)
    }
}
