import Basics
import CoreMetrics
import Dossiers
import Foundation
import Ledger
import Logging
import Observability
import UseCases

/// What stations do with uploads: open, add a file, complete, take back.
struct UploadService: Sendable {
    let door: StationDoor
    let folders: UploadFolders
    let limits: StationServerSettings.Limits

    private let receiver: any BatchReceiver
    private let gate = UploadGate()
    private let parallelFiles: ConcurrencyLimit
    private let completions = Completions()
    private let logger: Logger
    private let receivedBytes: Counter
    private let receivedFiles: Counter

    init(
        door: StationDoor, folders: UploadFolders, receiver: any BatchReceiver, limits: StationServerSettings.Limits,
        factory: any MetricsFactory, logger: Logger
    ) {
        self.door = door
        self.folders = folders
        self.receiver = receiver
        self.limits = limits
        self.logger = logger
        parallelFiles = ConcurrencyLimit(maximum: limits.parallelFiles)
        receivedBytes = Counter(label: "sohoa_http_received_bytes", factory: factory)
        receivedFiles = Counter(label: "sohoa_http_received_files", factory: factory)
    }

    /// Opens an upload, or finds the one of the same key.
    /// - Throws: ``Problem``.
    func open(
        key: String, name: SafeName, isUrgent: Bool, by station: StationName
    ) async throws -> (upload: Upload, isNew: Bool) {
        let opened = try await uploads(of: station).open(
            key: key, name: name.text, isUrgent: isUrgent, maxOpen: limits.openBatches)
        switch opened {
        case .opened(let upload): return (upload, true)
        case .known(let upload): return (upload, false)
        case .keyTaken: throw Problem(.keyTaken)
        case .tooManyOpen: throw Problem(.tooManyOpenBatches, retryAfter: 60)
        }
    }

    /// An upload of this station.
    /// - Throws: ``Problem/Code`` `notFound`, also for another station's.
    func upload(_ id: UploadID, of station: StationName) async throws -> Upload {
        guard let upload = try await uploads(of: station).find(id) else { throw Problem(.notFound) }
        return upload
    }

    /// The uploads of one station.
    func uploads(of station: StationName) -> Workspace.Uploads { door.workspace(of: station).uploads }

    // MARK: Files

    /// What came of a file that was sent.
    enum FileOutcome: Sendable {
        case added, replaced, unchanged
    }

    /// Takes a file of an open upload. The body of one that is there already is not read.
    /// - Parameter beforeReading: called when the body is wanted.
    /// - Throws: ``Problem``; nothing is left behind then.
    func add(
        _ name: SafeName, digest: ContentDigest, replacing rule: ReplacementRule, to upload: Upload,
        _ body: IncomingBody, beforeReading: () async throws -> Void
    ) async throws -> (outcome: FileOutcome, size: Int) {
        try requireOpen(upload.state)
        try body.check()
        if let known = try await known(name, digest, rule, in: upload, body.announced ?? 0) {
            return (.unchanged, known.byteCount)
        }
        let share = try parallelFiles.take(upload.station)
        defer { withExtendedLifetime(share) {} }
        try gate.begin(name, of: upload.id)
        defer { gate.end(name, of: upload.id) }
        // Better not to send a file than to send it twice.
        if let held = uploads(of: upload.station).writerHeldFor, held > limits.ledgerTime {
            throw LedgerError(.busy, "another transaction is writing")
        }
        try await prepare(upload.id, for: body.announced ?? 0)
        try await beforeReading()
        let kept = try await receive(body, digest, of: upload.id)
        do {
            let file = UploadedFile(name: name.text, sha256: digest, byteCount: kept.size, storedAs: kept.name)
            return (try await record(file, replacing: rule, of: upload), kept.size)
        } catch {
            try await ThreadPoolWork.run { [folders] in folders.removeFile(kept.name, of: upload.id) }
            throw error
        }
    }

    /// The file when it is there already; what the ledger would refuse anyway is refused before the body is read.
    private func known(
        _ name: SafeName, _ digest: ContentDigest, _ rule: ReplacementRule, in upload: Upload, _ size: Int
    ) async throws -> UploadedFile? {
        let file = try await uploads(of: upload.station).file(name.text, of: upload)
        switch (file, rule) {
        case (nil, .never):
            guard upload.fileCount < limits.batchFiles else { throw Problem(.tooManyFiles) }
            guard size <= limits.batchBytes - upload.byteCount else { throw Problem(.batchTooLarge) }
        case (nil, _): throw Problem(.preconditionFailed)
        case (let file?, _) where file.sha256 == digest: return file
        case (_?, .never): throw Problem(.fileDiffers)
        case (let file?, .only(let expected)) where file.sha256 != expected: throw Problem(.preconditionFailed)
        default: break
        }
        return nil
    }

    private func prepare(_ upload: UploadID, for size: Int) async throws {
        let (folders, reserve) = (folders, limits.freeDiskBytes)
        try await translatingFileErrors {
            try await ThreadPoolWork.run {
                guard folders.freeBytes() - reserve >= size else { throw Problem(.diskFull) }
                try folders.prepare(upload)
            }
        }
    }

