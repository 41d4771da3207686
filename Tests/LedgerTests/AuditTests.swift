import Basics
import Dossiers
import PostalChannel
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("The record of acts") struct AuditTests {
    private static let lan = Actor(.system, account: "lan")

    /// A shop with one act of every kind whose facts are vouched for.
    private static func work(_ ledger: Ledger) async throws {
        try await ledger.acting(as: lan).write { tx throws in
            try tx.openOffice()
            try tx.digitize(["Nguyễn Văn Đông"])
            let batch = try tx.scan(["trang lạ"], name: "Lô 2")
            try tx.replaceSplit(
                batch: batch.record.id, pages: [batch.page(0)], issues: [],
                waiting: [HeldPages(reason: .unknownCase, pageIDs: [batch.pageID(0)])], at: Office.time(2))
            _ = try tx.registerParcels([PostDesk.parcel(1), PostDesk.parcel(2)], at: Office.time(1))
            try tx.store([PostDesk.row(1), PostDesk.row(2), PostDesk.total(3)], of: "ky1")
            let leg = try tx.openLeg(.return, case: Office.birth, at: Office.time())
            try tx.addLegEvent(
                LegEvent(
                    id: LegEventID(rawValue: ""), kind: .step(.return(.packed)), occurred: Office.time(),
                    recorded: Office.time(1),
                    source: EventSource(.paper, "BK1"), parcel: "P1"), to: leg.id)
            try tx.addStation(#require(StationName(rawValue: "quay-1")), by: "lan", at: Office.time())
            _ = try tx.issueToken(for: #require(StationName(rawValue: "quay-1")), by: "lan", at: Office.time())
            try tx.decide(
                #require(
                    MatchDecision(
                        id: "", kind: .confirmed, parcel: "P1", line: "x/0/1", occurred: Office.time(),
                        recorded: Office.time(2), actor: "lan", reason: "cùng người nhận")))
            try tx.confirmColumns("{}", operator: "vnpost", header: "h", by: "lan", at: Office.time())
        }
        let run = try await ledger.write { try $0.recordAnyRun(at: Office.time(3)) }
        try await ledger.write { tx in
            _ = try tx.fileDiscrepancies([Self.found], of: run, at: Office.time(4))
        }
        _ = try await ledger.acting(as: lan).write { tx in
            try tx.addDiscrepancyEvent(
                Self.event(.investigationStarted, by: "lan"), to: Self.found.id, rules: Self.rules)
        }
    }

    private static let rules = DiscrepancyRules(fourEyesAbove: Dong(100_000))
    private static let found = FoundDiscrepancy(
        DiscrepancyID(rawValue: "L/1/fee"), "fee_differs",
        DiscrepancySubject(day: PostDesk.day("2026-11-18"), parcel: "P1"),
        amount: Dong(135_000))

    private static func event(_ kind: DiscrepancyEvent.Kind, by name: String) -> DiscrepancyEvent {
        DiscrepancyEvent(
            id: DiscrepancyEventID(rawValue: ""), kind: kind, occurred: Office.time(5), recorded: Office.time(5),
            actor: name,
            reason: "xem lại", amount: kind == .resolutionProposed ? Dong(135_000) : nil,
            resolution: kind == .resolutionProposed ? DiscrepancyResolution.allCases.first : nil)
    }

    @Test("Acts follow each other without a gap, and say who, by every driver", arguments: LedgerMaker.all)
    func chain(_ maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await Self.work(ledger)
        let (entries, head, faults) = try await ledger.read {
            (try $0.auditEntries(limit: 100), try $0.auditHead(), try $0.auditFaults())
        }
        #expect(faults == [])
        #expect(entries.map(\.number) == Array((1...entries.count).reversed()))
        #expect(entries.first.map { AuditHead(number: $0.number, hash: $0.hash) } == head)
        #expect(Set(entries.map(\.act)).isSuperset(of: ["cases.imported", "statement.changed", "break.changed"]))
        #expect(entries.first?.actor == Self.lan)
        #expect(entries.last?.act == "audit.began")
        let page = try await ledger.read { try $0.auditEntries(before: 3, limit: 5) }
        #expect(page.map(\.number) == [2, 1])
    }

    @Test("What a transaction that failed would have done is not recorded")
    func rolledBack() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        let before = try await ledger.read { try $0.auditHead() }
        await #expect(throws: LedgerError.self) {
            try await ledger.write { tx in
                try tx.openOffice()
                throw LedgerError(.conflict, "on purpose")
            }
        }
        #expect(try await ledger.read { try $0.auditHead() } == before)
    }

    /// Edits of the file behind the program's back.
    private static let edits = [
        "UPDATE break_events SET actor = 'ai khac' WHERE kind = 'investigation_started'",
        "DELETE FROM break_events WHERE kind = 'investigation_started'",
        "UPDATE break_events SET account = 'hoa' WHERE kind = 'investigation_started'",
        "UPDATE breaks SET state = 'closed'", "UPDATE breaks SET amount = 1", "UPDATE breaks SET owner = 'x'",
        "UPDATE parcel_versions SET due = 1 WHERE parcel_id = 'P1'",
        "UPDATE parcel_versions SET fee = NULL WHERE parcel_id = 'P2'",
        "UPDATE pages SET component = 'TP09'", "UPDATE pages SET kind = 'blank'",
        "DELETE FROM waiting_pages; DELETE FROM pages WHERE id NOT IN (SELECT page_id FROM document_pages)",
        "DROP TRIGGER derivatives_are_not_edited; UPDATE derivatives SET artifact = NULL WHERE kind = 'pdf'",
        "UPDATE waiting_items SET resolved_at = 1, resolution = 'discarded'",
        "DELETE FROM waiting_pages; DELETE FROM waiting_items",
        "UPDATE statement_lines SET raw_cells = '[]'", "UPDATE statement_left_out SET reason = 'x'",
        "UPDATE leg_events SET occurred_at = 1", "UPDATE leg_events SET source_reference = 'BK9'",
        "DELETE FROM leg_events", "UPDATE case_versions SET applicant = 'Người Khác'",
        "UPDATE case_components SET name = 'x'", "UPDATE document_history SET decided_by = 'hoa'",
        "UPDATE station_tokens SET secret_digest = 'x'", "UPDATE reconciliation_runs SET fee_sum = 5",
        "UPDATE match_decisions SET reason = 'x'", "DELETE FROM match_decisions",
        "INSERT INTO run_entries (entry, line, rule, outcomes, remarks, is_further_line) VALUES (9, 1, 1, 1, 0, 0)",
        "UPDATE statement_columns SET column_map = '[]'",
        """
        INSERT INTO document_history (id, document_id, state, recorded_at)
        SELECT 'forged', id, 'current', 1 FROM documents
        """,
        "UPDATE audit_head SET hash = ''", "UPDATE audit_head SET number = 1",
        "DROP TRIGGER audit_entries_are_never_changed; UPDATE audit_entries SET account = 'hoa' WHERE number = 2",
        "DROP TRIGGER audit_entries_stay; DELETE FROM audit_entries WHERE number = 2",
        "DROP TRIGGER audit_entries_stay; DELETE FROM audit_entries WHERE number = (SELECT number FROM audit_head)",
        "DROP TRIGGER audit_entries_are_never_changed; UPDATE audit_entries SET facts = '[]' WHERE number = 2",
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

    @Test(
        "Programs cannot change the record",
        arguments: ["UPDATE audit_entries SET act = 'x'", "DELETE FROM audit_entries"])
    func stays(_ statement: String) async throws {
        let served = try ServedHome()
        defer { served.stop() }
        #expect(throws: LedgerError.self) {
            try served.owner.transact(writes: true, timeout: .seconds(5)) { session, _ in
                try session.run(statement, [])
            }
        }
    }

    @Test("Two names that one account gives are one pair of eyes")
    func oneAccount() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        try await Self.work(ledger)
        let (id, rules) = (Self.found.id, Self.rules)
        _ = try await ledger.acting(as: Actor(.system, account: "lan", claimed: "Lan")).write {
            try $0.addDiscrepancyEvent(Self.event(.resolutionProposed, by: "Lan"), to: id, rules: rules)
        }
        await #expect(throws: ImpossibleDiscrepancyMove.self) {
            try await ledger.acting(as: Actor(.system, account: "lan", claimed: "Hoa")).write {
                try $0.addDiscrepancyEvent(Self.event(.resolutionApproved, by: "Hoa"), to: id, rules: rules)
            }
        }
        let approved = try await ledger.acting(as: Actor(.system, account: "hoa")).write {
            try $0.addDiscrepancyEvent(Self.event(.resolutionApproved, by: "hoa"), to: id, rules: rules)
        }
        #expect(approved.value.state == .approved)
        #expect(approved.value.events.last?.account == "hoa")
        #expect(try await ledger.read { try $0.auditFaults() } == [])
    }

    @Test(
        "Names that look the same are the same",
        arguments: [
            ("lan\u{200B}", "lan"), (" lan \n hoa", "lan hoa"), ("lan\u{202E}", "lan"), ("la\u{AD}n", "lan"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"), ("", nil), ("\u{1B}[31m", "[31m"),
        ])
    func visibleNames(_ typed: String, _ kept: String?) {
        #expect(Actor(.system, account: "x", claimed: typed).claimed == kept)
    }
}
