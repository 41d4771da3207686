import Basics
import DocumentModel
import Dossiers
import Ledger
import Office
import Testing
import UseCases

@Suite("Held papers in the place of those that a citizen would bring again")
struct ReuseTests {
    private static let card = ComponentCode(rawValue: "TP05")!
    private static let number = "001090012345"
    private static let time = Instant(milliseconds: 1_790_000_000_000)
    /// The new case of the applicant whose card the case `SampleHome.land` has.
    private static let new = CaseCode(rawValue: "000.00.16.H40-261120-0009")!
    /// A new case of somebody who is called the same.
    private static let namesake = CaseCode(rawValue: "000.00.16.H40-261120-0010")!

    /// Makes the cases, and a card that was digitized for the earlier one.
    private static func fill(_ home: SampleHome) async throws -> DocumentID {
        let outcome = try await home.office.ledger.write { tx in
            _ = try tx.importCases(
                [(SampleHome.land, number), (new, number), (namesake, "001090099999")].map { code, number in
                    var record = CaseRecord(
                        code: code, procedureCode: "1.001193", procedure: "Đăng ký", agency: "UBND",
                        applicant: "Lê Bá Thuận", received: time, due: nil, channel: .direct,
                        components: [
                            ComponentRule(code: card, name: "Bản sao căn cước công dân", form: .copy, isRequired: true)
                        ])
                    record.idNumber = number
                    return record
                }, at: time)
            return try Self.digitize(tx)
        }
        guard case .attached(let id) = outcome else { throw CancellationError() }
        return id
    }

    private static func digitize(_ tx: LedgerTransaction) throws -> AttachOutcome {
        let digest = try #require(ContentDigest(rawValue: String(repeating: "a", count: 64)))
        let batch = try tx.openBatch(
            name: "lo-1", station: "quay-1", contentDigest: digest,
            files: [SubmittedFile(name: "1.tif", nfcName: "1.tif", sha256: digest, byteCount: 1)], at: time
        ).batch
        try tx.savePageReading(
            PageReadingRecord(
                key: "k", artifact: digest, text: "căn cước", rotation: .none, skew: 0, isBlank: false, confidence: 90),
            at: time)
        let page = PageRecord(
            id: PageID(batch: batch.id, fileOrdinal: 0, pageIndex: 0), batchID: batch.id, fileOrdinal: 0,
            fileName: "1.tif", pageIndex: 0, ordinal: 0, kind: .content, readingKey: "k", caseCode: SampleHome.land,
            component: card)
        _ = try tx.replaceSplit(batch: batch.id, pages: [page], issues: [], waiting: [], at: time)
        let field = { (value: String) in FieldValue(value: value, confidence: 99, page: 0, box: nil) }
        return try tx.attach(
            DocumentDraft(
                caseCode: SampleHome.land, component: card, batchID: batch.id, contentDigest: digest, pdf: digest,
                pages: [
                    DocumentPage(
                        pageID: page.id, content: PageContent(original: digest, pageIndex: 0), readingKey: "k")
                ],
                fields: [
                    .docType: field("cccd"), .idNumber: field(number), .dateOfBirth: field("1990-03-05"),
                    .date: field("2022-05-01"),
                ], occurredAt: time), at: time)
    }

