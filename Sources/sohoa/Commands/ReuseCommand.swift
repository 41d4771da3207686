import ArgumentParser
import Basics
import Dossiers
import Presentation
import UseCases

struct ReuseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reuse",
        abstract: "Dùng lại giấy tờ đã số hóa. Held papers in the place of those that a citizen would bring again.",
        discussion: """
            A paper is offered with what speaks for it: its identity number, that of its case, name and date of birth \
            together, its kind. A name alone never does. Whether it is still valid is told by rules/validity.yaml.
            """,
        subcommands: [Find.self, Link.self, Undo.self, List.self, Revoke.self, Restore.self],
        defaultSubcommand: Find.self)

    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kho đã có giấy tờ nào? What the office may hold for a case's missing components.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var caseCode: CaseCode
        @Option(help: "Chỉ thành phần này. Only this component.", transform: ComponentCode.argument)
        var component: ComponentCode?

        func run() async throws {
            let offers = try await home.openExisting().reuse.offers(for: caseCode, component: component)
            try format.print(offers.map(ReuseOfferView.init))
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Dùng giấy tờ cho hồ sơ. Has a held paper serve a component.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã giấy tờ. Identity of the document.") var document: String
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var caseCode: CaseCode
        @Argument(help: "Mã thành phần. Component code.", transform: ComponentCode.argument) var component:
            ComponentCode
        @Option(help: "Mục đích. What for; kept with the link.") var purpose: String
        @Option(help: "Căn cứ pháp lý. The rule by which the office may.") var basis: String
        @Flag(help: "Đã xem và chịu trách nhiệm. You looked at a paper of which no rule says that it is valid.")
        var answerFor = false

        func run() async throws {
            let link = try await home.openExisting().reuse.link(
                DocumentID(rawValue: document), to: ComponentSlot(caseCode: caseCode, component: component),
                purpose: purpose, basis: basis, answersFor: answerFor)
            try format.print([ReuseLinkView(link)])
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gỡ liên kết. Takes a link back; it stays in the record.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã liên kết. Identity of the link.") var link: String
        @Option(help: "Lý do. Why.") var reason: String

        func run() async throws {
            let link = try await home.openExisting().reuse.undo(ReuseLinkID(rawValue: link), reason: reason)
            try format.print([ReuseLinkView(link)])
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Giấy tờ dùng lại của một hồ sơ. The held papers that serve a case.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var caseCode: CaseCode

        func run() async throws {
            let links = try await home.openExisting().reuse.links(of: caseCode)
            try format.print(links.map { ReuseLinkView($0) })
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Giấy tờ không còn hiệu lực. Says that a held paper holds no longer.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã giấy tờ. Identity of the document.") var document: String
        @Option(help: "Lý do. Why.") var reason: String

        func run() async throws {
            let links = try await home.openExisting().reuse.setRevoked(
                true, DocumentID(rawValue: document), reason: reason)
            try format.print(links.map { ReuseLinkView($0, state: .paperRevoked) })
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Giấy tờ vẫn còn hiệu lực. Takes a revocation back.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã giấy tờ. Identity of the document.") var document: String
        @Option(help: "Lý do. Why.") var reason: String

        func run() async throws {
            let links = try await home.openExisting().reuse.setRevoked(
                false, DocumentID(rawValue: document), reason: reason)
            try format.print(links.map { ReuseLinkView($0) })
        }
    }
}
