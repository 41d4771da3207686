import ArtifactStore
import Basics
import Dossiers
import Foundation
import Ledger
import Office

/// Takes one station's claimed batches: into the store and the ledger, and only then out of the inbox.
struct BatchIngest: Sendable {
    let station: StationName
    let office: OpenHome
    let reception: Reception
    let claims: ClaimFolder
    let quarantine: Quarantine
    let files: BlockingWork
    let now: @Sendable () -> Instant
    let checkpoint: @Sendable (InboxStep) throws -> Void

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
        case .taken(let batch): return .taken(try await finish(claim, batch, copied: nil))
        case .claimed(let mark):
            guard let name = try await files.run({ try claim.batch }) else {
                try await files.run { try claims.release(claim) }
                return .released
            }
            let (batch, copied) = try await receive(claim, name)
            try checkpoint(.received)
            if !isFirst { try await merge(batch, name, after: mark) }
            let settled = try await files.run { try claims.settle(claim, as: batch) }
            try checkpoint(.settled)
            return .taken(try await finish(settled, batch, copied: copied))
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

    /// - Returns: the batch, and the state of the files in which they were copied.
    private func receive(_ claim: Claim, _ name: InboxName) async throws -> (BatchID, BatchSnapshot) {
        var before = try await files.run { try check(claim, name) }
        var (batch, repeats) = (try await receiveOnce(claim, name), 0)
        // Somebody may still have had a file open when the folder was renamed.
        while let after = try await files.run({ try BatchSnapshot(name, in: claim.folder) }), after != before {
            guard repeats < Self.maximumRepeats else { throw InboxFault(.failed, detail: "it keeps changing") }
            repeats += 1
            before = after
            batch = try await receiveOnce(claim, name)
        }
        return (batch, before)
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

    /// Removes what is kept. What is not goes to quarantine: it exists nowhere else. What has changed since it was copied
    /// is taken once more, all of it together.
    /// - Parameter copied: the state in which the files were copied; `nil` when that is not known, after a restart.
    /// - Returns: the batch that was recorded last.
    private func finish(_ claim: Claim, _ batch: BatchID, copied: BatchSnapshot?) async throws -> BatchID {
        var (claim, batch, copied) = (claim, batch, copied)
        for _ in 0...Self.maximumRepeats {
            let (kept, unkept) = try await office.ledger.read { [batch] tx in
                (try tx.files(of: batch), try tx.unkeptFiles(of: batch))
            }
            let removal = SourceRemoval(
                claim: claim, kept: KeptFiles(kept, unkept), copied: copied, checkpoint: checkpoint)
            let (name, isDone) = try await files.run { [claim] in
                let name = try claim.batch
                return (name, try name.map(removal.remove) ?? true)
            }
            if isDone {
                try await close(claim, name, unkept)
                return batch
            }
            guard let name else { break }
            let (again, state) = try await receive(claim, name)
            if again != batch {
                let target = claim
                claim = try await files.run { try claims.settle(target, as: again) }
            }
            (batch, copied) = (again, state)
        }
        throw InboxFault(.failed, detail: "it keeps changing")
    }

    private func close(_ claim: Claim, _ name: InboxName?, _ unkept: [RejectedFile]) async throws {
        try await files.run {
            if let name, InboxFiles.exists(claim.path(of: name)) {
                let left = try BatchSnapshot(name, in: claim.folder)?.entries.map(\.name.text) ?? []
                let codes = Set(unkept.map(\.fault.code.rawValue)).sorted().joined(separator: ", ")
                try quarantine.take(
                    name, from: claim.folder,
                    InboxFault(.notKept, files: left.filter(InboxNames.isVisible), detail: codes),
                    tellsStation: false, at: now())
            }
            try checkpoint(.removed)
            try claims.close(claim)
        }
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
