import Basics
import PostalChannel
import Testing

@testable import Ledger

@Suite("Statements in the ledger") struct StatementTests {
    @Test("Lines, raw cells and rows that are no lines read back as they were", arguments: LedgerMaker.all)
    func roundTrip(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let numbers: [WrittenTracking] = [
            .none, .written("EB403116321VN"), .numeric("2619229635178"),
            .lossy("2,61924E+12", 2_619_235_000_000...2_619_244_999_999),
        ]
        var lines = numbers.enumerated().map { place, tracking in
            StatementLine(place: .init(statement: "", sheet: place % 2, row: 7 + place), tracking: tracking)
        }
        lines.append(PostDesk.line(60_000_000, sheet: 200))
        let rows = lines.enumerated().map { StatementRow(.line($1), rawCells: #"["dòng \#($0)","\u0000"]"#) }
        let statement = try await ledger.write { try $0.store(rows + [PostDesk.total(99)], of: "ky1") }
        #expect(statement.state == .complete)
        #expect(statement.totals.lines == 5)
        #expect(statement.totals.leftOut == 1)
        #expect(statement.totals.collected == Dong(120_000))
        #expect(statement.source == PostDesk.source)
        let found = try await ledger.read { try $0.statementLines(of: [statement.id]) }
        let expected = lines.map { line in
            var line = line
            line.place.statement = statement.id.rawValue
            return line
        }
        #expect(found == expected.sorted { $0.place < $1.place })
        try await ledger.read { tx throws in
            for (place, line) in expected.enumerated() {
                #expect(try tx.rawCells(at: line.place) == #"["dòng \#(place)","\u0000"]"#)
            }
            #expect(try tx.rawCells(at: .init(statement: statement.id.rawValue, row: 99))?.contains("Tổng") == true)
            #expect(try tx.rawCells(at: .init(statement: statement.id.rawValue, row: 98)) == nil)
            let leftOut = try tx.leftOutRows(of: statement.id)
            #expect(leftOut.map(\.row) == [99])
            #expect(leftOut.map(\.reason) == ["total"])
        }
        #expect(try await ledger.read { try $0.recordFaults() } == [])
    }

    @Test("The same file is recognized by its bytes", arguments: LedgerMaker.all)
    func sameFile(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let first = try await ledger.write { try $0.store([PostDesk.row(1)], of: "ky1") }
        let again = try await ledger.write { tx throws in
            var renamed = PostDesk.source
            renamed.fileName = "ban sao.xlsx"
            return try tx.openStatement(renamed, artifact: Office.digest("ky1"), columnMap: "{}", at: Office.time(5))
        }
        #expect(again == .known(first))
        let other = try await ledger.write { try $0.store([PostDesk.row(1)], of: "ky2") }
        #expect(other.id != first.id)
        #expect(try await ledger.read { try $0.statements().map(\.id) } == [first.id, other.id])
    }

    @Test("A corrected statement takes the place of the earlier one, and both are kept", arguments: LedgerMaker.all)
    func superseding(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let first = try await ledger.write { try $0.store([PostDesk.row(1)], of: "ky1") }
        let second = try await ledger.write {
            try $0.store([PostDesk.row(1), PostDesk.row(2)], of: "ky1 sửa", superseding: first.id, at: Office.time(3))
        }
        // Read anew with other columns: the same file once more.
        let third = try await ledger.write {
            try $0.store([PostDesk.row(3)], of: "ky1 sửa", superseding: second.id, at: Office.time(4))
        }
        try await ledger.read { tx throws in
            #expect(try tx.statements().map(\.state) == [.superseded, .superseded, .complete])
            #expect(try tx.statement(first.id)?.supersededAt == Office.time(3))
            #expect(try tx.statement(third.id)?.supersedes == second.id)
            #expect(try tx.statementLines(of: [first.id, second.id, third.id]).map(\.place.row) == [1, 1, 2, 3])
            #expect(try tx.statements(artifact: Office.digest("ky1 sửa")).map(\.id) == [second.id, third.id])
        }
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.write { _ = try $0.store([PostDesk.row(9)], of: "ky9", superseding: first.id) }
        }
        #expect(error?.code == .conflict)
        // The old file is not the statement in force: it may be handed in again.
        let back = try await ledger.write { try $0.store([PostDesk.row(1)], of: "ky1", superseding: third.id) }
        #expect(back.state == .complete)
        #expect(try await ledger.read { try $0.recordFaults() } == [])
    }

    @Test("A statement waits until somebody explains its columns", arguments: LedgerMaker.all)
    func awaitingColumns(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let held = try await ledger.write { tx throws in
            let held = try tx.holdStatement(PostDesk.source, artifact: Office.digest("ky1"), at: Office.time())
            let again = try tx.holdStatement(PostDesk.source, artifact: Office.digest("ky1"), at: Office.time(1))
            #expect(again == held)
            return held
        }
        #expect(held.state == .awaitingColumns)
        #expect(held.columnMap == nil)
        let loaded = try await ledger.write { try $0.store([PostDesk.row(1)], of: "ky1", at: Office.time(2)) }
        #expect(loaded.id == held.id)
        #expect(loaded.columnMap == "{}")
        #expect(loaded.recordedAt == held.recordedAt)
    }

    @Test("Only who began last may add lines, and each row once", arguments: LedgerMaker.all)
    func fence(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        func open() async throws -> StatementLoad {
            let opening = try await ledger.write {
                try $0.openStatement(PostDesk.source, artifact: Office.digest("ky"), columnMap: "{}", at: Office.time())
            }
            guard case .opened(let load) = opening else { throw LedgerError(.conflict, "known") }
            return load
        }
        let first = try await open()
        _ = try await ledger.write { try $0.add([PostDesk.row(1)], to: first) }
        let twice = await #expect(throws: LedgerError.self) {
            _ = try await ledger.write { try $0.add([PostDesk.row(2), PostDesk.row(1)], to: first) }
        }
        #expect(twice?.code == .conflict)
        let second = try await open()
        for attempt in [
            { _ = try await ledger.write { try $0.add([PostDesk.row(2)], to: first) } },
            { try await ledger.write { _ = try $0.completeStatement(first, at: Office.time()) } },
        ] {
            let late = await #expect(throws: LedgerError.self) { try await attempt() }
            #expect(late?.code == .conflict)
        }
        try await ledger.write { tx throws in
            try tx.add([PostDesk.row(3)], to: second)
            _ = try tx.completeStatement(second, at: Office.time())
        }
        let ended = await #expect(throws: LedgerError.self) {
            _ = try await ledger.write { try $0.add([PostDesk.row(4)], to: second) }
        }
        #expect(ended?.code == .conflict)
        #expect(try await ledger.read { try $0.statementLines(of: [second.id]).map(\.place.row) } == [3])
    }

    @Test("What columns mean is remembered by operator and header", arguments: LedgerMaker.all)
    func columnMaps(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx throws in
            try tx.confirmColumns("{1}", operator: "vnpost", header: "h1", by: "an", at: Office.time(1))
            try tx.confirmColumns("{2}", operator: "vnpost", header: "h2", by: "an", at: Office.time(2))
            try tx.confirmColumns("{3}", operator: "vnpost", header: "h1", by: "bình", at: Office.time(3))
            try tx.confirmColumns("{3}", operator: "vnpost", header: "h1", by: "chi", at: Office.time(4))
        }
        try await ledger.read { tx throws in
            let map = try tx.columnMapInForce(operator: "vnpost", header: "h1")
            #expect(map?.columnMap == "{3}")
            #expect(map?.confirmedBy == "bình")
            #expect(try tx.columnMaps(operator: "vnpost").map(\.header) == ["h1", "h2"])
            #expect(try tx.columnMapInForce(operator: "viettel", header: "h1") == nil)
        }
    }

    @Test("Rows beyond every sheet are refused")
    func limits() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        for line in [PostDesk.line(1 << 26), PostDesk.line(-1), PostDesk.line(1, sheet: 256)] {
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.write { _ = try $0.store([StatementRow(.line(line), rawCells: "[]")], of: "ky") }
            }
            #expect(error?.code == .tooLarge)
        }
    }
}