    private func receive(
        _ body: IncomingBody, _ digest: ContentDigest, of upload: UploadID
    ) async throws -> (name: String, size: Int) {
        try await translatingFileErrors {
            try await body.receive(digest: digest, from: folders.partial(upload), into: folders.files(upload))
        }
    }

    private func record(
        _ file: UploadedFile, replacing rule: ReplacementRule, of upload: Upload
    ) async throws -> FileOutcome {
        // What has come is worth a wait.
        let recorded = try await uploads(of: upload.station).record(
            file, of: upload, replacing: rule,
            limits: UploadLimits(files: limits.batchFiles, bytes: limits.batchBytes), timeout: limits.idleTime)
        switch recorded {
        case .added: break
        case .replaced(let earlier):
            try await ThreadPoolWork.run { [folders] in folders.removeFile(earlier.storedAs, of: upload.id) }
        case .unchanged:
            try await ThreadPoolWork.run { [folders] in folders.removeFile(file.storedAs, of: upload.id) }
            return .unchanged
        case .differs: throw Problem(.fileDiffers)
        case .nothingToReplace: throw Problem(.preconditionFailed)
        case .tooManyFiles: throw Problem(.tooManyFiles)
        case .tooManyBytes: throw Problem(.batchTooLarge)
        case .closed(let state): throw Self.closed(state)
        }
        receivedFiles.increment()
        receivedBytes.increment(by: file.byteCount)
        if case .added = recorded { return .added }
        return .replaced
    }

    private func translatingFileErrors<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as POSIXError where error.code == .ENOSPC || error.code == .EDQUOT {
            throw Problem(.diskFull)
        }
    }

    // MARK: The end

    /// Hands an upload on as a batch; doing it again gives the same batch.
    /// - Parameters:
    ///   - actor: who hands it in.
    ///   - expected: looks at the files; throws when they are not what the station expects.
    /// - Throws: ``Problem``; the upload is then open as before.
    func complete(
        _ upload: Upload, by actor: Actor, expected: @Sendable ([UploadedFile]) throws -> Void
    ) async throws -> BatchID {
        if let batch = upload.batchID { return batch }
        try requireOpen(upload.state)
        let files = try await uploads(of: upload.station).files(of: upload)
        guard !files.isEmpty else { throw Problem(.batchEmpty) }
        try expected(files)
        return try await completions.run(upload.id) { try await handOn(upload, by: actor) }
    }

    private func handOn(_ upload: Upload, by actor: Actor) async throws -> BatchID {
        try gate.shut(upload.id)
        defer { gate.open(upload.id) }
        guard let name = SafeName(upload.name) else { throw Problem(.badBatchName) }
        let files = try await uploads(of: upload.station).files(of: upload)
        let folder = try await translatingFileErrors {
            try await ThreadPoolWork.run { [folders] in try folders.lay(files, of: upload.id, named: name) }
        }
        let batch = try await receive(folder, of: upload, by: actor)
        try await uploads(of: upload.station).complete(upload, as: batch)
        try await ThreadPoolWork.run { [folders] in try folders.remove(upload.id) }
        return batch
    }

    private func receive(_ folder: URL, of upload: Upload, by actor: Actor) async throws -> BatchID {
        do {
            return try await receiver.receive(
                folder: folder, name: upload.name, station: upload.station, isUrgent: upload.isUrgent,
                by: actor)
        } catch let error as LedgerError where error.code == .noSpace {
            throw error
        } catch {
            logger.error(
                "batch not taken",
                metadata: .init([.upload: .string(upload.id.rawValue), .error: .string("\(type(of: error))")]))
            throw Problem(.unavailable, retryAfter: 5)
        }
    }

    /// Takes an upload back and removes its files; doing it again changes nothing.
    /// - Throws: ``Problem`` when it is a batch already.
    func abandon(_ upload: Upload) async throws {
        if upload.state == .completed { throw Problem(.batchCompleted) }
        try gate.shut(upload.id)
        defer { gate.open(upload.id) }
        do {
            try await uploads(of: upload.station).abandon(upload)
        } catch let error as LedgerError where error.code == .conflict {
            throw Problem(.batchCompleted)
        }
        try await ThreadPoolWork.run { [folders] in try folders.remove(upload.id) }
    }

    private func requireOpen(_ state: Upload.State) throws {
        if state != .open { throw Self.closed(state) }
    }

    private static func closed(_ state: Upload.State) -> Problem {
        Problem(state == .completed ? .batchCompleted : .batchAbandoned)
    }
}

/// The completions under way: whoever asks for one that runs waits for the same.
///
/// A completion goes on when the client that asked for it has gone: it will ask again.
private actor Completions {
    private var running: [UploadID: Task<BatchID, any Error>] = [:]

    func run(_ upload: UploadID, _ body: @escaping @Sendable () async throws -> BatchID) async throws -> BatchID {
        if let running = running[upload] { return try await running.value }
        let task = Task { try await body() }
        running[upload] = task
        defer { running[upload] = nil }
        return try await task.value
    }
}
