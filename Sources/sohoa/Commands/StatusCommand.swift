import ArgumentParser
import Basics
import DigitizationPipeline
import Foundation
import Ledger
import Office
import Presentation

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tình hình: trạm, lô đang xử lý, việc chờ. Stations, batches in flight, rate, what waits for whom.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    func run() async throws {
        let office = try home.openExisting()
        let now = office.now()
        let isServed = !office.leadership.isLeader
        let free = FreeSpace.bytes(at: office.home.path)
        let strangers = InboxWatcher.strangers(in: office.home)
        let figures = try await office.ledger.read { try StatusFigures($0, at: now) }
        try format.print(StatusView(figures, isServed: isServed, freeBytes: free, strangers: strangers))
    }
}
