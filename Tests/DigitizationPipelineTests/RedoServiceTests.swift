import Basics
import Dossiers
import Foundation
import Ledger
import Testing
import WorkQueue

@testable import DigitizationPipeline
@testable import Office

@Suite("Making again while a service owns the data home")
struct RedoServiceTests {
    /// Runs `body` while a service with a pipeline works on the jobs.
    private func withService(
        _ office: RedoOffice, _ pipeline: Pipeline, _ body: (OpenHome) async throws -> Void
    ) async throws {
        let owner = office.test.office
        let peers = try owner.serve()
        let documents = DocumentRedoer(office: owner, recognizer: office.test.recognizer, pipeline: pipeline)
        let worker = Worker(
            ledger: owner.ledger,
            handlers: [
                .redoDocument: JobHandler { try await documents.redo(DocumentID(rawValue: $0.payload), as: $0) }
            ],
            settings: WorkerSettings(name: "service", slots: 2, pollInterval: .milliseconds(50)),
            signal: LocalNotifier())
        let service = Task { await worker.run() }
        let peer = try OpenHome(home: owner.home)
        try #require(!peer.leadership.isLeader)
        try await body(peer)
        try peer.ledger.close()
        service.cancel()
        await service.value
        peers?.stop()
    }

    private func redo(_ office: RedoOffice, _ peer: OpenHome) -> Redo {
        Redo(office: peer, recognizer: office.test.recognizer, pipeline: RedoTests.english, jobs: 2)
    }

    @Test("The service does the work; whoever asked waits for the end")
    func service() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        try await withService(office, RedoTests.english) { peer in
            let report = try await redo(office, peer).run()
            #expect(report.plan.outdated.count == 2)
            #expect(report.left.isEmpty)
            let again = try await redo(office, peer).run()
            #expect(again.plan.outdated.isEmpty)
        }
        #expect(try await office.hits("vieeng") == 3)
    }

    @Test("A service that works with another pipeline leaves the documents as they are, and that is told")
    func otherPipeline() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let before = try await office.ledger.read { try $0.documents() }
        try await withService(office, Pipeline()) { peer in
            let report = try await redo(office, peer).run()
            #expect(report.left.count == 2)
            #expect(report.left.values.allSatisfy { $0 == nil })
        }
        #expect(try await office.ledger.read { try $0.documents() } == before)
    }

    @Test("Jobs that a killed process held are taken back and done")
    func killed() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let now = TimeSource.system.now()
        let held = try await office.ledger.write { tx in
            for document in try tx.documents() { try tx.enqueue(.redoing(document.id), at: now) }
            return try tx.claimJobs(JobFilter(kinds: [.redoDocument]), limit: 2, worker: "killed", at: now).count
        }
        #expect(held == 2)
        #expect(try await office.redo(RedoTests.english).run().left.isEmpty)
        #expect(try await office.hits("vieeng") == 3)
        let live = try await office.ledger.read { try $0.hasLiveJob(JobFilter(kinds: [.redoDocument])) }
        #expect(!live)
    }

    @Test("Batches of stations go first")
    func order() async throws {
        let office = try await RedoOffice()
        defer { try? office.test.close() }
        let (now, batch) = (TimeSource.system.now(), office.batch)
        let kinds = try await office.ledger.write { tx in
            for document in try tx.documents() { try tx.enqueue(.redoing(document.id), at: now) }
            let record = try #require(try tx.batch(batch))
            try tx.enqueue(.digitizing(record, isUrgent: false), at: now)
            return try tx.claimJobs(
                JobFilter(kinds: [.redoDocument, .digitizeBatch]), limit: 3, worker: "w", at: now
            ).map(\.kind)
        }
        #expect(kinds == [.digitizeBatch, .redoDocument, .redoDocument])
    }
}
