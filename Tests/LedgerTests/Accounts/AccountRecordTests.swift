import Basics
import Dossiers
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("Accounts in the ledger") struct AccountRecordTests {
    private static let lan = name("lan")

    private static func name(_ text: String) -> LoginName {
        guard let name = LoginName(rawValue: text) else { preconditionFailure("test data") }
        return name
    }

    /// Two accounts, of which one has a password, an authenticator, a session, a link and some looks.
    private static func work(_ ledger: Ledger, looks: Int = 3) async throws {
        try await ledger.write { tx in
            let agency = try #require(AgencyScope(rawValue: "H40.16"))
            let lan = try tx.addAccount(
                NewAccount(Self.lan, displayName: "Lê Lan", roles: [.reviewer, .reuse], scope: .agencies([agency])),
                by: "root", at: Office.time())
            _ = try tx.addAccount(
                NewAccount(name("minh"), displayName: "Minh", roles: [.administrator], scope: .everything), by: "root",
                at: Office.time())
            _ = try tx.setPassword("$scrypt$x", of: lan.id, at: Office.time(1))
            _ = try tx.setTOTP("MZXW6YTBOI", step: 1, of: lan.id, at: Office.time(2))
            _ = try tx.openSession(session(of: lan.id), at: Office.time(3))
            _ = try tx.makeLink(.reset, for: lan.id, until: Office.time(99), by: "root", at: Office.time(4))
        }
        for number in 0..<looks {
            try await ledger.write {
                try $0.recordLook(
                    by: "lan", roles: [.reviewer], in: nil, at: .case(Office.birth),
                    for: LookPurpose(.review, note: "\(number)"), at: Office.time(5 + number))
            }
        }
    }

    private static func session(of account: AccountID) -> NewSession {
        NewSession(
            account: account, kind: .web, stage: .open, idleEnd: Office.time(33), absoluteEnd: Office.time(700),
            address: "10.0.0.1", agent: "test")
    }

    @Test("An account comes back as it was added and changed, by every driver", arguments: LedgerMaker.all)
    func comesBack(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await Self.work(ledger)
        let account = try #require(try await ledger.read { try $0.account(named: Self.lan) })
        #expect(account.roles == [.reviewer, .reuse])
        #expect(account.scope == .agencies(Set([AgencyScope(rawValue: "000.00.16.H40")].compactMap { $0 })))
        #expect(account.hasPassword && account.hasTOTP && !account.isTOTPDemanded)
        #expect(account.lastSignIn == Office.time(3))
        #expect(account.createdBy == "root")
        #expect(try await ledger.read { try $0.openSessions(of: account.id, at: Office.time(4)) }.count == 1)
        #expect(try await ledger.read { try $0.openSessions(of: account.id, at: Office.time(33)) }.isEmpty)
        await #expect(throws: LedgerError.self) {
            try await ledger.write {
                try $0.addAccount(
                    NewAccount(Self.lan, displayName: "Khác", roles: [], scope: .everything), by: "x", at: Office.time()
                )
            }
        }
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    /// A process may end at any moment: what it had not committed has not happened.
    @Test("A link whose use was not committed can be used, and the password is the old one")
    func useThatWasNotCommitted() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        try await Self.work(ledger)
        let id = try #require(try await ledger.read { try $0.account(named: Self.lan) }).id
        let token = try await ledger.write {
            try $0.makeLink(.reset, for: id, until: Office.time(99), by: "root", at: Office.time(5))
        }
        let before = try await ledger.read { try $0.auditHead() }
        struct Killed: Error {}
        for point in 0..<3 {
            await #expect(throws: Killed.self) {
                try await ledger.write { tx in
                    _ = try tx.useLink(token, at: Office.time(6))
                    if point == 0 { throw Killed() }
                    _ = try tx.setPassword("$scrypt$new", of: id, at: Office.time(6))
                    if point == 1 { throw Killed() }
                    try tx.endSessions(of: id, at: Office.time(6))
                    throw Killed()
                }
            }
            #expect(try await ledger.read { try $0.link(with: token, at: Office.time(7)) }?.account == id)
            #expect(try await ledger.read { try $0.credentials(of: id)?.password } == "$scrypt$x")
            #expect(try await ledger.read { try $0.openSessions(of: id, at: Office.time(7)) }.count == 1)
            #expect(try await ledger.read { try $0.auditHead() } == before)
        }
        #expect(try await ledger.write { try $0.useLink(token, at: Office.time(8)) } != nil)
        #expect(try await ledger.write { try $0.useLink(token, at: Office.time(8)) } == nil)
        #expect(try await ledger.read { try $0.link(with: token, at: Office.time(8)) } == nil)
    }

    private static let edits = [
        "INSERT INTO account_roles (account_id, role) SELECT id, 'supervisor' FROM accounts WHERE name = 'lan'",
        "DELETE FROM account_roles WHERE role = 'reuse'", "UPDATE account_agencies SET agency = 'H40'",
        "UPDATE accounts SET sees_everything = 1", "UPDATE accounts SET password = '$scrypt$y' WHERE name = 'lan'",
        "UPDATE accounts SET totp_secret = NULL", "UPDATE accounts SET totp_demanded = 1",
        "UPDATE accounts SET state = 'disabled' WHERE name = 'minh'",
        "UPDATE accounts SET name = 'ian' WHERE name = 'lan'",
        """
        INSERT INTO accounts (id, name, display_name, state, sees_everything, language, totp_demanded, totp_step,
            created_at, created_by) VALUES ('X', 'x', 'x', 'active', 1, 'vi', 0, 0, 1, 'x')
        """,
        "UPDATE account_links SET expires_at = 9999999999999",
        "UPDATE account_links SET token_digest = 'x'",
        "DROP TRIGGER looks_are_never_changed; UPDATE looks SET account = 'hoa' WHERE number = 2",
        "DROP TRIGGER looks_are_never_changed; UPDATE looks SET note = NULL WHERE number = 2",
        "DROP TRIGGER looks_are_never_changed; UPDATE looks SET purpose = 'none' WHERE number = 2",
        "DROP TRIGGER looks_stay; DELETE FROM looks WHERE number = 2",
        "DROP TRIGGER looks_stay; DELETE FROM looks WHERE number = 3", "UPDATE look_head SET number = 2",
        "UPDATE look_head SET hash = ''",
    ]

    @Test("An edit behind the program's back is found", arguments: edits)
    func findsEdit(_ edit: String) async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let ledger = Ledger(driver: served.owner)
        try await Self.work(ledger)
        #expect(try await ledger.read { try $0.auditFaults() } == [])
        try served.owner.transact(writes: true, timeout: .seconds(5)) { session, _ in
            for statement in edit.split(separator: ";") { try session.run(String(statement), []) }
        }
        #expect(try await ledger.read { try $0.auditFaults() } != [])
    }

    @Test("The record of acts vouches for the looks: a chain that was made anew is found")
    func anchors() async throws {
        let served = try ServedHome()
        defer { served.stop() }
        let ledger = Ledger(driver: served.owner)
        try await Self.work(ledger, looks: 101)
        #expect(try await ledger.read { try $0.auditFaults() } == [])
        // All of it again, with a look less, each following from the one before.
        try served.owner.transact(writes: true, timeout: .seconds(5)) { session, _ in
            for statement in [
                "DROP TRIGGER looks_stay", "DELETE FROM looks",
                "UPDATE look_head SET number = 0, hash = '', last_at = 0",
            ] { try session.run(statement, []) }
        }
        try await ledger.write { tx in
            for number in 0..<100 {
                try tx.recordLook(
                    by: "hoa", roles: [.reviewer], in: nil, at: .case(Office.birth),
                    for: LookPurpose(.review, note: "\(number)"), at: Office.time(5 + number))
            }
            tx.acts.removeAll()
        }
        let faults = try await ledger.read { try $0.auditFaults() }
        #expect(faults.map(\.code) == [.looksBroken])
        #expect(faults.first?.subject == "look 100")
    }

    @Test(
        "Programs cannot change the record of looks",
        arguments: ["UPDATE looks SET account = 'x'", "DELETE FROM looks"])
    func stays(_ statement: String) async throws {
        let served = try ServedHome()
        defer { served.stop() }
        try await Self.work(Ledger(driver: served.owner))
        #expect(throws: LedgerError.self) {
            try served.owner.transact(writes: true, timeout: .seconds(5)) { session, _ in
                try session.run(statement, [])
            }
        }
    }

    @Test("A clock that is set back puts no look out of order")
    func clockSetBack() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        for minute in [10, 5, 20] {
            try await ledger.write {
                try $0.recordLook(
                    by: "lan", roles: [], in: nil, at: .case(Office.birth), for: LookPurpose(.review),
                    at: Office.time(minute))
            }
        }
        let looks = try await ledger.read { try $0.looks(limit: 9) }
        #expect(looks.map(\.recordedAt) == [Office.time(20), Office.time(10), Office.time(10)])
    }
}
