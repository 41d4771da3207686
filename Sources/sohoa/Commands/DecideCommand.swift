import ArgumentParser
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger

struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Quyết định một mục chờ. Decides an item that waits.",
        discussion: """
            Held-back pages are assigned or discarded; a document beside another replaces it or joins it; a page that \
            was left out as blank or as scanned twice is put back.
            """,
        subcommands: [Assign.self, Discard.self, Replace.self, Join.self, Restore.self])

    /// What every decision takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption

        @Option(help: "Người quyết định. Who decides; kept with the decision.")
        var by: String = ProcessInfo.processInfo.environment["USER"] ?? "unknown"

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
            let office = try subject.home.openExisting()
            let pool = try Recognizers.pool(Pipeline(), rules, jobs: 1)
            let slot = ComponentSlot(caseCode: caseCode, component: component)
            do {
                let outcome = try await Decisions(office: office, recognizer: pool, pipeline: Pipeline(), rules: rules)
                    .assign(subject.id, to: slot, by: subject.by)
                Print.line(text(outcome))
            } catch let refusal as Decisions.Refusal {
                await pool.shutdown()
                throw UserError(refusal)
            }
            await pool.shutdown()
        }

        private func text(_ outcome: AttachOutcome?) -> String {
            switch outcome {
            case .attached: "Đã gắn vào \(caseCode) / \(component)."
            case .keptBeside(_, let id): "Thành phần đã có bản khác; chờ quyết định: \(id)."
            case .unchanged, nil: "Thành phần đã có các trang này."
            }
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Không dùng. The pages or the document are not wanted; they stay kept.")

        @OptionGroup var subject: Subject

        func run() async throws {
            let office = try subject.home.openExisting()
            let (id, person, now) = (subject.id, subject.by, Instant.now())
            try await office.ledger.write { tx in
                let item = try tx.waitingItems(batch: nil, case: nil, openOnly: true).first { $0.id == id }
                if item?.documentID == nil {
                    try tx.discardHeldPages(id, by: person, at: now)
                } else {
                    try tx.decide(id, .discard, by: person, at: now)
                }
            }
            Print.line("Đã ghi nhận: không dùng \(subject.item).")
        }
    }

    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thay thế bản hiện tại. The waiting document replaces the current one.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await decide(.replace, subject)
            Print.line("Đã thay thế bản hiện tại.")
        }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ghép thêm. The waiting document joins the current one.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await decide(.join, subject)
            Print.line("Đã ghép thêm vào thành phần.")
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đưa trang trở lại. Puts a page back that was left out as blank or as scanned twice.")

        @OptionGroup var home: HomeOption

        @Option(help: "Người quyết định. Who decides; kept with the decision.")
        var by: String = ProcessInfo.processInfo.environment["USER"] ?? "unknown"

        @Argument(help: "Mã trang, xem sohoa export --format json. The page's id.")
        var page: String

        func run() async throws {
            let rules = try PipelineRules.load(home.dataHome)
            let office = try home.openExisting()
            let pool = try Recognizers.pool(Pipeline(), rules, jobs: 1)
            do {
                try await Decisions(office: office, recognizer: pool, pipeline: Pipeline(), rules: rules)
                    .restore(PageID(rawValue: page), by: by)
            } catch let refusal as Decisions.Refusal {
                await pool.shutdown()
                throw UserError(refusal)
            }
            await pool.shutdown()
            Print.line("Đã đưa trang trở lại giấy tờ.")
        }
    }

    private static func decide(_ decision: OtherContentDecision, _ subject: Subject) async throws {
        let office = try subject.home.openExisting()
        let (id, person, now) = (subject.id, subject.by, Instant.now())
        try await office.ledger.write { try $0.decide(id, decision, by: person, at: now) }
    }
}

extension UserError {
    /// Says why a decision cannot be carried out.
    fileprivate init(_ refusal: Decisions.Refusal) {
        switch refusal {
        case .notWaiting:
            self.init(.notFound, "Không có mục chờ này.", "No held-back pages wait under this id; see sohoa waiting.")
        case .unknownSlot:
            self.init(
                .notFound, "Sổ không có hồ sơ hoặc thành phần này.", "The register has no such case or component.")
        case .nothingReadable:
            self.init(.badInput, "Không trang nào đọc được; hãy quét lại.", "No page could be read; scan them again.")
        case .unknownPage: self.init(.notFound, "Không có trang này.", "There is no such page; see sohoa export.")
        case .notLeftOut:
            self.init(
                .badInput, "Trang này không bị bỏ ra khỏi giấy tờ nào.", "The page was not left out of a document.")
        case .assemblyFailed(let detail):
            self.init(.failed, "Không tạo được PDF.", "The PDF could not be made: \(detail)")
        }
    }
}
