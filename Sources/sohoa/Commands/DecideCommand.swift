import ArgumentParser
import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import Presentation
import UseCases

struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Quyết định một mục chờ. Decides an item that waits.",
        discussion: """
            Held-back pages are assigned or discarded; a document beside another replaces it or joins it; a page that \
            was left out as blank or as scanned twice is put back; a page that was likely scanned twice is kept in its \
            document or discarded; any page is left out of its document.
            """,
        subcommands: [
            Assign.self, Discard.self, Replace.self, Join.self, Keep.self, LeaveOut.self, Restore.self,
        ])

    /// What every decision takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption

        @Option(help: "Người quyết định. Who decides; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Mã mục chờ, xem sohoa waiting. The item's id.")
        var item: String

        var id: WaitingID { WaitingID(rawValue: item) }

        var workspace: Workspace {
            get async throws { try await home.openExisting(by: by) }
        }
    }

    struct Assign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gán trang vào thành phần. Gives held-back pages to a component.")

        @OptionGroup var subject: Subject
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var caseCode: CaseCode
        @Argument(help: "Mã thành phần. Component code.", transform: ComponentCode.argument) var component:
            ComponentCode

        func run() async throws {
            let slot = ComponentSlot(caseCode: caseCode, component: component)
            let outcome = try await DecideCommand.withRecognition(subject.home) { recognition in
                try await subject.workspace.waiting.assign(subject.id, to: slot, with: recognition)
            }
            Print.page(DecisionNotice.assigned(slot, outcome).text)
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Không dùng. The pages or the document are not wanted; they stay kept.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await DecideCommand.withRecognition(subject.home) { recognition in
                try await subject.workspace.waiting.discard(subject.id, with: recognition)
            }
            Print.page(DecisionNotice.discarded(subject.id).text)
        }
    }

    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thay thế bản hiện tại. The waiting document replaces the current one.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await subject.workspace.waiting.decide(subject.id, .replace)
            Print.page(DecisionNotice.replaced.text)
        }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ghép thêm. The waiting document joins the current one.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await subject.workspace.waiting.decide(subject.id, .join)
            Print.page(DecisionNotice.joined.text)
        }
    }

    struct Keep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Giữ trang. The page was not scanned twice: it stays in its document.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await subject.workspace.waiting.keep(subject.id)
            Print.page(DecisionNotice.kept.text)
        }
    }

    /// What decisions about single pages take.
    struct PageSubject: ParsableArguments {
        @OptionGroup var home: HomeOption

        @Option(help: "Người quyết định. Who decides; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Mã trang, xem sohoa export --format json. The page's id.")
        var page: String

        var id: PageID { PageID(rawValue: page) }

        var workspace: Workspace {
            get async throws { try await home.openExisting(by: by) }
        }
    }

    struct LeaveOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leave-out",
            abstract: "Bỏ trang khỏi giấy tờ. Leaves a page out that is blank or was scanned twice; it stays kept.")

        @OptionGroup var subject: PageSubject

        func run() async throws {
            try await DecideCommand.withRecognition(subject.home) { recognition in
                try await subject.workspace.waiting.leaveOut(subject.id, with: recognition)
            }
            Print.page(DecisionNotice.leftOut.text)
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đưa trang trở lại. Puts a page back that was left out as blank or as scanned twice.")

        @OptionGroup var subject: PageSubject

        func run() async throws {
            try await DecideCommand.withRecognition(subject.home) { recognition in
                try await subject.workspace.waiting.restore(subject.id, with: recognition)
            }
            Print.page(DecisionNotice.restored.text)
        }
    }

    /// Calls with recognizers for a decision for which documents may be made; they start with the first page.
    static func withRecognition<T>(
        _ home: HomeOption, _ body: (Recognition) async throws -> T
    ) async throws -> T {
        let rules = try PipelineRules.load(home.dataHome)
        let pool = try Recognizers.pool(Pipeline(), rules, jobs: 1)
        do {
            let result = try await body(Recognition(recognizer: pool, rules: rules))
            await pool.shutdown()
            return result
        } catch {
            await pool.shutdown()
            throw error
        }
    }
}
