import Basics
import Dossiers
import Ledger
import OneStop
import Testing
import UseCases

@Suite struct CourseTests {
    private static let agency16 = AgencyScope(rawValue: "H40.16")!
    private static let agency17 = AgencyScope(rawValue: "H40.17")!

    /// A case of agency 16 in processing, received and due in the days around the home's clock (21 September 2026).
    private static func fill(_ home: SampleHome) async throws {
        let received = home.office.now().adding(.seconds(-7_200))
        try await home.office.ledger.write { tx in
            let record = CaseRecord(
                code: SampleHome.land, procedureCode: "1.001193", procedure: "Đăng ký khai sinh", agency: "UBND",
                applicant: "Lê Bá Thuận", received: received, due: LocalTime.day(of: received), channel: .direct,
                components: [])
            _ = try tx.importCases([record], at: received)
        }
    }

    private static func report(_ state: CaseState, _ home: SampleHome, minutes: Int64 = 0) -> Workspace.Courses.Report {
        Workspace.Courses.Report(.move(state), occurred: home.office.now().adding(.seconds(minutes * 60)))
    }

    @Test func aRefusalWaitsForAnotherAccount() async throws {
        try await SampleHome.with { home in
            try await Self.fill(home)
            let clerk = home.workspace([.reviewer]).courses
            let head = home.workspace([.supervisor], account: "minh").courses
            let code = SampleHome.land
            _ = try await clerk.record(Self.report(.processing, home, minutes: -60), of: code)
            let bare = await #expect(throws: Refusal.self) {
                _ = try await clerk.record(Self.report(.stopped, home), of: code)
            }
            #expect(bare?.code == "approval_asked")
            #expect(try await clerk.page(.awaitingApproval, PageRequest()).elements.map(\.code) == [code])
            let first = try #require(try await head.openApprovals(PageRequest()).elements.first)
            let unwritten = await #expect(throws: MoveRefusal.self) {
                _ = try await head.decide(first.id, isConsent: true)
            }
            #expect(unwritten?.code == .noticeMissing)
            _ = try await head.decide(first.id, isConsent: false, note: "thiếu thông báo")
            let asked = try await clerk.ask(
                .return, for: code, notice: "12/TB", reason: "Không đủ điều kiện", content: "Trả lại hồ sơ")
            let own = await #expect(throws: MoveRefusal.self) {
                _ = try await home.workspace([.supervisor]).courses.decide(asked.id, isConsent: true)
            }
            #expect(own?.code == .fourEyes)
            let notAllowed = await #expect(throws: Refusal.self) {
                _ = try await clerk.decide(asked.id, isConsent: true)
            }
            #expect(notAllowed?.code == "not_allowed")
            _ = try await head.decide(asked.id, isConsent: true)
            let course = try await clerk.record(Self.report(.stopped, home), of: code)
            #expect(course.standing.state == .stopped && course.approvals.map(\.isUsed) == [false, true])
            #expect(try await clerk.page(.awaitingApproval, PageRequest()).elements.isEmpty)
        }
    }

    @Test func listsRegistersAndReportsAreOfOnesAgencies() async throws {
        try await SampleHome.with { home in
            try await Self.fill(home)
            let own = home.workspace([.reviewer], scope: .agencies([Self.agency16])).courses
            let other = home.workspace([.reviewer, .supervisor], scope: .agencies([Self.agency17])).courses
            #expect(try await own.page(.dueToday, PageRequest()).elements.map(\.code) == [SampleHome.land])
            #expect(try await other.page(.dueToday, PageRequest()).elements.isEmpty)
            #expect(try await own.counts().first { $0.list == .dueToday }?.count == 1)
            #expect(try await other.counts().allSatisfy { $0.list == .dueToday ? $0.count == 0 : true })
            let entry = try await own.enter(SampleHome.land)
            #expect(entry.entry.number == 1 && entry.entry.text.contains("Lê Bá Thuận"))
            #expect(try await own.entries(of: Self.agency16, year: 2026, PageRequest()).page.elements.count == 1)
            let period = try #require(NamedPeriod("2026"))
            #expect(try await own.figures(period, by: .restarted).total.received == 1)
            #expect(try await other.figures(period, by: .restarted).total[.counterAndPost] == 0)
            #expect(
                try await own.cases(behind: 5, period, by: .restarted, PageRequest()).elements == [SampleHome.land])
            let calls: [() async throws -> Void] = [
                { _ = try await other.show(SampleHome.land) },
                { _ = try await other.record(Self.report(.processing, home), of: SampleHome.land) },
                { _ = try await other.enter(SampleHome.land) },
                { _ = try await other.ask(.return, for: SampleHome.land, notice: "1", reason: "x", content: "y") },
                { _ = try await other.entries(of: Self.agency16, year: 2026, PageRequest()) },
                { _ = try await other.close(Self.agency16, year: 2026) },
                { _ = try await other.freeze(period) },
            ]
            for call in calls {
                let refusal = await #expect(throws: Refusal.self) { try await call() }
                #expect(["unknown_case", "outside_scope"].contains(refusal?.code))
            }
            let early = await #expect(throws: Refusal.self) {
                _ = try await home.workspace([.supervisor]).courses.freeze(period)
            }
            #expect(early?.code == "report_not_frozen")
        }
    }
}
