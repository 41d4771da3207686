import Foundation
import PostalPipeline
import Testing

/// Every result names the rules that it went by.
struct RuleVersionTests {
    @Test func shippedFilesHaveVersions() throws {
        let files = try PostalRules.load(folder: "/nonexistent").files
        #expect(files.count == 5)
        for file in files {
            #expect(file.version.wholeMatch(of: #/\d{4}-\d\d-\d\d[a-z]?/#) != nil, "\(file.name)")
        }
    }

    @Test func resultsAndRunsNameTheirVersion() async throws {
        let office = try SampleDesk()
        try await office.takeSamples()
        let reconciled = try await office.desk.reconcile()
        let version = office.desk.rules.reconciliation.version
        let latest = try #require(office.desk.rules.files.map(\.version).max())
        #expect(version.hasPrefix(latest + "+"))
        #expect(reconciled.result.input.rules.version == version)
        #expect(reconciled.run.basis.rulesVersion == version)
    }

    /// A file that the office puts in the place of ours changes the version, even an older one, even when nobody raised
    /// its version.
    @Test func contentCounts() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func version(tolerance: Int) throws -> String {
            let text = """
                version: "2020-01-01"
                clock_tolerance_minutes: \(tolerance)
                days_before: 7
                days_after: 15
                amount_tolerance: 0
                attempts_before_return: 2
                four_eyes_above: 100000
                complaint_months: 6
                """
            try Data(text.utf8).write(to: folder.appending(path: "reconciliation.yaml"))
            return try PostalRules.load(folder: folder.path).reconciliation.version
        }
        let shipped = try PostalRules.load(folder: "/nonexistent").reconciliation.version
        let versions = [shipped, try version(tolerance: 15), try version(tolerance: 30)]
        #expect(Set(versions).count == 3)
        #expect(try version(tolerance: 15) == versions[1])
    }
}
