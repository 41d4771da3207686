import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Testing
import UseCases

@testable import DigitizationPipeline

/// A data home with a batch of two components, whose pages people move, divide and put together.
struct ArrangeOffice {
    let office: ReviewOffice
    let batch: BatchID
    /// The pages that were read, in scan order, without separators.
    let pages: [PageID]
    let path: String

    static let script = [
        TestOffice.separator("TP01"), "tờ khai một", "tờ khai ~hai", "mặt ~ba sao", TestOffice.separator("TP02"),
        "giấy bốn", "giấy ~năm", "thư sáu",
    ].joined(separator: "\n")
    static let other = CaseCode(rawValue: "000.00.16.H40-261001-0077")!
    static let abroad = CaseCode(rawValue: "000.00.17.H40-261001-0001")!

    init(script: String = Self.script) async throws {
        office = try await ReviewOffice(["1.tif": script])
        try await office.test.importCase(Self.other)
        try await office.test.importCase(Self.abroad)
        let document = office.document
        let ledger = office.ledger
        let id = try #require(try await ledger.read { try $0.document(document) }).content.batchID
        batch = id
        pages = try await ledger.read { try $0.pages(batch: id) }.filter { $0.kind == .content }.map(\.id)
        path = try office.test.batch("L1", ["1.tif": script])
    }

    var ledger: Ledger { office.ledger }

    func arranging(_ account: String = "lan", scope: Scope = .everything) -> Workspace.Arranging {
        let caller = Caller(Actor(.person, account: account), roles: [.reviewer], scope: scope)
        return Workspace(office.test.office, caller: caller).arranging
    }

    var recognition: Recognition { Recognition(recognizer: office.test.recognizer, rules: PipelineRules()) }

    @discardableResult
    func act(
        _ wish: PageWish, by account: String = "lan", seen: Set<DocumentID>? = nil, key: String? = nil
    ) async throws -> PageAct {
        try await arranging(account).carryOut(wish, seen: seen, key: key, with: recognition)
    }

    @discardableResult
    func undo(_ act: PageAct, by account: String = "lan", key: String? = nil) async throws -> PageAct {
        try await arranging(account).undo(act.number, key: key, with: recognition)
    }

    static func slot(_ component: String, of code: CaseCode = TestOffice.caseCode) -> ComponentSlot {
        ComponentSlot(caseCode: code, component: ComponentCode(rawValue: component)!)
    }

    func documents() async throws -> [DigitizedDocument] {
        try await ledger.read { try $0.documents() }.filter { $0.state == .current || $0.state == .candidate }
    }

    /// What is in force: the numbers of the pages of each document, by component.
    func standing() async throws -> [String] {
        try await documents().map { document in
            let numbers = document.content.pages.map { page in
                pages.firstIndex(of: page.pageID).map { String($0 + 1) } ?? "?"
            }
            let code =
                document.content.caseCode == TestOffice.caseCode
                ? "" : "\(document.content.caseCode.rawValue.suffix(4))/"
            return "\(code)\(document.content.component) \(numbers.joined(separator: ","))"
        }.sorted()
    }

    func document(holding page: Int) async throws -> DigitizedDocument {
        try #require(try await documents().first { $0.content.pages.contains { $0.pageID == pages[page - 1] } })
    }

    /// Takes the batch up again, as when a case was registered that its pages ask for.
    func splitAgain() async throws {
        let (id, now) = (batch, office.clock.now)
        try await ledger.write { tx in
            guard let record = try tx.batch(id) else { return }
            try tx.enqueue(.digitizing(record, isUrgent: false), at: now)
        }
        _ = try await office.test.digitizer.digitize(path)
    }

    func close() { try? office.test.close() }
}
