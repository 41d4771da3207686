import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets
import TestSupport
import Testing

/// Damaged statements go through the whole intake: the file is kept, its columns are guessed, its lines read and stored,
/// then all are reconciled and reported. Each ends with lines, or waits for a person, or is refused by name.
///
/// `SOHOA_MUTATED_STATEMENTS` sets how many there are; `SOHOA_SEED` repeats a run, and `SOHOA_FIRST` begins further on in
/// it. The file that is being taken lies beside the data home, so that one that ends the process is found there.
struct MutatedStatementsTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let given = environment["SOHOA_MUTATED_STATEMENTS"].flatMap { Int($0) }
    private static let count = given ?? 160
    private static let first = environment["SOHOA_FIRST"].flatMap { Int($0) } ?? 0
    private static let seed = environment["SOHOA_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max / 2)
    /// Files that one data home takes.
    private static let ofHome = 80

    @Test func linesOrRefusal() async throws {
        print("MutatedStatementsTests: seed \(Self.seed), \(Self.count) files")
        var outcomes: [String: Int] = [:]
        var slowest: (seconds: Duration, index: Int) = (.zero, 0)
        for start in stride(from: Self.first, to: Self.first + Self.count, by: Self.ofHome) {
            let office = try SampleDesk()
            _ = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
            for index in start..<min(start + Self.ofHome, Self.first + Self.count) {
                let begun = ContinuousClock.now
                outcomes[try await Self.outcome(index, office), default: 0] += 1
                slowest = max(slowest, (ContinuousClock.now - begun, index), by: { $0.seconds < $1.seconds })
            }
            try await Self.reconcile(office, "seed \(Self.seed), files from \(start)")
            if Self.given != nil, start / Self.ofHome % 50 == 0 { print("\(start): slowest \(slowest)") }
        }
        #expect(outcomes["lines"] ?? 0 > 0 && outcomes.count > 4)
        if Self.given != nil {
            print(outcomes.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
    }

    /// `lines`, `waits`, or the code of the fault.
    private static func outcome(_ index: Int, _ office: SampleDesk) async throws -> String {
        let mutated = MutatedStatement(index: index, seed: seed)
        let which: Comment = "seed \(seed), file \(index)"
        let path = try office.file(mutated.name, bytes: mutated.bytes)
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            // Most have lines of the others: half of them are let stand beside each other.
            let taken = try await office.desk.importStatement(
                path: path, options: StatementOptions(isIndependent: index % 2 == 0))
            guard taken.record.state == .complete else { return "waits" }
            try await check(taken, office, which)
            return taken.record.totals.lines == 0 ? "no_lines" : "lines"
        } catch let fault as SpreadsheetFault {
            #expect(fault.file == mutated.name, which)
            #expect(fault.vietnamese.hasPrefix("Tệp “\(mutated.name)”"), which)
            // A cell is named by its row, a row by its sheet.
            #expect(fault.column == nil || fault.row != nil, which)
            return fault.code.rawValue
        } catch {
            Issue.record(error, which)
            return "other"
        }
    }

    /// What is stored is what was counted, and every row can be shown as it came.
    private static func check(_ taken: ImportedStatement, _ office: SampleDesk, _ which: Comment) async throws {
        guard !taken.wasKnown else { return }
        let id = taken.record.id
        let (lines, others, cells) = try await office.desk.office.ledger.read { tx in
            let lines = try tx.statementLines(of: [id])
            return (lines, try tx.leftOutRows(of: id), try lines.last.flatMap { try tx.rawCells(at: $0.place) })
        }
        #expect(lines.count == taken.record.totals.lines && others.count == taken.record.totals.leftOut, which)
        for json in others.map(\.rawCells) + [cells].compactMap(\.self) {
            #expect((try? JSONSerialization.jsonObject(with: Data(json.utf8))) is [Any], which)
        }
    }

    private static func reconcile(_ office: SampleDesk, _ which: Comment) async throws {
        do {
            let reconciled = try await office.desk.reconcile()
            #expect(reconciled.run.totals.lines == reconciled.result.input.lines.count, which)
            try await office.desk.writeReport(reconciled, to: office.file("report.xlsx", ""))
        } catch {
            Issue.record(error, which)
        }
    }
}

private func max<T>(_ a: T, _ b: T, by isLess: (T, T) -> Bool) -> T { isLess(a, b) ? b : a }
