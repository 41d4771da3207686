import Basics
import Testing

@testable import PostalChannel

/// What several lines of one item come to, and what the post itself reports as gone wrong.
struct ItemPartsTests {
    private static let number = "EB403116321VN"

    /// One line of a statement, in đồng.
    private struct Part: Sendable {
        var status: PostalStatus
        var fee: Int?
        var collected: Int?
        var day: String
        var statement = "ky1"
    }

    private func run(_ parts: [Part], due: Int = 100_000, cutOff: String? = nil) throws -> ReconciliationResult {
        var parcel = try PostalSample.parcel(1, Self.number, due: due)
        parcel.fee = Dong(21_000)
        parcel.status = .accepted
        let lines = try parts.enumerated().map { row, part in
            var line = PostalSample.line(parcel, statement: part.statement, row: row + 2)
            let delivered = PostalTime(try moment("2026-\(part.day) 10:00"))
            line.delivered = part.status == .inTransit ? nil : delivered
            (line.status, line.fee, line.collected) = (
                part.status, part.fee.map { Dong($0) }, part.collected.map { Dong($0) }
            )
            return line
        }
        let statements = try Set(parts.map(\.statement)).sorted().map {
            StatementPeriod(statement: $0, declared: try day("2026-10-19")...day("2026-11-18"))
        }
        return Reconciliation.run(
            ReconciliationInput(
                parcels: [parcel], lines: lines, statements: statements, rules: PostalSample.rules,
                cutOff: try cutOff.map { try day($0) }))
    }

    @Test func aLaterLineTellsMoreOfTheItem() throws {
        let result = try run([
            Part(status: .inTransit, fee: 21_000, collected: nil, day: "10-20"),
            Part(status: .delivered, fee: 0, collected: 100_000, day: "10-21", statement: "ky2"),
        ])
        #expect(result.entries.map(\.outcomes) == [OutcomeSet(.matched), []])
        #expect(result.entries[1].remarks == RemarkSet(.partOfItem))
        let sheet = BalanceSheet(result)
        #expect(sheet.rows.keys.sorted() == [.outcome(.matched)])
        #expect(sheet.total.theirFee == Dong(21_000) && sheet.total.collected == Dong(100_000))
    }

    @Test(arguments: [(-10_500, 10_500), (5_000, 26_000)])
    func aRefundOrSurchargeIsAddedUp(further: Int, charged: Int) throws {
        let result = try run([
            Part(status: .delivered, fee: 21_000, collected: 100_000, day: "10-21"),
            Part(status: .delivered, fee: further, collected: nil, day: "10-22"),
        ])
        #expect(result.entries[0].outcomes == OutcomeSet(.feeDiffers))
        let evidence = DiscrepancyEvidence(.outcome(.feeDiffers), result.entries[0], in: result)
        #expect(evidence.facts == [.init(.fee, ours: "21000", theirs: String(charged))])
    }

    @Test(arguments: [(21_000, 0), (0, 100_000)])
    func chargingTwiceIsADuplicate(fee: Int, collected: Int) throws {
        let result = try run([
            Part(status: .delivered, fee: 21_000, collected: 100_000, day: "10-21"),
            Part(status: .delivered, fee: fee, collected: collected, day: "10-22"),
        ])
        #expect(result.entries.allSatisfy { $0.outcomes.contains(.duplicateLine) })
    }

    @Test(arguments: [
        (PostalStatus.lost, Remark.lostByPost), (.damaged, .damagedByPost), (.refused, .refused),
        (.returned, .sentBack), (.returning, .sentBack), (.cancelled, .cancelledByPost),
    ])
    func whatThePostReportsAsGoneWrongIsABreak(status: PostalStatus, remark: Remark) throws {
        let result = try run([Part(status: status, fee: 21_000, collected: 0, day: "10-21")], due: 0)
        #expect(result.entries[0].outcomes.contains(.matched))
        #expect(result.breakCodes(of: result.entries[0]) == [.remark(remark)])
    }

