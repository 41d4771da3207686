import Basics
import Dossiers
import Ledger

extension Workspace {
    /// What stations hand over file by file before it is a batch. Each station sees only its own.
    public struct Uploads: UseCaseGroup {
        let workspace: Workspace

        /// Which station's these are.
        private var station: StationName {
            get throws(Refusal) {
                try caller.require(.handIn)
                guard caller.actor.kind == .station, let name = StationName(rawValue: caller.actor.account) else {
                    throw Refusal(
                        "station_required", .forbidden, "Chỉ trạm quét dùng được.", "Only a scan station may do this.")
                }
                return name
            }
        }

        /// How long some transaction has been writing; `nil` when none is.
        public var writerHeldFor: Duration? { ledger.writerHeldFor }

        /// Opens an upload, or finds the one of the same key.
        public func open(key: String, name: String, isUrgent: Bool, maxOpen: Int) async throws -> OpenedUpload {
            let (station, now) = (try station, now())
            return try await ledger.write {
                try $0.openUpload(
                    station: station, key: key, name: name, isUrgent: isUrgent, maximumOpen: maxOpen, at: now)
            }
        }

        /// - Returns: `nil` also for another station's.
        public func find(_ id: UploadID) async throws -> Upload? {
            let station = try station
            return try await ledger.read { try $0.upload(id, of: station) }
        }

        /// The newest first.
        public func list(limit: Int) async throws -> [Upload] {
            let station = try station
            return try await ledger.read { try $0.uploads(of: station, limit: limit) }
        }

        public func files(of upload: Upload) async throws -> [UploadedFile] {
            try await ledger.read { try $0.files(of: upload.id) }
        }

        public func file(_ name: String, of upload: Upload) async throws -> UploadedFile? {
            try await ledger.read { try $0.file(name, of: upload.id) }
        }

        /// Records a file whose bytes are on disk.
        /// - Parameter patience: for how long other writers are waited for.
        public func record(
            _ file: UploadedFile, of upload: Upload, replacing rule: ReplacementRule, limits: UploadLimits,
            timeout: Duration
        ) async throws -> RecordedFile {
            try caller.require(.handIn)
            let now = now()
            return try await Ledger.$timeout.withValue(timeout) {
                try await ledger.write {
                    try $0.recordFile(file, of: upload.id, replacing: rule, limits: limits, at: now)
                }
            }
        }

        public func complete(_ upload: Upload, as batch: BatchID) async throws {
            try caller.require(.handIn)
            let now = now()
            try await ledger.write { try $0.completeUpload(upload.id, as: batch, at: now) }
        }

        /// - Throws: `LedgerError` `conflict` when it is a batch already.
        public func abandon(_ upload: Upload) async throws {
            try caller.require(.handIn)
            let now = now()
            try await ledger.write { try $0.abandonUpload(upload.id, at: now) }
        }
    }
}
