import Basics
import DigitizationPipeline
import Foundation
import Testing

@testable import PostalPipeline

@Suite("The postal channel's clock") struct ClockTests {
    @Test("Whatever is recorded, is recorded at the office's time", arguments: ["2027-02-28", "2031-07-01"])
    func anyDay(_ text: String) async throws {
        let day = try #require(CalendarDay(rawValue: text))
        let time = Instant(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000 + 3_600_000)
        let sample = try SampleDesk(clock: TimeSource(now: { time }, sleep: { _ in }))
        let (desk, ledger) = (sample.desk, sample.desk.office.ledger)
        _ = try await desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        let taken = try await desk.importStatement(path: SampleDesk.sample(SampleDesk.statements[2]))
        let history = try await ledger.read { try $0.parcelHistory("P0000045") }
        #expect(history.map(\.recordedAt) == [time])
        let statements = try await ledger.read { try $0.statements() }
        #expect(statements.map(\.completedAt) == [time], "\(taken)")
        #expect(Set(try await ledger.read { try $0.auditEntries(limit: 2).map(\.recorded) }) == [time])
    }
}
