import Basics
import Foundation
import PostalChannel
import Testing
import WorkQueue

@testable import Ledger
@testable import PostalPipeline

struct ReconcilingTests {
    @Test func theSamplesGiveWhatWasPlanted() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        let reconciled = try await office.desk.reconcile()
        var counts: [Outcome: Int] = [:]
        for entry in reconciled.result.entries where !entry.isFurtherLine {
            for outcome in entry.outcomes.all { counts[outcome, default: 0] += 1 }
        }
        let planted: [Outcome: Int] = [
            .matched: 136, .missingInStatement: 8, .missingInOurs: 7, .checkDigitTypo: 9, .duplicateLine: 6,
            .codDiffers: 7, .feeDiffers: 7, .lateDelivery: 8, .returnedButDelivered: 5, .statusBeforeHandover: 4,
            .trackingReused: 6, .numericTrackingLossy: 3, .nameDiacriticsOnly: 6, .twoCasesOneParcel: 4,
            .caseInTwoParcels: 6, .numericTracking: 4,
        ]
        #expect(counts == planted)
    }

    @Test func sumsBalanceToTheDong() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        let result = try await office.desk.reconcile().result
        let balance = BalanceSheet(result)
        var added = BalanceSheet.Sums()
        for sums in balance.rows.values { added += sums }
        #expect(added == balance.total)
        #expect(balance.total.lines == result.input.lines.count)
        #expect(balance.total.parcels == result.input.parcels.count)
        #expect(balance.total.theirFee == result.input.lines.reduce(.zero) { $0 + ($1.fee ?? .zero) })
        #expect(balance.total.due == result.input.parcels.reduce(.zero) { $0 + $1.due })
    }

    @Test func theSameInputIsTheSameRun() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        let first = try await office.desk.reconcile()
        let second = try await office.desk.reconcile()
        #expect(!first.wasKnown)
        #expect(second.wasKnown)
        #expect(first.run.id == second.run.id)
        #expect(first.result.entries == second.result.entries)
        #expect(second.filing.opened == 0)
    }

    /// The files of several statements: a reconciliation has begun, and has read what there was, when the last one comes.
    @Test func aStatementThatComesWhileOthersAreReconciledIsNotLeftOut() async throws {
        let office = try SampleDesk()
        let ledger = office.desk.office.ledger
        let pipeline = try #require(PostalPipelineSteps.standard.last)
        let job = NewJob.reconciling(pipeline)
        func claim() async throws -> [ClaimedJob] {
            try await ledger.write {
                try $0.claimJobs(JobFilter(kinds: [.reconcilePost]), worker: "w", at: TimeSource.system.now())
            }
        }
        try await ledger.write { _ = try $0.enqueue(job, at: TimeSource.system.now()) }
        let running = try #require(try await claim().first)
        try await ledger.write { _ = try $0.enqueue(job, at: TimeSource.system.now()) }
        try await ledger.write { try $0.complete(running, at: TimeSource.system.now()) }
        #expect(try await claim().map(\.payload) == [pipeline.name])
    }

    @Test func aRunWhoseProcessEndedIsNoticedAndMadeUpFor() async throws {
        let office = try SampleDesk()
        let ledger = office.desk.office.ledger
        try await office.takeSamples()
        let first = try await office.desk.reconcile()
        #expect(try await ledger.faults() == [])
        let signal = LocalNotifier()
        let pipelines = PostalPipelineSteps.standard
        let watch = UnfollowedRuns(ledger: ledger, pipelines: pipelines, signal: signal)
        #expect(try await watch.round() == 0)
        // As a kill between the run and its legs leaves it.
        try await ledger.write { try $0.forgetLegsFollowed(first.run) }
        #expect(try await ledger.faults().map(\.code) == [.legsNotFollowed])
        #expect(try await watch.round() == 0, "another process may be at it")
        let atStart = UnfollowedRuns(ledger: ledger, pipelines: pipelines, signal: signal)
        #expect(try await atStart.round() == 1)
        let jobs = try await ledger.read { try $0.jobs(states: [.available], kind: .reconcilePost) }
        #expect(jobs.map(\.payload) == ["postal-return"])
        _ = try await office.desk.reconcile()
        #expect(try await ledger.faults() == [])
    }

    @Test func aResultIsRecordedEvenWhenItsUseFails() async throws {
        struct Unread: Error {}
        let office = try SampleDesk()
        try await office.takeSamples()
        await #expect(throws: Unread.self) {
            try await office.desk.reconcile { reconciliation in
                #expect(!reconciliation.result.entries.isEmpty)
                throw Unread()
            }
        }
        let again = try await office.desk.reconcile()
        #expect(again.wasKnown)
        #expect(again.filing.opened == 0)
        #expect(again.filing.known > 0)
    }

    /// Identities are short, the same in each run and in another home that took the same files.
    @Test func differencesKeepTheirNames() async throws {
        var names: [[String]] = []
        for _ in 0..<2 {
            let office = try SampleDesk()
            try await office.takeSamples()
            _ = try await office.desk.reconcile()
            let first = try await office.desk.discrepancies().map(\.id.rawValue)
            let end = try #require(CalendarDay(year: 2026, month: 11, day: 15))
            #expect(try await office.desk.reconcile(cutOff: end).filing.opened == 0)
            names += [first, try await office.desk.discrepancies().map(\.id.rawValue)]
        }
        #expect(Set(names).count == 1)
        let lines = try #require(names.first).filter { !$0.hasPrefix("P/") }
        #expect(lines.count >= 7)
        #expect(lines.allSatisfy { $0.wholeMatch(of: #/L\/[1-4]-\d+\/[a-z_]+/#) != nil })
    }

    @Test func aPairTakenApartStaysApart() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        let before = try await office.desk.reconcile().result
        let pair = try #require(before.entries.first { $0.outcomes.contains(.matched) })
        let (ours, theirs) = (try #require(pair.parcel), try #require(pair.line))
        let parcel = before.input.parcels[ours].id
        let place = before.input.lines[theirs].place
        _ = try await office.desk.decide(.unmatched, parcel: parcel, line: place, by: "lan", reason: "nhầm")
        let after = try await office.desk.reconcile()
        #expect(!after.wasKnown)
        let entry = try #require(after.result.entries.first { $0.parcel.map { before.input.parcels[$0].id } == parcel })
        #expect(entry.line == nil)
        #expect(entry.outcomes.contains(.missingInStatement))
        _ = try await office.desk.decide(.confirmed, parcel: parcel, line: place, by: "lan", reason: "đúng rồi")
        let again = try await office.desk.reconcile().result
        #expect(
            again.entries.contains { $0.rule == .decided && $0.parcel.map { again.input.parcels[$0].id } == parcel })
    }

    @Test func aLargeDifferenceNeedsFourEyes() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        _ = try await office.desk.reconcile()
        let records = try await office.desk.discrepancies()
        let large = try #require(records.first { $0.value.amount.rawValue.magnitude > 100_000 })
        let proposal = DiscrepancyAction(
            .resolutionProposed, by: "lan", reason: "bưu điện ghi thừa số 0", resolution: .theirsCorrected)
        _ = try await office.desk.work(on: large.id, proposal)
        await #expect(throws: ImpossibleDiscrepancyMove.self) {
            try await office.desk.work(on: large.id, DiscrepancyAction(.resolutionApproved, by: "Lan"))
        }
        _ = try await office.desk.work(on: large.id, DiscrepancyAction(.resolutionApproved, by: "minh"))
        let closed = try await office.desk.work(on: large.id, DiscrepancyAction(.closed, by: "minh"))
        #expect(closed.value.state == .closed)
        let again = try await office.desk.reconcile()
        #expect(again.filing.reopened == 0)
    }

    @Test func aPeriodClosesWhenItsDifferencesAreCarried() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        _ = try await office.desk.reconcile()
        let first = try #require(CalendarDay(year: 2026, month: 10, day: 19))
        let last = try #require(CalendarDay(year: 2026, month: 10, day: 25))
        let week = try #require(Period(from: first, through: last))
        await #expect(throws: PeriodRefusal.self) {
            try await office.desk.closePeriod(week, carrying: [], by: "an")
        }
        let carried = try await office.desk.discrepancies().filter { week.contains($0.value.subject.day) }
            .map { CarriedDiscrepancy(id: $0.id, owner: "lan", reason: "chờ bưu điện") }
        _ = try await office.desk.closePeriod(week, carrying: carried, by: "an")
        let copy = try office.file(
            "parcels.csv",
            try String(contentsOfFile: SampleDesk.sample("parcels.csv"), encoding: .utf8)
                .replacing(",13500,", with: ",13600,"))
        // The parcels of the closed week stay as they were and are named; the others are taken.
        let partly = try await office.desk.importParcels(path: copy)
        #expect(!partly.faults.isEmpty && partly.faults.allSatisfy { $0.code == .closedPeriod && $0.row > 1 })
        #expect(partly.registration.ofClosedDays.count == partly.faults.count)
        _ = try await office.desk.reopenPeriod(week, by: "an", reason: "bổ sung")
        #expect(try await office.desk.importParcels(path: copy).registration.changed > 0)
    }

    @Test func theReportIsTheSameEachTime() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        let reconciled = try await office.desk.reconcile()
        let (first, second) = (try office.file("a.xlsx", ""), try office.file("b.xlsx", ""))
        try await office.desk.writeReport(reconciled, to: first)
        try await office.desk.writeReport(reconciled, to: second)
        let bytes = try Data(contentsOf: URL(filePath: first))
        #expect(bytes.count > 10_000)
        #expect(bytes == (try Data(contentsOf: URL(filePath: second))))
    }
}

extension LedgerTransaction {
    fileprivate func forgetLegsFollowed(_ run: RunRecord) throws {
        try sql.run("UPDATE reconciliation_runs SET legs_followed_at = NULL WHERE id = ?", [SQLValue(run.id)])
    }
}
