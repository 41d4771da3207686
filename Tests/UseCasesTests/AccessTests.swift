import Basics
import Dossiers
import Ledger
import Testing
import UseCases

@Suite struct AccessTests {
    @Test func whoRunsTheMachineSeesNoPapers() {
        #expect(!Role.administrator.permissions.contains(.readPapers))
        #expect(!Role.station.permissions.contains(.readPapers))
        #expect(Role.auditor.permissions.isSubset(of: [.readAudit, .readStatus]))
    }

    @Test func eachPermissionIsSomebodys() {
        let given = Role.allCases.reduce(into: Set<Permission>()) { $0.formUnion($1.permissions) }
        #expect(given == Set(Permission.allCases))
    }

    /// Each use case with the roles that may call it; all others are refused before anything is looked at.
    @Test(arguments: Role.allCases)
    func whatARoleMayNotIsRefused(role: Role) async throws {
        try await SampleHome.with { home in
            let workspace = home.workspace([role])
            let calls: [(Permission, () async throws -> Void)] = [
                (.readPapers, { _ = try await workspace.cases.show(SampleHome.land) }),
                (.readPapers, { _ = try await workspace.waiting.page(PageRequest()) }),
                (.readPapers, { _ = try await workspace.documents.search(SearchQuery("khai sinh"), limit: 1) }),
                (.readPapers, { _ = try await workspace.documents.export(case: nil, batch: nil) }),
                (.readPapers, { _ = try await workspace.cases.find("khai sinh") }),
                (.readPapers, { _ = try await workspace.review.counts() }),
                (.readPapers, { _ = try await workspace.review.page(PageRequest()) }),
                (.redo, { _ = try await workspace.documents.redoScope(case: nil, batch: nil) }),
                (.manageStations, { _ = try await workspace.stations.list() }),
                (.manageJobs, { _ = try await workspace.jobs.list(states: [], limit: 1) }),
                (.readStatus, { _ = try await workspace.status.figures() }),
                (.readAudit, { _ = try await workspace.audit.entries(before: nil, subject: nil, limit: 1) }),
                (.readPost, { _ = try workspace.postal() }),
                (.manageAccounts, { _ = try await workspace.accounts.page(PageRequest()) }),
                (.readAudit, { _ = try await workspace.looks.page(PageRequest()) }),
                (.keepHome, { _ = try await workspace.custody.verify(repair: false) }),
            ]
            for (permission, call) in calls {
                if role.permissions.contains(permission) {
                    await #expect(throws: Never.self, "\(role), \(permission)") { try await call() }
                } else {
                    let refusal = await #expect(throws: Refusal.self, "\(role), \(permission)") { try await call() }
                    #expect(refusal?.code == "not_allowed")
                    #expect(refusal?.kind == .forbidden)
                }
            }
        }
    }

    @Test func aCaseOfAnotherAgencyIsAsOneThatThereIsNot() async throws {
        try await SampleHome.with { home in
            let land = home.workspace([.reviewer], scope: .agencies([try #require(AgencyScope(rawValue: "H40.16"))]))
            #expect(try await land.cases.show(SampleHome.land).status.record.code == SampleHome.land)
            let other = await #expect(throws: Refusal.self) { try await land.cases.show(SampleHome.school) }
            let none = try #require(CaseCode(rawValue: "000.00.16.H40-261118-0099"))
            let missing = await #expect(throws: Refusal.self) { try await land.cases.show(none) }
            #expect(other?.code == missing?.code)
            #expect(other?.kind == .notFound)
            let province = home.workspace([.reviewer], scope: .agencies([try #require(AgencyScope(rawValue: "H40"))]))
            #expect(try await province.cases.show(SampleHome.school).status.record.code == SampleHome.school)
        }
    }

    @Test func whoActsIsWhoCalls() async throws {
        try await SampleHome.with { home in
            let name = try #require(StationName(rawValue: "quay-1"))
            _ = try await home.workspace([.administrator], account: "minh").stations.add(name)
            let newest = try await home.workspace([.auditor]).audit.entries(before: nil, subject: nil, limit: 1)
            #expect(newest.first?.actor == Actor(.person, account: "minh"))
        }
    }

    @Test func onlyAStationHasUploads() async throws {
        try await SampleHome.with { home in
            let refusal = await #expect(throws: Refusal.self) {
                try await home.workspace([.administrator]).uploads.list(limit: 1)
            }
            #expect(refusal?.code == "station_required")
        }
    }
}
