import Basics
import Foundation
import Ledger
import Logging
import Observability
import UseCases

/// Keeps what lies on the disk and what the ledger knows of it together.
struct UploadCare: Sendable {
    let door: StationDoor
    let folders: UploadFolders
    let logger: Logger

    /// After a start: removes what a killed process left behind, and forgets files that are gone, as they are after a
    /// backup was restored, so that their stations send them again.
    func recover() async throws {
        let open = try await door.openUploads().map(\.id)
        try await ThreadPoolWork.run { [folders] in try folders.sweep(keeping: Set(open)) }
        for upload in open {
            let files = try await door.files(of: upload)
            let missing = try await ThreadPoolWork.run { [folders] in folders.missing(files, of: upload) }
            guard !missing.isEmpty else { continue }
            try await door.forget(missing, of: upload)
            logger.warning("files of an upload are gone", metadata: .init([.upload: .string(upload.rawValue)]))
        }
    }

    /// Takes back open uploads that have not changed since; one that is being worked on is left for the next time.
    func abandon(unchangedSince time: Instant, through service: UploadService) async throws -> Int {
        var count = 0
        for upload in try await door.openUploads() where upload.changedAt < time {
            do {
                try await service.abandon(upload)
                count += 1
                logger.notice("upload taken back", metadata: .init([.upload: .string(upload.id.rawValue)]))
            } catch is Problem {
                continue
            }
        }
        return count
    }
}
