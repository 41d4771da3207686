import Basics
import Dossiers
import Foundation
import Ledger
import LedgerSQLite
import Synchronization
import Testing
import WorkQueue

@testable import DigitizationPipeline

@Suite("Registers beside a service")
struct CaseImportingTests {
    private static func cases(_ count: Int) -> [CaseRecord] {
        (0..<count).compactMap { number in
            CaseCode(rawValue: "000.00.16.H40-261118-\(1000 + number)").map { code in
                CaseRecord(
                    code: code, procedureCode: "1.001193", procedure: "Đăng ký khai sinh", agency: "UBND",
                    applicant: "Lê Bá Thuận", received: Instant(milliseconds: 0), due: nil, channel: .direct,
                    components: [
                        ComponentRule(
                            code: ComponentCode(rawValue: "TP01")!, name: "Tờ khai", form: .original, isRequired: true)
                    ])
            }
        }
    }

    /// An owner that serves its ledger, and another process's view of it.
    private static func beside(
        _ body: (_ owner: Ledger, _ peer: Ledger) async throws -> Void
    ) async throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "sohoa-import-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        let opened = try SQLiteHome(opening: home, mustOwn: true)
        let (owner, service) = (opened.ledger, try opened.serve())
        let peer = try SQLiteHome(opening: home).ledger
        try await body(owner, peer)
        try peer.close()
        service?.stop()
        try owner.close()
    }

    @Test("A large register goes in by parts and comes to the same")
    func parts() async throws {
        try await Self.beside { owner, peer in
            let cases = Self.cases(900)
            let first = try await CaseImporting(ledger: peer).take(cases)
            #expect(first == .init(summary: CaseImportSummary(new: 900), batches: 0))
            let again = try await CaseImporting(ledger: peer).take(cases)
            #expect(again.summary == CaseImportSummary(unchanged: 900))
            #expect(try await owner.read { try $0.findCase(cases[899].code) } == cases[899])
        }
    }

    /// The importer's process ends at every step: nothing of the register is there, or the service carries it to its end.
    @Test("Whenever it is killed, a register is there as a whole or not at all")
    func kills() async throws {
        let cases = Self.cases(500)
        var outcomes: Set<Int> = []
        for step in 1...8 {
            try await Self.beside { owner, peer in
                let steps = Steps(until: step)
                let killed = try? await CaseImporting(ledger: peer, now: { steps.next(closing: peer) }).take(cases)
                _ = try await CaseImportCompletion(ledger: owner, signal: LocalNotifier(), now: Self.later).round()
                let count = try await owner.read { try $0.caseCodes().count }
                #expect(count == 0 || count == 500, "killed at step \(step)")
                if killed != nil { #expect(count == 500) }
                outcomes.insert(count)
                #expect(try await owner.faults() == [])
                #expect(try await owner.read { try !$0.hasAbandonedCaseImport(untouchedSince: Self.later()) })
                // And it can be imported again.
                let again = try await CaseImporting(ledger: owner, isShared: false).take(cases).summary
                #expect(again.new + again.unchanged == 500)
            }
        }
        #expect(outcomes == [0, 500])
    }

    /// Counts how often the time was asked for, which is once for each transaction, and closes the ledger then.
    private final class Steps: Sendable {
        private let left: Mutex<Int>

        init(until step: Int) { left = Mutex(step) }

        func next(closing ledger: Ledger) -> Instant {
            let isLast = left.withLock { left in
                left -= 1
                return left == 0
            }
            if isLast { try? ledger.close() }
            return TimeSource.system.now()
        }
    }

    @Sendable private static func later() -> Instant {
        Instant(milliseconds: TimeSource.system.now().milliseconds + 2 * CaseImportCompletion.timeout)
    }

    @Test("What was decided first is published first, also before a small register")
    func order() async throws {
        try await Self.beside { owner, peer in
            let cases = Self.cases(3)
            let decided = try await owner.write { tx in
                let id = try tx.beginCaseImport(at: TimeSource.system.now())
                try tx.gather(cases[...], from: 0, into: id, at: TimeSource.system.now())
                try tx.decide(id, at: TimeSource.system.now())
                return id
            }
            var changed = cases[0]
            changed.applicant = "Lê Thị Hà"
            let small = try await CaseImporting(ledger: peer).take([changed])
            #expect(small.summary == CaseImportSummary(changed: 1))
            #expect(try await owner.read { try $0.caseImport(decided)?.isFinished } == true)
            #expect(try await owner.read { try $0.findCase(cases[0].code)?.applicant } == "Lê Thị Hà")
        }
    }

    @Test("Parts become as large as can be written within their time")
    func sizes() {
        var size = PartSize(first: 100, most: 1_000)
        for _ in 0..<9 { size.adapt(to: .milliseconds(1)) }
        #expect(size.count == 1_000)
        size.adapt(to: PartSize.goal * 10)
        #expect(size.count == 100)
        for _ in 0..<9 { size.adapt(to: .seconds(10)) }
        #expect(size.count == 20)
    }
}
