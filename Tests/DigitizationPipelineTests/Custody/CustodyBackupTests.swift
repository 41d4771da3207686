import Foundation
import Ledger
import Synchronization
import Testing

@testable import DigitizationPipeline
@testable import Office

@Suite("sohoa backup, sohoa restore") struct CustodyBackupTests {
    private struct Kill: Error {}

    private func open(_ path: String) throws -> OpenHome { try OpenHome(home: DataHome(path: path)) }

    @Test("What is restored is what was backed up, and verifies", arguments: [false, true])
    func roundTrip(links: Bool) async throws {
        let home = try await CustodyHome()
        _ = try home.putOrphan("orphan", age: 0)
        let rules = "rules:\n"
        try FileManager.default.createDirectory(atPath: home.office.home.rules, withIntermediateDirectories: true)
        for name in ["pipelines.yaml", ".hidden"] {
            try Data(rules.utf8).write(to: URL(filePath: "\(home.office.home.rules)/\(name)"))
        }
        _ = try SeparatorKey.make(in: home.office.home)
        let outcome = try await Backup(office: home.office, links: links).make(at: home.path("backup"))
        #expect(outcome.manifest.artifacts == 5)
        #expect(outcome.manifest.keys == 1)
        #expect(outcome.manifest.rules == 1)
        #expect(outcome.manifest.missing == [])
        #expect(outcome.linked == (links ? 5 : 0))
        try await home.attach(["trang ba"])

        try Restore(from: home.path("backup")).run(into: home.path("restored"))
        let office = try open(home.path("restored"))
        #expect(try await Verification(office: office).run() == VerificationReport(artifacts: 5))
        #expect(try await office.ledger.read { try $0.documents() }.count == 1)
        #expect(try office.store.digests().count == 5)
        #expect(try String(contentsOfFile: office.home.pipelineRules, encoding: .utf8) == rules)
        try office.ledger.close()
        #expect(
            FileManager.default.contents(atPath: office.home.separatorKey)
                == FileManager.default.contents(atPath: home.office.home.separatorKey))
        for (name, mode) in [("", 0o700), ("/ledger.sqlite", 0o600), ("/separator.key", 0o600)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: home.path("restored") + name)
            #expect(attributes[.posixPermissions] as? Int == mode)
        }
    }

    @Test("A backup is whole and of one moment while work goes on")
    func whileWorkGoesOn() async throws {
        let home = try await CustodyHome()
        let work = Task {
            for number in 0..<60 where !Task.isCancelled {
                try await home.attach(["đợt \(number)", "đợt \(number) sau"])
            }
        }
        for number in 0..<3 {
            _ = try await Backup(office: home.office).make(at: home.path("backup \(number)"))
            try Restore(from: home.path("backup \(number)")).run(into: home.path("restored \(number)"))
            let office = try open(home.path("restored \(number)"))
            #expect(try await Verification(office: office).run().isClean)
            try office.ledger.close()
        }
        work.cancel()
        _ = await work.result
    }

    @Test(
        "Killed at any step the backup is absent or complete, and the next one is made", arguments: Backup.Step.allCases
    )
    func killedBackup(step: Backup.Step) async throws {
        let home = try await CustodyHome()
        try FileManager.default.createDirectory(atPath: home.path("disk"), withIntermediateDirectories: true)
        let backup = Backup(office: home.office) { checkpoint in
            guard checkpoint == step else { return }
            try FileManager.default.copyItem(atPath: home.path("disk"), toPath: home.path("after kill"))
        }
        _ = try await backup.make(at: home.path("disk/backup"))
        let survivor = home.path("after kill/backup")
        if CustodyFiles.exists(survivor) {
            #expect([.published, .finished].contains(step))
            try Restore(from: survivor).check()
        } else {
            _ = try await Backup(office: home.office).make(at: survivor)
            try Restore(from: survivor).check()
            #expect(CustodyFiles.names(in: home.path("after kill")) == ["backup"])
        }
    }

    @Test("A backup that fails leaves nothing", arguments: Backup.Step.allCases.prefix(6))
    func failedBackup(step: Backup.Step) async throws {
        let home = try await CustodyHome()
        let backup = Backup(office: home.office) { if $0 == step { throw Kill() } }
        await #expect(throws: Kill.self) { try await backup.make(at: home.path("backup")) }
        #expect(CustodyFiles.names(in: home.path(""))?.sorted() == ["home"])
    }

    @Test("Killed at any step the restored home is absent or complete", arguments: Restore.Step.allCases)
    func killedRestore(step: Restore.Step) async throws {
        let home = try await CustodyHome()
        _ = try await Backup(office: home.office).make(at: home.path("backup"))
        try FileManager.default.createDirectory(atPath: home.path("disk"), withIntermediateDirectories: true)
        try Restore(from: home.path("backup")) { checkpoint in
            guard checkpoint == step else { return }
            try FileManager.default.copyItem(atPath: home.path("disk"), toPath: home.path("after kill"))
        }.run(into: home.path("disk/home"))
        let survivor = home.path("after kill/home")
        if !CustodyFiles.exists(survivor) { try Restore(from: home.path("backup")).run(into: survivor) }
        let office = try open(survivor)
        #expect(try await Verification(office: office).run() == VerificationReport(artifacts: 5))
        try office.ledger.close()
    }

    @Test("A damaged backup is refused with what is wrong, and nothing is made")
    func damagedBackups() async throws {
        let home = try await CustodyHome()
        let (original, _, _) = try await home.artifacts()
        _ = try await Backup(office: home.office).make(at: home.path("backup"))
        let artifact = BackupManifest.path(of: original.rawValue)
        let damages: [(String, CustodyError.Code, (String) throws -> Void)] = [
            (artifact, .backupDamaged, { try FileManager.default.removeItem(atPath: $0) }),
            (artifact, .backupDamaged, { try Data("x".utf8).write(to: URL(fileURLWithPath: $0)) }),
            ("ledger.sqlite", .backupDamaged, { try Data("x".utf8).write(to: URL(fileURLWithPath: $0)) }),
            ("SHA256SUMS", .backupDamaged, { try Data("x".utf8).write(to: URL(fileURLWithPath: $0)) }),
            ("SHA256SUMS", .backupDamaged, { try FileManager.default.removeItem(atPath: $0) }),
            ("manifest.json", .notABackup, { try Data("{}".utf8).write(to: URL(fileURLWithPath: $0)) }),
            ("manifest.json", .notABackup, { try FileManager.default.removeItem(atPath: $0) }),
        ]
        for (number, damage) in damages.enumerated() {
            let copy = home.path("copy \(number)")
            try FileManager.default.copyItem(atPath: home.path("backup"), toPath: copy)
            try damage.2("\(copy)/\(damage.0)")
            let error = #expect(throws: CustodyError.self) { try Restore(from: copy).run(into: home.path("restored")) }
            #expect(error?.code == damage.1)
            if damage.1 == .backupDamaged { #expect(error?.details.first?.contains(damage.0) == true) }
            #expect(!CustodyFiles.exists(home.path("restored")))
        }
    }

    @Test("Nothing is mixed with what is there")
    func destinations() async throws {
        let home = try await CustodyHome()
        try Data("x".utf8).write(to: URL(fileURLWithPath: home.path("file")))
        for taken in ["home", "file"] {
            let error = await #expect(throws: CustodyError.self) {
                try await Backup(office: home.office).make(at: home.path(taken))
            }
            #expect(error?.code == .destinationExists)
        }
        try FileManager.default.createDirectory(atPath: home.path("empty"), withIntermediateDirectories: true)
        _ = try await Backup(office: home.office).make(at: home.path("empty"))
        for taken in ["home", "file"] {
            let error = #expect(throws: CustodyError.self) {
                try Restore(from: home.path("empty")).run(into: home.path(taken))
            }
            #expect(error?.code == .homeNotEmpty)
        }
    }

    @Test("A missing original is noted and does not keep the rest from being saved")
    func incomplete() async throws {
        let home = try await CustodyHome()
        let (original, reading, _) = try await home.artifacts()
        try FileManager.default.removeItem(atPath: home.path(of: original))
        try Data("rotten".utf8).write(to: URL(fileURLWithPath: home.path(of: reading)))
        for links in [true, false] {
            let manifest = try await Backup(office: home.office, links: links).make(at: home.path("b \(links)"))
                .manifest
            #expect(Set(manifest.missing) == [original.rawValue, reading.rawValue])
            try Restore(from: home.path("b \(links)")).run(into: home.path("r \(links)"))
            let office = try open(home.path("r \(links)"))
            #expect(
                try await Verification(office: office).run().findings.map(\.code) == [
                    .artifactMissing, .artifactMissing,
                ])
            try office.ledger.close()
        }
    }

    @Test("A list cannot name a file outside of the backup")
    func entries() {
        let digest = String(repeating: "ab", count: 32)
        let path = "artifacts/ab/ab/\(digest)"
        let ledger = "ledger.sqlite"
        #expect(BackupManifest.entry("\(digest)  \(path)", ledger: ledger)?.path == path)
        #expect(BackupManifest.entry("\(digest)  \(ledger)", ledger: ledger)?.digest == digest)
        // Another engine's copy is no part of this backup.
        #expect(BackupManifest.entry("\(digest)  \(ledger)", ledger: "ledger.dump") == nil)
        for line in [
            "", digest, "\(digest)  ../x", "\(digest)  /etc/passwd", "\(digest)  artifacts/ab/ac/\(digest)",
            "\(digest)  artifacts/../ledger.sqlite", "abc  ledger.sqlite",
        ] { #expect(BackupManifest.entry(line[...], ledger: ledger) == nil, "\(line)") }
    }
}
