import Basics
import DocumentModel
import Dossiers
import Ledger
import Testing

@testable import DigitizationPipeline

@Suite("Fields that contradict the case register are told as items of their own")
struct RegisterDifferencesTests {
    private func field(_ value: String, page: Int, contradicts: Bool) -> FieldValue {
        FieldValue(value: value, confidence: 80, page: page, box: nil, contradictsRegister: contradicts ? true : nil)
    }

    @Test("By page, with the names of the fields and no value")
    func named() {
        let fields: DocumentFields = [
            .idNumber: field("000187204511", page: 0, contradicts: true),
            .subject: field("Vi Văn Tám", page: 0, contradicts: true),
            .address: field("thôn Đoài", page: 2, contradicts: true),
            .number: field("12/QĐ", page: 0, contradicts: false),
        ]
        let told = IssueRecord.registerDifferences(in: fields)
        #expect(told.map(\.page) == [0, 2])
        #expect(told.map(\.detail) == ["subject, id_number", "address"])
        #expect(IssueRecord.registerDifferences(in: [.number: field("12/QĐ", page: 0, contradicts: false)]).isEmpty)
    }

    @Test("Told on the page, and taken back when it holds no more")
    func recorded() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let script = [TestOffice.separator("TP01"), "một", "hai"].joined(separator: "\n")
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": script]))
        let document = try #require(
            try await test.office.ledger.read { try $0.documents(case: TestOffice.caseCode, batch: nil).first })
        let differing: DocumentFields = [.idNumber: field("000187204511", page: 1, contradicts: true)]
        for (fields, pages) in [(differing, [2] as [Int?]), ([:], [])] {
            try await test.office.ledger.write { tx in
                try tx.noteRegisterDifferences(
                    fields, of: document.content.pages, batch: document.content.batchID,
                    at: Instant(milliseconds: 2_000_000_000_000))
            }
            let issues = try await test.issues().filter { $0.code == .registerDiffers }
            #expect(issues.map(\.pageIndex) == pages)
        }
    }

    @Test("A person always has to see them, whatever the policy says")
    func alwaysToCheck() {
        var policy = ReviewPolicy()
        policy.fields[.idNumber] = .never
        #expect(policy.toCheck(in: [.idNumber: field("000187204511", page: 0, contradicts: true)]) == [.idNumber])
        #expect(policy.toCheck(in: [.idNumber: field("000187204511", page: 0, contradicts: false)]).isEmpty)
    }
}
