import PostalChannel
import Testing

@testable import Ledger

@Suite("Names of differences") struct DiscrepancyNamingTests {
    @Test("A line is named by its file's number and its row, whatever was read before", arguments: LedgerMaker.all)
    func lines(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (first, second) = try await ledger.write { tx throws in
            (try tx.store([PostDesk.row(1)], of: "ky1"), try tx.store([PostDesk.row(1)], of: "ky2"))
        }
        let naming = try await ledger.read { try $0.breakNaming() }
        func name(_ statement: String, _ sheet: Int, _ row: Int) -> String {
            naming.id("missing_in_ours", line: .init(statement: statement, sheet: sheet, row: row)).rawValue
        }
        #expect(name(first.id.rawValue, 0, 57) == "L/1-57/missing_in_ours")
        #expect(name(second.id.rawValue, 0, 57) == "L/2-57/missing_in_ours")
        #expect(name(second.id.rawValue, 2, 57) == "L/2.3-57/missing_in_ours")
        #expect(DiscrepancyNaming.id("fee_differs", parcel: "P1").rawValue == "P/P1/fee_differs")
    }

    @Test("A file that is read anew keeps the names of its differences", arguments: LedgerMaker.all)
    func readAnew(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let naming = try await ledger.write { tx throws in
            let first = try tx.store([PostDesk.row(1)], of: "ky1")
            try tx.store([PostDesk.row(1)], of: "ky2")
            let again = try tx.store([PostDesk.row(1)], of: "ky1", superseding: first.id)
            let naming = try tx.breakNaming()
            #expect(naming.file(of: again.id) == 1)
            return naming.id("missing_in_ours", line: .init(statement: again.id.rawValue, row: 1))
        }
        #expect(naming.rawValue == "L/1-1/missing_in_ours")
    }
}
