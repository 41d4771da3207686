import ArgumentParser
import Basics
import Foundation
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    struct ClosePeriod: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close-period",
            abstract: "Khóa sổ một ngày hoặc một kỳ. Closes a day or a period; its facts are locked from then on.",
            discussion: """
                Refused while differences of these days are open, unless each is carried forward to somebody:
                --carry-to NAME --reason TEXT carries all that are open.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: "Ngày đầu. First day, yyyy-MM-dd.", transform: CalendarDay.argument)
        var from: CalendarDay

        @Argument(
            help: "Ngày cuối; không có thì một ngày. Last day; the same day when left out.",
            transform: CalendarDay.argument)
        var through: CalendarDay?

        @Option(help: "Người khóa sổ. Who closes; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Option(help: "Người chịu trách nhiệm chênh lệch chuyển kỳ sau. Who answers for what stays open.")
        var carryTo: String?

        @Option(help: "Lý do chuyển kỳ sau. Why it stays open.")
        var reason = ""

        func run() async throws {
            let period = try PostalCommand.period(from, through)
            let carried = try await home.openExistingPost(by: by).closePeriod(
                period, carryingTo: carryTo, reason: reason)
            Print.page(PostalNotice.periodClosed(period, carried: carried).text)
        }
    }

    struct ReopenPeriod: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen-period", abstract: "Mở lại kỳ đã khóa. Opens a closed period again.")

        @OptionGroup var home: HomeOption

        @Argument(help: "Ngày đầu. First day, yyyy-MM-dd.", transform: CalendarDay.argument)
        var from: CalendarDay

        @Argument(help: "Ngày cuối. Last day.", transform: CalendarDay.argument)
        var through: CalendarDay?

        @Option(help: "Người mở. Who opens; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Option(help: "Lý do. Why.")
        var reason: String

        func run() async throws {
            let period = try PostalCommand.period(from, through)
            try await home.openExistingPost(by: by).reopenPeriod(period, reason: reason)
            Print.page(PostalNotice.periodReopened(period).text)
        }
    }

    static func period(_ from: CalendarDay, _ through: CalendarDay?) throws -> Period {
        guard let period = Period(from: from, through: through ?? from) else {
            throw ValidationError("Ngày cuối trước ngày đầu — the last day is before the first")
        }
        return period
    }
}
