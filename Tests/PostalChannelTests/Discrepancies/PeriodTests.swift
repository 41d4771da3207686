import PostalChannel
import Testing

struct PeriodTests {
    private func week() throws -> Period {
        try #require(Period(from: day("2026-11-09"), through: day("2026-11-15")))
    }

    private func event(
        _ kind: PeriodEvent.Kind, _ period: Period, _ time: String = "2026-11-16 09:00", reason: String = "",
        actor: String = "lan.nt", carried: [CarriedDiscrepancy] = []
    ) throws -> PeriodEvent {
        PeriodEvent(
            id: "\(kind.rawValue)@\(time)", kind: kind, period: period, recorded: try moment(time), actor: actor,
            reason: reason, carried: carried)
    }

    @Test func aClosedPeriodIsLocked() throws {
        let week = try week()
        let others = try [DiscrepancySample.open("B2", on: "11-08"), DiscrepancySample.worked([.clearedByRun])]
        let book = try PeriodBook().closing(event(.closed, week), breaks: others, today: day("2026-11-16"))
        for (date, isLocked) in [
            ("2026-11-08", false), ("2026-11-09", true), ("2026-11-15", true), ("2026-11-16", false),
        ] {
            #expect(try book.isLocked(day(date)) == isLocked)
        }
        let refusal = #expect(throws: PeriodRefusal.self) { try book.requireOpen(day("2026-11-10")) }
        #expect(refusal?.code == .locked)
        #expect(throws: Never.self) { try book.requireOpen(day("2026-11-16")) }
        #expect(PeriodBook(book.events.shuffled()) == book)
    }

    @Test func openDifferencesAreClosedOrCarriedByName() throws {
        let week = try week()
        let investigated = try DiscrepancySample.worked([.investigationStarted])
        let open = try [DiscrepancySample.open("B2"), investigated]
        let refusal = #expect(throws: PeriodRefusal.self) {
            try PeriodBook().closing(event(.closed, week), breaks: open, today: day("2026-11-16"))
        }
        #expect(refusal?.code == .openBreaks)
        #expect(refusal?.breaks.map(\.rawValue) == ["B1", "B2"])
        #expect(refusal?.vietnamese.contains("B1, B2") == true)
        func carry(_ id: String, owner: String = "hoa.pt", reason: String = "chờ bưu điện trả lời")
            -> CarriedDiscrepancy
        {
            CarriedDiscrepancy(id: DiscrepancyID(rawValue: id), owner: owner, reason: reason)
        }
        let cases: [([CarriedDiscrepancy], PeriodRefusal.Code?)] = [
            ([carry("B1")], .openBreaks), ([carry("B1"), carry("B2")], nil),
            ([carry("B1"), carry("B2"), carry("B3")], .notOpen),
            ([carry("B1"), carry("B2", owner: " ")], .carriedWithoutOwner),
            ([carry("B1"), carry("B2", reason: "")], .carriedWithoutOwner),
        ]
        for (carried, code) in cases {
            let closing = try event(.closed, week, carried: carried)
            if let code {
                let refusal = #expect(throws: PeriodRefusal.self) {
                    try PeriodBook().closing(closing, breaks: open, today: day("2026-11-16"))
                }
                #expect(refusal?.code == code)
            } else {
                let book = try PeriodBook().closing(closing, breaks: open, today: day("2026-11-16"))
                #expect(book.events.first?.carried == carried)
            }
        }
    }

    @Test func onlyWhatHasEndedAndIsOpenCanBeClosed() throws {
        let week = try week()
        let early = #expect(throws: PeriodRefusal.self) {
            try PeriodBook().closing(event(.closed, week), breaks: [], today: day("2026-11-15"))
        }
        #expect(early?.code == .notEnded)
        let book = try PeriodBook().closing(event(.closed, week), breaks: [], today: day("2026-11-16"))
        let day15 = Period(day: try day("2026-11-15"))
        let twice = #expect(throws: PeriodRefusal.self) {
            try book.closing(event(.closed, day15, "2026-11-17 09:00"), breaks: [], today: day("2026-11-17"))
        }
        #expect(twice?.code == .locked)
        let nobody = #expect(throws: PeriodRefusal.self) {
            try PeriodBook().closing(event(.closed, week, actor: ""), breaks: [], today: day("2026-11-16"))
        }
        #expect(nobody?.code == .actorMissing)
    }

    @Test func openingAgainIsANewFactWithAReason() throws {
        let week = try week()
        let book = try PeriodBook().closing(event(.closed, week), breaks: [], today: day("2026-11-16"))
        let silent = #expect(throws: PeriodRefusal.self) {
            try book.reopening(event(.reopened, week, "2026-11-17 09:00"))
        }
        #expect(silent?.code == .reasonMissing)
        let open = try book.reopening(event(.reopened, week, "2026-11-17 09:00", reason: "bảng đối soát thay thế"))
        #expect(try !open.isLocked(day("2026-11-10")))
        #expect(open.events.map(\.kind) == [.closed, .reopened])
        #expect(throws: PeriodRefusal.self) {
            try open.reopening(event(.reopened, week, "2026-11-18 09:00", reason: "lần nữa"))
        }
        let again = try open.closing(event(.closed, week, "2026-11-19 09:00"), breaks: [], today: day("2026-11-19"))
        #expect(try again.isLocked(day("2026-11-10")))
        let backwards = #expect(throws: PeriodRefusal.self) {
            try open.closing(event(.closed, week, "2026-11-16 10:00"), breaks: [], today: day("2026-11-19"))
        }
        #expect(backwards?.code == .outOfOrder)
    }

    @Test func periodsReadWell() throws {
        #expect(try week().description == "09/11/2026–15/11/2026")
        #expect(Period(day: try day("2026-11-09")).description == "09/11/2026")
        #expect(try Period(from: day("2026-11-10"), through: day("2026-11-09")) == nil)
    }
}
