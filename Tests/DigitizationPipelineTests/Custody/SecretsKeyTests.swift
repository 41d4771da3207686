import Foundation
import Ledger
import Testing

@testable import Office

@Suite("The key of the ledger's secrets") struct SecretsKeyTests {
    private let key = SecretsKey(bytes: Data(repeating: 5, count: 32))

    @Test("What was sealed opens with the same key and for the same record only")
    func seals() throws {
        let sealed = try key.seal("JBSWY3DPEHPK3PXP", of: "totp/a")
        #expect(SecretsKey.isSealed(sealed) && !sealed.contains("JBSWY3DPEHPK3PXP"))
        #expect(key.open(sealed, of: "totp/a") == "JBSWY3DPEHPK3PXP")
        #expect(try key.seal("JBSWY3DPEHPK3PXP", of: "totp/a") != sealed, "two of the same look like two")
        var changed = Array(sealed)
        changed[changed.count - 6] = changed[changed.count - 6] == "A" ? "B" : "A"
        for (text, owner, other) in [
            (sealed, "totp/b", key), (String(changed), "totp/a", key), ("sealed1:", "totp/a", key),
            ("sealed1:%%%", "totp/a", key), (sealed, "totp/a", SecretsKey(bytes: Data(repeating: 6, count: 32))),
        ] { #expect(other.open(text, of: owner) == nil, "\(text) \(owner)") }
        // From before secrets were sealed.
        #expect(key.open("JBSWY3DPEHPK3PXP", of: "totp/a") == "JBSWY3DPEHPK3PXP")
    }

    @Test("It is made once, for its owner only, and goes with backups")
    func made() async throws {
        let home = try await CustodyHome()
        let sealed = try SecretsKey.make(in: home.office.home).seal("x", of: "y")
        let path = "\(home.office.home.path)/secrets.key"
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        let outcome = try await Backup(office: home.office).make(at: home.path("backup"))
        #expect(outcome.manifest.keys == 1)
        let note = try #require(try await home.office.ledger.read { try $0.lastBackup() })
        #expect(note.takenAt.milliseconds == outcome.manifest.takenAt && note.size == outcome.manifest.size)
        #expect(note.missing == 0)
        try Restore(from: home.path("backup")).run(into: home.path("restored"))
        let restored = try SecretsKey.make(in: DataHome(path: home.path("restored")))
        #expect(restored.open(sealed, of: "y") == "x")
    }
}
