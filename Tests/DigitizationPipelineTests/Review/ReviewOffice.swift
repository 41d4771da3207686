import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Synchronization
import Testing
import UseCases

@testable import DigitizationPipeline
@testable import Office

/// A data home with documents of which words are unsure, reviewed by two people and followed by jobs.
struct ReviewOffice {
    let test: TestOffice
    let document: DocumentID
    let clock: TestClock

    static let script = [TestOffice.separator("TP01"), "tờ khai ~nghỉ việc", "mặt ~sao chép"].joined(separator: "\n")

    init(_ files: [String: String] = ["1.tif": script]) async throws {
        let clock = TestClock()
        self.clock = clock
        test = try await TestOffice(clock: TimeSource(now: { clock.now }, sleep: { _ in throw CancellationError() }))
        _ = try await test.digitizer.digitize(try test.batch("L1", files))
        document = try #require(try await test.status("TP01").documents.first).id
    }

    var ledger: Ledger { test.office.ledger }

    func review(_ account: String = "lan", scope: Scope = .everything) -> Review {
        let caller = Caller(Actor(.person, account: account), roles: [.reviewer], scope: scope)
        return Workspace(test.office, caller: caller).review
    }

    func redo(_ pipeline: Pipeline = Pipeline()) -> Redo {
        Redo(office: test.office, recognizer: test.recognizer, pipeline: pipeline, jobs: 2)
    }

    var redoer: DocumentRedoer {
        DocumentRedoer(office: test.office, recognizer: test.recognizer, pipeline: Pipeline())
    }

    /// Lets what is due be done, as the service does.
    /// - Returns: how many jobs were done.
    @discardableResult
    func follow(after pause: Duration = .seconds(10)) async throws -> Int {
        var done = 0
        clock.pass(pause)
        while let claim = try await claim() {
            let outcome = try await redoer.applyCorrections(to: DocumentID(rawValue: claim.payload), as: claim)
            #expect(outcome == .done)
            done += 1
        }
        return done
    }

    func claim() async throws -> ClaimedJob? {
        let now = clock.now
        return try await ledger.write { tx in
            _ = try tx.promoteDueJobs(at: now)
            return try tx.claimJobs(JobFilter(kinds: [.applyCorrections]), worker: "w", at: now).first
        }
    }

    func inForce(_ id: DocumentID? = nil) async throws -> DigitizedDocument {
        let wanted = id ?? document
        return try #require(try await ledger.read { try $0.document(wanted) })
    }

    /// The text of each page: as the ledger has it, and as the PDF has it.
    func texts(_ id: DocumentID? = nil) async throws -> (ledger: [String], pdf: [String]) {
        let document = try await inForce(id)
        let ledger = try await ledger.read { tx in
            try document.content.pages.map { try tx.pageReading(key: $0.readingKey)?.text ?? "" }
        }
        guard let pdf = document.content.pdf else { return (ledger, []) }
        let bytes = try Data(contentsOf: test.office.store.url(for: pdf))
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 1)
        return (
            ledger, lines[1].split(separator: "\u{c}", omittingEmptySubsequences: false).map(String.init)
        )
    }

    func hits(_ query: String) async throws -> Int {
        try await ledger.read { try $0.search(SearchQuery("\"\(query)\"")).count }
    }

    func findings() async throws -> [VerificationFinding] { try await Verification(office: test.office).run().findings }

    /// A word of the first line.
    static func word(_ page: Int, _ word: Int, _ decision: WordCorrection.Decision) -> WordCorrection {
        WordCorrection(page: page, place: WordPlace(line: 0, word: word), decision)
    }
}

/// A clock that goes when it is told to.
final class TestClock: Sendable {
    private let time = Mutex(Instant(milliseconds: 1_795_000_000_000))

    var now: Instant { time.withLock(\.self) }

    func pass(_ duration: Duration) { time.withLock { $0 = $0.adding(duration) } }
}
