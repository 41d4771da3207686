import ArgumentParser
import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Presentation
import UseCases

struct PagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages",
        abstract:
            "Sắp xếp trang và giấy tờ. Moves pages, divides and puts together documents; each act can be taken back.",
        subcommands: [
            Move.self, Split.self, Merge.self, Reorder.self, Turn.self, SendBack.self, Rescan.self, Undo.self,
            History.self,
        ])

    /// What every act takes.
    struct Common: ParsableArguments {
        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Người quyết định. Who decides; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Option(help: "Lý do. Why.")
        var reason: String = ""

        func carryOut(_ wish: PageWish) async throws {
            let act = try await DecideCommand.withRecognition(home) { recognition in
                try await home.openExisting(by: by).arranging.carryOut(wish, reason: reason, with: recognition)
            }
            try format.print([PageActView(act, isUndone: false)])
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chuyển trang. Moves pages to another case, component or document.")

        @OptionGroup var common: Common
        @Option(name: .customLong("case"), help: "Mã hồ sơ. Case code.", transform: CaseCode.argument)
        var caseCode: CaseCode
        @Option(help: "Mã thành phần. Component code.", transform: ComponentCode.argument) var component: ComponentCode
        @Option(help: "Nối vào giấy tờ này. The document that they are added to; without it they are one of their own.")
        var join: String?
        @Argument(help: "Mã trang, xem sohoa export --format json. The pages' ids.") var pages: [String]

        func run() async throws {
            try await common.carryOut(
                .move(
                    pages: pages.map { PageID(rawValue: $0) },
                    to: ComponentSlot(caseCode: caseCode, component: component),
                    joining: join.map { DocumentID(rawValue: $0) }))
        }
    }

    struct Split: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tách giấy tờ. Divides a document before pages.")

        @OptionGroup var common: Common
        @Argument(help: "Mã giấy tờ. The document's id.") var document: String
        @Argument(help: "Mã trang mở đầu mỗi phần mới. The pages with which new documents begin.") var pages: [String]

        func run() async throws {
            try await common.carryOut(
                .split(DocumentID(rawValue: document), before: pages.map { PageID(rawValue: $0) }))
        }
    }

    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gộp giấy tờ. Makes one document of several of a component, in this order.")

        @OptionGroup var common: Common
        @Argument(help: "Mã các giấy tờ. The documents' ids.") var documents: [String]

        func run() async throws {
            try await common.carryOut(.merge(documents: documents.map { DocumentID(rawValue: $0) }))
        }
    }

    struct Reorder: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đổi thứ tự trang. Brings the pages of a document into this order.")

        @OptionGroup var common: Common
        @Argument(help: "Mã giấy tờ. The document's id.") var document: String
        @Argument(help: "Mã tất cả trang theo thứ tự mới. All its pages in their new order.") var pages: [String]

        func run() async throws {
            try await common.carryOut(
                .reorder(DocumentID(rawValue: document), pages: pages.map { PageID(rawValue: $0) }))
        }
    }

    struct Turn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Xoay trang. Turns a page clockwise as it is shown now; it is read anew that way up.")

        @OptionGroup var common: Common
        @Argument(help: "Mã trang. The page's id.") var page: String
        @Argument(help: "90, 180 hoặc 270 độ theo chiều kim đồng hồ. Degrees, clockwise.") var degrees: Int

        func validate() throws {
            guard [90, 180, 270].contains(degrees) else { throw ValidationError("90, 180, 270") }
        }

        func run() async throws {
            let act = try await DecideCommand.withRecognition(common.home) { recognition in
                try await common.home.openExisting(by: common.by).arranging.turn(
                    PageID(rawValue: page), by: QuarterTurn(rawValue: degrees) ?? .none, reason: common.reason,
                    with: recognition)
            }
            try common.format.print([PageActView(act, isUndone: false)])
        }
    }

    struct SendBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send-back",
            abstract: "Yêu cầu quét lại. Asks the station to scan pages again; --reason says why.")

        @OptionGroup var common: Common
        @Argument(help: "Mã trang. The pages' ids.") var pages: [String]

        func run() async throws {
            let act = try await common.home.openExisting(by: common.by).arranging.sendBack(
                pages.map { PageID(rawValue: $0) }, reason: common.reason)
            try common.format.print([PageActView(act, isUndone: false)])
        }
    }

    struct Rescan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thay trang bằng bản quét lại. Puts a page that was scanned again in the place of the bad one.")

        @OptionGroup var common: Common
        @Argument(help: "Mã trang hỏng. The bad page.") var bad: String
        @Argument(help: "Mã trang quét lại. The new scan of it.") var new: String

        func run() async throws {
            try await common.carryOut(.rescan(PageID(rawValue: bad), by: PageID(rawValue: new)))
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hoàn tác. Takes an act back by its number; see sohoa pages history.")

        @OptionGroup var common: Common
        @Argument(help: "Số của việc đã làm. The number of the act.") var number: Int

        func run() async throws {
            let act = try await DecideCommand.withRecognition(common.home) { recognition in
                try await common.home.openExisting(by: common.by).arranging.undo(number, with: recognition)
            }
            try common.format.print([PageActView(act, isUndone: false)])
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lịch sử trang. What people did with a page, or with the pages of a document.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã trang hoặc giấy tờ. The id of a page or document.") var id: String

        func run() async throws {
            let arranging = try await home.openExisting().arranging
            // Only pages have dots in their identities.
            let entries =
                id.contains(".")
                ? try await arranging.history(of: PageID(rawValue: id))
                : try await arranging.history(of: DocumentID(rawValue: id))
            try format.print(entries.map { PageActView($0.act, isUndone: $0.isUndone) })
        }
    }
}
