import ArtifactStore
import DocumentModel
import Dossiers
import Foundation
import Ledger
import WorkQueue

/// Takes one station's claimed batches: into the store and the ledger, and only then out of the inbox.
struct BatchTaking: Sendable {
    let station: StationName
    let office: Office
    let reception: Reception
    let claims: ClaimFolder
    let quarantine: Quarantine
    let files: BlockingWork
    let now: @Sendable () -> Instant
    let reached: @Sendable (InboxStep) throws -> Void

    /// What became of a claim.
    enum Outcome: Sendable {
        case taken(BatchID)
        /// Moved away whole.
        case quarantined(QuarantineReason)
        /// There was no batch in it.
        case released
    }

    /// How often a batch is taken again that changed meanwhile.
    private static let maximumRepeats = 3

    /// Takes a claim as far as it will go.
    /// - Parameter isFirst: whether nobody has tried before.
    /// - Throws: `InboxFault` for what is wrong with the batch; whatever else went wrong. The claim stays then.
    func take(_ claim: Claim, isFirst: Bool) async throws -> Outcome {
        switch claim.stage {
        case .taken(let batch):
            try await finish(claim, batch)
            return .taken(batch)
        case .claimed(let mark):
            guard let name = try await files.run({ try claim.batch }) else {
                try await files.run { try claims.release(claim) }
                return .released
            }
            let batch = try await receive(claim, name)
            try reached(.received)
            if !isFirst { try await merge(batch, name, after: mark) }
            let settled = try await files.run { try claims.settle(claim, as: batch) }
            try reached(.settled)
            try await finish(settled, batch)
            return .taken(batch)
        }
    }

    /// Moves a claimed batch into quarantine.
    func refuse(_ claim: Claim, _ fault: InboxFault) async throws -> Outcome {
        try await files.run {
            guard let name = try claim.batch else {
                try claims.release(claim)
                return .released
            }
            let reason = try quarantine.take(name, from: claim.folder, fault, at: now())
            try claims.close(claim)
            return .quarantined(reason)
        }
    }

    // MARK: Receiving

    private func receive(_ claim: Claim, _ name: InboxName) async throws -> BatchID {
        var before = try await files.run { try check(claim, name) }
        var (batch, repeats) = (try await receiveOnce(claim, name), 0)
        // Somebody may still have had a file open when the folder was renamed.
        while let after = try await files.run({ try BatchSnapshot(name, in: claim.folder) }), after != before {
            guard repeats < Self.maximumRepeats else { throw InboxFault(.failed, detail: "it keeps changing") }
            repeats += 1
            before = after
            batch = try await receiveOnce(claim, name)
        }
        return batch
    }

    private func receiveOnce(_ claim: Claim, _ name: InboxName) async throws -> BatchID {
        let isUrgent = try await files.run { claim.isUrgent(name) }
        do {
            return try await reception.receive(
                claim.path(of: name), name: name.text, station: station.rawValue, isUrgent: isUrgent,
                wantsReceipt: true
            ).batch.id
        } catch let error as IntakeError {
            throw InboxFault(error)
        } catch is CocoaError {
            throw InboxFault(.unreadable, detail: "the folder cannot be listed")
        }
    }

    /// Reception marks single files that it cannot read; a batch of which it could read nothing is none.
    private func check(_ claim: Claim, _ name: InboxName) throws -> BatchSnapshot {
        guard let snapshot = try BatchSnapshot(name, in: claim.folder) else {
            throw InboxFault(.failed, detail: "gone")
        }
        if let failure = snapshot.failure { throw InboxFault(.unreadable, detail: failure.detail) }
        let path = claim.path(of: name)
        let isReadable =
            snapshot.status.kind == .file
            ? InboxFiles.isReadable(path)
            : snapshot.files.isEmpty
                || snapshot.files.contains {
                    $0.status.kind == .file && InboxFiles.isReadable("\(path)/\($0.name.text)")
                }
        guard isReadable else { throw InboxFault(.unreadable, detail: "none of its files can be opened") }
        return snapshot
    }

    /// Interrupted attempts may have recorded the same hand-over.
    private func merge(_ batch: BatchID, _ name: InboxName, after mark: Identifier<Handover>?) async throws {
        let name = name.text.precomposedStringWithCanonicalMapping
        try await office.ledger.write { [station] tx in
            try tx.mergeHandovers(of: batch, named: name, station: station.rawValue, after: mark)
        }
    }

    // MARK: Removing

    /// Removes what is kept. What is not goes to quarantine: it exists nowhere else.
    private func finish(_ claim: Claim, _ batch: BatchID) async throws {
        let (kept, unkept) = try await office.ledger.read { tx in
            (try tx.files(of: batch), try tx.unkeptFiles(of: batch))
        }
        try await files.run {
            if let name = try claim.batch {
                try remove(name, of: claim, kept)
                if InboxFiles.exists(claim.path(of: name)) {
                    let left = try BatchSnapshot(name, in: claim.folder)?.entries.map(\.name.text) ?? []
                    let codes = Set(unkept.map(\.fault.code.rawValue)).sorted().joined(separator: ", ")
                    try quarantine.take(
                        name, from: claim.folder,
                        InboxFault(.notKept, files: left.filter(InboxNames.isVisible), detail: codes),
                        tellsStation: false, at: now())
                }
            }
            try reached(.removed)
            try claims.close(claim)
        }
    }

    private func remove(_ name: InboxName, of claim: Claim, _ kept: [BatchFile]) throws {
        let path = claim.path(of: name)
        guard let snapshot = try BatchSnapshot(name, in: claim.folder) else { return }
        guard snapshot.status.kind == .folder else {
            if kept.contains(where: { $0.byteCount == snapshot.status.size }) { try InboxFiles.remove(path) }
            return
        }
        // Two spellings of one name may stand side by side.
        let sizes = Dictionary(grouping: kept, by: { Key($0.nfcName) }).mapValues { Set($0.map(\.byteCount)) }
        var isEmpty = true
        for entry in snapshot.entries {
            let text = entry.name.text
            let isKept = entry.status.kind == .file && sizes[Key(text)]?.contains(entry.status.size) == true
            // A link is nothing by itself; what it points to was kept, or was never handed in.
            let isNothing = !InboxNames.isVisible(text) || entry.status.kind == .link
            if entry.name.isReadable, isKept || isNothing {
                try InboxFiles.removeAll("\(path)/\(text)")
                try reached(.fileRemoved)
            } else {
                isEmpty = false
            }
        }
        if isEmpty { try InboxFiles.removeFolder(path) }
    }

    /// Names by their NFC bytes.
    private struct Key: Hashable {
        var bytes: [UInt8]
        init(_ name: String) { bytes = Array(name.precomposedStringWithCanonicalMapping.utf8) }
    }
}

extension InboxFault {
    init(_ error: IntakeError) {
        switch error {
        case .notFound: self.init(.failed, detail: "gone")
        case .empty: self.init(.emptyFolder)
        case .folderOfBatches: self.init(.folderOfFolders)
        }
    }
}
