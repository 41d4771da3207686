import Basics
import Dossiers
import Ledger
import Testing

@testable import UseCases

@Suite struct LookTests {
    private static let land = CaseCode(rawValue: "000.00.16.H40-261118-0042")!
    private static let birth = CaseCode(rawValue: "H40.17-261118-0001")!

    private static func looks(_ home: AccountHome, _ filter: LookFilter = LookFilter()) async throws -> [Look] {
        try await home.machine.looks.page(PageRequest(), filter: filter).elements
    }

    @Test func aLookIsRecordedOnceForWhoWhatWhyAndSession() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            try await home.add("hoa", [.reuse])
            let workspaces = [
                try await home.workspace(of: "lan"), try await home.workspace(of: "lan"),
                try await home.workspace(of: "hoa"),
            ]
            let document = LookSubject.document(DocumentID(rawValue: "D1"), of: Self.land)
            let looks: [(LookSubject, LookPurpose)] = [
                (.case(Self.land), LookPurpose(.review)), (document, LookPurpose(.review)),
                (.case(Self.land), LookPurpose(.reuse, note: " cấp lại  giấy ")),
                (.case(Self.birth), LookPurpose(.review)),
            ]
            for _ in 0..<3 {
                for workspace in workspaces {
                    for (subject, purpose) in looks { try await workspace.looks.record(of: subject, purpose: purpose) }
                }
            }
            #expect(try await Self.looks(home).count == 12)
            home.pass(.seconds(29 * 60))
            try await workspaces[0].looks.record(of: .case(Self.land), purpose: LookPurpose(.review))
            #expect(try await Self.looks(home).count == 12)
            home.pass(.seconds(2 * 60))
            try await workspaces[0].looks.record(of: .case(Self.land), purpose: LookPurpose(.review))
            let all = try await Self.looks(home)
            #expect(all.map(\.number) == Array((1...13).reversed()))
            #expect(all.contains { $0.purpose.note == "cấp lại giấy" && $0.account == "hoa" && $0.roles == [.reuse] })
            #expect(try await home.office.ledger.read { try $0.auditFaults() } == [])
        }
    }

    @Test func machinesAndStationsAreNotRecorded() async throws {
        try await AccountHome.with { home in
            try await home.machine.looks.record(of: .case(Self.land), purpose: LookPurpose(.caseWork))
            #expect(try await Self.looks(home) == [])
        }
    }

    @Test func theAuditorFindsThemByWhoWhatAndDay() async throws {
        try await AccountHome.with { home in
            try await home.add("lan")
            try await home.add("hoa")
            var days: [CalendarDay] = []
            for code in [Self.land, Self.birth, Self.land] {
                for name in ["lan", "hoa"] {
                    try await home.workspace(of: name).looks.record(of: .case(code), purpose: LookPurpose(.review))
                }
                days.append(try #require(LocalTime.day(of: home.now)))
                home.pass(.seconds(86_400))
            }
            let lan = try #require(LoginName(rawValue: "lan"))
            #expect(try await Self.looks(home, LookFilter(account: lan)).count == 3)
            #expect(try await Self.looks(home, LookFilter(case: Self.land)).count == 4)
            #expect(try await Self.looks(home, LookFilter(account: lan, case: Self.birth)).count == 1)
            #expect(try await Self.looks(home, LookFilter(days: days[1]...days[1])).map(\.number) == [4, 3])
            #expect(try await Self.looks(home, LookFilter(days: days[0]...days[1])).map(\.number) == [4, 3, 2, 1])
            let never = try #require(CalendarDay(rawValue: "2020-01-01"))
            #expect(try await Self.looks(home, LookFilter(days: never...never)) == [])
            var seen: [Int] = []
            let group = home.machine.looks
            try await forEachPage({ try await group.page(PageRequest(after: $0.after, limit: 4)) }) {
                seen += $0.map(\.number)
            }
            #expect(seen == [6, 5, 4, 3, 2, 1])
            let clerk = try await home.workspace(of: "lan").looks
            #expect(try await code { try await clerk.page(PageRequest()) } == "not_allowed")
        }
    }

    @Test func whoLooksAtEverythingIsStopped() async throws {
        var policy = AccountHome.policy
        policy.maxLooksPerHour = 10
        try await AccountHome.with(policy: policy) { home in
            try await home.add("lan")
            let looks = try await home.workspace(of: "lan").looks
            func look(_ number: Int) async throws -> String? {
                try await code {
                    try await looks.record(
                        of: .document(DocumentID(rawValue: "D\(number)"), of: Self.land), purpose: LookPurpose(.review))
                }
            }
            for number in 0..<10 { #expect(try await look(number) == nil) }
            #expect(try await look(10) == "too_many_looks")
            // What was seen already is no further look.
            #expect(try await look(9) == nil)
            home.pass(.seconds(3_601))
            #expect(try await look(11) == nil)
        }
    }

    @Test func aCaseThatIsShownIsALook() async throws {
        try await SampleHome.with { home in
            let caller = Caller(Actor(.person, account: "lan"), roles: [.reviewer], scope: .everything)
            let workspace = Workspace(home.office, caller: caller, purpose: LookPurpose(.reuse, note: "cấp lại"))
            _ = try await workspace.cases.show(SampleHome.land)
            let looks = try await home.workspace([.auditor]).looks.page(PageRequest()).elements
            #expect(looks.map(\.subject) == [.case(SampleHome.land)])
            #expect(looks.map(\.purpose) == [LookPurpose(.reuse, note: "cấp lại")])
        }
    }
}
