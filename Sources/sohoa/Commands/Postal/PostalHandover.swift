import ArgumentParser
import Basics
import Foundation
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    struct Handover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "handover",
            abstract: "Bàn giao bưu gửi cho bưu điện. Hand-over lists: makes, confirms, cancels and shows them.",
            subcommands: [
                Prepare.self, Confirm.self, Correct.self, Cancel.self, List.self, Show.self, PrintAgain.self,
            ],
            defaultSubcommand: Prepare.self)
    }
}

extension PostalCommand.Handover {
    struct Prepare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prepare",
            abstract: "Lập bảng kê trong ngày. Makes the day's list at one post office, with labels and slips.",
            discussion: """
                Takes all parcels that are packed and on no list. A parcel without a number gets the next item code of its
                service. The list has the next number of the post office; what is printed can be printed again.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(name: .customLong("office"), help: "Mã bưu cục. Code of the post office.")
        var postOffice: String

        @Option(
            help: ArgumentHelp("Ngày bàn giao. Day of the list, yyyy-MM-dd; else today.", valueName: "day"),
            transform: CalendarDay.argument)
        var day: CalendarDay?

        @Option(help: "Chỉ dịch vụ này. Only parcels of this service, as EMS.")
        var service: String?

        @Option(name: .customLong("parcel"), help: "Chỉ bưu gửi này. Only this parcel; may be repeated.")
        var parcels: [String] = []

        @Option(help: "Người lập. Who makes the list; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @OptionGroup var files: HandoverFiles

        func run() async throws {
            let post = try await home.openExistingPost(by: by)
            let list = try await post.prepareHandover(
                at: postOffice, on: try day ?? post.today(), service: service, parcels: parcels)
            let written = try await files.write(list, post)
            try format.print(HandoverView(list, files: written))
        }
    }

    struct PrintAgain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "In lại bảng kê. Writes a list, its labels and slips once more.")

        @OptionGroup var home: HomeOption
        @OptionGroup var files: HandoverFiles

        @Argument(help: "Số bảng kê. Number of the list.", transform: HandoverListNumber.argument)
        var number: HandoverListNumber

        func run() async throws {
            let post = try await home.openExistingPost()
            for file in try await files.write(try await post.handover(number), post) {
                Print.page(PostalNotice.written(file).text)
            }
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Ghi nhận bảng kê đã ký. Records that both sides signed a list; its legs move on.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(
            help: ArgumentHelp(
                "Giờ ký. When it was signed, yyyy-MM-ddTHH:mm; the day alone where the paper has no hour.",
                valueName: "time"),
            transform: PostalTime.argument)
        var at: PostalTime

        @Option(help: "Người giao. Who signed for the agency.")
        var handedBy: String

        @Option(help: "Người nhận. Who signed for the post.")
        var receivedBy: String

        @Option(name: .customLong("strike"), help: "Bưu gửi bị gạch. A parcel that was struck out; may be repeated.")
        var struckOut: [String] = []

        @Option(help: "Nơi lưu bản ký. Where the signed paper is filed; else the list's number.")
        var paper: String?

        @Argument(help: "Số bảng kê. Number of the list.", transform: HandoverListNumber.argument)
        var number: HandoverListNumber

        func run() async throws {
            let list = try await home.openExistingPost().confirm(
                number,
                Workspace.Postal.Signing(
                    agencySigner: handedBy, postSigner: receivedBy, time: at, struckOut: struckOut, paper: paper))
            try format.print(HandoverView(list))
            if at.isWholeDay { Print.warning(PostalNotice.hourMissing) }
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct",
            abstract: "Sửa việc ký nhận đã ghi. Records that a list was signed otherwise than was recorded.",
            discussion: """
                What is not given stays. The facts of the legs get new ones in their places; the earlier record is kept.
                A parcel that was struck out after all waits for the next list.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(
            help: ArgumentHelp("Giờ ký đúng. When it was signed, yyyy-MM-ddTHH:mm.", valueName: "time"),
            transform: PostalTime.argument)
        var at: PostalTime?

        @Option(help: "Người giao. Who signed for the agency.")
        var handedBy: String?

        @Option(help: "Người nhận. Who signed for the post.")
        var receivedBy: String?

        @Option(name: .customLong("strike"), help: "Bưu gửi bị gạch. A parcel that was struck out after all.")
        var struckOut: [String] = []

        @Option(name: .customLong("restore"), help: "Bưu gửi đã giao. A parcel that was handed over after all.")
        var restored: [String] = []

        @Option(help: "Nơi lưu bản ký. Where the signed paper is filed.")
        var paper: String?

        @Option(help: "Lý do. Why.")
        var reason: String

        @Option(help: "Người sửa. Who; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Số bảng kê. Number of the list.", transform: HandoverListNumber.argument)
        var number: HandoverListNumber

        func run() async throws {
            var correction = Workspace.Postal.Correction()
            (correction.agencySigner, correction.postSigner, correction.time) = (handedBy, receivedBy, at)
            (correction.struckOut, correction.restored, correction.paper) = (struckOut, Set(restored), paper)
            let list = try await home.openExistingPost(by: by).correct(number, correction, reason: reason)
            try format.print(HandoverView(list))
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Hủy bảng kê. Declares a list void; its parcels wait again.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Lý do. Why.")
        var reason: String

        @Option(help: "Người hủy. Who; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Số bảng kê. Number of the list.", transform: HandoverListNumber.argument)
        var number: HandoverListNumber

        func run() async throws {
            let list = try await home.openExistingPost(by: by).cancel(number, reason: reason)
            try format.print(HandoverView(list))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Các bảng kê. Lists of some days.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Từ ngày. First day; else 30 days ago.", transform: CalendarDay.argument)
        var from: CalendarDay?

        @Option(help: "Đến ngày. Last day; else all that follow.", transform: CalendarDay.argument)
        var through: CalendarDay?

        func run() async throws {
            let post = try await home.openExistingPost()
            let first = try from ?? post.today(daysAgo: 30)
            let last = try through ?? CalendarDay.last
            guard first <= last else { throw ValidationError("--from sau --through. The first day is after the last.") }
            try format.print(try await post.handovers(first...last).map { HandoverView($0) })
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Xem một bảng kê. One list with its parcels.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Số bảng kê. Number of the list.", transform: HandoverListNumber.argument)
        var number: HandoverListNumber

        func run() async throws {
            try format.print(HandoverView(try await home.openExistingPost().handover(number)))
        }
    }
}