    @Test func nothingIsOwedOfWhatCameBack() throws {
        let back = try run([Part(status: .returned, fee: 21_000, collected: 0, day: "10-21")])
        #expect(!back.entries[0].outcomes.contains(.codDiffers))
        let lost = try run([Part(status: .lost, fee: 21_000, collected: 0, day: "10-21")])
        #expect(lost.entries[0].outcomes.contains(.codDiffers))
    }

    @Test func theCutOffCutsEveryOutcome() throws {
        let parts = [Part(status: .delivered, fee: 31_000, collected: 100_000, day: "10-21")]
        let before = try run(parts, cutOff: "2026-10-18")
        #expect(before.entries.map(\.outcomes) == [[]] && before.entries[0].remarks == RemarkSet(.afterCutOff))
        #expect(BalanceSheet(before).rows.keys.sorted() == [.afterCutOff])
        #expect(try run(parts, cutOff: "2026-10-19").entries[0].outcomes == OutcomeSet(.feeDiffers))
    }

    @Test func aParcelOfTheLastEveningIsNotYetDue() throws {
        var rules = PostalSample.rules
        rules.eveningHour = 16
        let last = try day("2026-10-25")
        for (hour, isMissing) in [("15:59", true), ("16:00", false)] {
            let parcel = try PostalSample.parcel(1, Self.number, day: "2026-10-25 \(hour)")
            let result = Reconciliation.run(
                ReconciliationInput(
                    parcels: [parcel], lines: [],
                    statements: [StatementPeriod(statement: "ky1", declared: try day("2026-10-19")...last)],
                    rules: rules))
            #expect(result.entries[0].outcomes.contains(.missingInStatement) == isMissing, "\(hour)")
        }
    }

    @Test func aStatementByDeliveriesIsHeldToThem() throws {
        let parcels = try (1...10).map { try PostalSample.parcel($0, "26192296351\(10 + $0)", day: "2026-10-16 09:00") }
        let lines = try parcels.enumerated().map { row, parcel in
            var line = PostalSample.line(parcel, row: row + 2)
            line.delivered = PostalTime(try moment("2026-10-20 10:00"))
            return line
        }
        let late = try PostalSample.parcel(11, "2619229635199", day: "2026-10-20 09:00")
        let result = Reconciliation.run(
            ReconciliationInput(
                parcels: parcels + [late], lines: lines,
                statements: [StatementPeriod(statement: "ky1", declared: try day("2026-10-19")...day("2026-10-25"))],
                rules: PostalSample.rules))
        #expect(result.entries.allSatisfy { !$0.remarks.contains(.wrongPeriod) })
        // What was handed over in those days need not be delivered in them.
        #expect(result.entries.allSatisfy { !$0.outcomes.contains(.missingInStatement) })
    }
}

/// Decisions about pairs go over to the line that says the same.
struct DecisionBindingTests {
    private func decision(_ line: String, _ kind: MatchDecision.Kind = .unmatched) throws -> MatchDecision {
        try #require(
            MatchDecision(
                id: "d", kind: kind, parcel: "P1", line: line, occurred: Instant(milliseconds: 0),
                recorded: Instant(milliseconds: 1), actor: "lan", reason: "nhầm"))
    }

    @Test func theSameLineInAnotherRowKeepsTheDecision() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        let seen = PostalSample.line(parcel, row: 2)
        let moved = PostalSample.line(parcel, statement: "ky1b", row: 7)
        let binding = DecisionBinding(
            [try decision(seen.place.text)], replaced: [seen.place.text: seen], lines: [moved])
        #expect(binding.decisions.map(\.line) == ["ky1b:0:7"] && binding.outdated.isEmpty)
    }

    @Test func aLineThatSaysSomethingElseBringsTheDecisionBack() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        let seen = PostalSample.line(parcel, row: 2)
        var changed = PostalSample.line(parcel, statement: "ky1b", row: 2)
        changed.fee = Dong(99_000)
        let old = try decision(seen.place.text)
        let binding = DecisionBinding([old], replaced: [seen.place.text: seen], lines: [changed])
        #expect(binding.outdated == ["P1"])
        let again = DecisionBinding(
            [old, try decision(changed.place.text, .confirmed)], replaced: [seen.place.text: seen], lines: [changed])
        #expect(again.outdated.isEmpty)
    }
}
