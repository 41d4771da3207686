import ArgumentParser
import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import Presentation

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

        @Option(help: "Người quyết định. Who decides; kept with the decision.")
        var by: String?

        /// Who decides, as the record shows it.
        var person: String { Actor.systemAccount(claiming: by).name }

        @Argument(help: "Mã mục chờ, xem sohoa waiting. The item's id.")
        var item: String

        var id: WaitingID { WaitingID(rawValue: item) }
    }

    struct Assign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gán trang vào thành phần. Gives held-back pages to a component.")

        @OptionGroup var subject: Subject
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var caseCode: CaseCode
        @Argument(help: "Mã thành phần. Component code.", transform: ComponentCode.argument) var component:
            ComponentCode

        func run() async throws {
            let rules = try PipelineRules.load(subject.home.dataHome)
            let office = try subject.home.openExisting(by: subject.by)
            let pool = try Recognizers.pool(Pipeline(), rules, jobs: 1)
            let slot = ComponentSlot(caseCode: caseCode, component: component)
            do {
                let outcome = try await Decisions(office: office, recognizer: pool, pipeline: Pipeline(), rules: rules)
                    .assign(subject.id, to: slot, by: subject.person)
                Print.page(DecisionNotice.assigned(slot, outcome).text)
            } catch {
                await pool.shutdown()
                throw error
            }
            await pool.shutdown()
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Không dùng. The pages or the document are not wanted; they stay kept.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let office = try subject.home.openExisting(by: subject.by)
            let (id, person, now) = (subject.id, subject.person, office.now())
            let item = try await office.ledger.read { try $0.waitingItem(id) }
            if let item, item.isOpen, item.reason == .likelyDuplicate {
                try await DecideCommand.decide(in: office) { decisions in
                    for page in item.pageIDs { try await decisions.leaveOut(page, by: person) }
                }
            } else {
                try await office.ledger.write { tx in
                    if item?.documentID == nil {
                        try tx.discardHeldPages(id, by: person, at: now)
                    } else {
                        try tx.decide(id, .discard, by: person, at: now)
                    }
                }
            }
            Print.page(DecisionNotice.discarded(id).text)
        }
    }

    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thay thế bản hiện tại. The waiting document replaces the current one.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await decide(.replace, subject)
            Print.page(DecisionNotice.replaced.text)
        }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ghép thêm. The waiting document joins the current one.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await decide(.join, subject)
            Print.page(DecisionNotice.joined.text)
        }
    }

    struct Keep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Giữ trang. The page was not scanned twice: it stays in its document.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let office = try subject.home.openExisting(by: subject.by)
            let (id, person, now) = (subject.id, subject.person, office.now())
            try await office.ledger.write { try $0.keepLikelyDuplicate(id, by: person, at: now) }
            Print.page(DecisionNotice.kept.text)
        }
    }

    /// What decisions about single pages take.
    struct PageSubject: ParsableArguments {
        @OptionGroup var home: HomeOption

        @Option(help: "Người quyết định. Who decides; kept with the decision.")
        var by: String?

        /// Who decides, as the record shows it.
        var person: String { Actor.systemAccount(claiming: by).name }

        @Argument(help: "Mã trang, xem sohoa export --format json. The page's id.")
        var page: String

        var id: PageID { PageID(rawValue: page) }
    }

    struct LeaveOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leave-out",
            abstract: "Bỏ trang khỏi giấy tờ. Leaves a page out that is blank or was scanned twice; it stays kept.")

        @OptionGroup var subject: PageSubject

        func run() async throws {
            let (id, person) = (subject.id, subject.person)
            let office = try subject.home.openExisting(by: subject.by)
            try await DecideCommand.decide(in: office) { try await $0.leaveOut(id, by: person) }
            Print.page(DecisionNotice.leftOut.text)
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đưa trang trở lại. Puts a page back that was left out as blank or as scanned twice.")

        @OptionGroup var subject: PageSubject

        func run() async throws {
            let (id, person) = (subject.id, subject.person)
            let office = try subject.home.openExisting(by: subject.by)
            try await DecideCommand.decide(in: office) { try await $0.restore(id, by: person) }
            Print.page(DecisionNotice.restored.text)
        }
    }

    /// Carries out a decision for which documents are made.
    private static func decide(
        in office: OpenHome, _ decide: (Decisions) async throws -> Void
    ) async throws {
        let rules = try PipelineRules.load(office.home)
        let pool = try Recognizers.pool(Pipeline(), rules, jobs: 1)
        do {
            try await decide(Decisions(office: office, recognizer: pool, pipeline: Pipeline(), rules: rules))
        } catch {
            await pool.shutdown()
            throw error
        }
        await pool.shutdown()
    }

    private static func decide(_ decision: OtherContentDecision, _ subject: Subject) async throws {
        let office = try subject.home.openExisting(by: subject.by)
        let (id, person, now) = (subject.id, subject.person, office.now())
        try await office.ledger.write { try $0.decide(id, decision, by: person, at: now) }
    }
}
