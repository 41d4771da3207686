import Foundation
import Office

/// What was seen in a station's folder so far, and what follows from it. Only reads.
struct StationFolderView: Sendable {
    /// A batch about which the word is spoken.
    struct Ready: Hashable, Sendable {
        var name: InboxName
        var isUrgent: Bool
        var markers: [String]
        /// `nil` when it can be taken.
        var fault: InboxFault?
    }

    /// What one look found.
    struct Findings: Sendable {
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
        /// The state in which the files' ends were looked at, and whether one is missing.
        var endings: (snapshot: BatchSnapshot, lacksEnd: Bool)?
        /// Whether it is called like something that is no batch.
        var isOverlooked = false
        /// The state in which it was found to hold nothing that need be taken.
        var leftAlone: BatchSnapshot?
        /// Not to be touched earlier, after a failure.
        var pausedUntil: Duration?
        var failures = 0
    }

    private let folder: String
    private let settings: InboxSettings
    private let leavesSpreadsheets: Bool
    private var observations: [InboxName: Observation] = [:]
    /// Receipts and marks that were looked at: a folder or a page may be called like one.
    private var known: Set<InboxName> = []
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
    mutating func look(at now: Duration) throws(InboxFileError) -> Findings {
        let names = Set(try InboxFiles.names(in: folder))
        let overlooked = overlooked(names)
        let batches = names.filter { InboxNames.isBatch($0.text) && !isSpreadsheet($0.text) }.union(overlooked)
        observations = observations.filter { batches.contains($0.key) }
        var (look, ready) = (Findings(), [(number: Int, batch: Ready)]())
        // Names in order, so that those first seen together are taken in order.
        for name in batches.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
            let marks = InboxNames.writtenMarkers.filter {
                names.contains(InboxName(bytes: name.bytes + Array($0.utf8)))
                    && InboxNames.isMark(name.text + $0, in: folder)
            }
            let isOverlooked = overlooked.contains(name)
            guard let (batch, number) = try judge(name, marks, isOverlooked: isOverlooked, now, &look) else { continue }
            ready.append((number, batch))
        }
        look.ready = ready.sorted { ($0.batch.isUrgent ? 0 : 1, $0.number) < ($1.batch.isUrgent ? 0 : 1, $1.number) }
            .map(\.batch)
        return look
    }

    /// What is called like something else than a batch and is not known to be that: hidden files, unfinished copies,
    /// folders called like marks or receipts.
    private mutating func overlooked(_ names: Set<InboxName>) -> Set<InboxName> {
        known.formIntersection(names)
        return names.filter { name in
            guard !InboxNames.isBatch(name.text), !InboxNames.isOurs(name.text), !known.contains(name) else {
                return false
            }
            guard InboxNames.isReceipt(name.text) || InboxNames.mark(of: name.text) != nil else { return true }
            let path = folder + "/" + name.text
            guard InboxFiles.kind(path) == .file, FileSignature(ofFileAt: path) == nil else { return true }
            known.insert(name)
            return false
        }
    }

    /// Whether it is for the postal channel.
    private func isSpreadsheet(_ name: String) -> Bool {
        guard leavesSpreadsheets else { return false }
        return InboxFileNames.spreadsheets.contains { name.lowercased().hasSuffix($0) }
    }

    /// Leaves a batch alone for a while that could not be moved.
    /// - Returns: whether it is the first time.
    mutating func pause(_ name: InboxName, at now: Duration) -> Bool {
        guard var observation = observations[name] else { return false }
        observation.failures += 1
        observation.pausedUntil = now + settings.backoff.delay(afterFailures: observation.failures, jitter: 0)
        observations[name] = observation
        return observation.failures == 1
    }

    /// Starts afresh with a name whose batch was moved away.
    mutating func forget(_ name: InboxName) { observations[name] = nil }

    // MARK: Parts

    private mutating func judge(
        _ name: InboxName, _ marks: [String], isOverlooked: Bool, _ now: Duration, _ look: inout Findings
    ) throws(InboxFileError) -> (Ready, Int)? {
        if let paused = observations[name]?.pausedUntil, now < paused {
            look.incomplete += 1
            return nil
        }
        guard var observation = try observe(name, marks, now, &look) else { return nil }
        observation.isOverlooked = isOverlooked
        defer { observations[name] = observation }
        // What was left alone is no batch until it changes.
        if observation.leftAlone == observation.snapshot { return nil }
        let evidence = evidence(name, &observation, marks, now)
        var verdict = evidence.verdict(settings)
        if isOverlooked, verdict != .incomplete { verdict = overlookedVerdict(name, verdict, &observation) }
        guard verdict != .incomplete else {
            // A hidden file is most likely nobody's batch.
            if !isOverlooked { look.incomplete += 1 }
            return nil
        }
        let isUrgent =
            marks.contains { $0.lowercased() == InboxNames.urgent } || observation.snapshot.holds(InboxNames.urgent)
            || observation.manifest.isUrgent
        var batch = Ready(name: name, isUrgent: isUrgent, markers: marks)
        if case .refused(let fault) = verdict { batch.fault = fault }
        return (batch, observation.number)
    }

    /// Whether something that is called like no batch is one all the same: when it may hold papers. What systems leave
    /// behind stays where it is; a copy that was never finished is told of.
    private func overlookedVerdict(
        _ name: InboxName, _ verdict: CompletenessEvidence.Verdict, _ observation: inout Observation
    ) -> CompletenessEvidence.Verdict {
        let path = folder + "/" + name.text
        let isSystems = name.text.hasPrefix(".") || Litter.isFolderName(name.text)
        switch observation.snapshot.status.kind {
        case .file where FileSignature(ofFileAt: path) != nil: return verdict
        case .file where Litter.isPartialName(name.text) && !isSystems: return .refused(InboxFault(.unfinished))
        case .folder where !isSystems: return verdict
        case .folder where verdict == .complete && holdsPage(path, observation.snapshot): return verdict
        case .link where !isSystems, .other where !isSystems: return verdict
        case .file, .folder, .link, .other:
            observation.leftAlone = observation.snapshot
            return .incomplete
        }
    }

    /// Whether a hidden folder holds something that a person may have scanned.
    private func holdsPage(_ path: String, _ snapshot: BatchSnapshot) -> Bool {
        snapshot.entries.contains {
            $0.status.kind == .file && $0.name.isReadable
                && FileSignature(ofFileAt: "\(path)/\($0.name.text)")?.isPage == true
        }
    }

    /// Brings what is known of a batch up to date.
    private mutating func observe(
        _ name: InboxName, _ marks: [String], _ now: Duration, _ look: inout Findings
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
        known.snapshot.entries.count > Self.manyFiles && !marks.contains { $0.lowercased() == InboxNames.done }
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
        evidence.isOverlooked = observation.isOverlooked
        guard evidence.content == .files, evidence.verdict(settings) == .complete, !evidence.isMarkedDone else {
            return evidence
        }
        // Dear for many files: only asked when all else says that it is complete.
        evidence.lacksEnd = lacksEnd(name, &observation)
        evidence.isBeingWritten = snapshot.paths(of: name, in: folder).contains(where: InboxFiles.hasWriter)
        return evidence
    }

    private func lacksEnd(_ name: InboxName, _ observation: inout Observation) -> Bool {
        let snapshot = observation.snapshot
        if let known = observation.endings, known.snapshot == snapshot { return known.lacksEnd }
        let lacksEnd = snapshot.paths(of: name, in: folder).contains(where: FileEnding.isMissing)
        observation.endings = (snapshot, lacksEnd)
        return lacksEnd
    }

    private func doneMarks(_ name: InboxName, _ snapshot: BatchSnapshot, _ marks: [String]) -> [InboxStatus] {
        let inside = snapshot.mark(InboxNames.done)
        let beside = marks.filter { $0.lowercased() == InboxNames.done }
            .map { InboxName(bytes: name.bytes + Array($0.utf8)) }
        return [inside].compactMap(\.self) + beside.compactMap { try? InboxFiles.status($0, in: folder) }
    }
}
