import Testing

@testable import Ledger

@Suite("People's decisions about jobs") struct JobDecisionTests {
    /// A ledger with one dead letter under the unique key "a".
    private func deadLetter(_ maker: LedgerMaker) async throws -> (Ledger, JobID) {
        let ledger = try maker.make()
        let id = try await ledger.write { tx in
            try tx.enqueue(Queue.job("a", attempts: 1), at: Office.time())
            let claim = try tx.claim(at: Office.time())[0]
            try tx.retry(claim, JobError(code: "poison"), retryAt: Office.time(1), at: Office.time(1))
            return claim.id
        }
        return (ledger, id)
    }

    @Test("A dead letter that a person retries has all its attempts again", arguments: LedgerMaker.all)
    func retry(maker: LedgerMaker) async throws {
        let (ledger, id) = try await deadLetter(maker)
        try await ledger.write { tx in
            for minute in 2...3 { try tx.retryJob(id, by: "hoa", at: Office.time(minute)) }
            let job = try #require(try tx.job(id))
            #expect(job.state == .available && job.failures == 0 && !job.needsPerson)
            #expect(try tx.claim(at: Office.time(4))[0].attempt == 2)
            let event = try #require(try tx.jobHistory(id).last)
            #expect(event.kind == .retriedByPerson && event.person == "hoa" && event.recordedAt == Office.time(2))
            #expect(try tx.jobHistory(id).filter { $0.kind == .retriedByPerson }.count == 1)
        }
    }

    @Test("A dead letter that a person gives up is closed and can be removed later", arguments: LedgerMaker.all)
    func discard(maker: LedgerMaker) async throws {
        let (ledger, id) = try await deadLetter(maker)
        try await ledger.write { tx in
            for minute in 2...3 { try tx.discardJob(id, by: "hoa", reason: "scanned again", at: Office.time(minute)) }
            #expect(try tx.deadLetters().isEmpty)
            let events = try tx.jobHistory(id).filter { $0.kind == .discardedByPerson }
            #expect(events.map(\.person) == ["hoa"])
            #expect(events.map(\.error?.detail) == ["scanned again"])
            #expect(try tx.pruneJobs(finishedBefore: Office.time(9)) == 1)
        }
    }

    @Test("A job that waits can be given up, and taken up again", arguments: LedgerMaker.all)
    func waiting(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let id = try tx.enqueue(Queue.job("a", at: Office.time(9)), at: Office.time()).job.id
            try tx.discardJob(id, by: "hoa", reason: "", at: Office.time(1))
            #expect(try tx.states() == [.discarded])
            try tx.retryJob(id, by: "hoa", at: Office.time(2))
            #expect(try tx.claim(at: Office.time(2)).map(\.id) == [id])
        }
    }

    @Test("What contradicts the job's state is refused", arguments: LedgerMaker.all)
    func refusals(maker: LedgerMaker) async throws {
        let (ledger, dead) = try await deadLetter(maker)
        let (running, completed) = try await ledger.write { tx in
            let same = try tx.enqueue(Queue.job("a"), at: Office.time(2)).job.id
            _ = try tx.claim(at: Office.time(2))
            let done = try tx.enqueue(Queue.job("b"), at: Office.time(2)).job.id
            try tx.complete(tx.claim(at: Office.time(2))[0], at: Office.time(2))
            return (same, done)
        }
        let verbs: [(JobID, Bool, LedgerError.Code)] = [
            (dead, true, .conflict), (running, true, .conflict), (running, false, .conflict),
            (completed, true, .conflict), (completed, false, .conflict),
            (JobID(rawValue: "none"), true, .notFound), (JobID(rawValue: "none"), false, .notFound),
        ]
        for (id, retries, code) in verbs {
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.write { tx in
                    if retries {
                        try tx.retryJob(id, by: "hoa", at: Office.time(3))
                    } else {
                        try tx.discardJob(id, by: "hoa", reason: "", at: Office.time(3))
                    }
                }
            }
            #expect(error?.code == code, "\(id) \(retries)")
        }
    }
}
