import ArgumentParser
import Basics
import DigitizationPipeline
import Foundation
import Ledger
import Office
import Presentation
import UseCases

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tình hình: trạm, lô đang xử lý, việc chờ. Stations, batches in flight, rate, what waits for whom.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    func run() async throws {
        let status = try await home.openExisting().status
        let (figures, around) = (try await status.figures(), try await status.surroundings())
        try format.print(
            StatusView(
                figures, isServed: around.isServed, freeBytes: around.freeBytes, strangers: around.strangers,
                lacksSecondModel: around.lacksSecondModel))
    }
}