    @Test("Offered, linked, seen in the case, undone: each a fact")
    func life() async throws {
        try await SampleHome.with { home in
            let document = try await Self.fill(home)
            let clerk = home.workspace([.reuse])
            let offers = try await clerk.reuse.offers(for: Self.new)
            #expect(offers.map(\.component) == [Self.card])
            #expect(offers.first?.candidates.map(\.paper.document) == [document])
            #expect(offers.first?.candidates.first?.evidence.first == .numberOnPaper)

            let slot = ComponentSlot(caseCode: Self.new, component: Self.card)
            let link = try await clerk.reuse.link(
                document, to: slot, purpose: "Đăng ký biến động", basis: "NĐ 118/2025/NĐ-CP")
            #expect(link.linkedBy == "lan" && link.evidence.contains(.numberOnPaper))
            #expect(try await clerk.cases.show(Self.new).status.components.map(\.state) == [.reused])
            #expect(try await clerk.reuse.offers(for: Self.new).isEmpty)
            await Self.refused("paper_not_in_force") {
                _ = try await clerk.reuse.link(document, to: slot, purpose: "x", basis: "y")
            }

            _ = try await clerk.reuse.undo(link.id, reason: "gắn nhầm")
            #expect(try await clerk.cases.show(Self.new).status.components.map(\.state) == [.missing])
            #expect(try await clerk.reuse.links(of: Self.new).map(\.state) == [.undone])
            await Self.refused("link_undone") { _ = try await clerk.reuse.undo(link.id, reason: "x") }
            #expect(try await home.office.ledger.read { try $0.auditFaults() }.isEmpty)
        }
    }

    @Test("A case that uses a paper is told when the paper is revoked")
    func revoked() async throws {
        try await SampleHome.with { home in
            let document = try await Self.fill(home)
            let (clerk, head) = (home.workspace([.reuse]), home.workspace([.supervisor], account: "minh"))
            let slot = ComponentSlot(caseCode: Self.new, component: Self.card)
            let link = try await clerk.reuse.link(document, to: slot, purpose: "x", basis: "y")
            await Self.refused("not_allowed") {
                _ = try await clerk.reuse.setRevoked(true, document, reason: "cấp sai")
            }
            let touched = try await head.reuse.setRevoked(true, document, reason: "cấp sai")
            #expect(touched.map(\.id) == [link.id])
            #expect(try await clerk.reuse.links(of: Self.new).map(\.state) == [.paperRevoked])
            _ = try await clerk.reuse.undo(link.id, reason: "bị thu hồi")
            await Self.refused("paper_not_valid") {
                _ = try await clerk.reuse.link(document, to: slot, purpose: "x", basis: "y")
            }
            await Self.refused("revoked_already") {
                _ = try await head.reuse.setRevoked(true, document, reason: "cấp sai")
            }
            #expect(try await head.reuse.setRevoked(false, document, reason: "nhầm").isEmpty)
            _ = try await clerk.reuse.link(document, to: slot, purpose: "x", basis: "y")
        }
    }

    @Test("A namesake, another agency's clerk, and a clerk without the role get nothing")
    func outsiders() async throws {
        try await SampleHome.with { home in
            let document = try await Self.fill(home)
            let clerk = home.workspace([.reuse])
            #expect(try await clerk.reuse.offers(for: Self.namesake).flatMap(\.candidates).isEmpty)
            let slot = ComponentSlot(caseCode: Self.namesake, component: Self.card)
            await Self.refused("paper_not_proved") {
                _ = try await clerk.reuse.link(document, to: slot, purpose: "x", basis: "y", answersFor: true)
            }
            let school = try #require(AgencyScope(rawValue: "H40.17"))
            let outsider = home.workspace([.reuse], scope: .agencies([school]), account: "hoa")
            await Self.refused("unknown_case") { _ = try await outsider.reuse.offers(for: Self.new) }
            await Self.refused("unknown_case") { _ = try await outsider.reuse.links(of: Self.new) }
            #expect(try await outsider.reuse.papers(numbered: Self.number).isEmpty)
            await Self.refused("not_allowed") {
                _ = try await home.workspace([.liaison]).reuse.offers(for: Self.new)
            }
            await Self.refused("text_missing") {
                _ = try await clerk.reuse.link(
                    document, to: ComponentSlot(caseCode: Self.new, component: Self.card), purpose: " ", basis: "y")
            }
        }
    }

    private static func refused(_ code: String, _ body: () async throws -> Void) async {
        let refusal = await #expect(throws: Refusal.self) { try await body() }
        #expect(refusal?.code == code)
    }
}
