import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import StationAPI
import Synchronization
import UseCases
import WorkQueue

/// Hands what stations send over HTTP to the pipeline.
struct StationIntake: BatchReceiver {
    let office: OpenHome
    let signal: any Notifier
    let moves: BatchMoves

    func receive(
        folder: URL, name: String, station: StationName, isUrgent: Bool, by actor: Actor
    ) async throws -> BatchID {
        let received = try await Reception(office: office.acting(as: actor)).receive(
            folder.path(percentEncoded: false), name: name, station: station.rawValue, isUrgent: isUrgent)
        signal.notify()
        moves.note(received.batch.id)
        return received.batch.id
    }
}

/// How many pages of the batches under way are read.
final class PageCounts: Sendable {
    private let counts = Mutex<[BatchID: (read: Int, total: Int)]>([:])

    func read(of batch: BatchID) -> (read: Int, total: Int)? { counts.withLock { $0[batch] } }

    /// Takes an event of a batch.
    func note(_ event: ProgressEvent, of batch: BatchID) {
        counts.withLock { counts in
            switch event {
            case .batchOpened(_, let pages): counts[batch] = (0, pages)
            case .pageRead: counts[batch]?.read += 1
            case .batchFinished: counts[batch] = nil
            case .issue, .attached, .timed, .fileKept: break
            }
        }
    }
}

extension ProgressHub {
    /// The hub of a service.
    convenience init(office: OpenHome, counts: PageCounts) {
        let door = StationDoor(office)
        self.init(startedAt: office.now()) { id in
            guard let found = try await door.state(of: id) else { return nil }
            if found.batch.state == .finished {
                return BatchStatus(
                    state: .finished, pagesRead: found.pages, pagesTotal: found.pages, receipt: found.receipt)
            }
            let counted = counts.read(of: id)
            return BatchStatus(state: found.batch.state, pagesRead: counted?.read ?? 0, pagesTotal: counted?.total)
        }
    }

    /// Passes an event of the pipeline on to the stations that listen.
    func publish(_ event: ProgressEvent, of batch: BatchID, counts: PageCounts) {
        switch event {
        case .batchOpened, .pageRead:
            guard let counted = counts.read(of: batch) else { return }
            publish(.pages(read: counted.read, total: counted.total), of: batch)
        case .issue(_, let file, let page, let code):
            publish(.issue(code: code, file: file, pageIndex: page), of: batch)
        case .attached(_, let caseCode, let component, let pages):
            publish(.attached(caseCode: caseCode, component: component, pages: pages), of: batch)
        case .batchFinished: publish(.finished, of: batch)
        case .timed, .fileKept: break
        }
    }
}
