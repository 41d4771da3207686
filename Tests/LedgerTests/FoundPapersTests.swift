import Basics
import DocumentModel
import Dossiers
import Testing

@testable import Ledger

@Suite("What a search brings for a page") struct FoundPapersTests {
    /// Papers of two agencies: two with one number in different spellings, one with another.
    private static func office(_ maker: LedgerMaker) async throws -> (ledger: Ledger, school: CaseCode) {
        let ledger = try maker.make()
        let school = try #require(CaseCode(rawValue: "000.00.17.H40-261118-0001"))
        try await ledger.write { tx in
            var first = Office.record(Office.birth)
            first.idNumber = "000053374336"
            _ = try tx.importCases(
                [first, Office.record(Office.land, applicant: "Lê Thị Hằng"), Office.record(school)],
                at: Office.time())
            func fields(_ kind: String, _ number: String) -> DocumentFields {
                [
                    .docType: FieldValue(value: kind, confidence: 99, page: 0, box: nil),
                    .number: FieldValue(value: number, confidence: 99, page: 0, box: nil),
                ]
            }
            try tx.digitize(
                ["quyết định trang một", "quyết định trang hai"], for: Office.birth,
                fields: fields("quyet_dinh", "907/QĐ-UBND"))
            try tx.digitize(
                ["quyết định khác"], for: Office.land, fields: fields("quyet_dinh", "907 / QD-UBND"),
                at: Office.time(40 * 1_440))
            try tx.digitize(["giấy khai sinh quyết định"], for: school, fields: fields("khai_sinh", "12/2020"))
        }
        return (ledger, school)
    }

    @Test("Kinds, agencies and months are those of all that was found", arguments: LedgerMaker.all)
    func facets(_ maker: LedgerMaker) async throws {
        let (ledger, _) = try await Self.office(maker)
        let found = try await ledger.read { try $0.findPapers(SearchQuery("quyet dinh"), limit: 1) }
        #expect(found.total == 4 && found.hits.count == 1 && !found.isCut)
        #expect(found.papers[try #require(found.hits.first?.documentID)]?.kind.isEmpty == false)
        #expect(found.facets.kinds.map { "\($0.value) \($0.pages)" } == ["quyet_dinh 3", "khai_sinh 1"])
        #expect(found.facets.agencies.map { "\($0.value) \($0.pages)" } == ["H40.16 3", "H40.17 1"])
        #expect(found.facets.months.map(\.pages).reduce(0, +) == 4 && found.facets.months.count == 2)
        #expect(found.facets.months.first.map(\.value) ?? "" > found.facets.months.last.map(\.value) ?? "")
    }

    @Test("A number finds its papers however it is written, within everything else that is asked")
    func byNumber() async throws {
        let (ledger, school) = try await Self.office(.sqlite)
        let narrow = Scope.agencies([try #require(AgencyScope(rawValue: "H40.17"))])
        let table: [(String, SearchScope, Int)] = [
            ("", SearchScope(number: "907/QĐ-UBND"), 3), ("", SearchScope(number: "907qdubnd"), 3),
            ("", SearchScope(number: "907"), 0), ("", SearchScope(number: "–"), 0),
            ("trang hai", SearchScope(number: "907/QĐ-UBND"), 1), ("trang", SearchScope(number: "12/2020"), 0),
            ("", SearchScope(bounds: narrow, number: "907/QĐ-UBND"), 0),
            ("", SearchScope(bounds: narrow, number: "12/2020"), 1),
            ("", SearchScope(agency: AgencyScope(rawValue: "H40.17"), number: "907/QĐ-UBND"), 0),
            ("", SearchScope(caseCode: Office.land, number: "907/QĐ-UBND"), 1),
            ("", SearchScope(kind: "khai_sinh", number: "907/QĐ-UBND"), 0),
            ("", SearchScope(person: "le thi hang", number: "907/QĐ-UBND"), 1),
            ("", SearchScope(person: "000053374336", number: "907/QĐ-UBND"), 2),
            (
                "",
                SearchScope(
                    number: "907/QĐ-UBND", days: PostDesk.day("2026-11-18")...PostDesk.day("2026-11-19")), 2
            ),
        ]
        for (words, scope, count) in table {
            let hits = try await ledger.read { try $0.search(SearchQuery(words, in: scope)) }
            #expect(hits.count == count, "\(words) \(scope)")
        }
        #expect(try await ledger.read { try $0.cases(ofPerson: "000 053 374 336", in: narrow, limit: 5) } == [])
        let own = try await ledger.read { try $0.cases(ofPerson: "nguyễn văn đông", in: narrow, limit: 5) }
        #expect(own.map(\.code) == [school])
    }
}
