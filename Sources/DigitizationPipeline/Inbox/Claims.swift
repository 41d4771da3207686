import Basics
import Dossiers
import Foundation
import Ledger
import Office

/// A batch that was claimed: it lies in a folder of its own, `.taking/<claim>/<batch>`, with the marks that lay beside
/// it. The folder's name tells how far taking it has come, so that whoever starts after a kill can go on:
///
/// - `claim-<newest hand-over before>-<n>`: claimed; whether the batch is recorded is not known.
/// - `taken-<batch>-<n>`: recorded, and its originals are kept; what lies here can be removed.
struct Claim: Hashable, Sendable {
    enum Stage: Hashable, Sendable {
        case claimed(after: Identifier<Handover>?)
        case taken(BatchID)
    }

    /// Path of the claim's folder.
    var folder: String
    var stage: Stage

    var identity: String { (folder as NSString).lastPathComponent }

    /// - Parameter folder: path of a claim's folder; `nil` when its name is not one.
    init?(folder: String) {
        self.folder = folder
        let parts = (folder as NSString).lastPathComponent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        switch parts[0] {
        case "claim": stage = .claimed(after: parts[1].isEmpty ? nil : Identifier(rawValue: String(parts[1])))
        case "taken": stage = .taken(BatchID(rawValue: String(parts[1])))
        default: return nil
        }
    }

    /// The batch that lies in it; `nil` when there is none.
    var batch: InboxName? {
        get throws(InboxFileError) {
            let names = try InboxFiles.names(in: folder)
            return names.first { InboxNames.isBatch($0.text) }
                // Hidden or called like something else, but taken in the end.
                ?? names.first { !InboxNames.isMark($0.text, in: folder) }
        }
    }

    /// Path of the batch. Only what has a readable name is ever claimed.
    func path(of batch: InboxName) -> String { folder + "/" + batch.text }

    /// Whether it is to go before others.
    func isUrgent(_ batch: InboxName) -> Bool {
        InboxNames.writtenMarkers.filter { $0.lowercased() == InboxNames.urgent }
            .contains { InboxFiles.exists(path(of: batch) + $0) }
            || InboxFiles.exists(path(of: batch) + "/" + InboxNames.urgent)
    }
}

/// The claims of one station on disk. All calls block.
struct ClaimFolder: Sendable {
    /// The station's folder.
    let station: String
    let checkpoint: @Sendable (InboxStep) throws -> Void

    private var path: String { station + "/" + InboxNames.taking }

    /// Most claims that lie open at a time after failures.
    private static let maximumOpen = 10_000

    /// What lies here: claims that were interrupted or could not be finished.
    func open() throws -> [Claim] {
        guard InboxFiles.kind(path) == .folder else { return [] }
        return try InboxFiles.names(in: path).sorted { $0.text < $1.text }.compactMap {
            Claim(folder: "\(path)/\($0.text)")
        }
    }

    /// Claims a batch by renaming it, the marks first: one that stayed behind would belong to the next batch of that
    /// name.
    /// - Throws: ``InboxFileError``.
    func claim(_ batch: StationFolderView.Ready, after mark: Identifier<Handover>?) throws -> Claim {
        try InboxFiles.makeFolder(path, like: station)
        let claim = try newFolder("claim-\(mark?.rawValue ?? "")")
        do {
            for marker in batch.markers {
                let name = batch.name.text + marker
                try InboxFiles.moveIfThere("\(station)/\(name)", to: "\(claim.folder)/\(name)")
            }
            try checkpoint(.marksMoved)
            try InboxFiles.move(batch.name, in: station, to: claim.path(of: batch.name))
        } catch let error as InboxFileError {
            try? release(claim)
            throw error
        }
        try checkpoint(.claimed)
        return claim
    }

    /// Gives a claim up that holds no batch: the marks go back to the batch if it is still there. Without one they go,
    /// since they would speak for the next batch of that name.
    func release(_ claim: Claim) throws {
        for name in try InboxFiles.names(in: claim.folder) {
            let target = "\(station)/\(name.text)"
            let batch = InboxNames.mark(of: name.text).map { target.dropLast($0.count) }
            if let batch, InboxFiles.exists(String(batch)), !InboxFiles.exists(target) {
                try InboxFiles.move(name, in: claim.folder, to: target)
            } else if InboxNames.isMark(name.text, in: claim.folder) {
                try InboxFiles.remove("\(claim.folder)/\(name.text)")
            } else {
                try InboxFiles.move(name, in: claim.folder, to: target)
            }
        }
        try InboxFiles.removeFolder(claim.folder)
    }

    /// Notes that the batch is recorded, from which on its source can be removed.
    func settle(_ claim: Claim, as batch: BatchID) throws -> Claim {
        for number in 1...Self.maximumOpen {
            let target = "\(path)/taken-\(batch.rawValue)-\(number)"
            guard !InboxFiles.exists(target) else { continue }
            try InboxFiles.move(claim.folder, to: target)
            guard let settled = Claim(folder: target) else { break }
            return settled
        }
        throw InboxFileError(step: "settle", reason: EEXIST)
    }

    /// Removes a claim without its batch: its marks.
    /// - Throws: ``InboxFileError``, also when something else lies in it.
    func close(_ claim: Claim) throws {
        for name in try InboxFiles.names(in: claim.folder) where InboxNames.isMark(name.text, in: claim.folder) {
            try InboxFiles.remove("\(claim.folder)/\(name.text)")
        }
        try InboxFiles.removeFolder(claim.folder)
    }

    private func newFolder(_ stem: String) throws -> Claim {
        for number in 1...Self.maximumOpen {
            let folder = "\(path)/\(stem)-\(number)"
            guard let claim = Claim(folder: folder) else { break }
            if mkdir(folder, 0o700) == 0 { return claim }
            let reason = errno
            guard reason == EEXIST else { throw InboxFileError(step: "mkdir", reason: reason) }
        }
        throw InboxFileError(step: "claim", reason: EEXIST)
    }
}

/// The durable steps of taking a batch; tests stop there as a kill would.
enum InboxStep: String, CaseIterable, Sendable {
    case marksMoved, claimed, received, settled, fileRemoved, removed
    case reasonWritten, quarantined
    case receiptWritten
}
