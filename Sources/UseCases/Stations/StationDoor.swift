import Basics
import DigitizationPipeline
import Dossiers
import Ledger
import Office

/// What the door for scan stations asks for before it knows a station, and what it does by itself.
public struct StationDoor: Sendable {
    private let office: OpenHome

    public init(_ office: OpenHome) { self.office = office.acting(as: .program) }

    /// What a station may use, once its token was seen.
    public func workspace(of station: StationName) -> Workspace { Workspace(office, caller: .station(station)) }

    /// The station whose token this is; `nil` when it is unknown or revoked.
    public func station(with token: StationToken) async throws -> StationName? {
        try await office.ledger.read { try $0.station(with: token) }
    }

    /// Asks that a station is registered under this name: what is handed in names its station.
    /// - Throws: `Refusal` `no_station`.
    public func require(_ station: StationName) async throws {
        guard try await office.ledger.read({ try $0.stations() }).contains(where: { $0.name == station }) else {
            throw Refusal.noStation(of: station.rawValue)
        }
    }

    /// Notes that a token was used.
    /// - Throws: `LedgerError` `busy` when others write for longer than a request should wait.
    public func noteUse(of token: TokenID) async throws {
        let now = office.now()
        try await Ledger.$timeout.withValue(.milliseconds(100)) {
            try await office.ledger.write { try $0.noteUse(of: token, at: now) }
        }
    }

    /// How far a batch has come.
    public struct BatchState: Sendable {
        public var batch: BatchRecord
        public var pages: Int
        public var receipt: BatchReceipt
    }

    /// What is on record of a batch; `nil` when there is none.
    public func state(of id: BatchID) async throws -> BatchState? {
        try await office.ledger.read { tx in
            try tx.batch(id).map { batch in
                BatchState(
                    batch: batch, pages: try tx.pages(batch: id).count,
                    receipt: try BatchReceipt.make(of: batch, in: tx))
            }
        }
    }

    // MARK: Chores

    /// Open uploads of all stations.
    public func openUploads() async throws -> [Upload] { try await office.ledger.read { try $0.openUploads() } }

    public func files(of upload: UploadID) async throws -> [UploadedFile] {
        try await office.ledger.read { try $0.files(of: upload) }
    }

    /// Forgets files that are gone from the disk, so that their station sends them again.
    public func forget(_ files: [UploadedFile], of upload: UploadID) async throws {
        let now = office.now()
        try await office.ledger.write { tx in
            for file in files { try tx.forgetFile(file.name, of: upload, at: now) }
        }
    }

    /// The present moment.
    public func now() -> Instant { office.now() }
}
